// A share: the ledger's row of one link. It never holds the link itself, which is signed again for every copy.

import type { Encryption } from './encryption';
import { reachOfUrl, type Reach } from './host-reach';
import type { StoredCheck } from './stored-check';
import type { Place, StoredAt } from './place';

/** The limit that set a link's end. `requested`: the user's own; the others cut it shorter. */
export type ExpiryLimit = 'requested' | 'credentials' | 'protocol' | 'connection';

export type Disposition = 'attachment' | 'inline';

/** `file`: the link opens the file itself. `page`: it opens a page that lists the files of the share. */
export type ShareKind = 'file' | 'page';

/** Identifies an unchanged file, together with its size. */
export interface FileStamp {
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly inode: bigint;
  readonly device: bigint;
}

/** The local file or folder of a share; an unchanged file needs no second upload. */
export interface ShareSource {
  readonly path: string;
  readonly stamp?: FileStamp;
}

/** Its place is that of its objects, even after the connection was changed. */
export interface Share extends StoredAt {
  readonly id: string;
  readonly kind: ShareKind;
  /** `linked`: the objects were in the bucket before, so Mayfly never deletes them. */
  readonly origin: 'uploaded' | 'linked';
  /** The file's name for the recipient; the title of a page. */
  readonly name: string;
  /** Bytes of the file, or of all files of a page. */
  readonly sizeBytes: number;
  readonly fileCount: number;
  readonly contentType: string;
  readonly disposition: Disposition;
  readonly createdAtMs: number;
  /** Unix ms on the server's clock: when the present link was signed; absent for the first one. */
  readonly signedAtMs?: number;
  /** Unix ms on the server's clock; the link answers 403 from then on. */
  readonly expiresAtMs: number;
  readonly limitedBy: ExpiryLimit;
  /** An anonymous request has fetched the link's first byte. */
  readonly verified: boolean;
  /** How the stored bytes were compared with the file's. */
  readonly storedCheck: StoredCheck;
  /** The sender's words on a page. */
  readonly message?: string;
  /** Its page is stored uncompressed, for programs that do not decompress. */
  readonly plainPage?: true;
  /** Unix ms: the share is kept alive until then, longer than a presigned URL lives. */
  readonly keepUntilMs?: number;
  /** Its files and their names are encrypted; absent: they are not. Such a share is a page. */
  readonly encryption?: Encryption;
  readonly source?: ShareSource;
  /** Unix ms: when the user revoked it. */
  readonly revokedAtMs?: number;
  /** The HTTP status that its link answered then. */
  readonly revokedStatus?: number;
  /** Unix ms: when its object was found missing. */
  readonly missingAtMs?: number;
  /** Unix ms: when the clean-up deleted its objects. */
  readonly removedAtMs?: number;
}

/** The path of the one local folder that a page share was made of; `undefined` for every other share. */
export const folderOfPage = ({ kind, origin, source }: Pick<Share, 'kind' | 'origin' | 'source'>): string | undefined =>
  kind === 'page' && origin === 'uploaded' ? source?.path : undefined;

/** Who can reach the link of a share, by its host. */
export const reachOfShare = ({ linkEndpoint, endpoint }: Pick<Share, 'linkEndpoint' | 'endpoint'>): Reach =>
  reachOfUrl(linkEndpoint ?? endpoint);

/** One object of a page share: a file, one of the pages written for it, what says how far its files are sent, or the mark that recipients' pages write. */
export interface ShareItem {
  readonly shareId: string;
  readonly role: 'file' | 'page' | 'status' | 'mark';
  readonly key: string;
  /** The name for the recipient, with its folders and `/` between them. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Hex, of files uploaded in one request. */
  readonly sha256?: string;
  /** Of an encrypted file: base64url of SHA-256 over the head of its age file. */
  readonly headSha256?: string;
  readonly storedCheck: StoredCheck;
  readonly source?: ShareSource;
}

/** The first position of pages among the items of a share, above those of all files. */
export const firstPagePosition = 1_000_000_000;
/** The position of the status object of a share whose link was given before its files were stored. */
export const statusPosition = firstPagePosition - 1;
/** The position of the mark of a share whose recipients' pages tell that they were opened. */
export const markPosition = firstPagePosition - 2;

/** Objects of no share any more, as those of one that was forgotten while its link was live: deleted at their time, on every connection. */
export interface Orphan extends Place {
  readonly shareId: string;
  readonly connectionId: string;
  readonly keys: readonly string[];
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
}

/** A page share whose files are still uploading; its id and items become those of the share. */
export interface PageDraft {
  readonly id: string;
  readonly connectionId: string;
  readonly bucket: string;
  /** `<prefix>f/<22 random characters>/`: every file of the share lies under it. */
  readonly folder: string;
  readonly title: string;
  readonly message?: string;
  readonly plainPage?: true;
  readonly lifetimeSeconds: number;
  /** As `UploadIntent.endsAtMs`. */
  readonly endsAtMs?: number;
  /** Unix ms. */
  readonly keepUntilMs?: number;
  /** As `UploadIntent.door`. */
  readonly door?: string;
  /** Absent: its files are not encrypted. */
  readonly encryption?: Encryption;
  /** The local folder, where it is one. */
  readonly source?: ShareSource;
  /** Copy the link once it is made. */
  readonly copy: boolean;
  readonly startedAtMs: number;
  /** Which process works on it. */
  readonly ownerPid: number;
  /** The user cancelled it, and its objects could not be removed yet. */
  readonly abandoned?: true;
  /** Its files go into a share that exists; absent: they become one. */
  readonly change?: PageChange;
  /** Its one file becomes a share with a link of its own, which opens it so; a page is given only until then, and leads there afterwards. */
  readonly forwards?: Disposition;
}

/** A change of the files of a page share, while their link stays. */
export interface PageChange {
  readonly shareId: string;
  /** The key of the file that the only new one takes the place of. */
  readonly replaces?: string;
  /** Keys of files that are taken out. */
  readonly removes: readonly string[];
}

/** The page of a share, as it was rewritten in place. */
export interface RewrittenPage {
  readonly shareId: string;
  /** How often: integer >= 0. */
  readonly revision: number;
  /** The process that rewrites it now. */
  readonly writerPid?: number;
}

/** The beginning of all keys in a bucket whose access keys are in a process's memory. */
export const sessionKeys = 'session-';

/** The key prefix of such a bucket of the process `pid`: its links end with the process. */
export const sessionPrefix = (pid: number): string => `${sessionKeys}${pid}/`;

/** The process of such a key; `undefined` for a key of any other bucket. */
export function sessionPid(key: string): number | undefined {
  const pid = /^session-(\d+)\//.exec(key)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/** Whether a key lies in the bucket of such a prefix: a link ends with the process that its key names. */
export const isOfSession = (key: string, prefix: string): boolean => sessionPid(key) === sessionPid(prefix);

export type ShareState = 'live' | 'expired' | 'revoked' | 'missing';

/** The state of a share at `nowMs` (Unix ms). */
export function shareState(share: Share, nowMs: number): ShareState {
  if (share.revokedAtMs !== undefined) return 'revoked';
  if (nowMs >= share.expiresAtMs) return 'expired';
  return share.missingAtMs === undefined ? 'live' : 'missing';
}

/** Normalises a name for search: one width, one case, composed (file systems decompose). */
export const searchForm = (text: string): string => text.normalize('NFKC').toLowerCase();

export type ShareSort = 'newest' | 'ending' | 'largest' | 'name';

export interface ShareQuery {
  /** A part of the name in any case. */
  readonly text?: string;
  /** States at `nowMs`; absent: all. */
  readonly states?: readonly ShareState[];
  readonly verified?: boolean;
  readonly connectionId?: string;
  /** The beginning of the id. */
  readonly idPrefix?: string;
  readonly sort: ShareSort;
  readonly offset: number;
  readonly limit: number;
  /** Unix ms. */
  readonly nowMs: number;
}

/** Counts live shares. */
export const anyLive = { states: ['live'], sort: 'newest', offset: 0, limit: 0 } as const;

export interface FoundShares {
  /** The number of all matches. */
  readonly total: number;
  readonly shares: readonly Share[];
}

/** The share a notification is about. */
export interface NotifiedShare {
  readonly kind: 'share';
  readonly id: string;
  readonly name: string;
  /** Whether its link can be revoked: that of an object from before cannot. */
  readonly canTakeBack: boolean;
  /** Whether its link is on the clipboard; if not, the notification's first button copies it. */
  readonly isCopied: boolean;
}

/** For the live links of a removed connection. `keep`: they stay live until they expire, and Mayfly can no longer revoke them. */
export type LinksChoice = 'keep' | 'take-back';
