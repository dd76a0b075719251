// A storage server in memory: buckets, uploads in parts, credentials, and links that are signed, expire and can be opened.
import { createHmac } from 'node:crypto';
import type { Credentials } from '../../main/core/model/connection';
import { Failure } from '../../main/core/model/failure';
import type { LinkRequest, SignedLink, LinkProbe, LinkReader } from '../../main/core/ports/object-store';
import { emptyBucket, type MemoryBucket, type MemoryObject, type Proofs } from './memory-bucket';
import type { Clock } from '../../main/core/model/system';

export interface MemoryAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface MemoryServer {
  /** Access key ID to secret. */
  readonly credentials: Map<string, string>;
  readonly buckets: Map<string, MemoryBucket>;
  readonly now: Clock;
  proofs: Proofs;
  /** Stores no Content-Encoding, as some servers do: what was compressed arrives compressed and unexplained. */
  dropsEncoding: boolean;
  /** Gives HTML as something to download only, whatever the link asks for. */
  hidesPages: boolean;
  /** What a recipient is answered instead, while set. */
  intercept: MemoryAnswer | undefined;
  /** Buckets that anybody may read, by the address in front of each. */
  readonly addresses: Map<string, string>;
  createBucket(name: string): MemoryBucket;
  /** Raises what S3 answers to wrong credentials. */
  check(credentials: Credentials, bucketName: string): void;
  /** Raises the same, and what S3 answers to a missing bucket. */
  enter(credentials: Credentials, bucketName: string): MemoryBucket;
  sign(credentials: Credentials, bucketName: string, request: LinkRequest): SignedLink;
  /** Opens a link anonymously; `range` like `bytes=0-0`. */
  get(url: string, range?: string): MemoryAnswer;
  readonly probe: LinkProbe & LinkReader;
}

/** Without what is not there. */
const given = <K extends string>(facts: Readonly<Record<K, string | undefined>>) =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as Partial<Record<K, string>>;

const told = (headers: Readonly<Record<string, string>>) =>
  given({
    contentType: headers['content-type'],
    contentDisposition: headers['content-disposition'],
    contentEncoding: headers['content-encoding'],
    cacheControl: headers['cache-control'],
  });

function answerHeaders({ dropsEncoding, hidesPages }: MemoryServer, object: MemoryObject, asked: URLSearchParams) {
  const { contentType, contentDisposition, contentEncoding, cacheControl } = object.headers;
  const type = asked.get('type') ?? contentType;
  const hidden = hidesPages && type.startsWith('text/html');
  return given({
    etag: object.etag,
    'content-type': hidden ? 'application/octet-stream' : type,
    'content-disposition': hidden ? 'attachment' : (asked.get('disposition') ?? contentDisposition),
    'content-encoding': dropsEncoding ? undefined : contentEncoding,
    'cache-control': asked.get('cache') ?? cacheControl,
  }) as Readonly<Record<string, string>>;
}

function cut(object: MemoryObject, range: string | undefined, headers: Readonly<Record<string, string>>): MemoryAnswer {
  const total = object.body.length;
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined)
    return { status: 200, headers: { ...headers, 'content-length': String(total) }, body: object.body };
  if (Number(first) >= total) {
    return { status: 416, headers: { 'content-range': `bytes */${total}` }, body: Buffer.alloc(0) };
  }
  const end = Math.min(total - 1, last === '' || last === undefined ? total - 1 : Number(last));
  const body = object.body.subarray(Number(first), end + 1);
  return { status: 206, headers: { ...headers, 'content-range': `bytes ${first}-${end}/${total}` }, body };
}

export function createMemoryServer(now: Clock): MemoryServer {
  const credentials = new Map<string, string>();
  const buckets = new Map<string, MemoryBucket>();
  const signature = (secret: string, url: URL) => {
    const unsigned = new URL(url);
    unsigned.searchParams.delete('X-Amz-Signature');
    return createHmac('sha256', secret).update(unsigned.href).digest('hex');
  };
  const refusal = (status: number): MemoryAnswer => ({ status, headers: {}, body: Buffer.alloc(0) });

  const server: MemoryServer = {
    credentials,
    buckets,
    now,
    proofs: 'crc32',
    dropsEncoding: false,
    hidesPages: false,
    intercept: undefined,
    addresses: new Map(),
    createBucket(name) {
      const bucket = emptyBucket();
      buckets.set(name, bucket);
      return bucket;
    },
    check({ accessKeyId, secretAccessKey }, bucketName) {
      const secret = credentials.get(accessKeyId);
      if (secret === undefined) throw new Failure('access-key-unknown', { bucket: bucketName, status: 403 });
      if (secret !== secretAccessKey) throw new Failure('signature-rejected', { bucket: bucketName, status: 403 });
    },
    enter(asked, bucketName) {
      server.check(asked, bucketName);
      const bucket = buckets.get(bucketName);
      if (bucket === undefined) throw new Failure('bucket-missing', { bucket: bucketName, status: 404 });
      return bucket;
    },
    sign({ accessKeyId, secretAccessKey }, bucketName, request) {
      const signedAtMs = Math.floor((request.signedAtMs ?? now()) / 1_000) * 1_000;
      const expiresAtMs = signedAtMs + request.lifetimeSeconds * 1_000;
      const url = new URL(
        `${new URL(request.endpoint ?? 'https://memory.example').origin}/${bucketName}/${request.key.split('/').map(encodeURIComponent).join('/')}`,
      );
      url.searchParams.set('by', accessKeyId);
      url.searchParams.set('until', String(expiresAtMs));
      const { responseContentType, responseContentDisposition, responseCacheControl } = request;
      if (responseContentType !== undefined) url.searchParams.set('type', responseContentType);
      if (responseContentDisposition !== undefined) url.searchParams.set('disposition', responseContentDisposition);
      if (responseCacheControl !== undefined) url.searchParams.set('cache', responseCacheControl);
      url.searchParams.set('X-Amz-Signature', signature(secretAccessKey, url));
      return { url: url.href, expiresAtMs };
    },
    get(text, range) {
      if (server.intercept !== undefined) return server.intercept;
      const url = new URL(text);
      const open = [...server.addresses].find(([address]) => text.startsWith(`${address}/`));
      if (open !== undefined) {
        const there = buckets.get(open[1])?.objects.get(url.pathname.slice(1));
        return there === undefined ? refusal(404) : cut(there, range, answerHeaders(server, there, url.searchParams));
      }
      const secret = credentials.get(url.searchParams.get('by') ?? '');
      const forGet = !url.searchParams.has('method');
      const signed =
        forGet && secret !== undefined && url.searchParams.get('X-Amz-Signature') === signature(secret, url);
      if (!signed || now() >= Number(url.searchParams.get('until'))) return refusal(403);
      const [, bucketName = '', ...segments] = url.pathname.split('/');
      const object = buckets.get(bucketName)?.objects.get(segments.map(decodeURIComponent).join('/'));
      if (object === undefined) return refusal(404);
      return cut(object, range, answerHeaders(server, object, url.searchParams));
    },
    probe: {
      async read(url) {
        const { status, headers, body } = server.get(url);
        return { status, body: body.toString('utf8'), ...told(headers) };
      },
      async ask(url) {
        const { status, headers } = server.get(url, 'bytes=0-0');
        const size = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? headers['content-length'];
        return { status, ...(size !== undefined && { sizeBytes: Number(size) }), ...told(headers) };
      },
    },
  };
  return server;
}
