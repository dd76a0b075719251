// Reconciles an interrupted upload: the record of the ledger against the parts on the server.
import { Failure } from '../model/failure';
import { cut } from '../providers/part-plan';
import type { StoredCheck } from '../model/stored-check';
import { verifyStored } from './verify-stored';
import type { TransferDone } from '../ports/transfer-engine';
import type { ObjectStore } from '../ports/object-store';
import { retrying, untilStopped } from './with-retries';
import type { TransferContext } from './transfer-context';
import { rangesMatch } from './source-unchanged';
import type { TransferRecord } from '../model/upload';
import { compareFiles } from '../model/given-file';

export type Began =
  | { readonly kind: 'finished'; readonly check: StoredCheck }
  | {
      readonly kind: 'open';
      readonly record?: TransferRecord;
      readonly restarted?: NonNullable<TransferDone['restarted']>;
    };

/**
 * Compares the record of an earlier run with the file and the server. A part counts when both the ledger and the server know it with the
 * same ETag and size; everything else is sent again. A file that changed, or an upload the server lost, begins at zero.
 */
export async function reconcile(context: TransferContext): Promise<Began> {
  const { job, file, objects, signal } = context;
  const earlier = job.record;
  if (earlier === undefined) return { kind: 'open' };
  const { multipartUploadId } = earlier;
  if (multipartUploadId === undefined) {
    // The process ended between the request and the row: an upload that it began is found by its key, which no other upload has.
    await retrying(context, () => abortAll(objects, job.key));
    return { kind: 'open' };
  }
  const record = await recordOfThisFile(context, earlier);
  if (record === undefined) {
    await retrying(context, () => discard(context, earlier));
    return { kind: 'open', restarted: 'file-changed' };
  }
  try {
    const listed = await retrying(context, () => untilStopped(signal, objects.listParts(job.key, multipartUploadId)));
    const sizes = new Map(
      cut(file.snapshot.sizeBytes, record.partBytes).map((part) => [part.number, part.lengthBytes]),
    );
    const arrived = new Map(listed.map((part) => [part.partNumber, part]));
    const parts = record.parts.filter(({ number, etag }) => {
      const there = arrived.get(number);
      return there?.etag === etag && there.sizeBytes === sizes.get(number);
    });
    return { kind: 'open', record: { ...record, parts } };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'upload-lost') throw error;
    return afterLoss(context, record);
  }
}

/** The record with the file's present snapshot, if its parts hold bytes of the file as it is now. */
async function recordOfThisFile(context: TransferContext, record: TransferRecord): Promise<TransferRecord | undefined> {
  const { file, job, save } = context;
  const { snapshot } = file;
  const found = compareFiles(record.snapshot, snapshot);
  if (found === 'same') return record;
  // An encrypted file is not looked at again: the parts to come would have the key of the earlier ones.
  if (found === 'changed' || job.encryptWith !== undefined) return undefined;
  // Moved, touched, or on a drive that was plugged in again: the bytes that were sent decide.
  const all = cut(snapshot.sizeBytes, record.partBytes);
  const sent = record.parts.flatMap(({ number, crc32 }) =>
    all.slice(number - 1, number).map((part) => ({ ...part, crc32 })),
  );
  if (!(await rangesMatch(context, sent))) return undefined;
  const renewed = { ...record, snapshot };
  await save({ kind: 'begun', record: renewed });
  return renewed;
}

/** No such upload: either it was completed and the answer never reached the ledger, or the server forgot it. */
async function afterLoss(context: TransferContext, record: TransferRecord): Promise<Began> {
  const { objects, job, file } = context;
  const stored = await retrying(context, () => objects.describe(job.key));
  // Complete is only sent when the ledger has every part; after a power failure that took one, the file is sent again.
  if (stored !== undefined && record.parts.length === cut(file.snapshot.sizeBytes, record.partBytes).length) {
    const parts = record.parts.toSorted((a, b) => a.number - b.number);
    const check = await verifyStored(context, stored, parts);
    if (check !== 'differs') return { kind: 'finished', check };
  }
  await retrying(context, () => objects.remove(job.key));
  return { kind: 'open', restarted: 'upload-lost' };
}

async function discard({ objects, job }: TransferContext, { multipartUploadId }: TransferRecord): Promise<void> {
  if (multipartUploadId !== undefined) await objects.abortUpload(job.key, multipartUploadId);
  await objects.remove(job.key);
}

/** Aborts every multipart upload of exactly this key. */
export async function abortAll(objects: ObjectStore, wantedKey: string): Promise<void> {
  for (const { key, uploadId } of await objects.listUploads(wantedKey)) {
    if (key === wantedKey) await objects.abortUpload(key, uploadId);
  }
}
