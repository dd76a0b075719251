// The ServerProbe port's twin over a server in memory; a test may answer any question in its place, or let it wait.
import type { Connection, Credentials } from '../../main/core/model/connection';
import type { ProbeResponse, ProbeRequest } from '../../main/core/model/probe';
import { asFailure, assertNever, Failure } from '../../main/core/model/failure';
import type { OpenServerProbe } from '../../main/core/ports/server-probe';
import { assemble, keep, removeAll, stored, versionsOf, type MemoryBucket, type MemoryPart } from './memory-bucket';
import type { MemoryServer } from './memory-server';

type Kind = ProbeRequest['kind'];

export interface MemoryServerProbe {
  readonly open: OpenServerProbe;
  /** What was asked, in order. */
  readonly asked: readonly Kind[];
  /** Answers instead of the server, or raises, while set. */
  instead: ((request: ProbeRequest, connection: Connection) => ProbeResponse | Failure | undefined) | undefined;
  /** Every further question waits until the returned function is called. */
  hold(): () => void;
  /** Opened and not closed. */
  openCount(): number;
}

export const refusal = (code: Failure['code'], status: number, serverCode?: string): ProbeResponse => ({
  status,
  failure: new Failure(code, { status }),
  root: 'Error',
  ...(serverCode !== undefined && { code: serverCode }),
});

const told = ({ etag, crc32 }: MemoryPart): Pick<ProbeResponse, 'etag' | 'crc32'> => ({
  etag,
  ...(crc32 !== undefined && { crc32 }),
});

export function createMemoryServerProbe(server: MemoryServer): MemoryServerProbe {
  const asked: Kind[] = [];
  let openServerProbes = 0;
  let uploadIds = 0;
  let held: Promise<void> = Promise.resolve();

  const inBucket = (bucket: MemoryBucket, request: ProbeRequest): ProbeResponse => {
    switch (request.kind) {
      case 'lifecycle':
        return bucket.rules === undefined
          ? refusal('server-failed', 501, 'NotImplemented')
          : { status: 200, root: 'LifecycleConfiguration' };
      case 'put': {
        if (request.onlyNew === true && bucket.objects.has(request.key)) {
          return refusal('not-s3', 412, 'PreconditionFailed');
        }
        if ((request.signedBytes ?? request.body.length) !== request.body.length) {
          return refusal('signature-rejected', 403, 'SignatureDoesNotMatch');
        }
        const object = stored(Buffer.from(request.body), server.proofs, request.crc32);
        keep(bucket, request.key, { ...object, headers: request.headers, modifiedAtMs: server.now() });
        return { status: 200, ...told(object) };
      }
      case 'describe': {
        const object = bucket.objects.get(request.key);
        return object === undefined ? refusal('object-missing', 404) : { status: 200, ...told(object) };
      }
      case 'begin': {
        uploadIds += 1;
        const uploadId = `exam-${uploadIds}`;
        const { key, headers } = request;
        bucket.uploads.set(uploadId, { key, headers, startedAtMs: server.now(), parts: new Map() });
        return { status: 200, uploadId };
      }
      case 'part': {
        const part = stored(Buffer.from(request.body), server.proofs, request.crc32);
        bucket.uploads.get(request.uploadId)?.parts.set(1, part);
        return { status: 200, ...told(part) };
      }
      case 'parts':
        return { status: 200, parts: [...(bucket.uploads.get(request.uploadId)?.parts.keys() ?? [])] };
      case 'complete': {
        const object = assemble(bucket, request.uploadId, [{ partNumber: 1, etag: request.etag }]);
        keep(bucket, request.key, { ...object, modifiedAtMs: server.now() });
        bucket.uploads.delete(request.uploadId);
        return { status: 200, ...told(object) };
      }
      case 'abort':
        return bucket.uploads.delete(request.uploadId) ? { status: 204 } : refusal('upload-lost', 404, 'NoSuchUpload');
      case 'uploads':
        return { status: 200, uploads: [...bucket.uploads.keys()] };
      case 'remove':
        removeAll(bucket, request.key);
        return { status: 204 };
      case 'remove-many':
        for (const { key } of request.objects) removeAll(bucket, key);
        return { status: 200, notRemoved: 0 };
      case 'list': {
        const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(request.prefix));
        return { status: 200, listed: keys.filter((key) => versionsOf(bucket, key) > 0).map((key) => ({ key })) };
      }
      case 'smuggle':
        return refusal('signature-rejected', 403, 'AccessDenied');
      case 'form': {
        if (request.body.length > request.mostBytes) return refusal('file-too-large', 400, 'EntityTooLarge');
        if (request.instead !== undefined) return refusal('access-denied', 403, 'AccessDenied');
        const headers = { contentType: 'application/octet-stream', contentDisposition: 'attachment' };
        const object = stored(Buffer.from(request.body), server.proofs, undefined);
        keep(bucket, request.key, { ...object, headers, modifiedAtMs: server.now() });
        return { status: 204 };
      }
      case 'publish':
        return refusal('signature-rejected', 403, 'AccessDenied');
      case 'visit':
        return refusal('access-denied', 403, 'AccessDenied');
      case 'locate':
      case 'fetch':
      case 'open':
        return { status: 200 };
      default:
        return assertNever(request);
    }
  };

  const opened = (
    connection: Connection,
    credentials: Credentials,
    request: Extract<ProbeRequest, { kind: 'open' }>,
  ) => {
    const link = { key: request.key, lifetimeSeconds: 60, ...request.overrides };
    const { status, headers, body } = server.get(server.sign(credentials, connection.bucket, link).url, 'bytes=0-0');
    const {
      'content-type': contentType,
      'content-disposition': contentDisposition,
      'content-encoding': contentEncoding,
      'cache-control': cacheControl,
    } = headers;
    const total = Number(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? body.length);
    return {
      status,
      sizeBytes: total,
      ...(contentType !== undefined && { contentType }),
      ...(contentDisposition !== undefined && { contentDisposition }),
      ...(contentEncoding !== undefined && { contentEncoding }),
      ...(cacheControl !== undefined && { cacheControl }),
    };
  };

  const serverProbe: MemoryServerProbe = {
    asked,
    instead: undefined,
    openCount: () => openServerProbes,
    hold() {
      let release = () => undefined as void;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    open(connection, credentials) {
      openServerProbes += 1;
      return {
        async ask(request, signal) {
          asked.push(request.kind);
          const over = new AbortController();
          const cut = new Promise<void>((resolve) => {
            signal.addEventListener('abort', () => resolve(), { signal: over.signal });
          });
          await Promise.race([held, cut]);
          over.abort();
          if (signal.aborted) throw new Failure('cancelled');
          const other = serverProbe.instead?.(request, connection);
          if (other instanceof Failure) throw other;
          if (other !== undefined) return other;
          try {
            const bucket = server.enter(credentials, connection.bucket);
            const answer =
              request.kind === 'open' ? opened(connection, credentials, request) : inBucket(bucket, request);
            return { offsetMs: 0, ...answer };
          } catch (error) {
            const failure = asFailure(error);
            return { status: failure.detail.status ?? 400, failure, root: 'Error', offsetMs: 0 };
          }
        },
        close() {
          openServerProbes -= 1;
        },
      };
    },
  };
  return serverProbe;
}
