// Uploads one file to one object and verifies it; resumes after failures of the network, the process or the disk.
import { setTimeout as wait } from 'node:timers/promises';
import { takesParts } from '../model/capabilities';
import { Failure } from '../model/failure';
import { cut, planParts, type Part, type PartPlan } from '../providers/part-plan';
import { provenByAnswer, verifyStored, sampleEquals } from './verify-stored';
import type { TransferDone, TransferJob } from '../ports/transfer-engine';
import { beginUpload, complete } from './multipart-upload';
import { readExactly, refusePlain } from './read-exactly';
import { reconcile } from './reconcile';
import { retrying, untilStopped } from './with-retries';
import type { OpenedWhole, ReadBody } from '../ports/body-work';
import type { FileEncryption } from '../ports/file-encryption';
import type { OpenFile } from '../ports/files';
import { noteSentTags, type NoteTags } from './sent-tags';
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
  const { encryptWith, fileName } = context.job;
  // Encrypted again only under another key.
  if (began.restarted !== undefined && encryptWith !== undefined) throw new Failure(began.restarted, { fileName });
  const restarted = began.restarted === undefined ? {} : { restarted: began.restarted };
  // What was begun in parts goes on in parts.
  const planned = plan.kind === 'single' ? undefined : { snapshot, partBytes: plan.partBytes, parts: [] };
  const record = began.record ?? planned;
  if (record === undefined) {
    const { wantSha256 } = context.job;
    const sent = await sendWhole(context, sizeBytes, (buffer) => readExactly(context, 0, buffer, wantSha256));
    return { ...(await compareWhole(context, sent)), ...restarted };
  }
  return { sizeBytes, snapshot, ...(await sendParts(context, record)), ...restarted };
}

/** The size of the object of a small file, of which nothing was sent before: `transferSmall` is for it. */
export function smallSizeOf({ given, record }: TransferJob, encryption?: FileEncryption): number | undefined {
  const fileBytes = given?.snapshot?.sizeBytes;
  const sizeBytes = fileBytes === undefined ? undefined : (encryption?.sizeOf(fileBytes) ?? fileBytes);
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
      refusePlain(whole.file, whole);
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
  const { objects, job, memory, slots, signal, onProgress, firstByte } = context;
  // An earlier run may have sent it all, and failed at its link.
  onProgress(0);
  if (firstByte !== undefined) await untilStopped(signal, firstByte);
  // Slot first, memory second, here as for parts: the other way round two transfers could wait for each other for ever.
  return slots.acquire(signal, sizeBytes, () =>
    memory.withBuffer(sizeBytes, async (buffer) => {
      const read = await open(buffer);
      const sent = await sendVerified(context, buffer, read.crc32, onProgress, (options) =>
        objects.put(job.key, buffer, job.headers, options),
      );
      return Object.assign({}, read, sent);
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

async function sendParts(
  context: TransferContext,
  record: TransferRecord,
): Promise<Pick<TransferDone, 'check' | 'sizeUntold'>> {
  const { file, job, objects, signal } = context;
  const done = new Map(record.parts.map((part) => [part.number, part]));
  const all = cut(file.snapshot.sizeBytes, record.partBytes);
  const uploadId = await sendMissing(context, record, all, done);
  const parts = [...done.values()].toSorted((a, b) => a.number - b.number);
  const stretches = parts.flatMap(({ number, crc32 }) =>
    all.slice(number - 1, number).map((part) => ({ ...part, crc32 })),
  );
  await checkUnchanged(context, stretches);
  const answer = await complete(context, uploadId, parts);
  const proven = provenByAnswer(context, answer, parts);
  if (proven !== undefined) return { check: proven, sizeUntold: true };
  const stored = await retrying(context, () => untilStopped(signal, objects.describe(job.key)));
  const check = await verifyStored(context, stored, parts);
  if (check === 'differs') throw differs(context);
  return { check };
}

/** Gives the id of the multipart upload. Its first part is read while it is begun. */
async function sendMissing(
  context: TransferContext,
  record: TransferRecord,
  all: readonly Part[],
  done: Map<number, SavedPart>,
): Promise<string> {
  const lengthOf = (number: number) => all[number - 1]?.lengthBytes ?? 0;
  let sentBytes = [...done.keys()].reduce((sum, number) => sum + lengthOf(number), 0);
  context.onProgress(sentBytes);
  const queue = all.filter(({ number }) => !done.has(number));
  const noteTags = noteSentTags(context, record);
  // The first failing part stops the others at once instead of after their minutes of work.
  const others = new AbortController();
  const signal = AbortSignal.any([context.signal, others.signal]);
  let first: unknown;
  const stop = (error: unknown) => {
    first ??= error;
    others.abort();
  };
  const uploadId = beginUpload({ ...context, signal }, record);
  uploadId.catch(stop);
  let answered: () => void = () => undefined;
  const firstAnswer = new Promise<void>((resolve) => (answered = resolve));
  /** Part after part, until the first is answered. */
  const turnOf = (index: number) =>
    Promise.race([firstAnswer, wait(index * staggerMs, undefined, { signal, ref: false }).catch(() => undefined)]);
  const worker = async (_: unknown, index: number) => {
    try {
      // Neither a slot nor memory is taken meanwhile.
      if (context.firstByte !== undefined) await untilStopped(signal, context.firstByte);
      // While the server is silent about the upload, other transfers have the rest of the memory.
      if (index > 0) await uploadId.then(() => turnOf(index));
      for (let part = queue.shift(); part !== undefined && !signal.aborted; part = queue.shift()) {
        let partBytes = 0;
        const saved = await sendPart({ ...context, signal }, { uploadId, part, noteTags }, (bytes) => {
          sentBytes += bytes - partBytes;
          partBytes = bytes;
          context.onProgress(sentBytes);
        });
        answered();
        await context.save({ kind: 'part', part: saved });
        done.set(part.number, saved);
      }
    } catch (error) {
      stop(error);
    }
  };
  await Promise.all(Array.from({ length: Math.min(partsAtOnce, queue.length) }, worker));
  if (first !== undefined) throw first;
  if (context.signal.aborted) throw new Failure('cancelled');
  return uploadId;
}

/** Request slots decide how many are sent at once; this keeps one huge file from queueing thousands of waiters. */
const partsAtOnce = 8;
/**
 * Between the beginnings of the first parts. Parts of one length that share a line from the beginning end together, and the line stands still for
 * a round trip with each wave of them.
 */
const staggerMs = 30;

interface SentPart {
  readonly uploadId: Promise<string>;
  readonly part: Part;
  readonly noteTags: NoteTags;
}

async function sendPart(
  context: TransferContext,
  { uploadId, part, noteTags }: SentPart,
  onSent: (bytes: number) => void,
): Promise<SavedPart> {
  const { objects, job, slots, memory, signal } = context;
  return slots.acquire(signal, part.lengthBytes, () =>
    memory.withBuffer(part.lengthBytes, async (buffer) => {
      const { crc32, tags } = await readExactly(context, part.offsetBytes, buffer);
      const id = await uploadId;
      if (tags !== undefined) await noteTags(part.number, tags);
      const sent = await sendVerified(context, buffer, crc32, onSent, (options) =>
        objects.putPart(job.key, id, part.number, buffer, options),
      );
      return { number: part.number, ...sent };
    }),
  );
}

const differs = ({ job }: TransferContext) => new Failure('stored-differs', { fileName: job.fileName });
