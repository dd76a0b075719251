// The ObjectStore port's twin over a server in memory; it can fail any call, lose an answer, or wait until it may go on.
import { asFailure, Failure } from '../../main/core/model/failure';
import { threeAttempts } from '../../main/core/async/repeat';
import { objectTarget } from '../../main/adapters/s3/object-url';
import type { Connection, Credentials } from '../../main/core/model/connection';
import { unquotedEtag, type StoredAnswer } from '../../main/core/model/stored-check';
import type { ObjectStore, SendOptions, OpenObjectStore, OpenOptions } from '../../main/core/ports/object-store';
import { assemble, keep, pageOf, removeAll, stored, type MemoryBucket, type MemoryPart } from './memory-bucket';
import type { MemoryServer } from './memory-server';
import { memoryGuestLinks } from './memory-guest-links';
import { createTroubles, type Call, type Operation, type Troubles } from './memory-troubles';
import type { Clock } from '../../main/core/model/system';

export interface MemoryObjects extends Omit<Troubles, 'call'> {
  readonly open: OpenObjectStore;
  /** Told of every connection that is opened from then on. */
  onOpen: ((connection: Connection) => void) | undefined;
  /** Opened and not closed. */
  openCount(): number;
  /** How many puts and parts travel at this moment, and at most did. */
  readonly travelling: { now: number; most: number };
  /** Flips a bit of every further body: a server that damages what it stores. */
  damaging: boolean;
}

const answerOf = ({ etag, crc32 }: MemoryPart): StoredAnswer => ({ etag, ...(crc32 !== undefined && { crc32 }) });

/** Requests that a store with `retries` makes once all the same. */
const single: ReadonlySet<Operation> = new Set(['createUpload', 'putPart', 'completeUpload', 'link']);

/** As the real store: the clocks of answers are too coarse to tell a smaller difference. */
const noiseMs = 3_000;

/** Bodies are handed over in slices of this size, as sockets take them. */
const sliceBytes = 262_144;

function policyOf({ policy }: MemoryBucket): string | undefined {
  if (policy === null) throw new Failure('policy-unsupported');
  return policy;
}

/** `localNow` is the clock of the computer that asks, where it differs from the server's. */
export function createMemoryObjects(server: MemoryServer, localNow: Clock = server.now): MemoryObjects {
  const troubles = createTroubles();
  const travelling = { now: 0, most: 0 };
  let openStores = 0;
  let uploadIds = 0;

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

  const open = (connection: Connection, given: Credentials, { retries = false }: OpenOptions = {}): ObjectStore => {
    const call: Troubles['call'] = (entry, ...rest) =>
      retries && !single.has(entry.operation)
        ? threeAttempts(() => troubles.call(entry, ...rest))
        : troubles.call(entry, ...rest);
    let credentials = given;
    objects.onOpen?.(connection);
    openStores += 1;
    let closed = false;
    let answered = false;
    const bucketName = connection.bucket;
    const enter = () => {
      if (closed) throw new Error('the store was closed');
      answered = true;
      return server.enter(credentials, bucketName);
    };
    const entry = (operation: Operation, key: string): Call => {
      objectTarget(connection, key);
      return { operation, key, bucket: bucketName };
    };
    const links = memoryGuestLinks(server, connection, () => credentials);
    const bucketEntry = (operation: Operation): Call => ({ operation, key: '', bucket: bucketName });
    const removeOnce = async (key: string) => troubles.call(entry('remove', key), () => removeAll(enter(), key));
    return {
      connect: async () => {
        await troubles.call(bucketEntry('connect'), () => undefined);
      },
      put: async (key, body, headers, options) =>
        call(
          entry('put', key),
          async () => {
            const bucket = enter();
            const object = await travel(body, options);
            const there = bucket.objects.get(key)?.etag;
            if (options.ifMatch !== undefined && there !== options.ifMatch) throw new Failure('page-changed');
            keep(bucket, key, { ...object, headers, modifiedAtMs: server.now() });
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
          keep(bucket, key, { ...object, modifiedAtMs: server.now() });
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
          return (
            object && {
              sizeBytes: object.body.length,
              contentType: object.headers.contentType,
              ...answerOf(object),
              ...(object.modifiedAtMs !== undefined && {
                modifiedAtMs: Math.floor(object.modifiedAtMs / 1_000) * 1_000,
              }),
            }
          );
        }),
      readBack: async (key, offsetBytes, lengthBytes, etag) =>
        call(entry('readBack', key), () => {
          const object = enter().objects.get(key);
          const differs =
            etag !== undefined && object !== undefined && unquotedEtag(etag) !== unquotedEtag(object.etag);
          if (object === undefined || differs) throw new Failure('object-missing', { status: 404 });
          return object.body.subarray(offsetBytes, offsetBytes + lengthBytes);
        }),
      list: async (prefix, options) => call(bucketEntry('list'), () => pageOf(enter(), prefix, options)),
      copy: async (sourceKey, targetKey, headers, _sizeBytes, sourceEtag) =>
        call(entry('copy', targetKey), () => {
          entry('copy', sourceKey);
          const bucket = enter();
          const source = bucket.objects.get(sourceKey);
          if (source === undefined) throw new Failure('object-missing', { status: 404 });
          if (sourceEtag !== undefined && unquotedEtag(sourceEtag) !== unquotedEtag(source.etag)) {
            throw new Failure('object-missing', { status: 412 });
          }
          keep(bucket, targetKey, { ...source, headers, modifiedAtMs: server.now() });
          return answerOf(source);
        }),
      remove: async (key) => call(entry('remove', key), () => removeAll(enter(), key)),
      removeMany: async (keys, signal) =>
        call(bucketEntry('removeMany'), async () => {
          let first: Failure | undefined;
          for (const key of keys) {
            if (signal?.aborted === true) throw new Failure('cancelled');
            await removeOnce(key).catch((error: unknown) => (first ??= asFailure(error)));
          }
          if (first !== undefined) throw first;
          return keys.length;
        }),
      lifecycleRules: async () => call(bucketEntry('lifecycleRules'), () => enter().rules ?? 'unsupported'),
      saveLifecycleRules: async (rules) =>
        call(bucketEntry('saveLifecycleRules'), () => {
          const bucket = enter();
          if (bucket.rules === undefined) {
            throw new Failure('bad-request', { reason: 'this server keeps no lifecycle rules' });
          }
          bucket.rules = rules.map((rule) => ({ ...rule, given: rule.given ?? JSON.stringify(rule) }));
        }),
      bucketPolicy: async () => call(bucketEntry('bucketPolicy'), () => policyOf(enter())),
      changeBucketPolicy: async (change) =>
        call(bucketEntry('changeBucketPolicy'), () => {
          const bucket = enter();
          const next = change(policyOf(bucket));
          if (next !== undefined) bucket.policy = next === '' ? undefined : next;
          return next !== undefined;
        }),
      // It blocks none.
      allowPublicPolicy: async () =>
        call(bucketEntry('allowPublicPolicy'), () => {
          enter();
          return false;
        }),
      changeCors: async (change) =>
        call(bucketEntry('changeCors'), () => {
          const bucket = enter();
          if (bucket.cors === undefined) return 'unsupported';
          const next = change(bucket.cors);
          bucket.cors = next ?? bucket.cors;
          return next === undefined ? 'same' : 'changed';
        }),
      link: async (request) =>
        call(entry('link', request.key), () =>
          server.sign(credentials, bucketName, {
            ...(connection.shareEndpoint !== undefined && { endpoint: connection.shareEndpoint }),
            ...request,
          }),
        ),
      ...links,
      signPart: async (request) =>
        call({ ...entry('signPart', request.key), partNumber: request.partNumber }, () => links.signPart(request)),
      // Its links are opened by the server's own probe.
      ask: async () => undefined,
      serverNowMs: () => (Math.abs(server.now() - localNow()) < noiseMs ? localNow() : server.now()),
      clockOffsetMs: () => (answered ? server.now() - localNow() : undefined),
      renew: (next) => void (credentials = next),
      checkBucket: async () =>
        call(bucketEntry('checkBucket'), () => {
          enter();
        }),
      listBuckets: async () =>
        call(bucketEntry('listBuckets'), () => {
          server.check(credentials, bucketName);
          return [...server.buckets.keys()].toSorted();
        }),
      createBucket: async () =>
        call(bucketEntry('createBucket'), () => {
          server.check(credentials, bucketName);
          if (server.buckets.has(bucketName)) return 'there';
          server.createBucket(bucketName);
          return 'made';
        }),
      close() {
        if (!closed) openStores -= 1;
        closed = true;
      },
    };
  };

  const objects: MemoryObjects = {
    calls: troubles.calls,
    fail: troubles.fail,
    hold: troubles.hold,
    open,
    travelling,
    onOpen: undefined,
    damaging: false,
    openCount: () => openStores,
  };
  return objects;
}
