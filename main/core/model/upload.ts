// An upload: as the window shows it, as the ledger keeps it until it has a link, and as a leftover on the server.
import type { Failure } from './failure';
import type { GivenFile, FileSnapshot } from './given-file';
import type { Disposition } from './share';
import type { StoredCheck } from './stored-check';

/** The most requests in flight that can be set, and the usual setting. */
export const mostAtOnce = 128;

/** A row of the queue. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Smoothed; 0 while unknown. */
  readonly bytesPerSecond: number;
  /** Some of it is sent, and for five seconds nothing more, although no limit holds it back. */
  readonly isSilent?: boolean;
  readonly phase: UploadPhase;
  readonly connectionId: string;
  readonly startedAtMs: number;
  /** Of the page that it is stored for. */
  readonly pageId?: string;
}

/** A page whose files are being uploaded. */
export interface UploadingPage {
  readonly id: string;
  readonly title: string;
  readonly connectionId: string;
  readonly startedAtMs: number;
  /** Of the files that are stored already; they have no upload any more. */
  readonly storedCount: number;
  readonly storedBytes: number;
  /** Of all its files together, smoothed; 0 while unknown. */
  readonly bytesPerSecond: number;
}

export type UploadPhase =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'uploading' }
  | { readonly kind: 'verifying' }
  /** Keeps its parts until the user resumes it. */
  | { readonly kind: 'paused' }
  /** Resumes by itself once the server is reachable; `failure` says why it is not. */
  | { readonly kind: 'offline'; readonly failure: Failure }
  /** Keeps its parts and resumes by itself with new credentials. */
  | { readonly kind: 'awaiting-credentials'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** On its way, or in the queue for it. */
export const isMoving = ({ kind }: UploadPhase): boolean =>
  kind === 'waiting' || kind === 'uploading' || kind === 'verifying';

/** Why one of them waits, for the network or for credentials; `undefined` where none does. */
export const waitOf = (uploads: readonly Pick<Upload, 'phase'>[]): Failure | undefined =>
  uploads.flatMap(({ phase }) =>
    phase.kind === 'offline' || phase.kind === 'awaiting-credentials' ? [phase.failure] : [],
  )[0];

/** A row of the ledger: an upload that has begun and has no link yet. */
export interface UnfinishedUpload {
  readonly id: string;
  readonly state: UnfinishedState;
  /** The process that works on it. */
  readonly ownerPid: number;
  readonly startedAtMs: number;
  readonly path: string;
  readonly given: GivenFile;
  readonly name: string;
  readonly sizeBytes: number;
  readonly connectionId: string;
  readonly bucket: string;
  readonly key: string;
  readonly intent: UploadIntent;
  /** The secrets that encrypt the file, sealed; empty until it has some. Absent: it is stored as it is. */
  readonly encryptWith?: string;
  /** The progress of a multipart upload. */
  readonly record?: TransferRecord;
}

/**
 * `active` resumes by itself, `paused` and `failed` only when the user says so. `abandoned`: the user cancelled it, and its parts could not be
 * removed yet.
 */
export type UnfinishedState = 'active' | 'paused' | 'failed' | 'abandoned';

/** The user's options, kept so that a resumed upload ends as it was meant. */
export interface UploadIntent {
  readonly lifetimeSeconds: number;
  /** Unix ms: its link ends then, in place of `lifetimeSeconds` after it is given. */
  readonly endsAtMs?: number;
  /** Unix ms: keeps the share alive until then. */
  readonly keepUntilMs?: number;
  /** The own name of its door; empty: a random one; `=` and the ID of a door: that one is pointed to it. Absent: it has no door. */
  readonly door?: string;
  readonly disposition: Disposition;
  /** Copy the link, together with the others of its batch. */
  readonly copy: boolean;
  /** The items of one gesture have one batch. */
  readonly batchId: string;
  /** The page draft of the file, and its position there; absent for a link of its own. */
  readonly page?: { readonly id: string; readonly position: number };
}

/** The progress of a multipart upload, saved before each step that relies on it. */
export interface TransferRecord {
  /** Of an encrypted file with the size of its age file. */
  readonly snapshot: FileSnapshot;
  readonly partBytes: number;
  readonly multipartUploadId?: string;
  readonly parts: readonly SavedPart[];
  /** Of an encrypted file: of every part that was sent, or may have been. */
  readonly tags?: readonly PartTags[];
}

/**
 * Tells whether a part that is encrypted again holds the same plain bytes: other bytes under the same key and nonces would give both away.
 * Saved before the first byte of the part leaves this computer.
 */
export interface PartTags {
  readonly number: number;
  /** `partTags` of core/model/age/part-tags. */
  readonly tags: string;
}

export interface SavedPart {
  readonly number: number;
  readonly etag: string;
  /** Of the bytes read, base64. */
  readonly crc32: string;
  readonly check: StoredCheck;
}

/** A multipart upload on the server that nothing finishes. */
export interface Leftover {
  readonly connectionId: string;
  readonly connectionName: string;
  readonly key: string;
  readonly uploadId: string;
  /** Of the parts on the server. */
  readonly sizeBytes: number;
  /** Unix ms, where the server tells it. */
  readonly startedAtMs?: number;
  /** The ledger has a row of this key, and no process works on it. Only owned ones are aborted. */
  readonly owned: boolean;
}
