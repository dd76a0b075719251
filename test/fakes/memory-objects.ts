// Why this exists: the ObjectStore port's twin over a server in memory; it can fail any call, lose an answer, or wait until it may go on.
import { Failure } from '../../main/domain/failure';
import { objectTarget } from '../../main/domain/object-url';
import type { Connection, Credentials } from '../../main/domain/connection';
import type { StoredAnswer } from '../../main/domain/stored-check';
import type { ObjectStore, SendOptions } from '../../main/services/object-store';
import type { OpenObjectStore } from '../../main/services/ports';
import { assemble, stored, type MemoryBucket, type MemoryPart, type MemoryServer } from './memory-server';

export type Operation = Exclude<keyof ObjectStore, 'serverNowMs' | 'close'>;

export interface Call {
  readonly operation: Operation;
  readonly key: string;
  readonly bucket: string;
  readonly partNumber?: number;
}

interface Trouble {
  readonly operation: Operation;
  /** Calls of the operation to let pass first. */
  skip: number;
  readonly failure: Failure;
  /** The work is done and only its answer is lost. */
  readonly afterwards: boolean;
}

export interface MemoryObjects {
  readonly open: OpenObjectStore;
  /** Told of every connection that is opened from then on. */
  onOpen: ((connection: Connection) => void) | undefined;
  readonly calls: readonly Call[];
  /** Opened and not closed. */
  openCount(): number;
  /** The `nth` next call (from 1) of the operation raises `failure`; with `afterwards` it does its work first. */
  fail(
    operation: Operation,
    failure: Failure,
    options?: { readonly nth?: number; readonly afterwards?: boolean },
  ): void;
  /** Calls of the operation wait until the given function is called; a cancelled one does not. */
  hold(operation: Operation): () => void;
  /** How many puts and parts travel at this moment, and at most did. */
  readonly travelling: { now: number; most: number };
  /** Flips a bit of every further body: a server that damages what it stores. */
  damaging: boolean;
}

const answerOf = ({ etag, crc32 }: MemoryPart): StoredAnswer => ({ etag, ...(crc32 !== undefined && { crc32 }) });

/** Bodies are handed over in slices of this size, as sockets take them. */
const sliceBytes = 262_144;

export function createMemoryObjects(server: MemoryServer): MemoryObjects {
  const calls: Call[] = [];
  const troubles: Trouble[] = [];
  const gates = new Map<Operation, Promise<void>>();
  const travelling = { now: 0, most: 0 };
  let openStores = 0;
  let uploadIds = 0;

  const troubleFor = (operation: Operation): Trouble | undefined => {
    const mine = troubles.filter((trouble) => trouble.operation === operation);
    const due = mine.find(({ skip }) => skip === 0);
    for (const trouble of mine) trouble.skip -= 1;
    if (due !== undefined) troubles.splice(troubles.indexOf(due), 1);
    return due;
  };

  const passGate = async (operation: Operation, signal?: AbortSignal) => {
    const gate = gates.get(operation);
    if (gate === undefined) return;
    const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([gate, aborted]);
  };

  /** One call of the port: recorded, held, failed where a test wants it. */
  const call = async <T>(entry: Call, work: () => T | Promise<T>, signal?: AbortSignal): Promise<T> => {
    calls.push(entry);
    const trouble = troubleFor(entry.operation);
    await passGate(entry.operation, signal);
    if (signal?.aborted === true) throw new Failure('cancelled');
    if (trouble?.afterwards === false) throw trouble.failure;
    const result = await work();
    if (trouble !== undefined) throw trouble.failure;
    return result;
  };

  const travel = async (body: Uint8Array, { signal, onSent, pace, crc32 }: SendOptions): Promise<MemoryPart> => {
    travelling.now += 1;
    travelling.most = Math.max(travelling.most, travelling.now);
    try {
      for (let sent = 0; sent < body.length; sent += sliceBytes) {
        await pace?.(Math.min(sliceBytes, body.length - sent));
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) throw new Failure('cancelled');
        onSent?.(Math.min(body.length, sent + sliceBytes));
      }
      const arrived = Buffer.from(body);
      if (objects.damaging && arrived.length > 0) arrived.writeUInt8(arrived.readUInt8(0) ^ 1, 0);
      return stored(arrived, server.proofs, crc32);
    } finally {
      travelling.now -= 1;
    }
  };

  const uploadOf = ({ uploads }: MemoryBucket, key: string, uploadId: string) => {
    const upload = uploads.get(uploadId);
    if (upload?.key !== key) throw new Failure('upload-lost', { status: 404 });
    return upload;
  };

  const open = (connection: Connection, credentials: Credentials): ObjectStore => {
    objects.onOpen?.(connection);
    openStores += 1;
    let closed = false;
    const bucketName = connection.bucket;
    const enter = () => {
      if (closed) throw new Error('the store was closed');
      return server.enter(credentials, bucketName);
    };
    const entry = (operation: Operation, key: string): Call => {
      objectTarget(connection, key);
      return { operation, key, bucket: bucketName };
    };
    const bucketEntry = (operation: Operation): Call => ({ operation, key: '', bucket: bucketName });
    return {
      put: async (key, body, headers, options) =>
        call(
          entry('put', key),
          async () => {
            const bucket = enter();
            const object = await travel(body, options);
            bucket.objects.set(key, { ...object, headers });
            return answerOf(object);
          },
          options.signal,
        ),
      createUpload: async (key, headers) =>
        call(entry('createUpload', key), () => {
          uploadIds += 1;
          const upload = { key, headers, startedAtMs: server.now(), parts: new Map<number, MemoryPart>() };
          enter().uploads.set(`upload-${uploadIds}`, upload);
          return `upload-${uploadIds}`;
        }),
      putPart: async (key, uploadId, partNumber, body, options) =>
        call(
          { ...entry('putPart', key), partNumber },
          async () => {
            const { parts } = uploadOf(enter(), key, uploadId);
            const part = await travel(body, options);
            parts.set(partNumber, part);
            return { partNumber, ...answerOf(part) };
          },
          options.signal,
        ),
      completeUpload: async (key, uploadId, parts) =>
        call(entry('completeUpload', key), () => {
          const bucket = enter();
          const object = assemble(bucket, uploadId, parts);
          bucket.objects.set(key, object);
          bucket.uploads.delete(uploadId);
          return answerOf(object);
        }),
      listParts: async (key, uploadId) =>
        call(entry('listParts', key), () =>
          Array.from(uploadOf(enter(), key, uploadId).parts, ([partNumber, part]) => ({
            partNumber,
            sizeBytes: part.body.length,
            ...answerOf(part),
          })).toSorted((a, b) => a.partNumber - b.partNumber),
        ),
      listUploads: async (prefix) =>
        call(bucketEntry('listUploads'), () =>
          Array.from(enter().uploads, ([uploadId, { key, startedAtMs }]) => ({ key, uploadId, startedAtMs })).filter(
            ({ key }) => key.startsWith(prefix),
          ),
        ),
      abortUpload: async (key, uploadId) =>
        call(entry('abortUpload', key), () => {
          enter().uploads.delete(uploadId);
        }),
      describe: async (key) =>
        call(entry('describe', key), () => {
          const object = enter().objects.get(key);
          return object && { sizeBytes: object.body.length, ...answerOf(object) };
        }),
      readBack: async (key, offsetBytes, lengthBytes) =>
        call(entry('readBack', key), () => {
          const object = enter().objects.get(key);
          if (object === undefined) throw new Failure('object-missing', { status: 404 });
          return object.body.subarray(offsetBytes, offsetBytes + lengthBytes);
        }),
      remove: async (key) =>
        call(entry('remove', key), () => {
          enter().objects.delete(key);
        }),
      link: async (request) => call(entry('link', request.key), () => server.sign(credentials, bucketName, request)),
      serverNowMs: () => server.now(),
      checkBucket: async () =>
        call(bucketEntry('checkBucket'), () => {
          enter();
        }),
      close() {
        if (!closed) openStores -= 1;
        closed = true;
      },
    };
  };

  const objects: MemoryObjects = {
    open,
    calls,
    travelling,
    onOpen: undefined,
    damaging: false,
    openCount: () => openStores,
    fail: (operation, failure, { nth = 1, afterwards = false } = {}) =>
      void troubles.push({ operation, skip: nth - 1, failure, afterwards }),
    hold(operation) {
      let release: () => void = () => undefined;
      gates.set(
        operation,
        new Promise((resolve) => {
          release = resolve;
        }),
      );
      return () => {
        gates.delete(operation);
        release();
      };
    },
  };
  return objects;
}
