// What the doctor asks a server, one request each, and what of an answer it looks at.
import type { Failure } from './failure';

export interface ExamHeaders {
  readonly contentType: string;
  readonly contentDisposition: string;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
}

/** How a link shall answer, whatever is stored. */
export interface ExamOverrides {
  readonly responseContentType: string;
  readonly responseContentDisposition: string;
  readonly responseCacheControl: 'no-store';
}

export type ExamRequest =
  /** The bucket's own rules: also the first question, because it changes nothing and its refusal says most. */
  | { readonly kind: 'lifecycle' }
  /** HEAD of the bucket, which tells its region where nothing else does. */
  | { readonly kind: 'locate' }
  | {
      readonly kind: 'put';
      readonly key: string;
      readonly body: Uint8Array;
      readonly headers: ExamHeaders;
      readonly crc32?: string;
      /** `If-None-Match: *`. */
      readonly onlyNew?: boolean;
    }
  /**
   * A link that only lets write to `key`, signed with the host alone, sent without a body and with a header that nobody signed: a copy of
   * `source`. A server that takes it gives everybody with such a link whatever the key may read (CVE-2026-54330).
   */
  | { readonly kind: 'smuggle'; readonly key: string; readonly source: string }
  /** The whole object, to be compared. */
  | { readonly kind: 'fetch'; readonly key: string }
  /** A link with overrides, opened without credentials: its first byte, as by a web page of another origin. */
  | { readonly kind: 'open'; readonly key: string; readonly overrides: ExamOverrides }
  | { readonly kind: 'describe'; readonly key: string }
  /** A signed upload form for at most `mostBytes`, sent with `body`. */
  | { readonly kind: 'form'; readonly key: string; readonly body: Uint8Array; readonly mostBytes: number }
  | { readonly kind: 'begin'; readonly key: string; readonly headers: ExamHeaders; readonly withChecksum: boolean }
  | {
      readonly kind: 'part';
      readonly key: string;
      readonly uploadId: string;
      readonly body: Uint8Array;
      readonly crc32?: string;
    }
  | { readonly kind: 'parts'; readonly key: string; readonly uploadId: string }
  | {
      readonly kind: 'complete';
      readonly key: string;
      readonly uploadId: string;
      readonly etag: string;
      readonly crc32?: string;
    }
  /** Unfinished uploads below a prefix: for one whose id never came back. */
  | { readonly kind: 'uploads'; readonly prefix: string }
  | { readonly kind: 'abort'; readonly key: string; readonly uploadId: string }
  | { readonly kind: 'remove'; readonly key: string; readonly versionId?: string }
  /** All of these in one request, where there is no room for one each. */
  | { readonly kind: 'remove-many'; readonly objects: readonly ExamListed[] }
  /** Objects below a prefix, or every version of them. */
  | { readonly kind: 'list'; readonly prefix: string; readonly versions: boolean };

/** One listed object, version or delete marker. */
export interface ExamListed {
  readonly key: string;
  readonly versionId?: string;
}

export interface ExamAnswer {
  readonly status: number;
  /** Of every status but 2xx, and of a 2xx that holds an error or a web page. */
  readonly failure?: Failure;
  /** The `<Code>` of an error, also of one that nobody knows. */
  readonly code?: string;
  /** The region the bucket is in, as a header or an error tells it. */
  readonly region?: string;
  /** The outermost element of an XML body. */
  readonly root?: string;
  readonly etag?: string;
  readonly crc32?: string;
  readonly versionId?: string;
  /** A DELETE hid the object and removed nothing. */
  readonly deleteMarker?: boolean;
  readonly uploadId?: string;
  /** The numbers of the parts that are there. */
  readonly parts?: readonly number[];
  readonly listed?: readonly ExamListed[];
  /** Of `remove-many`: how many of them could not be removed. */
  readonly notRemoved?: number;
  /** The ids of listed uploads. */
  readonly uploads?: readonly string[];
  /** Of `fetch`: the CRC-32 of what is stored, base64. */
  readonly contentCrc32?: string;
  /** The object's whole size. */
  readonly sizeBytes?: number;
  readonly contentType?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
  readonly contentSecurityPolicy?: string;
  readonly allowedOrigin?: string;
  /** How far the server's clock is ahead, ms; 0 where the difference is none to speak of. */
  readonly offsetMs?: number;
}
