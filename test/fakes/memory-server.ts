// Why this exists: a storage server in memory: buckets, uploads in parts, credentials, and links that are signed, expire and can be opened.
import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from '../../main/domain/connection';
import { Failure } from '../../main/domain/failure';
import { crc32Of } from '../../main/domain/stored-check';
import type { LinkRequest, ObjectHeaders, SignedLink, UploadedPart } from '../../main/services/object-store';
import type { Clock, LinkProbe } from '../../main/services/ports';

const smallestPartBytes = 5 * 1_048_576;

export interface MemoryPart {
  readonly body: Buffer;
  readonly etag: string;
  /** Base64; only of what came with a checksum. */
  readonly crc32?: string;
}

export interface MemoryObject extends MemoryPart {
  readonly headers: ObjectHeaders;
}

interface MemoryUpload {
  readonly key: string;
  readonly headers: ObjectHeaders;
  readonly startedAtMs: number;
  readonly parts: Map<number, MemoryPart>;
}

/** What the server tells of the bytes it stored: their CRC-32 and an MD5 as ETag, the MD5 only, or nothing at all. */
export type Proofs = 'crc32' | 'md5' | 'none';

export interface MemoryBucket {
  readonly objects: Map<string, MemoryObject>;
  readonly uploads: Map<string, MemoryUpload>;
}

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
  /** What a stranger is answered instead, while set. */
  intercept: MemoryAnswer | undefined;
  createBucket(name: string): MemoryBucket;
  /** Raises what S3 answers to wrong credentials or a missing bucket. */
  enter(credentials: Credentials, bucketName: string): MemoryBucket;
  sign(credentials: Credentials, bucketName: string, request: LinkRequest): SignedLink;
  /** Opens a link as a stranger; `range` like `bytes=0-0`. */
  get(url: string, range?: string): MemoryAnswer;
  readonly probe: LinkProbe;
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes);

/** The bytes as a server of these proofs stores and describes them. */
export function stored(body: Buffer, proofs: Proofs, givenCrc32: string | undefined): MemoryPart {
  const digest = md5(body).digest('hex');
  const etag = proofs === 'none' ? `"opaque-${digest.slice(0, 8)}"` : `"${digest}"`;
  return { body, etag, ...(proofs === 'crc32' && givenCrc32 !== undefined && { crc32: crc32Of(body) }) };
}

/** Puts an upload together, by the rules of CompleteMultipartUpload. */
export function assemble(bucket: MemoryBucket, uploadId: string, asked: readonly UploadedPart[]): MemoryObject {
  const upload = bucket.uploads.get(uploadId);
  if (upload === undefined) throw new Failure('upload-lost', { status: 404 });
  const refused = () => new Failure('not-s3', { status: 400 });
  if (asked.length === 0) throw refused();
  const parts = asked.map(({ partNumber, etag }, index): MemoryPart => {
    const part = upload.parts.get(partNumber);
    const inOrder = index === 0 || partNumber > (asked[index - 1]?.partNumber ?? 0);
    const tooSmall = index < asked.length - 1 && (part?.body.length ?? 0) < smallestPartBytes;
    if (part === undefined || part.etag !== etag || !inOrder || tooSmall) throw refused();
    return part;
  });
  const etag = `"${md5(Buffer.concat(parts.map(({ body }) => md5(body).digest()))).digest('hex')}-${parts.length}"`;
  const checksums = parts.flatMap(({ crc32 }) => (crc32 === undefined ? [] : [Buffer.from(crc32, 'base64')]));
  return {
    body: Buffer.concat(parts.map(({ body }) => body)),
    headers: upload.headers,
    etag: parts.some((part) => part.etag.startsWith('"opaque')) ? `"opaque-${parts.length}"` : etag,
    ...(checksums.length === parts.length && { crc32: `${crc32Of(Buffer.concat(checksums))}-${parts.length}` }),
  };
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
    unsigned.searchParams.delete('signature');
    return createHmac('sha256', secret).update(unsigned.href).digest('hex');
  };
  const refusal = (status: number): MemoryAnswer => ({ status, headers: {}, body: Buffer.alloc(0) });

  const server: MemoryServer = {
    credentials,
    buckets,
    now,
    proofs: 'crc32',
    intercept: undefined,
    createBucket(name) {
      const bucket = { objects: new Map(), uploads: new Map() };
      buckets.set(name, bucket);
      return bucket;
    },
    enter({ accessKeyId, secretAccessKey }, bucketName) {
      const secret = credentials.get(accessKeyId);
      if (secret === undefined) throw new Failure('access-key-unknown', { bucket: bucketName, status: 403 });
      if (secret !== secretAccessKey) throw new Failure('signature-rejected', { bucket: bucketName, status: 403 });
      const bucket = buckets.get(bucketName);
      if (bucket === undefined) throw new Failure('bucket-missing', { bucket: bucketName, status: 404 });
      return bucket;
    },
    sign({ accessKeyId, secretAccessKey }, bucketName, request) {
      const signedAtMs = Math.floor((request.signedAtMs ?? now()) / 1_000) * 1_000;
      const expiresAtMs = signedAtMs + request.lifetimeSeconds * 1_000;
      const url = new URL(`memory://server/${bucketName}/${request.key.split('/').map(encodeURIComponent).join('/')}`);
      url.searchParams.set('by', accessKeyId);
      url.searchParams.set('until', String(expiresAtMs));
      url.searchParams.set('type', request.responseContentType);
      url.searchParams.set('disposition', request.responseContentDisposition);
      url.searchParams.set('signature', signature(secretAccessKey, url));
      return { url: url.href, expiresAtMs };
    },
    get(text, range) {
      if (server.intercept !== undefined) return server.intercept;
      const url = new URL(text);
      const secret = credentials.get(url.searchParams.get('by') ?? '');
      const signed = secret !== undefined && url.searchParams.get('signature') === signature(secret, url);
      if (!signed || now() >= Number(url.searchParams.get('until'))) return refusal(403);
      const [, bucketName = '', ...segments] = url.pathname.split('/');
      const object = buckets.get(bucketName)?.objects.get(segments.map(decodeURIComponent).join('/'));
      if (object === undefined) return refusal(404);
      return cut(object, range, {
        etag: object.etag,
        'content-type': url.searchParams.get('type') ?? object.headers.contentType,
        'content-disposition': url.searchParams.get('disposition') ?? object.headers.contentDisposition,
      });
    },
    probe: {
      async ask(url) {
        const { status, headers } = server.get(url, 'bytes=0-0');
        const size = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? headers['content-length'];
        return size === undefined ? { status } : { status, sizeBytes: Number(size) };
      },
    },
  };
  return server;
}
