// Signed requests for programs and guests that have no credentials: each allows one request about one key, and nothing else where the server
// signs as it should (`signsAmz`, `limitsForms`).
import type { SignedForm, SignedRequest } from '../model/requests/guest-request';

interface ToSign {
  readonly key: string;
  /** Unix ms on the server's clock; default: as this store's own answers told it. */
  readonly signedAtMs?: number;
}

interface Lifetime {
  /** Integer, 1 to what the server takes. */
  readonly lifetimeSeconds: number;
}

export interface FormRequest extends ToSign {
  /** Of the file; the server holds both. */
  readonly leastBytes: number;
  readonly mostBytes: number;
  readonly contentType: string;
  /** Unix ms on the server's clock, at most seven days after it is signed. */
  readonly expiresAtMs: number;
}

export interface WriteRequest extends ToSign, Lifetime {
  readonly contentType?: string;
  /** Exactly so many bytes. */
  readonly contentLength?: number;
  /** `If-None-Match: *`: only where the key is free. For servers that keep it (`conditionalPut`): others refuse every such PUT. */
  readonly isNew?: boolean;
}

export interface PartRequest extends ToSign, Lifetime {
  readonly uploadId: string;
  readonly partNumber: number;
  /** Exactly so many bytes. */
  readonly contentLength?: number;
}

export interface UploadEndRequest extends ToSign, Lifetime {
  readonly uploadId: string;
}

/** Of requests that differ in their key alone. */
export interface AlikeRequest
  extends Omit<ToSign, 'key'>, Lifetime, Pick<WriteRequest, 'contentType' | 'contentLength' | 'isNew'> {
  readonly method: 'GET' | 'HEAD' | 'PUT';
}

/** All are signed for the address of links. They raise `expiry-out-of-range`, and `bad-request` for a key that no URL can carry. */
export interface GuestLinks {
  /** POST of one file in a form. */
  signForm(request: FormRequest): Promise<SignedForm>;
  /** Many forms in one call, in the order of the keys: what they have in common is computed once, and the event loop gets its turns. */
  signForms(keys: readonly string[], form: Omit<FormRequest, 'key'>): Promise<readonly SignedForm[]>;
  /** As `signForms`: the GET, the HEAD or the PUT of many objects. */
  signAlike(keys: readonly string[], request: AlikeRequest): Promise<readonly SignedRequest[]>;
  /** PUT of one object. */
  signWrite(request: WriteRequest): Promise<SignedRequest>;
  /** HEAD: whether the object is there, its size and type, and never its bytes. */
  signHead(request: ToSign & Lifetime): Promise<SignedRequest>;
  /** PUT of one part of an upload. */
  signPart(request: PartRequest): Promise<SignedRequest>;
  /** POST of the list of parts, as `CompleteMultipartUpload` in XML. */
  signComplete(request: UploadEndRequest): Promise<SignedRequest>;
  /** DELETE of an upload that is not completed. */
  signAbort(request: UploadEndRequest): Promise<SignedRequest>;
}
