// What happens to file requests by itself: a look at each when it is its time, and what came is saved in its folder.
import { tryItem, type RoundContext, type Work } from '../given/given';
import { removeAsking } from './remove-asking';
import type { Connection } from '../model/connection';
import type { FileRequest } from '../model/requests/file-request';
import { sessionPid } from '../model/share';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import type { OpenConnection } from '../storage/storage';
import { unfinishedKeys } from './find-arrivals';
import type { LookAtRequest } from './look-at-request';
import { isClosingDue, isStillUsed, mayReceive } from './rules/request-times';
import { longestSaveWaitMs } from './save-arrivals';
import { savingOf, type SaveByItself } from './save-by-itself';
import { beginSaving } from './save-first';
import { isStandingOpen } from './standing/standing-row';

const requestsAtOnce = 4;

export interface RequestWorkContext extends SaveByItself {
  readonly ports: Pick<Ports, 'ledger' | 'pid'>;
  readonly store: Pick<Store, 'get'>;
  readonly rounds: RoundContext;
  readonly looks: LookAtRequest;
  /** Raises what opening its connection raises. */
  readonly opened: <T>(request: FileRequest, action: (open: OpenConnection) => Promise<T>) => Promise<T>;
  /** Tells of the batches that are complete. */
  readonly tellOf: (request: FileRequest) => void;
}

/** Apart from the look: saving may take hours, and the request can be closed meanwhile. */
export const requestWorks = (context: RequestWorkContext): readonly Work<FileRequest>[] => [
  {
    name: 'request',
    says: 'a file request could not be looked after yet',
    atOnce: requestsAtOnce,
    candidates: (_nowMs, mayTry) =>
      ownRequests(context).filter((request) => mayTry(request) && isLookDue(context, request)),
    run: ({ id }) => lookAfter(context, id),
    whenBucketGone: ({ id }) => giveUp(context, id),
  },
  saveWork(context),
];

const saveWork = (context: RequestWorkContext, onSaved?: () => void): Work<FileRequest> => ({
  name: 'save',
  says: 'what guests sent could not be saved yet',
  atOnce: requestsAtOnce,
  candidates: () => ownRequests(context).filter(context.isToSave),
  lockOf: ({ id }) => savingOf(id),
  run: ({ id }) => saveDue(context, id, onSaved),
  longestWaitMs: longestSaveWaitMs,
  tells: () => true,
});

/** A request of a bucket in the memory of another process is looked after there. */
const ownRequests = ({ ports: { ledger, pid } }: RequestWorkContext): readonly FileRequest[] =>
  ledger.fileRequests().filter(({ key }) => (sessionPid(key) ?? pid) === pid);

function isLookDue(context: RequestWorkContext, request: FileRequest): boolean {
  const connection = context.store.get().connections.find(({ id }) => id === request.connectionId);
  return connection !== undefined && isToLook(context, request, connection);
}

function isToLook(
  { ports: { ledger }, looks, rounds }: RequestWorkContext,
  request: FileRequest,
  { whenExpired }: Pick<Connection, 'whenExpired'>,
): boolean {
  const nowMs = rounds.now();
  if (request.removedAtMs !== undefined || nowMs < (looks.nextLooks.get(request.id) ?? 0)) return false;
  const isToClean = whenExpired === 'delete' && nowMs >= request.expiresAtMs;
  const hasUploads = () => ledger.offers(request.id).some(({ state }) => state === 'open');
  return mayReceive(request, nowMs) || isClosingDue(request) || isToClean || hasUploads();
}

/** Looks, begins to save what came, and then writes the page. Raises what the store raises, and why the page is not as it should be. */
async function lookAfter(context: RequestWorkContext, requestId: string): Promise<'done'> {
  const { ports, looks, rounds, opened, tellOf, isToSave } = context;
  const request = ports.ledger.fileRequest(requestId);
  if (request === undefined) return 'done';
  await opened(request, async (open) => {
    // Somebody else has looked since, and may have left it to this process to tell of it.
    if (!isToLook(context, request, open.connection)) return tellOf(request);
    const seen = await looks.look(open, request, true);
    // The work that saves waits for what this one has begun.
    if (isToSave(request)) await beginSaving((onSaved) => tryItem(rounds, saveWork(context, onSaved), request));
    const { trouble } = await looks.refreshPage(open, seen);
    tellOf(request);
    await cleanUp(context, open, request);
    if (trouble !== undefined) throw trouble;
  });
  return 'done';
}

async function saveDue(context: RequestWorkContext, requestId: string, onSaved?: () => void): Promise<'done'> {
  const request = context.ports.ledger.fileRequest(requestId);
  if (request !== undefined && context.isToSave(request)) {
    await context.opened(request, (open) => context.saveByItself(open, request, onSaved));
  }
  return 'done';
}

async function cleanUp(context: RequestWorkContext, { objects, connection }: OpenConnection, { id }: FileRequest) {
  const { ledger } = context.ports;
  const request = ledger.fileRequest(id);
  if (request === undefined || request.removedAtMs !== undefined) return;
  // What a guest began to send before the end still comes, and has its name in its manifest.
  if (isStillUsed(request, objects.serverNowMs()) || connection.whenExpired !== 'delete') return;
  // Its short link leads to it until it is renewed.
  if (isStandingOpen(context.ports, request)) return;
  await removeAsking(objects, request, ledger.offers(id));
  await objects.removeMany([request.key, ...(await unfinishedKeys(objects, request.folder))]);
  markRemoved(context, request);
}

/** Nothing of it is looked after any more, unless another process gave it a later end meanwhile. */
const markRemoved = ({ ports: { ledger }, rounds }: RequestWorkContext, { id, expiresAtMs }: FileRequest): void =>
  ledger.together(() => {
    const still = ledger.fileRequest(id);
    if (still?.expiresAtMs === expiresAtMs) ledger.saveFileRequest({ ...still, removedAtMs: rounds.now() });
  });

/** Everything of it went with the bucket. Until its end the bucket may come back: a proxy, or a server that starts, says the same. */
function giveUp(context: RequestWorkContext, requestId: string): boolean {
  const request = context.ports.ledger.fileRequest(requestId);
  if (request === undefined || isStillUsed(request, context.rounds.now())) return false;
  markRemoved(context, request);
  return true;
}
