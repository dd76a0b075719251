// One bucket of the server in memory: what is stored in it, what was stored before, and how uploads become objects.
import { Failure } from '../../main/core/model/failure';
import { crc32Of } from '../../main/core/model/stored-check';
import type { LifecycleRule } from '../../main/core/model/lifecycle-rule';
import type { CorsRule } from '../../main/core/model/links/cors-rule';
import type { ListOptions, ObjectHeaders, ObjectPage, UploadedPart } from '../../main/core/ports/object-store';
import { md5 } from './md5';

const smallestPartBytes = 5 * 1_048_576;

export interface MemoryPart {
  readonly body: Buffer;
  readonly etag: string;
  /** Base64; only of what came with a checksum. */
  readonly crc32?: string;
}

export interface MemoryObject extends MemoryPart {
  readonly headers: ObjectHeaders;
  readonly modifiedAtMs?: number;
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
  /** Versions that were replaced, and delete markers, of buckets that keep them. */
  readonly older: Map<string, readonly (MemoryObject | 'marker')[]>;
  readonly uploads: Map<string, MemoryUpload>;
  versioned: boolean;
  /** `undefined` on a server that knows no such thing. */
  rules: readonly LifecycleRule[] | undefined;
  /** `null` on a server that knows no such thing. */
  policy: string | null | undefined;
  /** `undefined` on a server that knows no such thing. */
  cors: readonly CorsRule[] | undefined;
}

export const emptyBucket = (): MemoryBucket => ({
  objects: new Map(),
  older: new Map(),
  uploads: new Map(),
  versioned: false,
  rules: [],
  policy: undefined,
  cors: [],
});

/** Stores an object under its key; what was there is replaced, or kept as an older version. */
export function keep(bucket: MemoryBucket, key: string, object: MemoryObject): void {
  const before = bucket.objects.get(key);
  if (bucket.versioned && before !== undefined) {
    bucket.older.set(key, [...(bucket.older.get(key) ?? []), before]);
  }
  bucket.objects.set(key, object);
}

/** How many versions of a key there are, what hides the last of them included. */
export const versionsOf = ({ objects, older }: MemoryBucket, key: string): number =>
  (objects.has(key) ? 1 : 0) + (older.get(key)?.length ?? 0);

/** Deletes as a DELETE does: a bucket with versions keeps the object, and a delete marker over it. */
export function hide(bucket: MemoryBucket, key: string): void {
  const last = bucket.objects.get(key);
  bucket.objects.delete(key);
  if (!bucket.versioned) return;
  const before = [...(bucket.older.get(key) ?? []), ...(last === undefined ? [] : [last])];
  bucket.older.set(key, [...before, 'marker']);
}

/** Deletes every version of a key. */
export function removeAll(bucket: MemoryBucket, key: string): void {
  bucket.objects.delete(key);
  bucket.older.delete(key);
}

/** One page of a list, its keys in the order of their bytes. */
export function pageOf(bucket: MemoryBucket, prefix: string, { limit, after }: ListOptions): ObjectPage {
  const left = Array.from(bucket.objects)
    .filter(([key]) => key.startsWith(prefix))
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .filter(([key]) => after === undefined || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
  const page = left.slice(0, limit);
  const last = left.length > page.length ? page.at(-1)?.[0] : undefined;
  return {
    objects: page.map(([key, { body, etag, modifiedAtMs }]) => ({
      key,
      sizeBytes: body.length,
      etag,
      ...(modifiedAtMs !== undefined && { modifiedAtMs }),
    })),
    ...(last !== undefined && { after: last }),
  };
}

/** Of bodies as they were stored: an upload is put together without a second look at its bytes. */
const digests = new WeakMap<Buffer, Buffer>();

/** The bytes as a server of these proofs stores and describes them. */
export function stored(body: Buffer, proofs: Proofs, givenCrc32: string | undefined): MemoryPart {
  const bytes = md5(body);
  digests.set(body, bytes);
  const digest = bytes.toString('hex');
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
  const etag = `"${md5(Buffer.concat(parts.map(({ body }) => digests.get(body) ?? md5(body)))).toString('hex')}-${parts.length}"`;
  const checksums = parts.flatMap(({ crc32 }) => (crc32 === undefined ? [] : [Buffer.from(crc32, 'base64')]));
  return {
    body: Buffer.concat(parts.map(({ body }) => body)),
    headers: upload.headers,
    etag: parts.some((part) => part.etag.startsWith('"opaque')) ? `"opaque-${parts.length}"` : etag,
    ...(checksums.length === parts.length && { crc32: `${crc32Of(Buffer.concat(checksums))}-${parts.length}` }),
  };
}
