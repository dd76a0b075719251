// Writes a guest's page: one object at a key of its own, with slots signed for a lease. A page that is written again keeps its key and its link.
import { keepsGzip, refusesOverwrite } from '../model/capabilities';
import {
  fileRequestState,
  mostManifestBytes,
  wasAccepted,
  type Arrival,
  type FileRequest,
} from '../model/requests/file-request';
import { standingValue } from '../model/requests/standing-request';
import { lacks } from '../model/policy/organisation-rule';
import type { Until } from '../given/given';
import { compressPage } from '../pages/pages';
import { pageAnswer } from '../model/links/page-answer';
import type { AlikeRequest, GuestLinks } from '../ports/guest-links';
import type { Ports } from '../ports/ports';
import { lifetimeIn, type OpenConnection, putVerified } from '../storage/storage';
import { heartbeatKey, slotKey, type SlotPart } from '../model/keys/object-key';
import {
  buildRequestPage,
  type AskLinks,
  type RequestPage,
  type SlotLinks,
  type SlotWrite,
} from './rules/request-page';
import { claimsSlots, isSignedByIntake } from '../model/requests/request-way';
import { freeSlots, leaseSeconds } from './rules/slots';
import { mostInOne, storedBytes } from './rules/stored-size';

/** Of the standing request: the page has an icon for a home screen, and shows its short link as its address where that is at the same origin. */
function standing(
  { ledger }: Pick<Ports, 'ledger'>,
  { connection }: Pick<OpenConnection, 'connection'>,
  { id }: Pick<FileRequest, 'id'>,
): Pick<RequestPage, 'home'> {
  if (ledger.value(standingValue) !== id) return {};
  const address = ledger.doorsTo(id)[0]?.address;
  if (address === undefined) return { home: {} };
  // The bucket on this computer is at several addresses, and its short links at each of them.
  return { home: { address: connection.kind === 'embedded' ? new URL(address).pathname : address } };
}

/** The type of everything that a guest writes: no browser runs it. */
const guestType = 'application/octet-stream';

const pageHeaders = {
  contentType: pageAnswer.responseContentType,
  contentDisposition: 'inline',
  cacheControl: 'no-store',
} as const;

/** Signs what guests write: the intake key where it is proven, else the connection's own. Raises what `intake` raises. */
export const signerOf = (open: OpenConnection, { folder }: Pick<FileRequest, 'folder'>): Promise<GuestLinks> =>
  isSignedByIntake(open.connection, folder) ? open.intake() : Promise.resolve(open.objects);

/** Signs slots for `lifetimeSeconds` from `signedAtMs`, all alike: each part of all slots in one call. `writes` signs what a guest writes. */
async function signSlots(
  { objects, connection }: Pick<OpenConnection, 'objects' | 'connection'>,
  writes: Pick<GuestLinks, 'signForms' | 'signAlike'>,
  request: Pick<FileRequest, 'folder' | 'way' | 'bytes' | 'recipient'>,
  slots: readonly number[],
  until: Until,
): Promise<readonly SlotLinks[]> {
  const { folder, way } = request;
  const { signedAtMs, lifetimeSeconds } = until;
  const put = (keys: readonly string[], exact: Pick<AlikeRequest, 'contentLength'> = {}) =>
    // Unproven the condition is left out: servers that do not know it refuse every PUT with it.
    writes.signAlike(keys, {
      method: 'PUT',
      contentType: guestType,
      isNew: refusesOverwrite(connection),
      ...exact,
      ...until,
    });
  const sign = (keys: readonly string[], mostBytes: number, leastBytes: number): Promise<readonly SlotWrite[]> =>
    way === 'put'
      ? put(keys)
      : writes.signForms(keys, {
          leastBytes,
          mostBytes,
          contentType: guestType,
          signedAtMs,
          expiresAtMs: signedAtMs + lifetimeSeconds * 1_000,
        });
  const keysOf = (part: SlotPart) => slots.map((slot) => slotKey(folder, slot, part));
  const aboutKeys = keysOf('about');
  const taken = await objects.signAlike(aboutKeys, { method: 'HEAD', ...until });
  const abouts = await (way === 'forms' && claimsSlots(connection, request)
    ? put(aboutKeys, { contentLength: mostManifestBytes })
    : sign(aboutKeys, mostManifestBytes, 1));
  const datas = await sign(keysOf('data'), storedBytes(request, mostInOne(request)), 0);
  return slots.flatMap((slot, index) => {
    const [isTaken, about, data] = [taken[index], abouts[index], datas[index]];
    return isTaken === undefined || about === undefined || data === undefined
      ? []
      : [{ slot, folder, isTaken, about, data }];
  });
}

/** What a guest who asks may read: the heartbeat's age, and the answers, which are encrypted. */
async function signAsking(
  { objects }: Pick<OpenConnection, 'objects'>,
  folder: string,
  slots: readonly number[],
  until: Until,
): Promise<AskLinks> {
  const keys = slots.map((slot) => slotKey(folder, slot, 'answer'));
  const signed = await objects.signAlike(keys, { method: 'GET', ...until });
  const answers = slots.map((slot, index) => ({ slot, url: signed[index]?.url ?? '' }));
  return { folder, on: await objects.signHead({ key: heartbeatKey(folder), ...until }), answers };
}

/** The server's clock is known to so much, from the dates of its answers. */
const clockBlurMs = 3_000;

/** By the clock that gives the files of guests their times, and as guests' pages read it. `sinceMs`: when its writing began. */
async function storedAtMs({ objects }: Pick<OpenConnection, 'objects'>, key: string, sinceMs: number): Promise<number> {
  const [page] = (await objects.list(key, { limit: 1 })).objects;
  const listedAtMs = page?.modifiedAtMs ?? 0;
  // A list that lags still has the page of before, and would make every file since then late.
  return listedAtMs >= sinceMs - clockBlurMs - 1_000 ? listedAtMs : objects.serverNowMs() + clockBlurMs;
}

export interface WrittenRequestPage extends Pick<FileRequest, 'writtenAtMs' | 'leaseEndsAtMs'> {
  readonly sizeBytes: number;
}

/**
 * Stores the page as `request` and its arrivals are now: with slots while it is open, else with the words that say how it ended. `offered`:
 * the slots of guests who asked, which may be on the page no more; they have their answers on a page that is full as well. Raises `stored-differs`, `token-expired`, and what the store raises.
 */
export async function writeRequestPage(
  open: OpenConnection,
  ports: Pick<Ports, 'requestPageTemplate' | 'encryptedRequestPageTemplate' | 'ledger'>,
  request: FileRequest,
  arrivals: readonly Arrival[],
  offered: readonly number[] = [],
): Promise<WrittenRequestPage> {
  const nowMs = Math.floor(open.objects.serverNowMs() / 1_000) * 1_000;
  // A rule of the organisation takes the slots out, and what came stays.
  const isRefused = open.connection.organisation?.refuses !== undefined || lacks(open.connection, 'fileRequests');
  const state = isRefused ? 'closed' : fileRequestState(request, arrivals.filter(wasAccepted).length, nowMs);
  const { lifetimeSeconds } = lifetimeIn(open, leaseSeconds(request, nowMs), nowMs);
  const until = { signedAtMs: nowMs, lifetimeSeconds };
  let slots: readonly SlotLinks[] = [];
  if (state === 'open') {
    const writes = await signerOf(open, request);
    slots = await signSlots(open, writes, request, freeSlots(request, arrivals), until);
  }
  const answered = state === 'open' || state === 'full' ? [...slots.map(({ slot }) => slot), ...offered] : [];
  const ask =
    request.asks && answered.length > 0
      ? await signAsking(open, request.folder, [...new Set(answered)], until)
      : undefined;
  // A page without slots ends no slot that was copied from the page before.
  const leaseEndsAtMs = slots.length === 0 ? request.leaseEndsAtMs : nowMs + lifetimeSeconds * 1_000;
  const { title, message, way, isOnce, recipient, createdAtMs, expiresAtMs } = request;
  const template = recipient === undefined ? ports.requestPageTemplate : ports.encryptedRequestPageTemplate;
  const { text, end } = await template();
  const html = buildRequestPage(text, {
    title,
    ...(message !== undefined && { message }),
    asker: ports.ledger.settings().askerName,
    ...standing(ports, open, request),
    state,
    way,
    limits: request,
    isOnce,
    ...(recipient !== undefined && { recipient }),
    createdAtMs,
    expiresAtMs,
    leaseEndsAtMs: ask === undefined ? leaseEndsAtMs : nowMs + lifetimeSeconds * 1_000,
    slots,
    ...(ask !== undefined && { ask }),
  });
  const plain = Buffer.from(html, 'utf8');
  const zips = keepsGzip(open.connection);
  const body = zips ? await compressPage(plain, end) : plain;
  await putVerified(open.objects, request.key, body, {
    ...pageHeaders,
    ...(zips && { contentEncoding: 'gzip' }),
  });
  const writtenAtMs = request.closedAtMs === undefined ? nowMs : await storedAtMs(open, request.key, nowMs);
  return { writtenAtMs, leaseEndsAtMs, sizeBytes: body.length };
}
