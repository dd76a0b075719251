// The stored records of objects, parts and uploads, and the settings of a bucket.
import type { Segment } from './blobs';
import type { Checksum, ChecksumAlgorithm, ChecksumType } from '../protocol/checksums';

/** The headers stored with an object, by lower-case name, and `x-amz-meta-*` without the prefix. */
export interface ObjectHeaders {
  readonly system: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export type Tag = readonly [key: string, value: string];

export interface ObjectPart {
  readonly sizeBytes: number;
  readonly checksum?: string | undefined;
}

export interface StoredObject {
  /** Without quotes. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly headers: ObjectHeaders;
  readonly segments: readonly Segment[];
  readonly tags: readonly Tag[];
  readonly checksum?: Checksum | undefined;
  /** Only on multipart objects. */
  readonly parts?: readonly ObjectPart[] | undefined;
  /** The upload that made the object, so that a repeated CompleteMultipartUpload gets the same answer. */
  readonly uploadId?: string | undefined;
  /** Absent on the null version, the only one without versioning. */
  readonly versionId?: string | undefined;
}

export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly segments: readonly Segment[];
  readonly checksum?: Checksum | undefined;
}

export interface UploadStart {
  readonly uploadId: string;
  readonly key: string;
  readonly initiatedMs: number;
  readonly headers: ObjectHeaders;
  readonly tags: readonly Tag[];
  readonly checksumAlgorithm?: ChecksumAlgorithm | undefined;
  readonly checksumType?: ChecksumType | undefined;
}

export interface Upload extends UploadStart {
  readonly parts: Map<number, UploadedPart>;
}

export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  readonly tags: readonly Tag[];
  readonly largerThanBytes?: number | undefined;
  readonly smallerThanBytes?: number | undefined;
  /** The element of the filter: `Filter`, `Filter/And` or, as in S3's first version, none; only for the answer to GET. */
  readonly filterForm: 'filter' | 'and' | 'prefix';
  readonly expireAfterDays?: number | undefined;
  readonly expireAtMs?: number | undefined;
  readonly abortUploadAfterDays?: number | undefined;
  /** Removes noncurrent versions, except the newest `keepNewest` of them. */
  readonly noncurrent?: { readonly expireAfterDays: number; readonly keepNewest?: number | undefined } | undefined;
  /** Removes a delete marker once no version is left beneath it. */
  readonly removesLoneMarkers?: boolean | undefined;
}

export interface BucketPolicy {
  /** As it was put. */
  readonly document: string;
  /** Everybody may read the objects whose keys begin with one of them. */
  readonly publicPrefixes: readonly string[];
}

export interface CorsRule {
  readonly id?: string | undefined;
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds?: number | undefined;
}
