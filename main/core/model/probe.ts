// The doctor's probes, one request each, and the parts of an answer that it interprets.
import type { Failure } from './failure';

export interface ProbeHeaders {
  readonly contentType: string;
  readonly contentDisposition: string;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
}

/** The response headers that a link asks for. */
export interface ProbeOverrides {
  readonly responseContentType: string;
  readonly responseContentDisposition: string;
  readonly responseCacheControl: 'no-store';
}

export type ProbeRequest =
  /** The bucket's lifecycle rules. The first probe: it changes nothing, and its refusal says most. */
  | { readonly kind: 'lifecycle' }
  /** HEAD of the bucket, whose answer names the region. */
  | { readonly kind: 'locate' }
  | {
      readonly kind: 'put';
      readonly key: string;
      readonly body: Uint8Array;
      readonly headers: ProbeHeaders;
      readonly crc32?: string;
      /** `If-None-Match: *`. */
      readonly onlyNew?: boolean;
      /** Signed in place of the length of `body`. */
      readonly signedBytes?: number;
    }
  /**
   * A presigned PUT of `key` with only the host signed, sent without a body and with an unsigned header that makes it a copy of `source`. A
   * server that takes it lets everybody with such a link read all that the credentials may read (CVE-2026-54330).
   */
  | { readonly kind: 'smuggle'; readonly key: string; readonly source: string }
  /** The whole object. */
  | { readonly kind: 'fetch'; readonly key: string }
  /** A link with overrides, opened without credentials and with the `Origin` of another site: its first byte. */
  | { readonly kind: 'open'; readonly key: string; readonly overrides: ProbeOverrides }
  | { readonly kind: 'describe'; readonly key: string }
  /** A signed upload form for `key` and at most `mostBytes`, sent with `body`; `instead`: with these fields in place of the signed ones. */
  | {
      readonly kind: 'form';
      readonly key: string;
      readonly body: Uint8Array;
      readonly mostBytes: number;
      readonly instead?: { readonly key?: string; readonly contentType?: string };
    }
  /** A presigned PUT with only the host signed, sent with `body` and an unsigned header that makes the object public. */
  | { readonly kind: 'publish'; readonly key: string; readonly body: Uint8Array }
  /** GET without a signature. */
  | { readonly kind: 'visit'; readonly key: string }
  | { readonly kind: 'begin'; readonly key: string; readonly headers: ProbeHeaders; readonly withChecksum: boolean }
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
  /** Unfinished uploads below a prefix, to find one without a known id. */
  | { readonly kind: 'uploads'; readonly prefix: string }
  | { readonly kind: 'abort'; readonly key: string; readonly uploadId: string }
  | { readonly kind: 'remove'; readonly key: string; readonly versionId?: string }
  /** All of these in one request. */
  | { readonly kind: 'remove-many'; readonly objects: readonly ProbeListed[] }
  /** Objects below a prefix, or every version of them. */
  | { readonly kind: 'list'; readonly prefix: string; readonly versions: boolean };

/** One listed object, version or delete marker. */
export interface ProbeListed {
  readonly key: string;
  readonly versionId?: string;
}

export interface ProbeResponse {
  readonly status: number;
  /** Of every status but 2xx, and of a 2xx with an error or a web page. */
  readonly failure?: Failure;
  /** The `<Code>` of an error. */
  readonly code?: string;
  /** The bucket's region, from a header or an error. */
  readonly region?: string;
  /** The root element of an XML body. */
  readonly root?: string;
  readonly etag?: string;
  readonly crc32?: string;
  readonly versionId?: string;
  /** The DELETE put a delete marker and removed nothing. */
  readonly deleteMarker?: boolean;
  readonly uploadId?: string;
  /** The lifecycle rules in force that delete what begins with a prefix, so many days after it was stored. */
  readonly expiring?: readonly { readonly prefix: string; readonly days: number }[];
  /** The numbers of the listed parts. */
  readonly parts?: readonly number[];
  readonly listed?: readonly ProbeListed[];
  /** Of `remove-many`: how many of them could not be removed. */
  readonly notRemoved?: number;
  /** The ids of listed uploads. */
  readonly uploads?: readonly string[];
  /** Of `fetch` and `visit`: the CRC-32 of what is stored, base64. */
  readonly contentCrc32?: string;
  /** The object's whole size. */
  readonly sizeBytes?: number;
  readonly contentType?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
  readonly contentSecurityPolicy?: string;
  readonly allowedOrigin?: string;
  /** How far the server's clock is ahead, ms; 0 for a negligible difference. */
  readonly offsetMs?: number;
}
