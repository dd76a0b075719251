// How a file is cut into parts for a multipart upload.
import { Failure } from '../model/failure';
import { mebibyte, singlePutBytes, usualPartBytes, type PartLimits, usualPartLimits } from './multipart-limits';

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

/** The parts of a file cut at every `partBytes`; a resumed upload keeps the part size it began with. */
export function cut(sizeBytes: number, partBytes: number): readonly Part[] {
  return Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => ({
    number: index + 1,
    offsetBytes: index * partBytes,
    lengthBytes: Math.min(partBytes, sizeBytes - index * partBytes),
  }));
}
