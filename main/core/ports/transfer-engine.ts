// The transfer engine as the services see it. It may run in this process or in another one: everything that crosses is
// plain data.
import type { Connection, Credentials } from '../model/connection';
import type { FileSnapshot, GivenFile } from '../model/given-file';
import type { Route } from '../model/proxy-route';
import type { StoredCheck } from '../model/stored-check';
import type { ObjectHeaders } from './object-store';
import type { SavedPart, TransferRecord } from '../model/upload';

export interface TransferJob {
  readonly id: string;
  readonly path: string;
  /** What must be found there. */
  readonly given?: GivenFile;
  /** For words. */
  readonly fileName: string;
  readonly connection: Connection;
  readonly credentials: Credentials;
  /** The way to the server, where another process knows it better than this one. */
  readonly route?: Route;
  readonly key: string;
  readonly headers: ObjectHeaders;
  /** Where an earlier run came to. */
  readonly record?: TransferRecord;
  /** Keep the parts when it fails or is paused, because it will go on; otherwise they are aborted. */
  readonly resumable: boolean;
  /** Also tell the SHA-256 of what travels in one request: it is in memory then anyway. */
  readonly wantSha256?: boolean;
}

export interface TransferDone {
  readonly sizeBytes: number;
  readonly check: StoredCheck;
  /** The file as it was when it was opened. */
  readonly snapshot: FileSnapshot;
  /** Hex, where it was wanted and the file travelled in one request. */
  readonly sha256?: string;
  /** An earlier run's parts could not be used, and why. */
  readonly restarted?: 'file-changed' | 'upload-lost';
  /** What the server's clock is ahead of this computer's, in ms, as its answers told: links are signed on it. */
  readonly clockOffsetMs?: number;
}

/** Facts that must be on disk before the transfer goes on. */
export type Save =
  | { readonly kind: 'begun'; readonly record: TransferRecord }
  | { readonly kind: 'part'; readonly part: SavedPart };

export interface TransferHooks {
  /** Bytes of the file handed to the network so far; falls back when a part is sent again. */
  readonly onProgress: (sentBytes: number) => void;
  /** Durable once it resolves. */
  readonly save: (fact: Save) => void | Promise<void>;
}

export type StopReason = 'pause' | 'cancel';

export interface RunningTransfer {
  /** Raises what the object store and the file raise, `file-changed`, `stored-differs`, `file-too-large`, `paused`, `cancelled`. */
  readonly done: Promise<TransferDone>;
  readonly stop: (reason: StopReason) => void;
}

export interface EngineLimits {
  /** 0: no limit. */
  readonly bytesPerSecond: number;
  /** Requests in flight at most. */
  readonly parallel: number;
  /** Bytes per second of the transfers of one connection together, by its id, beside the limit for all. */
  readonly ofConnections?: Readonly<Record<string, number>>;
}

export const usualEngineLimits: EngineLimits = { bytesPerSecond: 0, parallel: 32 };

export interface TransferEngine {
  run(job: TransferJob, hooks: TransferHooks): RunningTransfer;
  setLimits(limits: EngineLimits): void;
  /** What runs on this connection goes on with these credentials. */
  renew(connectionId: string, credentials: Credentials): void;
  /** Stops what runs as if paused, and waits for it. */
  close(): Promise<void>;
}
