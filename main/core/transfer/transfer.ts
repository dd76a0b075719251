// Uploads one file to one object and verifies it; resumes after failures of the network, the process or the disk.
import { takesParts } from '../model/capabilities';
import { Failure } from '../model/failure';
import { cut, planParts, type Part, type PartPlan } from './rules/part-plan';
import type { StoredCheck } from '../model/stored-check';
import { verifyStored, sampleEquals } from './verify-stored';
import type { TransferDone, TransferJob } from '../ports/transfer-engine';
import { complete, createUpload } from './multipart-upload';
import { reconcile } from './reconcile';
import { retrying, untilStopped } from './with-retries';
import type { OpenedWhole, ReadBody } from '../ports/body-work';
import type { OpenFile } from '../ports/files';
import { sendVerified, type Sent } from './send-verified';
import type { TransferContext } from './transfer-context';
import { checkUnchanged } from './source-unchanged';
import type { SavedPart, TransferRecord } from '../model/upload';
import { singlePutBytes } from '../providers/multipart-limits';
import { partLimitsOf } from '../providers/providers';

/** A thread reads so many bytes without a pause. */
const smallBytes = 1_048_576;

/** Raises `file-changed`, `stored-differs`, `file-too-large`, `cancelled` when its signal fires, and what the store and the file raise. */
export async function transfer(context: TransferContext): Promise<TransferDone> {
  const { sizeBytes } = context.file.snapshot;
  const plan = planFor(sizeBytes, context.job);
  const began = await reconcile(context);
  const { snapshot } = context.file;
  if (began.kind === 'finished') return { sizeBytes, snapshot, check: began.check };
  const restarted = began.restarted === undefined ? {} : { restarted: began.restarted };
  if (plan.kind === 'single') {
    const { wantSha256 } = context.job;
    const sent = await sendWhole(context, sizeBytes, (buffer) => readExactly(context, 0, buffer, wantSha256));
    return { ...(await compareWhole(context, sent)), ...restarted };
  }
  const record = began.record ?? (await begin(context, plan.partBytes));
  return { sizeBytes, snapshot, check: await sendParts(context, record), ...restarted };
}

/** The size of a small file, of which nothing was sent before: `transferSmall` is for it. */
export function smallSizeOf({ given, record }: TransferJob): number | undefined {
  const sizeBytes = given?.snapshot?.sizeBytes;
  return record === undefined && sizeBytes !== undefined && sizeBytes <= smallBytes ? sizeBytes : undefined;
}

/** As `transfer`, of a file that is opened when its turn has come: `open` opens it and reads it into the buffer in one step. */
export async function transferSmall(
  context: Omit<TransferContext, 'file'>,
  sizeBytes: number,
  open: (buffer: Uint8Array) => Promise<OpenedWhole>,
): Promise<TransferDone> {
  const { job } = context;
  let opened: OpenFile | undefined;
  try {
    const sent = await sendWhole(context, sizeBytes, async (buffer) => {
      const whole = await open(buffer);
      opened = whole.file;
      if (whole.file.snapshot.sizeBytes !== sizeBytes || whole.readBytes !== sizeBytes) {
        throw new Failure('file-changed', { fileName: job.fileName });
      }
      return whole;
    });
    return await compareWhole({ ...context, file: sent.file }, sent);
  } finally {
    await opened?.close();
  }
}

/** Refused before the first byte where the server takes no parts. */
function planFor(sizeBytes: number, { connection, fileName }: TransferJob): PartPlan {
  // Looking up the provider costs more than the rest of the plan.
  if (sizeBytes <= singlePutBytes) return { kind: 'single' };
  const plan = planParts(sizeBytes, partLimitsOf(connection));
  if (plan.kind === 'single' || takesParts(connection)) return plan;
  throw new Failure('file-too-large', { fileName, sizeBytes, reason: 'the server takes no uploads in parts' });
}

/** `open`: reads the whole file into the buffer. */
async function sendWhole<T extends ReadBody>(
  context: Omit<TransferContext, 'file'>,
  sizeBytes: number,
  open: (buffer: Uint8Array) => Promise<T>,
): Promise<T & Sent> {
  const { objects, job, memory, slots, signal, onProgress } = context;
  // An earlier run may have sent it all, and failed at its link.
  onProgress(0);
  // Slot first, memory second, here as for parts: the other way round two transfers could wait for each other for ever.
  return slots.acquire(signal, sizeBytes, () =>
    memory.lend(sizeBytes, async (buffer) => {
      const read = await open(buffer);
      const sent = await sendVerified(context, buffer, read.crc32, onProgress, (options) =>
        objects.put(job.key, buffer, job.headers, options),
      );
      return { ...read, ...sent };
    }),
  );
}

async function compareWhole(
  context: TransferContext,
  { check, crc32, sha256 }: Pick<ReadBody & Sent, 'check' | 'crc32' | 'sha256'>,
): Promise<TransferDone> {
  const { snapshot } = context.file;
  const { sizeBytes } = snapshot;
  await checkUnchanged(context, [{ offsetBytes: 0, lengthBytes: sizeBytes, crc32 }]);
  if (check === 'sample' && !(await sampleEquals(context))) throw differs(context);
  return { sizeBytes, snapshot, check, ...(sha256 !== undefined && { sha256 }) };
}

async function begin(context: TransferContext, partBytes: number): Promise<TransferRecord> {
  const { file, save } = context;
  const record: TransferRecord = { snapshot: file.snapshot, partBytes, parts: [] };
  // First the row, then the upload: an upload whose id never reached the disk is found again by its key.
  await save({ kind: 'begun', record });
  const multipartUploadId = await retrying(context, () => createUpload(context));
  const begun = { ...record, multipartUploadId };
  await save({ kind: 'begun', record: begun });
  return begun;
}

async function sendParts(context: TransferContext, record: TransferRecord): Promise<StoredCheck> {
  const { file } = context;
  const uploadId = record.multipartUploadId ?? '';
  const done = new Map(record.parts.map((part) => [part.number, part]));
  const all = cut(file.snapshot.sizeBytes, record.partBytes);
  await sendMissing(context, uploadId, all, done);
  const parts = [...done.values()].toSorted((a, b) => a.number - b.number);
  const stretches = parts.flatMap(({ number, crc32 }) =>
    all.slice(number - 1, number).map((part) => ({ ...part, crc32 })),
  );
  await checkUnchanged(context, stretches);
  await complete(context, uploadId, parts);
  const stored = await retrying(context, () => untilStopped(context.signal, context.objects.describe(context.job.key)));
  const check = await verifyStored(context, stored, parts);
  if (check === 'differs') throw differs(context);
  return check;
}

async function sendMissing(
  context: TransferContext,
  uploadId: string,
  all: readonly Part[],
  done: Map<number, SavedPart>,
): Promise<void> {
  const lengthOf = (number: number) => all[number - 1]?.lengthBytes ?? 0;
  let sentBytes = [...done.keys()].reduce((sum, number) => sum + lengthOf(number), 0);
  context.onProgress(sentBytes);
  const queue = all.filter(({ number }) => !done.has(number));
  // The first failing part stops the others at once instead of after their minutes of work.
  const others = new AbortController();
  const signal = AbortSignal.any([context.signal, others.signal]);
  let first: unknown;
  const worker = async () => {
    try {
      for (let part = queue.shift(); part !== undefined && !signal.aborted; part = queue.shift()) {
        let partBytes = 0;
        const saved = await sendPart({ ...context, signal }, uploadId, part, (bytes) => {
          sentBytes += bytes - partBytes;
          partBytes = bytes;
          context.onProgress(sentBytes);
        });
        await context.save({ kind: 'part', part: saved });
        done.set(part.number, saved);
      }
    } catch (error) {
      first ??= error;
      others.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(partsAtOnce, queue.length) }, worker));
  if (first !== undefined) throw first;
  if (context.signal.aborted) throw new Failure('cancelled');
}

/** Request slots decide how many are sent at once; this keeps one huge file from queueing thousands of waiters. */
const partsAtOnce = 8;

async function sendPart(
  context: TransferContext,
  uploadId: string,
  part: Part,
  onSent: (bytes: number) => void,
): Promise<SavedPart> {
  const { objects, job, slots, memory, signal } = context;
  return slots.acquire(signal, part.lengthBytes, () =>
    memory.lend(part.lengthBytes, async (buffer) => {
      const { crc32 } = await readExactly(context, part.offsetBytes, buffer);
      const sent = await sendVerified(context, buffer, crc32, onSent, (options) =>
        objects.putPart(job.key, uploadId, part.number, buffer, options),
      );
      return { number: part.number, ...sent };
    }),
  );
}

const differs = ({ job }: TransferContext) => new Failure('stored-differs', { fileName: job.fileName });

async function readExactly(
  { file, job, bodies }: TransferContext,
  offsetBytes: number,
  buffer: Uint8Array,
  wantSha256 = false,
): Promise<ReadBody> {
  const read = await bodies.read(file, offsetBytes, buffer, wantSha256);
  if (read.readBytes !== buffer.length) throw new Failure('file-changed', { fileName: job.fileName });
  return read;
}
