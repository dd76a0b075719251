// The upload in parts of a guest who asked: Mayfly begins it and signs its parts, each with its exact length.
import { uploadsTo } from '../history/remove-asking';
import { Failure } from '../model/failure';
import type { FileRequest, Offer } from '../model/file-request';
import type { ListedPart, ObjectStore, UploadedPart } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { partLimitsOf } from '../providers/providers';
import { lifetimeIn, type OpenConnection } from '../storage/open-connection';
import { slotKey } from '../storage/rules/object-key';
import { cut, planParts } from '../transfer/rules/part-plan';
import { haveBits, partTable, type OfferAnswer } from './rules/offer-answer';
import type { WrittenAnswer } from './rules/offer-times';
import { leaseSeconds } from './rules/slots';

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

/** An answer with links to all parts, for a day at most. Raises `token-expired`. */
export async function signParts(
  open: OpenConnection,
  request: FileRequest,
  { slot, uploadId = '', sizeBytes, partBytes }: Offer,
  have: readonly ListedPart[],
): Promise<WrittenAnswer & { readonly answer: OfferAnswer }> {
  const writtenAtMs = Math.floor(open.objects.serverNowMs() / 1_000) * 1_000;
  const { lifetimeSeconds } = lifetimeIn(open, leaseSeconds(request, writtenAtMs), writtenAtMs);
  const leaseEndsAtMs = writtenAtMs + lifetimeSeconds * 1_000;
  const signed = { key: fileKey(request, slot), uploadId, lifetimeSeconds, signedAtMs: writtenAtMs };
  const parts = cut(sizeBytes, partBytes);
  const urls: string[] = [];
  for (const { number: partNumber, lengthBytes: contentLength } of parts) {
    urls.push((await open.objects.signPart({ ...signed, partNumber, contentLength })).url);
  }
  const numbers = have.map(({ partNumber }) => partNumber);
  const answer: OfferAnswer = {
    v: 1,
    state: 'upload',
    partBytes,
    parts: parts.length,
    ...partTable(urls),
    have: haveBits(parts.length, numbers),
    expiresAtMs: leaseEndsAtMs,
  };
  return { answer, writtenAtMs, leaseEndsAtMs, storedParts: have.length };
}
