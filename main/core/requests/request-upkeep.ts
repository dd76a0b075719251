// Looks after file requests when asked to: finds and saves what came, and gives the page new slots.
import type { RequestSecrets } from '../encryption/encryption';
import { tryWorks, type RoundContext, type ShareAccess } from '../given/given';
import { asFailure, Failure } from '../model/failure';
import type { Arrival, FileRequest } from '../model/requests/file-request';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import type { OpenConnection } from '../storage/storage';
import { createLook, type Looked } from './look-at-request';
import { requestWorks } from './request-works';
import { saveInFolder, type SaveOptions } from './save-arrivals';
import { createSaveByItself, savingOf } from './save-by-itself';
import { beginSaving } from './save-first';
import { hasEndedWithProcess, isOwnSession, refuseElsewhere } from './session-requests';
import { createTellArrivals } from './tell-arrivals';

export interface ReceiveOptions extends SaveOptions {
  /** The caller goes on looking. */
  readonly waits: boolean;
  readonly onFound?: (arrivals: readonly Arrival[]) => Promise<void>;
}

export interface Received extends Looked {
  readonly saved: readonly Arrival[];
}

export function createRequestUpkeep(
  ports: Pick<
    Ports,
    | 'ledger'
    | 'log'
    | 'notifier'
    | 'arrivalFiles'
    | 'requestPageTemplate'
    | 'encryptedRequestPageTemplate'
    | 'pid'
    | 'randomBytes'
  >,
  store: Store,
  known: Pick<ShareAccess, 'with'>,
  rounds: RoundContext,
  secrets: Pick<RequestSecrets, 'openHead'>,
) {
  const { ledger, log, arrivalFiles } = ports;
  const { mutex, backOff, tell, now } = rounds;
  const files = { ledger, arrivalFiles, secrets, log };
  const get = (requestId: string): FileRequest => {
    const request = ledger.fileRequest(requestId);
    if (request === undefined) throw new Failure('request-not-found');
    return request;
  };
  const opened = async <T>(request: FileRequest, action: (open: OpenConnection) => Promise<T>): Promise<T> => {
    refuseElsewhere(request, ports.pid);
    return known.with(request, action);
  };

  const looks = createLook(ports, get, backOff, tell, secrets);
  const saving = createSaveByItself(files, store, backOff, tell);
  const tellOf = createTellArrivals(ports, tell, looks.expectedOf, now);

  const works = requestWorks({ ports, store, rounds, looks, opened, tellOf, ...saving });

  /** `receive` gives whether the page is written at all; what it raises is raised once the page is. */
  const lookAt = (
    requestId: string,
    waits: boolean,
    receive: (looked: Looked) => Promise<boolean> = async () => true,
  ): Promise<Looked> =>
    mutex(requestId, async () => {
      const request = get(requestId);
      if (hasEndedWithProcess(request)) {
        return { request, arrivals: ledger.arrivals(requestId), isSettled: false, isOver: true };
      }
      return opened(request, async (open) => {
        const seen = await looks.look(open, get(requestId), waits);
        let failure: unknown;
        const writesPage = await receive(seen).catch((error: unknown) => {
          failure = error;
          return true;
        });
        const {
          request: now,
          arrivals,
          isSettled,
          isOver,
          trouble,
        } = writesPage ? await looks.refreshPage(open, seen) : seen;
        if (failure !== undefined) throw asFailure(failure);
        if (trouble !== undefined) log.error('a file request could not be looked after yet', trouble);
        return { request: now, arrivals, isSettled, isOver };
      });
    });

  /**
   * Saves the files that are not saved yet, one after the other, until `signal` stops it, and tries them all before it raises the first failure:
   * `folder-missing`, `folder-unusable`, `disk-full`, `received-differs`, and what the store raises. Raises `request-not-found`.
   */
  const saveArrivals = (requestId: string, options: SaveOptions): Promise<readonly Arrival[]> =>
    mutex(savingOf(requestId), async () => {
      const request = get(requestId);
      if (hasEndedWithProcess(request)) return [];
      return opened(request, (open) => saveInFolder(open, files, store, requestId, options));
    });

  return {
    /**
     * Looks once at what guests stored, and writes the page anew where it has to. `waits`: the caller goes on looking, so guests who ask for links
     * to parts are answered; default: whether this process stays. Raises `request-not-found`, and what the store raises.
     */
    async lookForArrivals(requestId: string, waits?: boolean): Promise<Looked> {
      const looked = await lookAt(requestId, waits === true);
      // A window that looks leaves the upkeep nothing to do, and may be behind another one.
      if (waits) tellOf(looked.request);
      return looked;
    },
    saveArrivals,
    /** The owner was told of them: no other process tells of them again. */
    async noteTold(arrivals: readonly Arrival[]) {
      ledger.together(() => {
        for (const told of arrivals) {
          const row = ledger.arrival(told.requestId, told.slot);
          if (row?.etag === told.etag) ledger.saveArrivals([{ ...row, toldAtMs: row.toldAtMs ?? now() }]);
        }
      });
    },
    /**
     * Looks as `lookForArrivals`, saves as `saveArrivals` what came where no more is to be expected with it, and writes the page once the first file
     * is saved, or two seconds later. Without `waits` it saves whatever came. `onFound` is called with all that came before anything is saved. Raises
     * what the two raise.
     */
    async receiveArrivals(requestId: string, { waits, onFound, ...options }: ReceiveOptions): Promise<Received> {
      let saving: Promise<readonly Arrival[]> = Promise.resolve([]);
      const looking = lookAt(requestId, waits, async ({ isSettled, isOver, arrivals }) => {
        await onFound?.(arrivals);
        if (isSettled || isOver || !waits) {
          ({ saving } = await beginSaving((onFirst) => {
            const onSaved = (arrival: Arrival) => {
              options.onSaved?.(arrival);
              onFirst();
            };
            return saveArrivals(requestId, { ...options, onSaved });
          }));
        }
        return options.signal?.aborted !== true;
      });
      // Whatever the look fails with, what was begun goes on to its end.
      await Promise.allSettled([looking]);
      await Promise.allSettled([saving]);
      return { ...(await looking), saved: await saving };
    },
    /**
     * Finds and saves what guests sent by requests that end with this process. Tries all of it and then raises the first failure: what could not be
     * saved is gone.
     */
    async saveOwnSession() {
      let first: Failure | undefined;
      for (const { id } of ledger.fileRequests().filter((request) => isOwnSession(request, ports.pid))) {
        try {
          await mutex(id, () => opened(get(id), (open) => looks.find(open, get(id))));
          const folder = get(id).saveTo ?? '';
          await mutex(savingOf(id), () => opened(get(id), (open) => saveInFolder(open, files, store, id, { folder })));
        } catch (error) {
          first ??= asFailure(error);
        }
      }
      if (first !== undefined) throw first;
    },
    /** Makes the folder where there is none; gives its real path. Raises `folder-unusable`, `disk-full`. */
    prepareFolder: (folder: string): Promise<string> => ports.arrivalFiles.prepare(folder),
    /** One round over all requests, as the process that stays has one every few seconds. Never rejects. */
    lookAfterRequests: () => tryWorks(rounds, works),
    works,
  };
}

export type RequestUpkeep = ReturnType<typeof createRequestUpkeep>;
