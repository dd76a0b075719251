// A file request: a page in the owner's bucket where anybody who has its link uploads files, and the files that arrived by it. Rows of the
// ledger: they never hold a URL, a policy or a signature.
import type { StoredAt } from '../place';
import type { ExpiryLimit } from '../share';

/**
 * How a guest writes. `forms`: POST policies, whose size and number the storage limits. `put`: presigned PUTs, whose size is checked when the
 * file has arrived.
 */
export type RequestWay = 'forms' | 'put';

/** As it is told. `ask`: its files can be larger than one request stores, so the guest has to ask for links to parts. */
export type ToldWay = RequestWay | 'ask';

/** The kinds of files that a guest is asked for. */
export const askedKinds = ['any', 'pictures', 'documents'] as const;
export type AskedKind = (typeof askedKinds)[number];

export interface RequestLimits {
  /** Files in all, 1 to `mostFiles`. */
  readonly files: number;
  /** Bytes of the largest file, 1 to `mostAskedBytes`. */
  readonly bytes: number;
  readonly types: AskedKind;
}

/** A page holds a signature for every file that may still come. */
export const mostFiles = 1_000;
/** The most that one request stores: Amazon S3 User Guide, "Uploading objects", 5 GB for one PUT or POST. */
export const mostRequestBytes = 5_000_000_000;
/** The most that links to parts store: the largest object of most servers, as of Amazon S3 until 2025. */
export const mostAskedBytes = 5_000_000_000_000;

/** The bounds of `FileRequest.mostLeaseSeconds`. Neither a form nor a PUT can be taken back, so a copied one works for a day at most. */
export const shortestLeaseSeconds = 3_600;
export const longestLeaseSeconds = 86_400;

/** What a guest says of one file; its slot takes no more. */
export const mostManifestBytes = 4_096;

/** Its place is that of its objects, even after the connection was changed; `key` is that of its page. */
export interface FileRequest extends StoredAt, RequestLimits {
  readonly id: string;
  readonly way: RequestWay;
  /** A guest may also ask for links to the parts of a large file; Mayfly answers while it runs. */
  readonly asks: boolean;
  /** `<prefix>in/<22 random characters>/`: every file of its guests lies under it. */
  readonly folder: string;
  readonly title: string;
  readonly message?: string;
  /** `age1…`: guests' pages encrypt what they send to it; absent where they do not. Only this computer has its identity. */
  readonly recipient?: string;
  /** Closes when the files of one guest have arrived. */
  readonly isOnce: boolean;
  /** The folder for the files that arrive; absent where they stay in the bucket. */
  readonly saveTo?: string;
  /** Slots are signed for so long at most: `shortestLeaseSeconds` to `longestLeaseSeconds`. */
  readonly mostLeaseSeconds: number;
  /** Unix ms. */
  readonly createdAtMs: number;
  /** Unix ms on the server's clock: when the present link was signed. */
  readonly signedAtMs: number;
  /** Unix ms on the server's clock: the end of the request and of its link. */
  readonly expiresAtMs: number;
  readonly limitedBy: ExpiryLimit;
  /** Unix ms on the server's clock: when the present page was written; before `closedAtMs` it still has slots. */
  readonly writtenAtMs: number;
  /** Unix ms on the server's clock: the end of every slot that a page of it had. */
  readonly leaseEndsAtMs: number;
  /** Unix ms: when the owner closed it. A slot that was copied before can be written until `leaseEndsAtMs`. */
  readonly closedAtMs?: number;
  /** Unix ms: when the clean-up deleted its page and what no guest finished. */
  readonly removedAtMs?: number;
}

export const toldWay = ({ way, bytes }: Pick<FileRequest, 'way' | 'bytes'>): ToldWay =>
  bytes > mostRequestBytes ? 'ask' : way;

/**
 * What Mayfly does for a guest who asked: an upload in parts, or a refusal. Its row holds neither the guest's key, which is in the manifest, nor a
 * link, which is signed again.
 */
export interface Offer {
  readonly requestId: string;
  readonly slot: number;
  /** Of the manifest that asked, as the server lists it: another one is another guest's. */
  readonly asked: string;
  /** `over`: received, refused or given up; its answer says so. */
  readonly state: 'open' | 'over';
  /** Absent where it was refused. */
  readonly uploadId?: string;
  readonly sizeBytes: number;
  readonly partBytes: number;
  /** How many parts the server had when they were counted last. */
  readonly storedParts: number;
  /** Unix ms on the server's clock: when that number changed last. */
  readonly movedAtMs: number;
}

/**
 * `arrived`: stored and within the limits. `saved`: also in the folder. `refused`: beyond the limits, and deleted from the bucket. `deleted`: by the
 * owner.
 */
export type ArrivalState = 'arrived' | 'saved' | 'refused' | 'deleted';

/** Why an arrival was refused. `late`: it came after the request had been closed. `kind`: its first bytes are not of the kinds asked for. `unencrypted`: the request
 * takes encrypted files, and this computer opens it not. */
export type Refusal = 'too-large' | 'kind' | 'late' | 'unencrypted';

/** A file of a guest. Everything that the guest said is text that nobody checked. */
export interface Arrival {
  readonly requestId: string;
  /** 1 to `files` of its request. */
  readonly slot: number;
  readonly key: string;
  /** Of the object, without its quotes: another one means that the slot was written again. */
  readonly etag: string;
  /** A name that any disk can take. */
  readonly name: string;
  /** Of the folder that the guest sent, `/` between names that any disk can take; a saved file lies in it below the request's folder. */
  readonly folder?: string;
  /** Its guest sent it in folders, and they could not be kept. Where they would have led is not recorded. */
  readonly folderLost?: boolean;
  /** Of the guest's file; an encrypted one has more in the bucket. */
  readonly sizeBytes: number;
  /** Lower-case hex, once the bytes were read. */
  readonly sha256?: string;
  /** Groups the files that a guest sent together. */
  readonly batch: string;
  readonly sender?: string;
  readonly note?: string;
  /** Unix ms, on the server's clock where the server told it. */
  readonly arrivedAtMs: number;
  readonly state: ArrivalState;
  readonly refusal?: Refusal;
  /** The owner knows of another file of this slot: it was written again, and is saved only when somebody asks for it. */
  readonly isAgain?: boolean;
  /** How often its bytes were read and were not those that its guest sent. */
  readonly failedSaves?: number;
  /** The file in the folder, recorded before it appears there. */
  readonly path?: string;
  /** Unix ms: when the owner was told. */
  readonly toldAtMs?: number;
}

/** As its guest knows it: with its folders, `/` between them. */
export const arrivalPath = ({ folder, name }: Pick<Arrival, 'folder' | 'name'>): string =>
  folder === undefined ? name : `${folder}/${name}`;

/** Whether it counts among the files that were asked for. */
export const wasAccepted = ({ state }: Pick<Arrival, 'state'>): boolean => state !== 'refused';

/** The first time may be a line or a proxy that changed a byte. */
const mostFailedSaves = 3;

/** Its bytes are not those that its guest sent, however often they are read: it is saved only when somebody asks for this file. */
export const isDamaged = ({ state, failedSaves = 0 }: Pick<Arrival, 'state' | 'failedSaves'>): boolean =>
  state === 'arrived' && failedSaves >= mostFailedSaves;

export type FileRequestState = 'open' | 'full' | 'ended' | 'closed';

/** `arrived`: the files that came within the limits. */
export function fileRequestState(
  { closedAtMs, expiresAtMs, files, isOnce }: Pick<FileRequest, 'closedAtMs' | 'expiresAtMs' | 'files' | 'isOnce'>,
  arrived: number,
  nowMs: number,
): FileRequestState {
  if (closedAtMs !== undefined) return 'closed';
  if (nowMs >= expiresAtMs) return 'ended';
  return arrived >= files || (isOnce && arrived > 0) ? 'full' : 'open';
}

export interface FoundFileRequest {
  readonly request: FileRequest;
  readonly state: FileRequestState;
  /** By their slots. */
  readonly arrivals: readonly Arrival[];
  /** As `FileRequestRow.isReplaced`, while it is open. */
  readonly isReplaced?: true;
}

/** The request a notification is about. */
export interface NotifiedRequest {
  readonly kind: 'request';
  readonly id: string;
  /** It tells of files that can be saved. */
  readonly canSave: boolean;
}

/** What the owner is told of the files that one guest sent together. */
export interface ReceivedFiles {
  readonly requestId: string;
  /** The title of the request. */
  readonly name: string;
  readonly sender?: string;
  readonly count: number;
  /** So many beside `count` were refused and removed. */
  readonly refused: number;
}

/** What arrived by one request, in numbers. */
export interface ArrivalCounts {
  /** Within the limits, those deleted since then too. */
  readonly accepted: number;
  /** Of those: still in the bucket and in no folder. */
  readonly waiting: number;
  /** Of those: in the folder. */
  readonly saved: number;
  readonly refused: number;
  /** Bytes of the accepted. */
  readonly bytes: number;
}

/** A request as lists show it. */
export interface FileRequestRow {
  readonly request: FileRequest;
  readonly counts: ArrivalCounts;
  /** A standing request whose short link leads to the one in its place. */
  readonly isReplaced?: true;
}

export function countArrivals(arrivals: readonly Arrival[]): ArrivalCounts {
  const accepted = arrivals.filter(wasAccepted);
  const ofState = (wanted: ArrivalState): number => accepted.filter(({ state }) => state === wanted).length;
  return {
    accepted: accepted.length,
    waiting: ofState('arrived'),
    saved: ofState('saved'),
    refused: arrivals.length - accepted.length,
    bytes: accepted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

/** Files of one request on their way into a folder. */
export interface SavingArrivals {
  readonly requestId: string;
  readonly files: number;
  readonly savedFiles: number;
  readonly bytes: number;
  readonly savedBytes: number;
}
