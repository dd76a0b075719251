// The requests that begin and complete a multipart upload.
import { asFailure } from '../model/failure';
import type { StoredAnswer } from '../model/stored-check';
import type { SavedPart, TransferRecord } from '../model/upload';
import type { UploadedPart } from '../ports/object-store';
import { isSilence, mostSilentAttempts } from '../async/retry-delay';
import { retrying, untilStopped } from './with-retries';
import type { TransferContext } from './transfer-context';

/** CreateMultipartUpload; gives the upload id. */
async function createUpload({
  objects,
  job,
  signal,
}: Pick<TransferContext, 'objects' | 'job' | 'signal'>): Promise<string> {
  const request = objects.createUpload(job.key, job.headers);
  try {
    return await untilStopped(signal, request);
  } catch (error) {
    // Begun after all, and no part will follow. Where the abort is lost too, the sweep finds it.
    if (signal.aborted) request.then((late) => objects.abortUpload(job.key, late)).catch(() => undefined);
    throw error;
  }
}

/** The id of the multipart upload, which is begun where the record has none. Raises what `save` and the store raise. */
export async function beginUpload(context: Omit<TransferContext, 'file'>, record: TransferRecord): Promise<string> {
  const { save } = context;
  if (record.multipartUploadId !== undefined) return record.multipartUploadId;
  // First the row, then the upload: an upload whose id never reached the disk is found again by its key.
  await save({ kind: 'begun', record });
  const multipartUploadId = await retrying(context, () => createUpload(context));
  await save({ kind: 'begun', record: { ...record, multipartUploadId } });
  return multipartUploadId;
}

/**
 * Gives the answer; an empty one where it was lost and the object is there all the same: HEAD decides. After silence HEAD comes before another
 * Complete, and once: two time limits pass, not four.
 */
export async function complete(
  context: TransferContext,
  uploadId: string,
  parts: readonly SavedPart[],
): Promise<Partial<StoredAnswer>> {
  const { objects, job, file } = context;
  const uploaded = parts.map(({ number: partNumber, etag, crc32, check }): UploadedPart => ({
    partNumber,
    etag,
    ...(check === 'crc32' && { crc32 }),
  }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await retrying(context, () => objects.completeUpload(job.key, uploadId, uploaded), 1);
    } catch (error) {
      const failure = asFailure(error);
      const unsure = ['connection-lost', 'timed-out', 'not-s3', 'server-failed', 'upload-lost', 'object-missing'];
      if (!unsure.includes(failure.code)) throw error;
      const silentAttempts = isSilence(failure) ? 1 : mostSilentAttempts;
      const stored = await retrying(context, () => objects.describe(job.key), silentAttempts);
      if (stored?.sizeBytes === file.snapshot.sizeBytes) return {};
      if (!isSilence(failure) || attempt >= mostSilentAttempts) throw error;
    }
  }
}
