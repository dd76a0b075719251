// Removes what belongs to guests who asked for links to parts: their uploads, the answers to them, and the heartbeat.
import { Failure } from '../model/failure';
import type { FileRequest, Offer } from '../model/requests/file-request';
import type { ListedUpload, ObjectStore } from '../ports/object-store';
import { heartbeatKey, slotKey } from '../model/keys/object-key';

/** The unfinished uploads under `prefix`; none where the server does not list them for these credentials. */
async function uploadsUnder(objects: ObjectStore, prefix: string): Promise<readonly ListedUpload[]> {
  try {
    return await objects.listUploads(prefix);
  } catch (error) {
    if (error instanceof Failure && !error.retryable) return [];
    throw error;
  }
}

/** The uploads of exactly this key, oldest first as servers list them. Some servers list by whole keys only. */
export const uploadsTo = async (objects: ObjectStore, key: string): Promise<readonly ListedUpload[]> =>
  (await uploadsUnder(objects, key)).filter((upload) => upload.key === key);

/** Aborts all uploads of a key; `uploadId`: one of them that is known. */
export async function abortUploadsTo(objects: ObjectStore, key: string, uploadId?: string): Promise<void> {
  const listed = (await uploadsTo(objects, key)).map((upload) => upload.uploadId);
  for (const one of new Set([...(uploadId === undefined ? [] : [uploadId]), ...listed])) {
    await objects.abortUpload(key, one);
  }
}

/** Aborts the uploads of all guests of a request. */
export async function abortAsked(
  objects: ObjectStore,
  { folder }: Pick<FileRequest, 'folder'>,
  offers: readonly Offer[],
): Promise<void> {
  for (const { slot, state, uploadId } of offers) {
    if (state === 'open') await abortUploadsTo(objects, slotKey(folder, slot, 'data'), uploadId);
  }
  for (const { key, uploadId } of await uploadsUnder(objects, folder)) await objects.abortUpload(key, uploadId);
}

/** The same, and removes every object that only guests who ask need. */
export async function removeAsking(
  objects: ObjectStore,
  request: Pick<FileRequest, 'folder' | 'asks'>,
  offers: readonly Offer[],
): Promise<void> {
  if (!request.asks && offers.length === 0) return;
  await abortAsked(objects, request, offers);
  const answers = offers.map(({ slot }) => slotKey(request.folder, slot, 'answer'));
  await objects.removeMany([heartbeatKey(request.folder), ...answers]);
}

/** Removes the page of a request, so that no guest gets a slot any more, and what only guests who ask need. */
export async function removeRequestPage(
  objects: ObjectStore,
  request: Pick<FileRequest, 'key' | 'folder' | 'asks'>,
  offers: readonly Offer[],
): Promise<void> {
  await objects.remove(request.key);
  await removeAsking(objects, request, offers);
}
