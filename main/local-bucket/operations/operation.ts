// The context and the reply of an S3 operation; the server writes the reply as HTTP.

import type { Segment } from '../storage/blobs';
import type { S3Request } from '../protocol/request';
import type { Identity } from '../auth/signature';
import type { Store } from '../storage/store';
import type { XmlNode } from '../protocol/xml';

export interface Call {
  readonly store: Store;
  readonly request: S3Request;
  readonly identity: Identity;
  readonly nowMs: number;
  readonly region: string;
}
export interface BucketCall extends Call {
  readonly bucket: string;
}
export interface ObjectCall extends BucketCall {
  readonly key: string;
}

/** A read that was authorised before, by a signature or by the bucket's policy. */
export type ReadCall = Omit<ObjectCall, 'identity'>;

/** Bytes to send: `segments` are already cut to the range, `sizeBytes` is their sum, `release` ends their protection. */
export interface Content {
  readonly segments: readonly Segment[];
  readonly sizeBytes: number;
  readonly release: () => Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: XmlNode;
  /** For a person: it stands before the other bodies. */
  readonly html?: string;
  readonly json?: string;
  readonly content?: Content;
}

/** The one account of this server. */
export const owner = { id: '6d6179666c79'.padEnd(64, '0'), displayName: 'mayfly' } as const;

/** The largest single object, part or copy: 5 GiB, as on S3. */
export const maximumPutBytes = 5 * 1024 ** 3;

/** `2026-08-31T12:00:00.000Z`; S3 keeps whole seconds. */
export function isoSeconds(timeMs: number): string {
  return new Date(Math.floor(timeMs / 1000) * 1000).toISOString();
}

/** The form of a date in HTTP headers. */
export function httpDate(timeMs: number): string {
  return new Date(timeMs).toUTCString();
}
