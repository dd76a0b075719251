// What the fault server stores, and what S3-compatible servers of several characters say about it.
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { assertNever } from '../../main/core/model/failure';
import { md5 } from '../fakes/md5';

/**
 * `crc`: echoes CRC-32 and has MD5 ETags, like S3. `md5`: MD5 ETags only, like Ceph. `opaque`: ETags that are no MD5, no checksum.
 * `refuses-checksums`: 400 on any `x-amz-checksum-*`, and opaque.
 */
export type Character = 'crc' | 'md5' | 'opaque' | 'refuses-checksums';

export interface Stored {
  readonly bytes: Buffer;
  readonly etag: string;
  /** Base64; with `-N` for a composite. */
  readonly crc32?: string;
}

interface PendingUpload {
  readonly key: string;
  readonly startedAtMs: number;
  readonly parts: Map<number, Stored>;
}

export interface FaultBucket {
  readonly objects: Map<string, Stored>;
  readonly uploads: Map<string, PendingUpload>;
  describe(bytes: Buffer): Stored;
  create(key: string, nowMs: number): string;
  /** `undefined`: a part is missing or has another ETag. */
  complete(uploadId: string, parts: readonly { readonly number: number; readonly etag: string }[]): Stored | undefined;
}

function crc32Base64(bytes: Uint8Array): string {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
}

export function createFaultBucket(character: Character): FaultBucket {
  const objects = new Map<string, Stored>();
  const uploads = new Map<string, PendingUpload>();
  const proving = character === 'crc' || character === 'md5';
  const opaque = () => `"${randomBytes(20).toString('hex')}"`;
  return {
    objects,
    uploads,
    describe: (bytes) => ({
      bytes,
      etag: proving ? `"${md5(bytes).toString('hex')}"` : opaque(),
      ...(character === 'crc' && { crc32: crc32Base64(bytes) }),
    }),
    create(key, startedAtMs) {
      const uploadId = randomBytes(12).toString('hex');
      uploads.set(uploadId, { key, startedAtMs, parts: new Map() });
      return uploadId;
    },
    complete(uploadId, parts) {
      const upload = uploads.get(uploadId);
      const found = parts.map(({ number, etag }) => {
        const part = upload?.parts.get(number);
        return part?.etag === etag ? part : undefined;
      });
      const whole = found.filter((part) => part !== undefined);
      if (upload === undefined || whole.length !== parts.length || parts.length === 0) return undefined;
      const suffix = `-${whole.length}`;
      const digests = whole.map(({ bytes }) => md5(bytes));
      const checksums = whole.map(({ crc32: part = '' }) => Buffer.from(part, 'base64'));
      const stored: Stored = {
        bytes: Buffer.concat(whole.map(({ bytes }) => bytes)),
        etag: proving ? `"${md5(Buffer.concat(digests)).toString('hex')}${suffix}"` : opaque(),
        ...(character === 'crc' && { crc32: crc32Base64(Buffer.concat(checksums)) + suffix }),
      };
      objects.set(upload.key, stored);
      uploads.delete(uploadId);
      return stored;
    },
  };
}

/** The bytes that a damage leaves. */
export function damaged(bytes: Buffer, how: 'flip' | 'zero-block' | 'cut' | 'longer'): Buffer {
  const middle = Math.floor(bytes.length / 2);
  switch (how) {
    case 'flip': {
      const copy = Buffer.from(bytes);
      copy[middle] = (copy[middle] ?? 0) ^ 1;
      return bytes.length === 0 ? Buffer.from([1]) : copy;
    }
    case 'zero-block':
      return Buffer.concat([bytes.subarray(0, middle), Buffer.alloc(bytes.length - middle)]);
    case 'cut':
      return bytes.length === 0 ? Buffer.from([1]) : bytes.subarray(0, middle);
    case 'longer':
      return Buffer.concat([bytes, Buffer.from([0])]);
    default:
      return assertNever(how);
  }
}
