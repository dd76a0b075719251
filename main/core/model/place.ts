// The place of a bucket: endpoint, region, name and addressing; and where a new one is made.

export type Addressing = 'path' | 'virtual-host';

export interface Place {
  /** Origin and optional base path, without query or user information; of the embedded bucket empty until it runs. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly addressing: Addressing;
}

/** Where an object lies and which key of it a link is signed for: part of the rows of shares and file requests. */
export interface StoredAt extends Place {
  readonly connectionId: string;
  /** The key of the object that the link opens. */
  readonly key: string;
  /** The endpoint that its link was signed for, where that is not `endpoint`. */
  readonly linkEndpoint?: string;
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
