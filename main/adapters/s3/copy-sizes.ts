// How a copy inside the server is cut. Apart from the copying, because that loads the SDK.
import type { Connection } from '../../core/model/connection';
import { cut, type Part } from '../../core/transfer/rules/part-plan';
import { providerOf } from '../../core/providers/providers';
import { usualPartLimits } from '../../core/providers/multipart-limits';

export interface CopySizes {
  /** Up to here one request copies the whole. */
  readonly wholeBytes: number;
  readonly partBytes: number;
  readonly mostParts: number;
}

const mebibyte = 1_048_576;

/**
 * S3 copies up to 5 GB in one request (API reference, CopyObject). Far smaller steps here: a server is silent while it copies, and one
 * that is silent for long is taken for dead.
 */
export const usualCopySizes: CopySizes = {
  wholeBytes: 512 * mebibyte,
  partBytes: 128 * mebibyte,
  mostParts: usualPartLimits.maxParts,
};

/** As a connection's provider documents them: where parts cannot be copied, one request copies everything or nothing does. */
export function copySizesOf(connection: Pick<Connection, 'provider' | 'endpoint'>): CopySizes {
  const { copiesParts, parts } = providerOf(connection);
  return {
    ...usualCopySizes,
    mostParts: parts.maxParts,
    ...(copiesParts === 'no' && { wholeBytes: Number.POSITIVE_INFINITY }),
  };
}

/** The parts to copy, larger where there would be too many; none when one request copies the whole. */
export function planCopy(sizeBytes: number, { wholeBytes, partBytes, mostParts }: CopySizes): readonly Part[] {
  if (sizeBytes <= wholeBytes) return [];
  return cut(sizeBytes, Math.max(partBytes, Math.ceil(sizeBytes / mostParts / mebibyte) * mebibyte));
}
