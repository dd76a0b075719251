// Why this exists: how a file is cut for multipart upload. Pure, because every wrong plan is found by a table, not by a user.
import { Failure } from './failure';

const mebibyte = 1_048_576;
/** Up to here one PUT is simpler and as fast. */
export const singlePutBytes = 8 * mebibyte;
export const usualPartBytes = 16 * mebibyte;

/** What a provider takes. Parts between the first and the last must have `minPartBytes`. */
export interface PartLimits {
  readonly maxParts: number;
  readonly minPartBytes: number;
  readonly maxPartBytes: number;
}

/** Amazon S3 User Guide, "Multipart upload limits"; S3-compatible servers follow it unless their profile says otherwise. */
export const usualPartLimits: PartLimits = {
  maxParts: 10_000,
  minPartBytes: 5 * mebibyte,
  maxPartBytes: 5_120 * mebibyte,
};

export interface Part {
  /** From 1. */
  readonly number: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

export type PartPlan =
  | { readonly kind: 'single' }
  | { readonly kind: 'multipart'; readonly partBytes: number; readonly parts: readonly Part[] };

/**
 * One PUT up to 8 MiB; above that equal parts (R2 insists on it; only the last is shorter) of 16 MiB, larger when the size or the
 * provider's limits ask for more. Raises `file-too-large`, with the numbers, when no plan fits.
 */
export function planParts(sizeBytes: number, limits: PartLimits = usualPartLimits): PartPlan {
  if (sizeBytes <= singlePutBytes) return { kind: 'single' };
  const needed = Math.ceil(sizeBytes / limits.maxParts / mebibyte) * mebibyte;
  const partBytes = Math.max(Math.min(usualPartBytes, limits.maxPartBytes), limits.minPartBytes, needed);
  if (partBytes > limits.maxPartBytes) {
    throw new Failure('file-too-large', {
      sizeBytes,
      reason: 'it has {{size}} bytes, and {{parts}} parts of at most {{part}} bytes hold less',
      reasonValues: { size: sizeBytes, parts: limits.maxParts, part: limits.maxPartBytes },
    });
  }
  return { kind: 'multipart', partBytes, parts: cut(sizeBytes, partBytes) };
}

/** The parts of a file cut at every `partBytes`; an upload that goes on keeps the size it began with. */
export function cut(sizeBytes: number, partBytes: number): readonly Part[] {
  return Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => ({
    number: index + 1,
    offsetBytes: index * partBytes,
    lengthBytes: Math.min(partBytes, sizeBytes - index * partBytes),
  }));
}
