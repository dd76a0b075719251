// Removes from the server what a cancelled upload stored there.
import { evenWhereKept } from '../given/given';
import type { UnfinishedUpload } from '../model/upload';
import type { ObjectStore } from '../ports/object-store';
import { abortAll } from '../transfer/transfer';

/** Gives whether nothing of it can come any more: the server may still begin what it was asked for, and then only its row says whose that is. */
export async function removeUpload(
  objects: ObjectStore,
  { key, record }: Pick<UnfinishedUpload, 'key' | 'record'>,
): Promise<boolean> {
  const uploadId = record?.multipartUploadId;
  if (uploadId !== undefined) await objects.abortUpload(key, uploadId);
  // A request to begin it that was made again may have begun another. Who may not list has aborted the one that is known.
  const others = record === undefined ? Promise.resolve() : abortAll(objects, key);
  await (uploadId === undefined ? others : others.catch(() => undefined));
  await evenWhereKept(objects.remove(key));
  return record === undefined || uploadId !== undefined;
}
