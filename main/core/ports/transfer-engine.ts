// The transfer engine, in this process or in another one: its messages are plain data.
import type { Connection, Credentials } from '../model/connection';
import type { FileSecrets } from '../model/encryption';
import type { Failure } from '../model/failure';
import { mostAtOnce, type PartTags, type SavedPart, type TransferRecord } from '../model/upload';
import type { FileSnapshot, GivenFile } from '../model/given-file';
import type { Route } from '../model/proxy-route';
import type { StoredCheck } from '../model/stored-check';
import type { ByteStream } from './files';
import type { ObjectHeaders, ProbeAnswer } from './object-store';

export interface TransferJob {
  readonly id: string;
  readonly path: string;
  /** The file that must be at `path`. */
  readonly given?: GivenFile;
  /** For failures. */
  readonly fileName: string;
  readonly connection: Connection;
  readonly credentials: Credentials;
  /** The route to the server, where another process has found it. */
  readonly route?: Route;
  readonly key: string;
  readonly headers: ObjectHeaders;
  /**
   * Stores the age file that these secrets make of the file; sizes, sums and parts are those of the age file. A second run has the secrets of
   * the first only together with its `record`: other bytes must never be encrypted under them.
   */
  readonly encryptWith?: FileSecrets;
  /** The progress of an earlier run. */
  readonly record?: TransferRecord;
  /** Keep the parts after a failure or a pause; otherwise the upload is aborted. */
  readonly resumable: boolean;
  /** The link of the object is opened next and tells the size: HEAD is left out where the answer to Complete proves the bytes. */
  readonly linkFollows?: true;
  /** Also compute the SHA-256 of a file sent in one request: its (plain) bytes are in memory. */
  readonly wantSha256?: boolean;
  /** The limit that the last use of the connection ended with. */
  readonly requestsAtOnce?: number;
}

/** Transfers of one destination share their connections. */
export type Destination = Pick<TransferJob, 'connection' | 'credentials' | 'route'>;

export interface TransferDone {
  readonly sizeBytes: number;
  readonly check: StoredCheck;
  /** Only the link will tell the size of the stored object: see `linkFollows`. */
  readonly sizeUntold?: true;
  /** The (plain) file's state at the opening; of a stream only its size. */
  readonly snapshot: FileSnapshot;
  /** Hex, where wanted and the file was sent in one request. */
  readonly sha256?: string;
  /** Why the parts of an earlier run could not be used. */
  readonly restarted?: 'file-changed' | 'upload-lost';
  /** How far the server's clock is ahead, ms: links are signed on it. */
  readonly clockOffsetMs?: number;
  /** Requests of the connection that may run at once by now. */
  readonly requestsAtOnce?: number;
}

/** A fact to save before the transfer goes on. */
export type Save =
  | { readonly kind: 'begun'; readonly record: TransferRecord }
  | { readonly kind: 'tags'; readonly tags: PartTags }
  | { readonly kind: 'part'; readonly part: SavedPart };

export interface TransferHooks {
  /** Bytes that the server acknowledged, and those of running requests that left this computer; falls back when a request fails. */
  readonly onProgress: (sentBytes: number) => void;
  /** Durable once it resolves. */
  readonly save: (fact: Save) => void | Promise<void>;
  /** No byte of the file leaves before it has resolved; it never rejects. Absent: at once. */
  readonly firstByte?: Promise<void> | undefined;
  /** The bytes in place of the file at `path`, for an engine in this process; never resumable. */
  readonly stream?: ByteStream;
  /** A stream waits for the network; the next `onProgress` ends the wait. */
  readonly onWaiting?: (failure: Failure) => void;
}

export type StopReason = 'pause' | 'cancel';

export interface RunningTransfer {
  /**
   * Raises what the object store and the file raise, `file-changed`, `stored-differs`, `file-too-large`, `paused`, `cancelled`. A resumed
   * encrypted transfer does not begin at zero by itself, because it would need other secrets: it raises `file-changed` or `upload-lost`.
   */
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

export const usualEngineLimits: EngineLimits = { bytesPerSecond: 0, parallel: mostAtOnce };

export interface TransferEngine {
  run(job: TransferJob, hooks: TransferHooks): RunningTransfer;
  setLimits(limits: EngineLimits): void;
  /** Signs the further requests of this connection's transfers with these credentials. */
  renew(connectionId: string, credentials: Credentials): void;
  /**
   * Opens a link as `LinkProbe` does, without credentials, over a connection that sent objects of `connection` a moment ago; `undefined` where there
   * is none, or the link does not go the same way. `route`: that to the server and to the link, where another process has found it. Raises network
   * failures, and `engine-stopped`.
   */
  ask(url: string, connection: Connection, route?: Route): Promise<ProbeAnswer | undefined>;
  /**
   * Starts the engine where it is a process of its own, and opens a connection to the server for the next transfer, which nothing but the
   * handshakes is sent on. It stays open until `coolDown`. Never raises: what goes wrong, the transfer itself tells.
   */
  warmUp(destination: Destination): void;
  /** Closes what `warmUp` opened, once no transfer uses it. */
  coolDown(): void;
  /** Pauses all transfers; resolves when they have stopped. */
  close(): Promise<void>;
}
