// The parts of a server-side copy. A file of its own, because the copy loads the SDK.
import type { Connection } from '../../core/model/connection';
import { cut, type Part } from '../../core/providers/part-plan';
import { providerOf } from '../../core/providers/providers';
import { usualPartLimits } from '../../core/providers/multipart-limits';

export interface CopySizes {
  /** The largest object that one request copies. */
  readonly wholeBytes: number;
  readonly partBytes: number;
  readonly mostParts: number;
}

const mebibyte = 1_048_576;

/**
 * S3 copies up to 5 GB in one request (API reference, CopyObject). Far smaller parts here: a server is silent while it copies, and
 * the time limit for silence would end the request.
 */
export const usualCopySizes: CopySizes = {
  wholeBytes: 512 * mebibyte,
  partBytes: 128 * mebibyte,
  mostParts: usualPartLimits.maxParts,
};

/** The limits that the connection's provider documents; where it copies no parts, one request must copy the whole object. */
export function copySizesOf(connection: Pick<Connection, 'provider' | 'endpoint'>): CopySizes {
  const { copiesParts, parts } = providerOf(connection);
  return {
    ...usualCopySizes,
    mostParts: parts.maxParts,
    ...(copiesParts === 'no' && { wholeBytes: Number.POSITIVE_INFINITY }),
  };
}

/** The parts to copy, larger where there would be too many; empty when one request copies the whole object. */
export function planCopy(sizeBytes: number, { wholeBytes, partBytes, mostParts }: CopySizes): readonly Part[] {
  if (sizeBytes <= wholeBytes) return [];
  return cut(sizeBytes, Math.max(partBytes, Math.ceil(sizeBytes / mostParts / mebibyte) * mebibyte));
}
