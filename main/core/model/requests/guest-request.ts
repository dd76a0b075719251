// Signed requests for guests: programs and people without credentials.
import type { Lifetime } from '../expiry';

/** A bearer secret: only for the user who asked for it, and for whom he or she gives it to. */
export interface SignedRequest {
  readonly url: string;
  /** Signed: to send unchanged. Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** Unix ms, server clock. */
  readonly expiresAtMs: number;
}

/** A bearer secret, as `SignedRequest`. */
export interface SignedForm {
  /** Of the bucket: the request is a POST there. */
  readonly url: string;
  /** To send unchanged, and before the field `file`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Unix ms, server clock. */
  readonly expiresAtMs: number;
}

/** What is to be signed. */
export type ToSign =
  | { readonly kind: 'get' }
  | { readonly kind: 'put'; readonly contentType?: string; readonly contentLength?: number }
  /** The file has `leastBytes` to `mostBytes`. */
  | { readonly kind: 'post'; readonly contentType?: string; readonly leastBytes: number; readonly mostBytes: number }
  /** A file of exactly so many bytes. */
  | { readonly kind: 'multipart'; readonly contentType?: string; readonly sizeBytes: number };

/** PUT of one part. */
export interface SignedPart extends SignedRequest {
  /** From 1. */
  readonly number: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

type Signed =
  /** `verified`: it was opened without credentials. */
  | { readonly kind: 'get'; readonly url: string; readonly verified: boolean }
  | ({ readonly kind: 'put' } & SignedRequest)
  | ({ readonly kind: 'post' } & SignedForm)
  | {
      readonly kind: 'multipart';
      readonly parts: readonly SignedPart[];
      /** POST of the list of parts. */
      readonly complete: SignedRequest;
      /** DELETE. */
      readonly abort: SignedRequest;
    };

/** `expiresAtMs`: Unix ms, server clock. */
export type GuestRequest = Signed & Lifetime & { readonly expiresAtMs: number };
