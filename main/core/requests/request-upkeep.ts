// Looks after file requests: finds and saves what came, gives the page new slots, and cleans up what ended.
import type { BackOff } from '../async/backoff';
import { forEachLimited } from '../async/for-each-limited';
import type { KeyedMutex } from '../async/keyed-mutex';
import type { ShareAccess } from '../history/share-access';
import { keyStoreOf, type Connection } from '../model/connection';
import { asFailure, Failure } from '../model/failure';
import { sessionPid } from '../model/share';
import { fileRequestState, wasAccepted, type Arrival, type FileRequest } from '../model/file-request';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import type { Tell } from '../state/notices';
import type { Store } from '../state/state-store';
import type { OpenConnection } from '../storage/open-connection';
import { findArrivals, unfinishedKeys } from './find-arrivals';
import { isClosingDue, isPageStale, isSettled, mayReceive, nextLookAtMs } from './rules/request-times';
import { wayOf } from './rules/request-way';
import { saveInFolder, type SaveWish } from './save-arrivals';
import { createTellArrivals } from './tell-arrivals';
import { writeRequestPage } from './write-request-page';

const requestsAtOnce = 4;
/** Saving has a back-off of its own: a folder that is away must not hold back the page. */
const savingOf = (requestId: string): string => `save ${requestId}`;

export interface Looked {
  readonly request: FileRequest;
  /** By their slots. */
  readonly arrivals: readonly Arrival[];
  /** There are files to save, and no guest is in the middle of sending more with them. */
  readonly isSettled: boolean;
  /** Nothing can come any more. */
  readonly isOver: boolean;
}

export interface RequestUpkeep {
  /** Looks once at what guests stored, and writes the page anew where it has to. Raises `request-not-found`, and what the store raises. */
  lookForArrivals(requestId: string): Promise<Looked>;
  /** Makes the folder where there is none; gives its real path. Raises `folder-unusable`, `disk-full`. */
  prepareFolder(folder: string): Promise<string>;
  /**
   * Saves the files that are not saved yet, one after the other, until `signal` stops it, and tries them all before it raises the first failure:
   * `folder-missing`, `folder-unusable`, `disk-full`, `stored-differs`, and what the store raises. Raises `request-not-found`.
   */
  saveArrivals(requestId: string, wish: SaveWish): Promise<readonly Arrival[]>;
  /** One round over all requests. Never rejects. */
  tendRequests(): Promise<void>;
}

export function createRequestUpkeep(
  ports: Pick<Ports, 'ledger' | 'log' | 'notifier' | 'arrivalFiles' | 'requestPageTemplate' | 'pid'>,
  store: Store,
  known: Pick<ShareAccess, 'with'>,
  mutex: KeyedMutex,
  backOff: BackOff,
  tell: Tell,
  now: Clock,
): RequestUpkeep {
  const { ledger, log } = ports;
  /** By request: Unix ms. */
  const nextLooks = new Map<string, number>();
  const announced = new Map<string, number>();
  const tellOf = createTellArrivals(ports, tell, announced, now);

  const get = (requestId: string): FileRequest => {
    const request = ledger.fileRequest(requestId);
    if (request === undefined) throw new Failure('request-not-found');
    return request;
  };
  const opened = <T>(request: FileRequest, action: (open: OpenConnection) => Promise<T>): Promise<T> =>
    known.with({ ...request, key: request.pageKey }, action);

  const rewrite = async (open: OpenConnection, request: FileRequest, arrivals: readonly Arrival[]): Promise<void> => {
    const proven = wayOf(open.connection);
    // Nothing is signed for strangers any more where the doctor found that it would be unsafe.
    if (request.closedAtMs === undefined && proven.way === undefined) {
      throw new Failure(proven.why === 'unsafe' ? 'request-unsafe' : 'signing-unproven', {
        connectionName: open.connection.name,
      });
    }
    const written = { ...request, way: proven.way ?? request.way };
    const { writtenAtMs, leaseEndsAtMs } = await writeRequestPage(open, ports, written, arrivals);
    ledger.together(() => {
      const still = ledger.fileRequest(request.id);
      if (still === undefined) return;
      const { closedAtMs } = still;
      const wasClosed = closedAtMs !== undefined && request.closedAtMs === undefined;
      ledger.saveFileRequest({
        ...still,
        way: written.way,
        leaseEndsAtMs: Math.max(still.leaseEndsAtMs, leaseEndsAtMs),
        // Another process closed it meanwhile: the page is written once more. Pages are written on whole seconds, and a closed one counts
        // as written after the closing.
        writtenAtMs: wasClosed ? closedAtMs : Math.max(writtenAtMs, closedAtMs === undefined ? 0 : closedAtMs + 1),
      });
    });
  };

  /** `pageFailure`: why the page is not as it should be; what came is found and saved all the same. */
  const look = async (
    open: OpenConnection,
    request: FileRequest,
  ): Promise<Looked & { readonly pageFailure?: Failure }> => {
    const { objects } = open;
    const seen = await findArrivals(objects, ports, request);
    for (const [batch, count] of seen.announced) announced.set(batch, count);
    if (seen.leftovers.length > 0) await objects.removeMany(seen.leftovers);
    const arrivals = ledger.arrivals(request.id);
    const nowMs = objects.serverNowMs();
    nextLooks.set(request.id, nextLookAtMs(arrivals, seen.underWay, open.connection.kind === 'embedded', nowMs));
    const present = get(request.id);
    const pageFailure = isPageStale(present, arrivals, nowMs)
      ? await rewrite(open, present, arrivals).then(
          () => undefined,
          (error: unknown) => asFailure(error),
        )
      : undefined;
    const after = get(request.id);
    const state = fileRequestState(after, arrivals.filter(wasAccepted).length, nowMs);
    return {
      request: after,
      arrivals,
      isSettled: isSettled(arrivals, announced, nowMs),
      ...(pageFailure !== undefined && { pageFailure }),
      isOver: (state === 'full' && seen.underWay === 0) || !mayReceive(after, nowMs),
    };
  };

  const isToSave = ({ id, saveTo }: FileRequest): boolean =>
    saveTo !== undefined && backOff.due(savingOf(id)) && ledger.arrivals(id).some(({ state }) => state === 'arrived');

  const saveOrWait = async (open: OpenConnection, { id, saveTo = '' }: FileRequest): Promise<void> => {
    const saving = savingOf(id);
    try {
      await saveInFolder(open, ports, store, id, { folder: saveTo });
      backOff.succeeded(saving);
    } catch (error) {
      const failure = asFailure(error);
      if (backOff.failed(saving) > 1) return;
      log.error('what guests sent could not be saved yet', failure);
      tell({ kind: 'failure', failure });
    }
  };

  const cleanUp = async ({ objects, connection }: OpenConnection, { id }: FileRequest): Promise<void> => {
    const request = get(id);
    const isOver = objects.serverNowMs() >= request.expiresAtMs;
    if (!isOver || connection.whenExpired !== 'delete' || request.removedAtMs !== undefined) return;
    await objects.removeMany([request.pageKey, ...(await unfinishedKeys(objects, request.folder))]);
    ledger.saveFileRequest({ ...request, removedAtMs: now() });
  };

  const isToLook = (request: FileRequest, { whenExpired }: Pick<Connection, 'whenExpired'>): boolean => {
    const nowMs = now();
    if (request.removedAtMs !== undefined || nowMs < (nextLooks.get(request.id) ?? 0)) return false;
    const isToClean = whenExpired === 'delete' && nowMs >= request.expiresAtMs;
    return mayReceive(request, nowMs) || isClosingDue(request) || isToClean;
  };

  const tend = (requestId: string) =>
    mutex(requestId, async () => {
      const request = ledger.fileRequest(requestId);
      if (request === undefined) return;
      await opened(request, async (open) => {
        const looks = isToLook(request, open.connection);
        const pageFailure = looks ? (await look(open, request)).pageFailure : undefined;
        tellOf(request);
        if (looks) await cleanUp(open, request);
        if (pageFailure !== undefined) throw pageFailure;
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
    if ((sessionPid(request.pageKey) ?? ports.pid) !== ports.pid) return false;
    return backOff.due(request.id) && (isToLook(request, connection) || isToSave(request));
  };

  return {
    lookForArrivals: (requestId) =>
      mutex(requestId, async () => {
        const { pageFailure, ...looked } = await opened(get(requestId), (open) => look(open, get(requestId)));
        if (pageFailure !== undefined) log.error('the page of a file request could not be written yet', pageFailure);
        return looked;
      }),
    saveArrivals: (requestId, wish) =>
      mutex(savingOf(requestId), () =>
        opened(get(requestId), (open) => saveInFolder(open, ports, store, requestId, wish)),
      ),
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
          // Everything of it went with the bucket.
          if (failure.code === 'bucket-missing' && request !== undefined) {
            ledger.saveFileRequest({ ...request, removedAtMs: now() });
          } else if (backOff.failed(id) === 1) log.error('a file request could not be looked after yet', failure);
        }
      });
    },
  };
}
