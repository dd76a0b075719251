// The program of a thread: reads, hashes and sends bodies by messages. It is built into one file without imports (scripts/build/body-thread.ts).
import { closeSync, fstatSync, openSync, read as readFile, readSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { parentPort, workerData } from 'node:worker_threads';
import { asFailure, assertNever, Failure } from '../../core/model/failure';
import type { FileSnapshot } from '../../core/model/given-file';
import { crc32Of, crc32Text, judge } from '../../core/model/stored-check';
import type { ReadBody } from '../../core/ports/body-work';
import { sealRange } from '../encryption/seal-range';
import { isSurelyGiven, openFlags, snapshotOf } from '../files/given-files';
import { nodeModule } from '../files/node-modules';
import { senderHere } from '../network/body-sender';
import { createOutbox } from './outbox';
import { createSenders } from './senders';
import { createSentReports } from './sent-reports';
import { Stopping } from './stopping';
import type { AnswerMessage, FromThread, Job, OpenedFile, Results, ThreadData, ToThread } from './messages';

const port = parentPort;
if (port === null) throw new Error('This program runs in a thread.');
const { paced, loaded, readsAuthorities } = workerData as ThreadData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const tell = createOutbox<FromThread>((messages) => port.postMessage(messages));

const senders = createSenders();
const stopping = new Map<number, Stopping>();
const pacing = new Map<number, () => void>();

const sentReports = createSentReports((sent) => tell({ type: 'sent', sent }));

/** A piece is summed while it is still in the processor's cache. */
const pieceBytes = 2 * 1_048_576;

const readPiece = (descriptor: number, target: Uint8Array, at: number, positionBytes: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const length = Math.min(pieceBytes, target.length - at);
    readFile(descriptor, target, at, length, positionBytes + at, (error, bytes) =>
      error === null ? resolve(bytes) : reject(error),
    );
  });

/** Fewer bytes than the target holds only at the end of the file. */
async function readFully(descriptor: number, target: Uint8Array, positionBytes: number): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const bytes = await readPiece(descriptor, target, filled, positionBytes);
    if (bytes === 0) break;
    filled += bytes;
  }
  return filled;
}

async function read(job: Extract<Job, { kind: 'read' }>): Promise<ReadBody> {
  const { descriptor, positionBytes, target, wantSha256, sealing } = job;
  if (sealing !== undefined) {
    const { secrets, plainBytes } = sealing;
    const plain = (offset: number, space: Uint8Array) => readFully(descriptor, space, offset);
    const sealed = await sealRange(secrets, plainBytes, positionBytes, target, plain, { wantSha256 });
    return { ...sealed, crc32: crc32Of(target.subarray(0, sealed.readBytes)) };
  }
  const hash = wantSha256 ? createHash('sha256') : undefined;
  let filled = 0;
  let sum = 0;
  while (filled < target.length) {
    const bytes = await readPiece(descriptor, target, filled, positionBytes);
    if (bytes === 0) break;
    const piece = target.subarray(filled, filled + bytes);
    sum = crc32(piece, sum);
    hash?.update(piece);
    filled += bytes;
  }
  return { readBytes: filled, crc32: crc32Text(sum), ...(hash && { sha256: hash.digest('hex') }) };
}

function readWaiting(descriptor: number, target: Uint8Array, positionBytes: number): number {
  let filled = 0;
  while (filled < target.length) {
    const bytes = readSync(descriptor, target, filled, target.length - filled, positionBytes + filled);
    if (bytes === 0) break;
    filled += bytes;
  }
  return filled;
}

/** In system calls that wait: of a small file four of them cost less than one turn of the event loop. */
async function open(job: Extract<Job, { kind: 'open' }>): Promise<OpenedFile> {
  const { path, given, target, wantSha256, secrets } = job;
  const descriptor = openSync(path, openFlags);
  try {
    const info = fstatSync(descriptor, { bigint: true });
    const snapshot = snapshotOf(info);
    if (!info.isFile() || !isSurelyGiven(descriptor, path, snapshot, given)) throw new Failure('file-changed');
    if (secrets !== undefined) {
      const plain = (offset: number, space: Uint8Array) => readWaiting(descriptor, space, offset);
      const sealed = await sealRange(secrets, Number(info.size), 0, target, plain, { wantSha256 });
      return { descriptor, snapshot, ...sealed, crc32: crc32Of(target.subarray(0, sealed.readBytes)) };
    }
    const filled = readWaiting(descriptor, target, 0);
    const body = target.subarray(0, filled);
    const sha256 = wantSha256 ? { sha256: createHash('sha256').update(body).digest('hex') } : {};
    return { descriptor, snapshot, readBytes: filled, crc32: crc32Of(body), ...sha256 };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** Undefined where it cannot be told: then the caller looks. */
function inspect(descriptor: number | undefined): FileSnapshot | undefined {
  if (descriptor === undefined) return undefined;
  try {
    return snapshotOf(fstatSync(descriptor, { bigint: true }));
  } catch {
    return undefined;
  }
}

/** A file that was only read loses nothing by an error at its end, and the thread goes on. */
function closeFile(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // Closed all the same: close(2).
  }
}

const isPaced = () => Atomics.load(paced, 0) !== 0;
/** A smaller body leaves in one piece where nothing is limited. */
const smallBytes = 262_144;

/** Undefined while nothing is limited. */
function pace(id: number, bytes: number): Promise<void> | undefined {
  if (!isPaced()) return undefined;
  tell({ type: 'pace', id, bytes });
  return new Promise((resolve) => pacing.set(id, resolve));
}

async function send(
  id: number,
  { senderId, outgoing, inspect: descriptor }: Extract<Job, { kind: 'send' }>,
): Promise<AnswerMessage> {
  const sender = senders.of(senderId);
  if (sender === undefined) throw new Failure('connection-lost');
  const stop = new Stopping();
  stopping.set(id, stop);
  try {
    const { limits, detail } = sender.to;
    const { status, headers, bytes } = await senderHere(await sender.agents, limits, detail).send({
      signal: stop,
      onSent: (sentBytes) => sentReports.report(id, sentBytes),
      ...outgoing,
      // A small body without a limit leaves in one piece.
      ...((isPaced() || (outgoing.body?.length ?? 0) > smallBytes) && { pace: (slice: number) => pace(id, slice) }),
    });
    if (status < 300) sentReports.forget(id);
    // A view is cloned with the whole buffer below it.
    return { status, headers, bytes: new Uint8Array(bytes), inspected: inspect(descriptor) };
  } finally {
    stopping.delete(id);
    pacing.delete(id);
    sentReports.flush(id);
  }
}

async function perform(id: number, job: Job): Promise<Results[keyof Results]> {
  switch (job.kind) {
    case 'read':
      return read(job);
    case 'open':
      return open(job);
    case 'crc32':
      return crc32Of(job.body);
    case 'judge':
      return judge(job.answer, job.body, job.crc32);
    case 'send':
      return send(id, job);
    default:
      return assertNever(job);
  }
}

function receive(message: ToThread): void {
  switch (message.type) {
    case 'open':
      senders.open(message.senderId, message.to);
      return;
    case 'connect':
      void senders.connect(message.ahead, message.connections);
      return;
    case 'close':
      senders.close(message.senderId);
      return;
    case 'close-file':
      closeFile(message.descriptor);
      return;
    case 'abort':
      stopping.get(message.id)?.abort();
      return;
    case 'go':
      pacing.get(message.id)?.();
      pacing.delete(message.id);
      return;
    case 'job': {
      const { id, job } = message;
      perform(id, job).then(
        (result) => tell({ type: 'done', id, result }),
        (error: unknown) => {
          const { code, detail } = asFailure(error);
          tell({ type: 'failed', id, failure: { code, detail } });
        },
      );
    }
  }
}

port.on('message', (messages: readonly ToThread[]) => messages.forEach(receive));
Atomics.store(loaded, 0, 1);
// 19 ms in Node 20, while main still reads its scripts.
if (readsAuthorities) void nodeModule('node:tls').createSecureContext();
