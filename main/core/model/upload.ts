// An upload: what was meant by it, how far it came, and what is shown of it.
import type { GivenFile, FileSnapshot } from './given-file';
import type { Disposition } from './share';
import type { StoredCheck } from './stored-check';
import type { Failure } from './failure';

/** What the user wanted with an upload, so that it can be finished after a crash as it was meant. */
export interface UploadIntent {
  readonly lifetimeSeconds: number;
  readonly disposition: Disposition;
  /** Put the link on the clipboard, together with the others of its batch. */
  readonly copy: boolean;
  /** Items that were shared by one gesture. */
  readonly batchId: string;
  /** Unix ms: the link is wanted until then, longer than one presigned URL lives. */
  readonly keepUntilMs?: number;
  /** The page draft it belongs to, and its place in the list; without one it becomes a link of its own. */
  readonly page?: { readonly id: string; readonly position: number };
}

/**
 * `active` goes on by itself, `paused` waits for the user, `failed` was refused and waits for the user, `abandoned` was cancelled and what
 * it left on the server could not be removed yet.
 */
export type UnfinishedState = 'active' | 'paused' | 'failed' | 'abandoned';

/** An upload that has begun and has no link yet. */
export interface UnfinishedUpload {
  readonly id: string;
  readonly connectionId: string;
  readonly bucket: string;
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly startedAtMs: number;
  /** Which process works on it. */
  readonly ownerPid: number;
  readonly state: UnfinishedState;
  readonly intent: UploadIntent;
  readonly given: GivenFile;
  /** How far its parts came; absent for what travels in one request. */
  readonly record?: TransferRecord;
}

export interface SavedPart {
  readonly number: number;
  readonly etag: string;
  /** Of the bytes that were read, base64. */
  readonly crc32: string;
  readonly check: StoredCheck;
}

/** What must be known to go on after a crash; everything in it was durable before the step it describes. */
export interface TransferRecord {
  readonly snapshot: FileSnapshot;
  readonly partBytes: number;
  readonly multipartUploadId?: string;
  readonly parts: readonly SavedPart[];
}

export type UploadPhase =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'uploading' }
  | { readonly kind: 'verifying' }
  /** Waits for the user, with its parts kept. */
  | { readonly kind: 'paused' }
  /** Waits for the network, which `failure` says was lost; goes on by itself. */
  | { readonly kind: 'offline'; readonly failure: Failure }
  /** Waits for new credentials, with its parts kept; goes on by itself once there are some. */
  | { readonly kind: 'awaiting-credentials'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Smoothed; 0 while unknown. */
  readonly bytesPerSecond: number;
  readonly phase: UploadPhase;
  readonly connectionId: string;
  readonly startedAtMs: number;
}

export interface Leftover {
  readonly connectionId: string;
  readonly connectionName: string;
  readonly key: string;
  readonly uploadId: string;
  /** Of the parts that arrived. */
  readonly sizeBytes: number;
  /** Unix ms, where the server tells it. */
  readonly startedAtMs?: number;
  /** The ledger names this key, and no process is working on it. Only these are ever aborted. */
  readonly owned: boolean;
}
