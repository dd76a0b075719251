// Uploads a stream of unknown length to one object and verifies it. Its bytes come once: nothing of it can be resumed by another process.
import { setTimeout as wait } from 'node:timers/promises';
import { takesParts } from '../model/capabilities';
import { asFailure, Failure } from '../model/failure';
import type { FileSnapshot } from '../model/given-file';
import { crc32Of } from '../model/stored-check';
import type { SavedPart } from '../model/upload';
import type { ByteStream, OpenFile } from '../ports/files';
import type { TransferDone, TransferHooks } from '../ports/transfer-engine';
import type { PartLimits } from '../providers/multipart-limits';
import { partLimitsOf } from '../providers/providers';
import { beginUpload, complete } from './multipart-upload';
import { streamMemoryBytes, streamMostBytes, streamPartBytes } from './rules/stream-plan';
import { sendVerified } from './send-verified';
import { transfer } from './transfer-file';
import type { TransferContext } from './transfer-context';
import { provenByAnswer, verifyStored } from './verify-stored';
import { retrying, untilStopped } from './with-retries';

export interface StreamContext extends Omit<TransferContext, 'file'> {
  readonly stream: ByteStream;
  readonly onWaiting: NonNullable<TransferHooks['onWaiting']>;
}

/** A part that the server has, with what compares its end where the server tells no checksums. */
interface SentPart extends SavedPart {
  readonly end: { readonly offsetBytes: number; readonly lengthBytes: number; readonly crc32: string };
}

/**
 * One PUT when the stream ends within the first part, else a multipart upload of growing parts. Raises `file-too-large` at the end of the plan,
 * `stored-differs`, `cancelled` when its signal fires, and what the store and the stream raise.
 */
export async function transferStream(
  context: StreamContext,
  limits = partLimitsOf(context.job.connection),
): Promise<TransferDone> {
  const { job, stream, signal } = context;
  // Pages of it are the system's only once they are written to. The threads hash it and send from it.
  const memory = new Uint8Array(new SharedArrayBuffer(streamMemoryBytes));
  const first = memory.subarray(0, streamPartBytes(1, limits));
  const length = await untilStopped(signal, stream.read(first));
  if (await hasEnded(stream, signal)) return transfer({ ...context, file: inMemory(first.subarray(0, length)) });
  if (!takesParts(job.connection)) {
    throw new Failure('file-too-large', { fileName: job.fileName, reason: 'the server takes no uploads in parts' });
  }
  const uploadId = await beginUpload(context, { snapshot: snapshotOf(0), partBytes: first.length, parts: [] });
  const { parts, sizeBytes } = await sendAll(context, uploadId, memory, limits);
  const whole = { ...context, file: sentFile(sizeBytes) };
  return persistently(context, async () => {
    const answer = await complete(whole, uploadId, parts);
    const proven = provenByAnswer(whole, answer, parts);
    if (proven !== undefined) return { sizeBytes, snapshot: whole.file.snapshot, check: proven, sizeUntold: true };
    const stored = await retrying(context, () => untilStopped(signal, context.objects.describe(job.key)));
    const check = await verifyStored(whole, stored, parts, () => endsEqual(context, parts));
    if (check === 'differs') throw new Failure('stored-differs', { fileName: job.fileName });
    return { sizeBytes, snapshot: whole.file.snapshot, check };
  });
}

const hasEnded = async (stream: ByteStream, signal: AbortSignal): Promise<boolean> =>
  (await untilStopped(signal, stream.peek())).length === 0;

/** Sends the first part, which lies at the start of `memory`, and reads and sends the others until the stream ends. */
async function sendAll(
  context: StreamContext,
  uploadId: string,
  memory: Uint8Array,
  limits: PartLimits,
): Promise<{ readonly parts: readonly SentPart[]; readonly sizeBytes: number }> {
  const { stream, job } = context;
  // The first failing part stops the others, and the reading.
  const others = new AbortController();
  const signal = AbortSignal.any([context.signal, others.signal]);
  const parts: SentPart[] = [];
  const sending = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | undefined;
  let sentBytes = 0;
  let sizeBytes = 0;

  const send = async (number: number, offsetBytes: number, body: Uint8Array) => {
    let partBytes = 0;
    const onSent = (bytes: number) => {
      sentBytes += bytes - partBytes;
      partBytes = bytes;
      context.onProgress(sentBytes);
    };
    try {
      parts.push(await sendPart({ ...context, signal }, uploadId, { number, offsetBytes, body }, onSent));
    } catch (error) {
      failed ??= { error };
      others.abort();
    }
  };

  let free: Uint8Array[] = [];
  let cutAt = 0;
  const spaceFor = async (partBytes: number): Promise<Uint8Array> => {
    if (partBytes !== cutAt) {
      await Promise.all(sending);
      cutAt = partBytes;
      const count = Math.max(1, Math.floor(memory.length / partBytes));
      free = Array.from({ length: count }, (_, at) => memory.subarray(at * partBytes, (at + 1) * partBytes));
    }
    while (free.length === 0) await Promise.race(sending);
    return free.shift() ?? memory;
  };

  try {
    for (let number = 1, ended = false; !ended; number += 1) {
      const partBytes = streamPartBytes(number, limits);
      if (partBytes === undefined) throw tooLong(job.fileName, limits);
      const space = await spaceFor(partBytes);
      const length = number === 1 ? partBytes : await untilStopped(signal, stream.read(space));
      const sent = send(number, sizeBytes, space.subarray(0, length)).finally(() => {
        sending.delete(sent);
        free.push(space);
      });
      sending.add(sent);
      sizeBytes += length;
      ended = await hasEnded(stream, signal);
    }
  } catch (error) {
    failed ??= { error };
    others.abort();
  }
  await Promise.all(sending);
  if (failed !== undefined) throw failed.error;
  return { parts: parts.toSorted((a, b) => a.number - b.number), sizeBytes };
}

function tooLong(fileName: string, limits: PartLimits): Failure {
  const sizeBytes = streamMostBytes(limits);
  return new Failure('file-too-large', {
    fileName,
    sizeBytes,
    reason: 'standard input, whose length nobody knows, holds at most {{size}} bytes there',
    reasonValues: { size: sizeBytes },
  });
}

interface ReadPart {
  readonly number: number;
  readonly offsetBytes: number;
  readonly body: Uint8Array;
}

/** As much of each part's end as a server without checksums is compared by. */
const endBytes = 65_536;

async function sendPart(
  context: StreamContext,
  uploadId: string,
  { number, offsetBytes, body }: ReadPart,
  onSent: (bytes: number) => void,
): Promise<SentPart> {
  const { objects, job, slots, signal, bodies } = context;
  bodies.expect(body.length);
  const crc32 = await bodies.crc32(body);
  const sent = await persistently(context, () =>
    slots.acquire(signal, body.length, () =>
      sendVerified(context, body, crc32, onSent, (options) =>
        objects.putPart(job.key, uploadId, number, body, options),
      ),
    ),
  );
  const end = body.subarray(-endBytes);
  return {
    number,
    ...sent,
    end: { offsetBytes: offsetBytes + body.length - end.length, lengthBytes: end.length, crc32: crc32Of(end) },
  };
}

/** Ends of parts that are read back, spread over all of them. */
const mostEnds = 64;

/** Compares the stored bytes at the ends of parts with those that were sent: the stream gives no others again. */
async function endsEqual(context: StreamContext, parts: readonly SentPart[]): Promise<boolean> {
  const { objects, job } = context;
  const every = Math.ceil(parts.length / mostEnds);
  for (const { end } of parts.filter((_, index) => (parts.length - 1 - index) % every === 0)) {
    const there = await retrying(context, () => objects.readBack(job.key, end.offsetBytes, end.lengthBytes));
    if (crc32Of(there) !== end.crc32) return false;
  }
  return true;
}

const firstWaitMs = 3_000;
const longestWaitMs = 30_000;

/** A file's upload fails and is resumed; of a stream all would be lost, so it waits for the network as long as the process lives. */
async function persistently<T>({ signal, random, onWaiting }: StreamContext, action: () => Promise<T>): Promise<T> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await action();
    } catch (error) {
      const failure = asFailure(error);
      if (!failure.retryable || signal.aborted) throw error;
      onWaiting(failure);
      const step = Math.min(longestWaitMs, firstWaitMs * 2 ** turn);
      // The signal ends the wait; the next turn raises `cancelled`.
      await wait(step * (0.1 + 0.9 * random()), undefined, { signal }).catch(() => undefined);
    }
  }
}

const snapshotOf = (sizeBytes: number): FileSnapshot => ({
  sizeBytes,
  mtimeNs: 0n,
  ctimeNs: 0n,
  inode: 0n,
  device: 0n,
});

/** A stream that ended within its first part, as a file. */
function inMemory(content: Uint8Array): OpenFile {
  const snapshot = snapshotOf(content.length);
  return {
    snapshot,
    async read(positionBytes, target) {
      const bytes = content.subarray(positionBytes, positionBytes + target.length);
      target.set(bytes);
      return bytes.length;
    },
    inspect: async () => snapshot,
    close: async () => undefined,
  };
}

/** A stream that is over: only its size is known. */
const sentFile = (sizeBytes: number): OpenFile => ({
  ...inMemory(new Uint8Array()),
  snapshot: snapshotOf(sizeBytes),
});
