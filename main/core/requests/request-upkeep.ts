// Looks after file requests: finds and saves what came, gives the page new slots, and cleans up what ended.
import type { BackOff } from '../async/backoff';
import { forEachLimited } from '../async/for-each-limited';
import type { RequestSecrets } from '../encryption/request-secrets';
import type { KeyedMutex } from '../async/keyed-mutex';
import { removeAsking } from './remove-asking';
import type { ShareAccess } from '../given/given';
import { keyStoreOf, type Connection } from '../model/connection';
import { asFailure, Failure } from '../model/failure';
import { sessionPid } from '../model/share';
import type { Arrival, FileRequest } from '../model/requests/file-request';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import type { Tell } from '../state/notices';
import type { Store } from '../state/state-store';
import type { OpenConnection } from '../storage/open-connection';
import { unfinishedKeys } from './find-arrivals';
import { createLook, type Looked } from './look-at-request';
import { isClosingDue, mayComeBack, mayReceive } from './rules/request-times';
import { saveInFolder, type SaveWish } from './save-arrivals';
import { createSaveByItself, savingOf } from './save-by-itself';
import { hasEndedWithProcess, isOwnSession, refuseElsewhere } from './session-requests';
import { createTellArrivals } from './tell-arrivals';

const requestsAtOnce = 4;
export interface RequestUpkeep {
  /**
   * Looks once at what guests stored, and writes the page anew where it has to. `waits`: the caller goes on looking, so guests who ask for links
   * to parts are answered; default: whether this process stays. Raises `request-not-found`, and what the store raises.
   */
  lookForArrivals(requestId: string, waits?: boolean): Promise<Looked>;
  /** Makes the folder where there is none; gives its real path. Raises `folder-unusable`, `disk-full`. */
  prepareFolder(folder: string): Promise<string>;
  /**
   * Saves the files that are not saved yet, one after the other, until `signal` stops it, and tries them all before it raises the first failure:
   * `folder-missing`, `folder-unusable`, `disk-full`, `stored-differs`, and what the store raises. Raises `request-not-found`.
   */
  saveArrivals(requestId: string, wish: SaveWish): Promise<readonly Arrival[]>;
  /**
   * Looks as `lookForArrivals`, saves as `saveArrivals` what came where no more is to be expected with it, and only then writes the page. Without
   * `waits` it saves whatever came. `onFound` is called with all that came before anything is saved. Raises what the two raise.
   */
  receiveArrivals(requestId: string, wish: ReceiveWish): Promise<Received>;
  /** The owner was told of them: no other process tells of them again. */
  noteTold(arrivals: readonly Arrival[]): Promise<void>;
  /** One round over all requests. Never rejects. */
  tendRequests(): Promise<void>;
  /**
   * Finds and saves what guests sent by requests that end with this process. Tries all of it and then raises the first failure: what could not be
   * saved is gone.
   */
  saveOwnSession(): Promise<void>;
}

export interface ReceiveWish extends SaveWish {
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
  mutex: KeyedMutex,
  backOff: BackOff,
  tell: Tell,
  now: Clock,
  secrets: Pick<RequestSecrets, 'openHead'>,
): RequestUpkeep {
  const { ledger, log, arrivalFiles } = ports;
  const saving = { ledger, arrivalFiles, secrets, log };
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
  const { isToSave, saveOrWait } = createSaveByItself(saving, store, backOff, tell);
  const tellOf = createTellArrivals(ports, tell, looks.expectedOf, now);

  /** Nothing of it is looked after any more, unless another process gave it a later end meanwhile. */
  const markRemoved = ({ id, expiresAtMs }: FileRequest): void =>
    ledger.together(() => {
      const still = ledger.fileRequest(id);
      if (still?.expiresAtMs === expiresAtMs) ledger.saveFileRequest({ ...still, removedAtMs: now() });
    });

  const cleanUp = async ({ objects, connection }: OpenConnection, { id }: FileRequest): Promise<void> => {
    const request = get(id);
    const isOver = objects.serverNowMs() >= request.expiresAtMs;
    if (!isOver || connection.whenExpired !== 'delete' || request.removedAtMs !== undefined) return;
    await removeAsking(objects, request, ledger.offers(id));
    await objects.removeMany([request.key, ...(await unfinishedKeys(objects, request.folder))]);
    markRemoved(request);
  };

  const isToLook = (request: FileRequest, { whenExpired }: Pick<Connection, 'whenExpired'>): boolean => {
    const nowMs = now();
    if (request.removedAtMs !== undefined || nowMs < (looks.nextLooks.get(request.id) ?? 0)) return false;
    const isToClean = whenExpired === 'delete' && nowMs >= request.expiresAtMs;
    const hasUploads = () => ledger.offers(request.id).some(({ state }) => state === 'open');
    return mayReceive(request, nowMs) || isClosingDue(request) || isToClean || hasUploads();
  };

  const tend = (requestId: string) =>
    mutex(requestId, async () => {
      const request = ledger.fileRequest(requestId);
      if (request === undefined) return;
      await opened(request, async (open) => {
        const isDueNow = isToLook(request, open.connection);
        const trouble = isDueNow ? (await looks.look(open, request, true)).trouble : undefined;
        tellOf(request);
        if (isDueNow) await cleanUp(open, request);
        if (trouble !== undefined) throw trouble;
      });
    });

  /** Apart from the look: saving may take hours, and the request can be closed meanwhile. */
  const saveDue = (requestId: string) =>
    mutex(savingOf(requestId), async () => {
      const request = ledger.fileRequest(requestId);
      if (request !== undefined && isToSave(request)) await opened(request, (open) => saveOrWait(open, request));
    });

  /** Whether there is something to do for it by itself. */
  const isDue = (request: FileRequest): boolean => {
    const connection = store.get().connections.find(({ id }) => id === request.connectionId);
    // For keys in a file somebody would have to be asked for the passphrase.
    if (connection === undefined || keyStoreOf(connection) !== 'keychain') return false;
    if ((sessionPid(request.key) ?? ports.pid) !== ports.pid) return false;
    return backOff.due(request.id) && (isToLook(request, connection) || isToSave(request));
  };

  const lookAt = (
    requestId: string,
    waits: boolean,
    receive?: (open: OpenConnection, looked: Looked) => Promise<boolean>,
  ): Promise<Looked> =>
    mutex(requestId, async () => {
      const request = get(requestId);
      if (hasEndedWithProcess(request)) {
        return { request, arrivals: ledger.arrivals(requestId), isSettled: false, isOver: true };
      }
      const { trouble, ...looked } = await opened(request, (open) =>
        looks.look(open, get(requestId), waits, receive && ((found) => receive(open, found))),
      );
      if (trouble !== undefined) log.error('a file request could not be looked after yet', trouble);
      return looked;
    });

  return {
    lookForArrivals: (requestId, waits = false) => lookAt(requestId, waits),
    saveArrivals: (requestId, wish) =>
      mutex(savingOf(requestId), async () => {
        const request = get(requestId);
        if (hasEndedWithProcess(request)) return [];
        return opened(request, (open) => saveInFolder(open, saving, store, requestId, wish));
      }),
    async noteTold(arrivals) {
      ledger.together(() => {
        for (const told of arrivals) {
          const row = ledger.arrival(told.requestId, told.slot);
          if (row?.etag === told.etag) ledger.saveArrivals([{ ...row, toldAtMs: row.toldAtMs ?? now() }]);
        }
      });
    },
    async receiveArrivals(requestId, { waits, onFound, ...wish }) {
      let saved: readonly Arrival[] = [];
      const looked = await lookAt(requestId, waits, async (open, { isSettled, isOver, arrivals }) => {
        await onFound?.(arrivals);
        if (isSettled || isOver || !waits) {
          saved = await mutex(savingOf(requestId), () => saveInFolder(open, saving, store, requestId, wish));
        }
        return wish.signal?.aborted !== true;
      });
      return { ...looked, saved };
    },
    async saveOwnSession() {
      let first: Failure | undefined;
      for (const { id } of ledger.fileRequests().filter((request) => isOwnSession(request, ports.pid))) {
        try {
          await mutex(id, () => opened(get(id), (open) => looks.find(open, get(id))));
          const folder = get(id).saveTo ?? '';
          await mutex(savingOf(id), () => opened(get(id), (open) => saveInFolder(open, saving, store, id, { folder })));
        } catch (error) {
          first ??= asFailure(error);
        }
      }
      if (first !== undefined) throw first;
    },
    prepareFolder: (folder) => ports.arrivalFiles.prepare(folder),
    async tendRequests() {
      await forEachLimited(ledger.fileRequests().filter(isDue), requestsAtOnce, async ({ id }) => {
        try {
          try {
            await tend(id);
          } finally {
            await saveDue(id);
          }
          backOff.succeeded(id);
        } catch (error) {
          const failure = asFailure(error);
          const request = ledger.fileRequest(id);
          // Everything of it went with the bucket. Until its end the bucket may come back: a proxy, or a server that starts, says the same.
          if (failure.code === 'bucket-missing' && request !== undefined && !mayComeBack(request, now())) {
            markRemoved(request);
          } else if (backOff.failed(id) === 1) log.error('a file request could not be looked after yet', failure);
        }
      });
    },
  };
}
