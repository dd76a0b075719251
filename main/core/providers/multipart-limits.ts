// What S3 takes in one PUT, in one part and in one multipart upload, where no provider says otherwise.

export const mebibyte = 1_048_576;

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
