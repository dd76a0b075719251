// The upload in parts of a guest who asked: Mayfly begins it and signs its parts, each with its exact length.
import { mapInSlices } from '../async/map-in-slices';
import { uploadsTo } from './remove-asking';
import { Failure } from '../model/failure';
import type { FileRequest, Offer } from '../model/requests/file-request';
import { checkOffersOf } from '../model/policy/organisation-rule';
import type { ListedPart, ObjectStore, UploadedPart } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { partLimitsOf } from '../providers/providers';
import { lifetimeIn, type OpenConnection } from '../storage/storage';
import { slotKey } from '../model/keys/object-key';
import { cut, planParts, type Part } from '../providers/part-plan';
import { haveBits, partTable, type OfferAnswer } from './rules/offer-answer';
import { isSigningDue, type PartsLease } from './rules/offer-times';
import { leaseSeconds } from './rules/slots';
import { signerOf } from './write-request-page';

/** Of what is stored for a guest who asks: no browser runs it, and no cache keeps it. */
export const askedHeaders = {
  contentType: 'application/octet-stream',
  contentDisposition: 'attachment',
  cacheControl: 'no-store',
} as const;

const fileKey = ({ folder }: Pick<FileRequest, 'folder'>, slot: number): string => slotKey(folder, slot, 'data');

/** Gives its row; of two processes that begin one at once, the first row wins. */
export async function beginUpload(
  ledger: Ports['ledger'],
  { objects, connection }: OpenConnection,
  request: FileRequest,
  { slot, asked, sizeBytes }: Pick<Offer, 'slot' | 'asked' | 'sizeBytes'>,
): Promise<Offer> {
  const key = fileKey(request, slot);
  const plan = planParts(sizeBytes, partLimitsOf(connection));
  // One that a process had begun and that ended before it had a row: nobody has a link to it.
  const [left] = await uploadsTo(objects, key);
  const uploadId = left?.uploadId ?? (await objects.createUpload(key, askedHeaders, false));
  let offer: Offer = {
    requestId: request.id,
    slot,
    asked,
    state: 'open',
    uploadId,
    sizeBytes,
    partBytes: plan.kind === 'multipart' ? plan.partBytes : sizeBytes,
    storedParts: 0,
    movedAtMs: objects.serverNowMs(),
  };
  ledger.together(() => {
    const other = ledger.offers(request.id).find((one) => one.slot === slot);
    if (other?.state === 'open' && other.asked === asked) offer = other;
    else ledger.saveOffer(offer);
  });
  if (offer.uploadId !== uploadId) await objects.abortUpload(key, uploadId);
  return offer;
}

/** The parts that are stored with their length, and whether these are all; `undefined` where there is no such upload any more. */
export async function partsOf(
  objects: ObjectStore,
  request: FileRequest,
  { slot, uploadId = '', sizeBytes, partBytes }: Offer,
): Promise<{ readonly have: readonly ListedPart[]; readonly isWhole: boolean } | undefined> {
  const parts = cut(sizeBytes, partBytes);
  try {
    const listed = await objects.listParts(fileKey(request, slot), uploadId);
    const have = listed.filter((part) => parts[part.partNumber - 1]?.lengthBytes === part.sizeBytes);
    return { have, isWhole: have.length === parts.length };
  } catch (error) {
    if (error instanceof Failure && error.code === 'upload-lost') return undefined;
    throw error;
  }
}

/** Completes the upload, unless another process did meanwhile. */
export async function completeOnce(
  objects: ObjectStore,
  key: string,
  uploadId: string,
  parts: readonly UploadedPart[],
): Promise<void> {
  try {
    await objects.completeUpload(key, uploadId, parts);
  } catch (error) {
    const isGone = error instanceof Failure && error.code === 'upload-lost';
    if (!isGone || (await objects.describe(key)) === undefined) throw error;
  }
}

/** Links to all parts of an upload, which its answers have in common. */
export interface SignedParts extends PartsLease {
  readonly lifetimeSeconds: number;
  /** Signed again for the same time it is the same, as long as the keys are. */
  readonly firstUrl: string;
  readonly table: Omit<Extract<OfferAnswer, { state: 'upload' }>, 'have'>;
}

/**
 * Signs all parts, for the request's lease; gives `before` where that was signed with the same keys and is less than half way to its end. Raises
 * `token-expired`, `set-by-organisation`, `policy-unreadable`.
 */
export async function signParts(
  open: OpenConnection,
  request: FileRequest,
  { slot, uploadId = '', sizeBytes, partBytes }: Offer,
  before: SignedParts | undefined,
): Promise<SignedParts> {
  checkOffersOf(open.connection, 'fileRequests');
  const writes = await signerOf(open, request);
  const parts = cut(sizeBytes, partBytes);
  const key = fileKey(request, slot);
  const sign = async (
    { number: partNumber, lengthBytes: contentLength }: Part,
    { signedAtMs, lifetimeSeconds }: Pick<SignedParts, 'signedAtMs' | 'lifetimeSeconds'>,
  ): Promise<string> =>
    (await writes.signPart({ key, uploadId, lifetimeSeconds, signedAtMs, partNumber, contentLength })).url;
  const nowMs = open.objects.serverNowMs();
  if (before !== undefined && !isSigningDue(before, request, nowMs)) {
    const [first] = parts;
    if (first !== undefined && (await sign(first, before)) === before.firstUrl) return before;
  }
  const signedAtMs = Math.floor(nowMs / 1_000) * 1_000;
  const { lifetimeSeconds } = lifetimeIn(open, leaseSeconds(request, signedAtMs), signedAtMs);
  const leaseEndsAtMs = signedAtMs + lifetimeSeconds * 1_000;
  const urls = await mapInSlices(parts, (part) => sign(part, { signedAtMs, lifetimeSeconds }));
  const table = {
    v: 1,
    state: 'upload',
    partBytes,
    parts: parts.length,
    ...partTable(urls),
    expiresAtMs: leaseEndsAtMs,
  } as const;
  return { signedAtMs, leaseEndsAtMs, lifetimeSeconds, firstUrl: urls[0] ?? '', table };
}

/** The answer with these links that names the parts which are stored. */
export function answerWith({ table }: SignedParts, have: readonly ListedPart[]): OfferAnswer {
  const numbers = have.map(({ partNumber }) => partNumber);
  return { ...table, have: haveBits(table.parts, numbers) };
}
