// One look at a file request: finds what came, answers guests who ask, and writes the page anew where it has to.
import { signedPlaceOf } from '../model/connection';
import { asFailure, type Failure } from '../model/failure';
import { fileRequestState, wasAccepted, type Arrival, type FileRequest } from '../model/requests/file-request';
import type { RequestSecrets } from '../encryption/encryption';
import type { BackOff } from '../async/backoff';
import type { Ports } from '../ports/ports';
import type { Tell } from '../state/state';
import type { OpenConnection } from '../storage/storage';
import { slotKey } from '../model/keys/object-key';
import { createAnswerOffers } from './answer-offers';
import { findArrivals, type Look } from './find-arrivals';
import { areBatchesOver, isPageStale, isSettled, mayReceive, nextLookAtMs, type Expected } from './rules/request-times';
import { provenWayOf, wayOf } from '../model/requests/request-way';
import { saveWritten } from './save-written';
import { writeRequestPage } from './write-request-page';

export interface Looked {
  readonly request: FileRequest;
  /** By their slots. */
  readonly arrivals: readonly Arrival[];
  /** There are files to save, and no guest is in the middle of sending more with them. */
  readonly isSettled: boolean;
  /** Nothing can come any more. */
  readonly isOver: boolean;
}

/** What a look found, from which the page is written. */
export interface Seen extends Looked {
  /** Accepted ones among `arrivals`. */
  readonly accepted: readonly Arrival[];
  /** A guest who asked is in the middle of sending. */
  readonly isAsked: boolean;
  /** That guest, or another one. */
  readonly isSlotBusy: boolean;
  /** Unix ms on the server's clock. */
  readonly atMs: number;
  /** Why an answer, or the page, is not as it should be; what came is found all the same. */
  readonly trouble?: Failure;
}

/** Single slots have a back-off of their own: a guest's file that cannot be read or removed must not hold back those of others. */
const slotsOf = (requestId: string): string => `slots ${requestId}`;

/** `get` raises `request-not-found`. */
export function createLook(
  ports: Pick<Ports, 'ledger' | 'log' | 'requestPageTemplate' | 'encryptedRequestPageTemplate' | 'randomBytes'>,
  get: (requestId: string) => FileRequest,
  backOff: BackOff,
  tell: Tell,
  secrets: Pick<RequestSecrets, 'openHead'>,
) {
  const { ledger, log } = ports;
  /** By request: Unix ms. */
  const nextLooks = new Map<string, number>();
  /** By request; the counts until the owner was told of all. */
  const expectations = new Map<string, Expected>();
  const nothing: Expected = { announced: new Map(), underWay: new Map() };
  /** As the last look found it. */
  const expectedOf = (requestId: string) => expectations.get(requestId) ?? nothing;
  const guests = createAnswerOffers(ports, secrets);

  const rewrite = async (open: OpenConnection, request: FileRequest, arrivals: readonly Arrival[]): Promise<void> => {
    const { connection } = open;
    // Nothing is signed for guests any more where the doctor found that it would be unsafe. A closed page has no signature.
    const proven =
      request.closedAtMs === undefined ? provenWayOf(connection, request.folder) : wayOf(connection, request.folder);
    const { way = request.way } = proven;
    const offered = ledger.offers(request.id).map(({ slot }) => slot);
    const { linkEndpoint: _before, ...placed } = request;
    // The bucket on this computer is where it serves now; elsewhere a request stays at its place.
    const place = connection.kind === 'embedded' ? { ...placed, ...signedPlaceOf(connection) } : request;
    const written = { ...place, way, asks: proven.way !== undefined && proven.asks };
    const { sizeBytes: _size, ...lease } = await writeRequestPage(open, ports, written, arrivals, offered);
    await saveWritten(open.objects, ledger, request, { ...written, ...lease });
  };

  /** Records what came, and does nothing else. */
  const find = async ({ objects }: Pick<OpenConnection, 'objects'>, request: FileRequest): Promise<Look> => {
    const seen = await findArrivals(objects, ports, secrets, request);
    const before = expectedOf(request.id);
    if (ledger.arrivals(request.id).every(({ toldAtMs }) => toldAtMs !== undefined)) expectations.delete(request.id);
    else expectations.set(request.id, { ...before, announced: new Map([...before.announced, ...seen.announced]) });
    return seen;
  };

  /** What the manifests of files on their way say of their batches. */
  const expect = async ({ objects }: OpenConnection, request: FileRequest, seen: Look): Promise<void> => {
    const { announced, underWay } = await guests.expected(objects, request, seen);
    const before = expectedOf(request.id).announced;
    expectations.set(request.id, { announced: new Map([...before, ...announced]), underWay });
  };

  /** Removes what the request does not take, and says once why that, or a slot, could not be done. */
  const removeOrWait = async ({ objects }: OpenConnection, id: string, keys: readonly string[], why?: Failure) => {
    const slots = slotsOf(id);
    if (!backOff.due(slots)) return;
    const removal = keys.length === 0 ? undefined : await objects.removeMany(keys).then(() => undefined, asFailure);
    const failure = removal ?? why;
    if (failure?.retryable === true) throw failure;
    if (failure === undefined) {
      backOff.succeeded(slots);
    } else if (backOff.failed(slots) === 1) {
      log.error('a file of a guest could not be removed or read yet', failure);
      tell({ kind: 'failure', failure });
    }
  };

  /** Writes the heartbeat, answers guests who asked, and gives the last look. */
  const answer = async (open: OpenConnection, request: FileRequest, seen: Look, stays: boolean): Promise<Look> => {
    const arrived = ledger.arrivals(request.id).filter(wasAccepted).length;
    const isOpen = fileRequestState(request, arrived, open.objects.serverNowMs()) === 'open';
    const isAsked = ledger.offers(request.id).some(({ state }) => state === 'open');
    if (stays && request.asks && (isOpen || isAsked)) await guests.writeHeartbeat(open, request);
    const last = (await guests.answerGuests(open, request, seen, stays)) ? await find(open, request) : seen;
    await guests.tellOutcome(open, request, last);
    return last;
  };

  /** As the request's row says now. */
  const judged = (seen: Omit<Seen, keyof Looked>, { id }: FileRequest, arrivals: readonly Arrival[]): Seen => {
    const request = get(id);
    const { accepted, isSlotBusy, atMs } = seen;
    const isFull = fileRequestState(request, accepted.length, atMs) === 'full' && !isSlotBusy;
    return {
      ...seen,
      request,
      arrivals,
      isSettled: isSettled(arrivals, expectedOf(id), atMs),
      isOver: isFull || !mayReceive(request, atMs),
    };
  };

  /** Records what came and answers guests who ask; writes no page. `stays`: this process goes on looking. */
  const look = async (open: OpenConnection, request: FileRequest, stays: boolean): Promise<Seen> => {
    let trouble: Failure | undefined;
    const first = await find(open, request);
    const seen = await answer(open, request, first, stays).catch((error: unknown) => {
      trouble = asFailure(error);
      return first;
    });
    await expect(open, request, seen).catch((error: unknown) => (trouble ??= asFailure(error)));
    const arrivals = ledger.arrivals(request.id);
    const offers = ledger.offers(request.id).filter(({ state }) => state === 'open');
    const asking = new Set(offers.map(({ slot }) => slot));
    // A guest who asked while nobody looked is still waited for: only a process that answers knows.
    const leftovers = stays || !request.asks ? seen.leftovers.filter((slot) => !asking.has(slot)) : [];
    const manifests = leftovers.map((slot) => slotKey(request.folder, slot, 'about'));
    await removeOrWait(open, request.id, [...seen.refused, ...manifests], seen.failure);
    const atMs = open.objects.serverNowMs();
    const underWay = [...seen.underWay].filter((slot) => !asking.has(slot)).length;
    const isHere = open.connection.kind === 'embedded';
    nextLooks.set(request.id, nextLookAtMs({ arrivals, underWay, offers }, isHere, atMs));
    const found = {
      accepted: arrivals.filter(wasAccepted),
      isAsked: offers.length > 0,
      isSlotBusy: underWay + offers.length > 0,
      atMs,
      ...(trouble !== undefined && { trouble }),
    };
    return judged(found, request, arrivals);
  };

  /** Writes the page anew where it says something else than is true. Signing it takes longer than saving small files, so that comes first. */
  const refreshPage = async (open: OpenConnection, seen: Seen): Promise<Seen> => {
    const { accepted, arrivals, isAsked, atMs } = seen;
    const request = get(seen.request.id);
    const isOpen = fileRequestState(request, accepted.length, atMs) === 'open';
    // A guest's first file fills a request for once: its page keeps the slots for the others of the batch.
    const isHeld =
      request.isOnce && request.closedAtMs === undefined && !areBatchesOver(accepted, expectedOf(request.id), atMs);
    const signatures = isOpen ? 'slots' : isAsked ? 'answers' : 'none';
    const { kind, endpoint, shareEndpoint = endpoint } = open.connection;
    // Its slots lead to an address that this computer has no more.
    const isElsewhere =
      kind === 'embedded' &&
      signatures !== 'none' &&
      new URL(request.linkEndpoint ?? request.endpoint).origin !== shareEndpoint;
    const isStale = isElsewhere || isPageStale(request, arrivals, signatures, atMs);
    if (isHeld || !isStale) return judged(seen, request, arrivals);
    let trouble = seen.trouble;
    await rewrite(open, request, arrivals).catch((error: unknown) => (trouble = asFailure(error)));
    return judged({ ...seen, ...(trouble !== undefined && { trouble }) }, request, arrivals);
  };

  return { look, refreshPage, find, nextLooks, expectedOf };
}

export type LookAtRequest = ReturnType<typeof createLook>;
