// Why this exists: everything the services need from the outside world, as small interfaces with in-memory twins in test/fakes.
import type { Connection, Credentials } from '../domain/connection';
import type { Failure } from '../domain/failure';
import type { FileSnapshot, GivenFile } from '../domain/given-file';
import type { Settings } from '../domain/settings';
import type { Route } from '../domain/proxy';
import type { QrModules } from '../domain/qr';
import type { Disposition, FoundShares, PageDraft, Share, ShareItem, ShareQuery } from '../domain/share';
import type { AwsProfiles } from './aws-profiles';
import type { Clipboard } from './clipboard';
import type { SavedPart, TransferEngine, TransferRecord } from './engine';
import type { LocalBucketHost } from './local-bucket-host';
import type { MayFollow } from './named-links';
import type { OpenExaminer } from './examiner';
import type { ObjectStore } from './object-store';
import type { Proxies } from './proxies';
import type { RecordStore, SecretStore } from './secret-store';
import type { Screenshots } from './screenshots';
import type { UpkeepLedger } from './upkeep-ledger';

/** Milliseconds since 1970 on this computer's clock. */
export type Clock = () => number;
export type NewId = () => string;
/** `length` random bytes from the system's generator. */
export type RandomBytes = (length: number) => Uint8Array;

/** CRC-32 of the bytes as S3 writes it: base64 of the big-endian value. Nobody may write to them until it is there. */
export type Checksum = (bytes: Uint8Array) => Promise<string> | string;

/** One file, opened once: every part is a positional read of the same descriptor. */
export interface OpenFile {
  readonly snapshot: FileSnapshot;
  /** Fills `target` from `positionBytes` on; gives the bytes read, fewer only at the end of the file. */
  read(positionBytes: number, target: Uint8Array): Promise<number>;
  /** The descriptor's state now, to compare with `snapshot`. */
  inspect(): Promise<FileSnapshot>;
  close(): Promise<void>;
}

export interface FoundFile {
  readonly path: string;
  /** The name a recipient sees; inside a folder with its relative folders, `/` between them. */
  readonly name: string;
  /** As in `GivenFile`. */
  readonly within: string;
  readonly snapshot: FileSnapshot;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** Inside a folder: what is there but cannot be shared (devices, pipes, unreadable folders). */
  readonly refused: readonly { readonly name: string; readonly failure: Failure }[];
  /** What was named is a symbolic link to this; absolute. */
  readonly linkTarget?: string;
  /** Inside a folder: symbolic links, which are not followed. */
  readonly skippedLinks: readonly string[];
}

export interface FileSource {
  /**
   * The regular files a path stands for, folders walked in name order, system junk left out. A path that is itself a symbolic link was
   * named by the user and is followed, and told as `linkTarget`. Raises `file-missing`, `file-unreadable`, `file-not-regular`, `folder-empty`.
   */
  find(path: string): Promise<Found>;
  /** Raises `file-missing`, `file-unreadable`, `file-not-regular`, and `file-changed` for another file than the one that was given. */
  open(path: string, given?: GivenFile): Promise<OpenFile>;
}

/**
 * May load its library first, so that a command that talks to no server starts faster. `route`: the way to the server, where it was decided
 * already. May raise `ca-file-unusable`.
 */
export type OpenObjectStore = (
  connection: Connection,
  credentials: Credentials,
  route?: Route,
) => ObjectStore | Promise<ObjectStore>;

export interface ProbeAnswer {
  readonly status: number;
  /** The object's whole size as the answer tells it, where it does. */
  readonly sizeBytes?: number;
  /** The headers of the answer as they came; nothing is decoded. */
  readonly contentType?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
}

/** The connection a link is of: whom its server's certificate may be signed by. */
export type Trusting = Pick<Connection, 'caFile'>;

/** Asks a URL the way a stranger would: anonymous, `Range: bytes=0-0`. Network failures are raised as they are, and `ca-file-unusable`. */
export interface LinkProbe {
  ask(url: string, of?: Trusting): Promise<ProbeAnswer>;
}

/** The share a notification is about. */
export interface NotifiedShare {
  readonly id: string;
  readonly name: string;
  /** Its link can be taken back: what was in the bucket before cannot. */
  readonly canTakeBack: boolean;
  /** Its link is on the clipboard; else copying it is what the notification offers first. */
  readonly isCopied: boolean;
}

export interface Notifier {
  /** A system notification; never carries a link. About a share it offers to copy its link again and to take it back. */
  show(title: string, body: string, share?: NotifiedShare): void;
}

/** A private folder for bytes that have no file yet (clipboard pictures and text). */
export interface TempFiles {
  /** Writes the bytes under that exact file name in a folder of its own; gives the path. */
  create(fileName: string, content: Uint8Array): Promise<string>;
  /** Removes all of them but these, those of earlier processes too. */
  keepOnly(paths: readonly string[]): Promise<void>;
}

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

/**
 * What Mayfly remembers on disk. Synchronous, durable when a call returns. Never holds a secret, a URL or a signature.
 * Raises `ledger-unusable` (and `disk-full`) when the disk refuses.
 */
export interface Ledger extends UpkeepLedger {
  connections(): readonly Connection[];
  saveConnection(connection: Connection): void;
  removeConnection(connectionId: string): void;
  /** Newest first. */
  shares(): readonly Share[];
  /** The first of them, without counting the others. */
  newestShares(limit: number): readonly Share[];
  share(shareId: string): Share | undefined;
  findShares(query: ShareQuery): FoundShares;
  /** Shares made of the file at this path, newest first. */
  sharesOf(path: string): readonly Share[];
  /** Files of pages made of the file at this path, of drafts too, in no order. */
  itemsOf(path: string): readonly ShareItem[];
  /** The objects of a page share (or draft), in their order. */
  items(shareId: string): readonly ShareItem[];
  /** Inserts or replaces the item at that position (from 0). */
  saveItem(item: ShareItem, position: number): void;
  pageDrafts(): readonly PageDraft[];
  savePageDraft(draft: PageDraft): void;
  /** Its items go with it, unless a share of the same id was saved. */
  forgetPageDraft(draftId: string): void;
  saveShare(share: Share): void;
  forgetShare(shareId: string): void;
  /** In the order in which they were begun. */
  unfinishedUploads(): readonly UnfinishedUpload[];
  unfinishedUpload(uploadId: string): UnfinishedUpload | undefined;
  /** Inserts or replaces the row, not its parts; without a multipart upload id the parts of an earlier one go. */
  saveUpload(upload: UnfinishedUpload): void;
  saveUploadPart(uploadId: string, part: SavedPart): void;
  forgetUpload(uploadId: string): void;
  /** Runs `action` as one transaction: durable as a whole, and one wait for the disk. */
  together(action: () => void): void;
  settings(): Settings;
  saveSettings(settings: Settings): void;
  /** A value of the app's own, e.g. the embedded bucket's port. */
  value(name: string): string | undefined;
  saveValue(name: string, value: string): void;
  /** Changes when another process wrote to the ledger. */
  revision(): number;
  close(): void;
}

/** The modules of a QR code that holds the text. Raises `qr-too-long`. */
export type EncodeQr = (text: string) => QrModules;

/** Writes lines that are safe to keep: codes, counts and names of hosts; never a secret or a URL. */
export interface Log {
  info(message: string): void;
  error(message: string, error?: unknown): void;
}

/** Whether a process of that id runs on this computer. */
export type IsAlive = (pid: number) => boolean;

/** Everything `createApp` needs. */
export interface Ports {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
  readonly pid: number;
  readonly isAlive: IsAlive;
  /** The media type a file name stands for, if any. */
  readonly contentTypeOf: (name: string) => string | undefined;
  readonly encodeQr: EncodeQr;
  readonly secrets: SecretStore;
  readonly records: RecordStore;
  readonly awsProfiles: AwsProfiles;
  readonly openObjectStore: OpenObjectStore;
  readonly openExaminer: OpenExaminer;
  readonly probe: LinkProbe;
  readonly files: FileSource;
  readonly mayFollow: MayFollow;
  readonly tempFiles: TempFiles;
  readonly ledger: Ledger;
  readonly engine: TransferEngine;
  readonly proxies: Proxies;
  /** Whether something listens at the endpoint; never raises. */
  readonly isReachable: (endpointUrl: string) => Promise<boolean>;
  readonly localBucket: LocalBucketHost;
  readonly clipboard: Clipboard;
  readonly screenshots: Screenshots;
  readonly notifier: Notifier;
  /** The built share page with its slots open, for `buildSharePage`. */
  readonly sharePageTemplate: () => Promise<string>;
  readonly log: Log;
}
