// The five checksums of S3: the one that a request states, running checksums, and a multipart object's checksum from its parts'.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { assertNever } from './assert-never';
import { type CrcShape, RunningCrc, combineCrcs, crc32Shape, crc32cShape, crc64NvmeShape } from './crc';
import { S3Error } from './errors';
import { type S3Request, amzValue } from './request';

export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** A checksum as stored: base64, with `-<parts>` behind it when composite. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  readonly value: string;
}

const sizesBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};
const crcShapes: Readonly<Partial<Record<ChecksumAlgorithm, CrcShape>>> = {
  CRC32: crc32Shape,
  CRC32C: crc32cShape,
  CRC64NVME: crc64NvmeShape,
};

export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

/** A running checksum of no bytes. */
export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32': {
      let sum = 0;
      return {
        update: (bytes) => {
          sum = crc32(bytes, sum);
        },
        digest: () => {
          const out = Buffer.alloc(4);
          out.writeUInt32BE(sum);
          return out;
        },
      };
    }
    case 'CRC32C':
      return new RunningCrc(crc32cShape);
    case 'CRC64NVME':
      return new RunningCrc(crc64NvmeShape);
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
    }
    default:
      return assertNever(algorithm);
  }
}

/** `x-amz-checksum-crc32` and its like. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** Reads an algorithm's name in any case; anything else is `InvalidRequest`. */
export function parseAlgorithm(text: string): ChecksumAlgorithm {
  const found = checksumAlgorithms.find((algorithm) => algorithm === text.toUpperCase());
  if (found !== undefined) return found;
  throw new S3Error('InvalidRequest', 'Checksum algorithm provided is unsupported. Please try again with a valid one.');
}

/** True for base64 of exactly as many bytes as the algorithm yields. */
function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === sizesBytes[algorithm] && bytes.toString('base64') === value;
}

/** The checksum that the body must have: `value` is undefined where only the trailer holds it. */
export interface StatedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | undefined;
}

/** `InvalidRequest` for a value that this algorithm cannot yield. */
export function assertChecksumValue(algorithm: ChecksumAlgorithm, value: string): void {
  if (isChecksumValue(algorithm, value)) return;
  throw new S3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);
}

/** The one checksum that a request states in a header or announces for its trailer; several are `InvalidRequest`. */
export function statedChecksum(request: S3Request, trailerNames: readonly string[]): StatedChecksum | undefined {
  const stated: StatedChecksum[] = [];
  for (const algorithm of checksumAlgorithms) {
    const value = amzValue(request, checksumHeader(algorithm));
    if (value !== undefined) {
      assertChecksumValue(algorithm, value);
      stated.push({ algorithm, value });
    }
    if (trailerNames.includes(checksumHeader(algorithm))) stated.push({ algorithm, value: undefined });
  }
  const [first, second] = stated;
  if (second !== undefined) {
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const named = amzValue(request, 'x-amz-sdk-checksum-algorithm');
  if (named === undefined) return first;
  const algorithm = parseAlgorithm(named);
  if (first === undefined) {
    throw new S3Error(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  if (first.algorithm !== algorithm) {
    // S3 API reference, PutObject, x-amz-sdk-checksum-algorithm.
    throw new S3Error('BadDigest', 'Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  return first;
}

/** The checksum type of a multipart upload; S3 has no composite CRC64NVME and no full-object SHA. */
export function checksumTypeFor(algorithm: ChecksumAlgorithm, asked: string | undefined): ChecksumType {
  const type = asked ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const isSha = algorithm === 'SHA1' || algorithm === 'SHA256';
  const fits = type === 'COMPOSITE' ? algorithm !== 'CRC64NVME' : type === 'FULL_OBJECT' && !isSha;
  if (fits) return type === 'COMPOSITE' ? 'COMPOSITE' : 'FULL_OBJECT';
  throw new S3Error(
    'InvalidRequest',
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}

/** The checksum of a multipart object: over its parts' checksums (composite), or that of all its bytes (full object). */
export function checksumOfParts(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly { readonly value: string; readonly sizeBytes: number }[],
): Checksum {
  const sums = parts.map(({ value, sizeBytes }) => ({ crc: Buffer.from(value, 'base64'), sizeBytes }));
  const shape = crcShapes[algorithm];
  if (type === 'FULL_OBJECT' && shape !== undefined) {
    return { algorithm, type, value: combineCrcs(shape, sums).toString('base64') };
  }
  const running = startChecksum(algorithm);
  for (const { crc } of sums) running.update(crc);
  return { algorithm, type: 'COMPOSITE', value: `${running.digest().toString('base64')}-${parts.length}` };
}
