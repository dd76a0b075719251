// Buckets that Mayfly creates: their names, the region to ask for, and what was made.
import { checkBucketName } from './connection';

/** Whether a connection can have a bucket of this name. */
export function isBucketName(name: string): boolean {
  try {
    return checkBucketName(name) === name;
  } catch {
    return false;
  }
}

/**
 * The LocationConstraint of CreateBucket, as all SDKs send it: the region of the signature, but none for `us-east-1`, which S3 refuses there
 * (Amazon S3 API Reference, "CreateBucket"), nor for `auto`, which is no region (R2, GCS, Tigris).
 */
export const locationConstraint = (region: string): string | undefined =>
  region === 'us-east-1' || region === 'auto' ? undefined : region;

export interface NewBucket {
  readonly bucket: string;
  /** Absent where the signature's region names no place. */
  readonly region?: string;
  /** `there`: the key's owner has had it before. */
  readonly outcome: 'made' | 'there';
  /** Whether the server refuses its list to everybody without keys; absent where its answer does not tell. */
  readonly isPrivate?: boolean;
}
