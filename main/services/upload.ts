// Why this exists: one open file becomes one object, or a clear failure: never an object that differs from the file.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure, Failure } from '../domain/failure';
import { planParts, type Part } from '../domain/part-plan';
import { retryDelayMs } from '../domain/retry';
import type { MemoryBudget } from './memory-budget';
import type { FileSnapshot, ObjectHeaders, ObjectStore, OpenFile, UploadedPart } from './ports';

export interface UploadJob {
  readonly file: OpenFile;
  readonly fileName: string;
  readonly objects: ObjectStore;
  readonly key: string;
  readonly headers: ObjectHeaders;
  readonly memory: MemoryBudget;
  readonly signal: AbortSignal;
  /** Bytes of the whole file handed to the network so far; falls back when a part is sent again. */
  readonly onSent: (sentBytes: number) => void;
  /** Called before the first part travels, so that a crash leaves a trace. */
  readonly onMultipart: (multipartUploadId: string) => void;
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
}

/** More do not help on one connection's worth of bandwidth, and each holds a part in memory. */
const partsAtOnce = 4;

/**
 * Uploads the file in one PUT or in parts. Raises `file-changed` when the file is not the one that was opened, `file-too-large`,
 * `cancelled`, and what the object store raises; parts of a failed upload are aborted.
 */
export async function uploadFile(job: UploadJob): Promise<void> {
  const plan = planParts(job.file.snapshot.sizeBytes);
  if (plan.kind === 'single') await uploadWhole(job);
  else await uploadParts(job, plan.parts);
}

async function uploadWhole(job: UploadJob): Promise<void> {
  const { file, objects, key, headers, memory, signal, onSent } = job;
  await memory.lend(file.snapshot.sizeBytes, async (buffer) => {
    await readExactly(job, 0, buffer);
    await checkUnchanged(job);
    await retrying(job, () => objects.put(key, buffer, headers, { signal, onSent }));
  });
  await checkUnchanged(job);
}

async function uploadParts(job: UploadJob, parts: readonly Part[]): Promise<void> {
  const { objects, key, headers } = job;
  const uploadId = await retrying(job, () => objects.createUpload(key, headers));
  try {
    job.onMultipart(uploadId);
    const uploaded = await sendParts(job, uploadId, parts);
    await checkUnchanged(job);
    await complete(job, uploadId, uploaded);
  } catch (error) {
    // The user's failure is the first one; a failed abort leaves parts that the server or the next start sweeps.
    await objects.abortUpload(key, uploadId).catch(() => undefined);
    throw error;
  }
}

async function sendParts(job: UploadJob, uploadId: string, parts: readonly Part[]): Promise<readonly UploadedPart[]> {
  const { objects, key, memory } = job;
  const sent = new Map<number, number>();
  const uploaded: UploadedPart[] = [];
  const queue = [...parts];
  // The first failing part stops the others at once instead of after their minutes of work.
  const others = new AbortController();
  const signal = AbortSignal.any([job.signal, others.signal]);

  const sendPart = (part: Part) =>
    memory.lend(part.lengthBytes, async (buffer) => {
      await readExactly(job, part.offsetBytes, buffer);
      const onSent = (bytes: number) => {
        sent.set(part.number, bytes);
        job.onSent([...sent.values()].reduce((sum, value) => sum + value, 0));
      };
      uploaded.push(
        await retrying({ ...job, signal }, () =>
          objects.putPart(key, uploadId, part.number, buffer, { signal, onSent }),
        ),
      );
    });
  const worker = async () => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      if (signal.aborted) throw new Failure('cancelled');
      await sendPart(part);
    }
  };
  let first: unknown;
  const guarded = async () => {
    try {
      await worker();
    } catch (error) {
      first ??= error;
      others.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(partsAtOnce, parts.length) }, guarded));
  if (first !== undefined) throw first;
  return uploaded.toSorted((a, b) => a.partNumber - b.partNumber);
}

/** A Complete whose answer was lost may have succeeded: the object itself decides. */
async function complete(job: UploadJob, uploadId: string, parts: readonly UploadedPart[]): Promise<void> {
  const { objects, key, file } = job;
  try {
    await retrying(job, () => objects.completeUpload(key, uploadId, parts));
  } catch (error) {
    const { code } = asFailure(error);
    const unsure = ['connection-lost', 'timed-out', 'not-s3', 'server-failed', 'upload-lost'].includes(code);
    if (!unsure || (await objects.size(key)) !== file.snapshot.sizeBytes) throw error;
  }
}

async function readExactly({ file, fileName }: UploadJob, offsetBytes: number, buffer: Uint8Array): Promise<void> {
  const read = await file.read(offsetBytes, buffer);
  if (read !== buffer.length) throw new Failure('file-changed', { fileName });
}

async function checkUnchanged({ file, fileName }: UploadJob): Promise<void> {
  if (!same(file.snapshot, await file.inspect())) throw new Failure('file-changed', { fileName });
}

/** Not ctime: renaming, linking or a permission change leaves the bytes as they were. */
const same = (a: FileSnapshot, b: FileSnapshot): boolean =>
  a.sizeBytes === b.sizeBytes && a.mtimeNs === b.mtimeNs && a.inode === b.inode && a.device === b.device;

async function retrying<T>(job: Pick<UploadJob, 'signal' | 'random'>, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    if (job.signal.aborted) throw new Failure('cancelled');
    try {
      return await action();
    } catch (error) {
      const delayMs = retryDelayMs(asFailure(error), attempt, job.random());
      if (delayMs === undefined) throw error;
      await wait(delayMs, undefined, { signal: job.signal }).catch(() => {
        throw new Failure('cancelled');
      });
    }
  }
}
