// The limits of one PUT, one part and one multipart upload, where a provider documents no others.

export const mebibyte = 1_048_576;

/** Up to here one PUT is simpler and as fast. */
export const singlePutBytes = 8 * mebibyte;

export const usualPartBytes = 16 * mebibyte;

/** All parts but the last must have `minPartBytes`. */
export interface PartLimits {
  readonly maxParts: number;
  readonly minPartBytes: number;
  readonly maxPartBytes: number;
  /** All parts but the last must have one size. */
  readonly equalParts?: true;
}

/** Amazon S3 User Guide, "Multipart upload limits"; S3-compatible servers follow it unless their profile says otherwise. */
export const usualPartLimits: PartLimits = {
  maxParts: 10_000,
  minPartBytes: 5 * mebibyte,
  maxPartBytes: 5_120 * mebibyte,
};
