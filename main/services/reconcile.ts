// Why this exists: where an interrupted upload really stands: the ledger tells what was meant, the server what arrived.
import { Failure } from '../domain/failure';
import { cut } from '../domain/part-plan';
import { judgeWhole, type StoredCheck } from '../domain/stored-check';
import type { TransferDone, TransferRecord } from './engine';
import { retrying } from './retrying';
import { sameFile, type TransferContext } from './transfer-context';

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
  const { job, file, objects } = context;
  const { record } = job;
  if (record === undefined) return { kind: 'open' };
  if (!sameFile(record.snapshot, file.snapshot)) {
    await discard(context, record);
    return { kind: 'open', restarted: 'file-changed' };
  }
  const { multipartUploadId } = record;
  if (multipartUploadId === undefined) {
    // The process ended between the request and the row: what it may have begun is found by its key, which is nobody else's.
    await abortAll(context);
    return { kind: 'open' };
  }
  try {
    const listed = await retrying(context, () => objects.listParts(job.key, multipartUploadId));
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

/** No such upload: either it was completed and the answer never reached the ledger, or the server forgot it. */
async function afterLoss(context: TransferContext, record: TransferRecord): Promise<Began> {
  const { objects, job, file } = context;
  const stored = await objects.describe(job.key);
  if (stored?.sizeBytes === file.snapshot.sizeBytes) {
    const parts = record.parts.toSorted((a, b) => a.number - b.number);
    const verdict = judgeWhole(stored, parts);
    if (verdict !== 'unknown' && verdict !== 'differs') return { kind: 'finished', check: verdict.check };
  }
  await objects.remove(job.key);
  return { kind: 'open', restarted: 'upload-lost' };
}

async function discard({ objects, job }: TransferContext, { multipartUploadId }: TransferRecord): Promise<void> {
  if (multipartUploadId !== undefined) await objects.abortUpload(job.key, multipartUploadId);
  await objects.remove(job.key);
}

/** Aborts every multipart upload of exactly this key. */
export async function abortAll({ objects, job }: Pick<TransferContext, 'objects' | 'job'>): Promise<void> {
  for (const { key, uploadId } of await objects.listUploads(job.key)) {
    if (key === job.key) await objects.abortUpload(key, uploadId);
  }
}
