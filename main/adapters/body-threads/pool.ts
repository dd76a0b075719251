// A pool of threads for bodies. It decides which thread does what; until a thread pays, and where there is none, the work is done in place.
import { availableParallelism } from 'node:os';
import { Failure } from '../../core/model/failure';
import { hasHashForm } from '../../core/model/stored-check';
import type { BodyWork, OpenedWhole } from '../../core/ports/body-work';
import type { Ahead, OpenBodySender, SenderTo } from '../network/body-sender';
import { observed } from '../network/request-log';
import { FileOfThread } from './file-of-thread';
import { threadOf, ThreadGone, type Thread } from './thread';
import { bodyBytes, usualWorthwhileBytes, type ThreadStarts } from './thread-starts';

export interface BodyThreads extends BodyWork {
  readonly openSender: OpenBodySender;
  /** Opens connections for so many bodies, which the sender that goes there will have: where threads were begun, otherwise nothing. */
  connectAhead(ahead: Ahead, bodies: number): void;
  /** Threads that have loaded their program. */
  ready(): number;
}

export interface PoolOptions {
  /** The one place that threads come from. */
  readonly starts: ThreadStarts;
  readonly inPlace: BodyWork;
  readonly mostThreads?: number;
  /** Threads start once that much work is expected. */
  readonly worthwhileBytes?: number;
}

/** Each takes 10 MiB of memory beside the bodies; two send faster than a line of 10 Gbit/s. */
const usualMostThreads = 2;
/** Of each thread: four parts of a large file are on their way at once. */
const connectionsAhead = 2;
/** Of each thread, before so many bodies: as many as a near server is worth over TLS. */
const connectionsForMany = 8;
const manyBodies = 32;
/** Threads without a job for that long end. */
const idleMs = 20_000;
/** A thread that dies fails one attempt of each of its bodies, and a body has few attempts. */
const mostDeathsInARow = 4;
/** A smaller body is summed and judged faster than a message takes. */
const smallBytes = 65_536;

interface Home {
  /** It read the body: the bytes may still be in that core's cache. */
  readonly thread: Thread;
  /** The file that it opened for the body. */
  readonly file?: FileOfThread;
}

const isShared = ({ buffer }: Uint8Array): boolean => buffer instanceof SharedArrayBuffer;

export function createBodyThreads({
  starts,
  inPlace,
  mostThreads = Math.min(availableParallelism(), usualMostThreads),
  worthwhileBytes = usualWorthwhileBytes,
}: PoolOptions): BodyThreads {
  const senders = new Map<number, SenderTo>();
  /** By the buffer of a body. */
  const homes = new WeakMap<ArrayBufferLike, Home>();
  /** A program that could not be loaded, or of which thread after thread dies with its bodies, is not started again. */
  let unusable = false;
  let deathsInARow = 0;
  let threads: Thread[] = [];
  let lastSenderId = 0;
  let expectedBytes = starts.isAhead ? worthwhileBytes : 0;
  let idle: NodeJS.Timeout | undefined;

  const startOne = (): void => {
    const thread: Thread = threadOf(starts.take(), ({ unasked, loaded, sent }) => {
      threads = threads.filter((one) => one !== thread);
      if (!unasked) return;
      deathsInARow = sent ? 0 : deathsInARow + 1;
      unusable ||= !loaded || deathsInARow >= mostDeathsInARow;
    });
    threads = [...threads, thread];
    for (const [senderId, to] of senders) thread.tell({ type: 'open', senderId, to });
  };
  const endIdle = (): void => {
    if (threads.some((thread) => thread.busy() > 0)) {
      idle?.refresh();
      return;
    }
    for (const thread of threads) thread.end();
    expectedBytes = 0;
    idle = undefined;
  };
  const start = (): void => {
    if (unusable || expectedBytes < worthwhileBytes) return;
    try {
      while (threads.length < mostThreads) startOne();
      // What was begun may get no job: a file that the server copies sends no body.
      idle ??= setTimeout(endIdle, idleMs).unref();
    } catch {
      unusable = true;
    }
  };
  if (starts.isAhead) start();
  /** Of equals `preferred`, where it is one of them. */
  const leastBusy = (preferred?: Thread): Thread | undefined => {
    const ready = threads.filter((thread) => thread.isReady());
    const [first] = preferred?.isReady() === true ? [preferred] : ready;
    return first && ready.reduce((best, one) => (one.busy() < best.busy() ? one : best), first);
  };
  const openFileOf = ({ buffer }: Uint8Array): FileOfThread | undefined => {
    const file = homes.get(buffer)?.file;
    return file?.isClosed === false ? file : undefined;
  };
  const connect = (ahead: Ahead, connections: number): void => {
    for (const thread of threads) thread.tell({ type: 'connect', ahead, connections });
  };
  /** The thread for a job; `undefined`: in place. */
  const threadFor = (body: Uint8Array): Thread | undefined => {
    if (!isShared(body)) return undefined;
    start();
    idle ??= setTimeout(endIdle, idleMs).unref();
    idle.refresh();
    const home = homes.get(body.buffer)?.thread;
    return home?.isReady() === true ? home : leastBusy();
  };
  /** In place where the thread ended under way: reading and hashing change nothing. */
  const orInPlace = async <T>(byThread: Promise<T>, here: () => Promise<T>): Promise<T> => {
    try {
      return await byThread;
    } catch {
      // A failure of the file is told by the file itself.
      return here();
    }
  };

  return {
    expect(sizeBytes) {
      expectedBytes += sizeBytes + bodyBytes;
      start();
    },
    async read(file, positionBytes, target, wantSha256 = false) {
      const here = () => inPlace.read(file, positionBytes, target, wantSha256);
      homes.delete(target.buffer);
      const { descriptor, sealing } = file;
      const thread = descriptor === undefined ? undefined : threadFor(target);
      if (thread === undefined || descriptor === undefined) return here();
      homes.set(target.buffer, { thread });
      const plain = sealing && { secrets: sealing.secrets, plainBytes: sealing.plainBytes };
      const job = { kind: 'read', descriptor, positionBytes, target, wantSha256, sealing: plain } as const;
      return orInPlace(thread.perform(job), here);
    },
    async openWhole(files, path, given, target, wantSha256 = false, encryption) {
      const here = () => inPlace.openWhole(files, path, given, target, wantSha256, encryption);
      homes.delete(target.buffer);
      const thread = files.byPath === true ? threadFor(target) : undefined;
      if (thread === undefined || given === undefined) return here();
      const byThread = async (): Promise<OpenedWhole> => {
        const { descriptor, snapshot, ...body } = await thread.perform({
          kind: 'open',
          path,
          given,
          target,
          wantSha256,
          secrets: encryption?.secrets,
        });
        const file = new FileOfThread(thread, descriptor, snapshot, path);
        homes.set(target.buffer, { thread, file });
        return { file: encryption?.ofFile(file) ?? file, ...body };
      };
      return orInPlace(byThread(), here);
    },
    async crc32(body) {
      const here = () => inPlace.crc32(body);
      const thread = body.length < smallBytes ? undefined : threadFor(body);
      return thread === undefined ? here() : orInPlace(thread.perform({ kind: 'crc32', body }), here);
    },
    async judge(answer, body, crc32) {
      const here = () => inPlace.judge(answer, body, crc32);
      const reads = answer.crc32 === undefined && hasHashForm(answer.etag) && body.length >= smallBytes;
      const thread = reads ? threadFor(body) : undefined;
      return thread === undefined ? here() : orInPlace(thread.perform({ kind: 'judge', answer, body, crc32 }), here);
    },
    setPaced: (limited) => void Atomics.store(starts.paced, 0, limited ? 1 : 0),
    openSender(to, here) {
      const senderId = (lastSenderId += 1);
      senders.set(senderId, to);
      for (const thread of threads) thread.tell({ type: 'open', senderId, to });
      /** The last body went from there, which has connections to the server; undefined: from here. */
      let last: Thread | undefined;
      return {
        async send({ signal, onSent, pace, ...outgoing }) {
          const { body } = outgoing;
          const thread = body !== undefined ? threadFor(body) : last && leastBusy(last);
          if (body !== undefined) last = thread;
          const hooks = { signal, onSent, pace };
          if (thread === undefined) return here.send({ ...outgoing, ...hooks });
          if (signal?.aborted === true) throw new Failure('cancelled');
          try {
            const file = body === undefined ? undefined : openFileOf(body);
            const {
              status,
              headers,
              bytes: view,
              inspected,
            } = await observed(
              outgoing,
              thread.perform({ kind: 'send', senderId, outgoing, inspect: file?.descriptor }, hooks),
            );
            if (file !== undefined) file.inspected = inspected;
            const bytes = Buffer.from(view.buffer, view.byteOffset, view.length);
            return { status, headers, bytes, body: () => bytes.toString('utf8') };
          } catch (error) {
            // One failed attempt; the next one goes to another thread.
            throw error instanceof ThreadGone ? new Failure('connection-lost', to.detail, error) : error;
          }
        },
        connect: (origin) => connect({ to: to.to, limits: to.limits, origin }, connectionsAhead),
        close() {
          senders.delete(senderId);
          for (const thread of threads) thread.tell({ type: 'close', senderId });
          here.close();
        },
      };
    },
    connectAhead: (ahead, count) => connect(ahead, count < manyBodies ? connectionsAhead : connectionsForMany),
    close() {
      clearTimeout(idle);
      for (const thread of threads) thread.end();
    },
    ready: () => threads.filter((thread) => thread.isReady()).length,
  };
}
