// One bucket of one S3 server: uploads, objects, links.
import type { Credentials, Connection } from '../model/connection';
import type { LifecycleRule } from '../model/lifecycle-rule';
import type { StoredAnswer } from '../model/stored-check';
import type { Route } from '../model/proxy-route';
import type { CorsRule } from '../model/links/cors-rule';
import type { GuestLinks } from './guest-links';

/** Headers stored with an object. */
export interface ObjectHeaders {
  readonly contentType: string;
  readonly contentDisposition: string;
  /** The encoding of the bytes, e.g. `gzip`: they are stored, checked and served encoded. */
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
}

export interface UploadedPart extends StoredAnswer {
  readonly partNumber: number;
}

export interface ListedPart extends UploadedPart {
  readonly sizeBytes: number;
}

/** A multipart upload neither completed nor aborted. */
export interface ListedUpload {
  readonly key: string;
  readonly uploadId: string;
  /** Unix ms, where the server tells it. */
  readonly startedAtMs?: number;
}

export interface StoredObject extends StoredAnswer {
  readonly sizeBytes: number;
  /** Some servers add a default. */
  readonly contentType?: string;
  /** Unix ms on the server's clock, in whole seconds, where the server tells it. */
  readonly modifiedAtMs?: number;
}

export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** As the server writes it, where it does. */
  readonly etag?: string;
  /** Unix ms, where the server tells it. */
  readonly modifiedAtMs?: number;
}

export interface ListOptions {
  /** 1 to 1,000; a server may give fewer. */
  readonly limit: number;
  /** `after` of the page before. */
  readonly after?: string;
}

export interface ObjectPage {
  /** In the order of the bytes of their keys. */
  readonly objects: readonly ListedObject[];
  /** Asks for the next page; absent on the last. */
  readonly after?: string;
}

export interface LinkRequest {
  readonly key: string;
  /** Integer, 1 to what the server takes. */
  readonly lifetimeSeconds: number;
  /** Override the stored headers in the answer; part of the signature. */
  readonly responseContentType?: string;
  readonly responseContentDisposition?: string;
  readonly responseCacheControl?: 'no-store';
  /** Unix ms on the server's clock; default: as this store's own answers told it. */
  readonly signedAtMs?: number;
  /** The endpoint to sign for; default: the connection's share endpoint, else its endpoint. */
  readonly endpoint?: string;
}

export interface SignedLink {
  /** A bearer secret: only for the clipboard, stdout and the proof. */
  readonly url: string;
  /** Unix ms, server clock. */
  readonly expiresAtMs: number;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** CRC-32 of the body, base64: the server checks it where it can. */
  readonly crc32?: string;
  /** Only over the object with this ETag; another one is `page-changed`, and none `object-missing`. Some servers ignore it. */
  readonly ifMatch?: string;
  /** Called with the bytes of this body that left this computer so far, and with all of them only once the server has stored them. */
  readonly onSent?: (sentBytes: number) => void;
  /** Asked before every slice of the body: resolves when that many bytes may go. */
  readonly pace?: (bytes: number) => Promise<void> | undefined;
}

/**
 * Every method raises connection and network failures (`access-denied`, `timed-out`, `not-s3`, …) and `cancelled` when its signal fires;
 * a 2xx answer that is not an S3 answer is `not-s3`.
 */
export interface ObjectStore extends GuestLinks {
  /** Opens a connection for the next request with object bytes, where none is open; sends nothing but the handshakes on it. */
  connect(): Promise<void>;
  /** Stores a small object in one request. */
  put(key: string, body: Uint8Array, headers: ObjectHeaders, options: SendOptions): Promise<StoredAnswer>;
  /**
   * CreateMultipartUpload; gives the upload id. Parts that carry no checksum, as those of guests, need an upload that was created without
   * (`withChecksum` false): S3 refuses them otherwise.
   */
  createUpload(key: string, headers: ObjectHeaders, withChecksum?: boolean): Promise<string>;
  putPart(
    key: string,
    uploadId: string,
    partNumber: number,
    body: Uint8Array,
    options: SendOptions,
  ): Promise<UploadedPart>;
  completeUpload(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<Partial<StoredAnswer>>;
  /** All parts on the server. Raises `upload-lost`. */
  listParts(key: string, uploadId: string): Promise<readonly ListedPart[]>;
  /** All unfinished multipart uploads whose key begins with `prefix`. */
  listUploads(prefix: string): Promise<readonly ListedUpload[]>;
  /** Aborting an upload that no longer exists is fine. */
  abortUpload(key: string, uploadId: string): Promise<void>;
  /** HEAD; `undefined` when there is no such object. */
  describe(key: string): Promise<StoredObject | undefined>;
  /**
   * The stored bytes from `offsetBytes` on, at most 1 MiB. `etag`: only of the object with this ETag; another one is `object-missing`.
   */
  readBack(key: string, offsetBytes: number, lengthBytes: number, etag?: string): Promise<Uint8Array>;
  /**
   * Deletes the object, and where the bucket keeps versions every one of them and every delete marker. Deleting a missing object is
   * fine. Raises `versions-kept` when the object is gone for every link, and versions of it are still stored.
   */
  remove(key: string): Promise<void>;
  /** Removes many, together where the server takes that; gives how many. Tries them all and then raises the first failure; `cancelled` stops. */
  removeMany(keys: readonly string[], signal?: AbortSignal): Promise<number>;
  /**
   * Copies an object of `sizeBytes` inside the bucket, without its bytes coming here; the copy has these headers and none of its
   * source's. `sourceEtag`: only of the object with this ETag; another one is `object-missing`. Raises `object-missing`, and
   * `copy-unsupported` where only an upload helps.
   */
  copy(
    sourceKey: string,
    targetKey: string,
    headers: ObjectHeaders,
    sizeBytes: number,
    sourceEtag?: string,
  ): Promise<StoredAnswer>;
  /** The objects whose key begins with `prefix`, a page at a time. */
  list(prefix: string, options: ListOptions): Promise<ObjectPage>;
  /** All lifecycle rules of the bucket; `unsupported` where the server has none. */
  lifecycleRules(): Promise<readonly LifecycleRule[] | 'unsupported'>;
  /** Replaces all lifecycle rules of the bucket. An empty list deletes the configuration. */
  saveLifecycleRules(rules: readonly LifecycleRule[]): Promise<void>;
  /** The bucket's policy as the server keeps it; `undefined` where it has none. Raises `policy-unsupported`. */
  bucketPolicy(): Promise<string | undefined>;
  /**
   * Reads the bucket's policy and at once writes what `change` makes of it: empty deletes it, `undefined` changes nothing. Gives whether it wrote.
   * Raises `policy-unsupported`, and what `change` raises.
   */
  changeBucketPolicy(change: (present: string | undefined) => string | undefined): Promise<boolean>;
  /**
   * Lets a policy of this bucket make it public, or blocks that (AWS: Block Public Access of the bucket, without what it says of ACLs). Gives whether it
   * changed anything: false where nothing blocks it, or the server knows no such block.
   */
  allowPublicPolicy(isAllowed: boolean): Promise<boolean>;
  /** Reads the bucket's CORS rules and at once writes what `change` makes of them: none deletes them, `undefined` changes nothing. */
  changeCors(
    change: (present: readonly CorsRule[]) => readonly CorsRule[] | undefined,
  ): Promise<'changed' | 'same' | 'unsupported'>;
  /** Signs a GET on the server's clock. */
  link(request: LinkRequest): Promise<SignedLink>;
  /**
   * Opens a link as `LinkProbe` does, without credentials, over a connection that sent objects. `undefined` where the link leads to another
   * origin or by another route, or the route is not anonymous. Raises network failures.
   */
  ask(url: string): Promise<ProbeAnswer | undefined>;
  /** Unix ms on the server's clock, as far as its answers told it. */
  serverNowMs(): number;
  /** How far the server's clock is ahead of this computer's, ms; `undefined` until an answer told it. */
  clockOffsetMs(): number | undefined;
  /** Signs all further requests and links with these credentials; running requests keep theirs. */
  renew(credentials: Credentials): void;
  /** Proves that the bucket exists and that the credentials may list or write it. */
  checkBucket(): Promise<void>;
  /** The names of all buckets that the credentials may list, at most 1,000. */
  listBuckets(): Promise<readonly string[]>;
  /**
   * Creates the connection's bucket in its region, without an ACL; `there`: the credentials' owner has it already. Raises
   * `bucket-name-taken`, `bucket-name-invalid`.
   */
  createBucket(): Promise<'made' | 'there'>;
  close(): void;
}

export interface OpenOptions {
  /** The route to the server, where another process has found it. */
  readonly route?: Route;
  /**
   * Makes up to three attempts of every request but `createUpload`, `putPart` and `completeUpload` (core/async/repeat). Not for a
   * transfer: that has retries of its own (core/transfer/with-retries).
   */
  readonly retries?: boolean;
}

/** A promise where the library is loaded first. May raise `ca-file-unusable`. */
export type OpenObjectStore = (
  connection: Connection,
  credentials: Credentials,
  options?: OpenOptions,
) => ObjectStore | Promise<ObjectStore>;

export interface ProbeAnswer {
  readonly status: number;
  /** The object's whole size, where the answer has it. */
  readonly sizeBytes?: number;
  /** Headers verbatim. */
  readonly contentType?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
}

/** The link's connection: its certificate authorities. */
export type Trusting = Pick<Connection, 'caFile'>;

export interface ReadAnswer extends Omit<ProbeAnswer, 'sizeBytes'> {
  /** The first 16 KiB, as text. */
  readonly body: string;
  readonly cacheControl?: string;
  /** The cache that the answer came through, by its own name where it tells one. */
  readonly cache?: string;
  /** Access-Control-Allow-Origin. */
  readonly allowedOrigin?: string;
}

/** Opens a URL without credentials, `Range: bytes=0-0`. Raises network failures and `ca-file-unusable`. */
export interface LinkProbe {
  ask(url: string, of?: Trusting): Promise<ProbeAnswer>;
  /** Opens a connection for a link that is about to be asked, where none is open; sends nothing but the handshakes on it. Never rejects. */
  connect?(url: string, of?: Trusting): Promise<void>;
}

/** Reads what a URL gives without credentials, and follows no redirect. Raises network failures and `ca-file-unusable`. */
export interface LinkReader {
  /** The whole of a small answer. `pastCache`: asks the caches on the way for a fresh one (RFC 9111, section 5.2.1.4). `origin`: asks as a page there. */
  read(url: string, of?: Trusting, pastCache?: boolean, origin?: string): Promise<ReadAnswer>;
}
