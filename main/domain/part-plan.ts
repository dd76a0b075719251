// Why this exists: how a file is cut for multipart upload. Pure, because every wrong plan is found by a table, not by a user.
import { Failure } from './failure';

const mebibyte = 1_048_576;
/** Up to here one PUT is simpler and as fast. */
export const singlePutBytes = 8 * mebibyte;
const usualPartBytes = 16 * mebibyte;
/** Amazon S3 User Guide, "Multipart upload limits": 10,000 parts of 5 MiB to 5 GiB, the last may be smaller. */
const smallestPartBytes = 5 * mebibyte;
const largestPartBytes = 5_120 * mebibyte;
const mostParts = 10_000;

export interface Part {
  /** From 1. */
  readonly number: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

export type PartPlan =
  | { readonly kind: 'single' }
  | { readonly kind: 'multipart'; readonly partBytes: number; readonly parts: readonly Part[] };

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;

/**
 * Equal parts (R2 insists on it; only the last is shorter): 16 MiB, smaller for small files so that four travel at once, larger when
 * 10,000 would not be enough. Raises `file-too-large` when no plan fits.
 */
export function planParts(sizeBytes: number): PartPlan {
  if (sizeBytes <= singlePutBytes) return { kind: 'single' };
  if (sizeBytes > largestPartBytes * mostParts) throw new Failure('file-too-large', { sizeBytes });
  const quarter = roundUp(sizeBytes / 4, mebibyte);
  const wanted = Math.min(usualPartBytes, Math.max(smallestPartBytes, quarter));
  const partBytes = Math.max(wanted, roundUp(sizeBytes / mostParts, mebibyte));
  const parts = Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => ({
    number: index + 1,
    offsetBytes: index * partBytes,
    lengthBytes: Math.min(partBytes, sizeBytes - index * partBytes),
  }));
  return { kind: 'multipart', partBytes, parts };
}
