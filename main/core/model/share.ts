// What Mayfly remembers of a link it made. A share never holds the link itself; it is signed again when copied.

import { reachOfUrl, type Reach } from './host-reach';
import type { StoredCheck } from './stored-check';
import type { Place } from './place';

/** Why a link ends when it does. `requested`: the user's wish; the others cut it shorter. */
export type ExpiryLimit = 'requested' | 'credentials' | 'protocol' | 'connection';

export type Disposition = 'attachment' | 'inline';

/** `file`: the link opens the file itself. `page`: it opens a page that lists the files of the share. */
export type ShareKind = 'file' | 'page';

/** By which a file is known to be unchanged, together with its size. */
export interface FileStamp {
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly inode: bigint;
  readonly device: bigint;
}

/** The local file or folder something was made of; of a file as it was then: the same again needs no second upload. */
export interface ShareSource {
  readonly path: string;
  readonly stamp?: FileStamp;
}

/** One link, one end. Its place is where its objects were put, whatever became of the connection since. */
export interface Share extends Place {
  readonly id: string;
  readonly connectionId: string;
  readonly kind: ShareKind;
  /** `linked`: the objects were in the bucket before, so Mayfly never deletes them. */
  readonly origin: 'uploaded' | 'linked';
  /** The object the link opens. */
  readonly key: string;
  /** The endpoint its link was signed for, where that is another one than its objects were put to. */
  readonly linkEndpoint?: string;
  /** The file's own name as the recipient will see it; the title of a page. */
  readonly name: string;
  /** Bytes of the file, or of all files of a page. */
  readonly sizeBytes: number;
  /** Files it holds: 1, or those of a page. */
  readonly fileCount: number;
  readonly contentType: string;
  readonly disposition: Disposition;
  readonly createdAtMs: number;
  /** Unix ms on the server's clock: when the present link was signed, if that was not at first. */
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
  /** Its page is stored as it is, not compressed: for programs that do not unpack what they fetch. */
  readonly plainPage?: true;
  /** Unix ms: the user wants a working link until then, and a presigned URL cannot live so long. */
  readonly keepUntilMs?: number;
  readonly source?: ShareSource;
  /** Unix ms of the moment the object was deleted by the user, if it was. */
  readonly revokedAtMs?: number;
  /** Unix ms of the moment the object was found gone, if it was. */
  readonly missingAtMs?: number;
  /** Unix ms of the moment the objects of an ended share were cleaned up, if they were. */
  readonly removedAtMs?: number;
}

/** Who can open the link of a share, as far as its host tells. */
export const reachOfShare = ({ linkEndpoint, endpoint }: Pick<Share, 'linkEndpoint' | 'endpoint'>): Reach =>
  reachOfUrl(linkEndpoint ?? endpoint);

/** One object of a page share: a file, or the page itself (each page that was ever written for it). */
export interface ShareItem {
  readonly shareId: string;
  readonly role: 'file' | 'page';
  readonly key: string;
  /** What the recipient sees: the name, with its folders and `/` between them. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Hex, where the file was read as a whole. */
  readonly sha256?: string;
  readonly storedCheck: StoredCheck;
  /** The local file it was made of. */
  readonly source?: ShareSource;
}

/** Positions of pages among the items of a share begin here, so that no file is ever in their way. */
export const firstPagePosition = 1_000_000_000;

/** What a share left in a bucket when it was forgotten while it lived: nobody can see it any more, so it goes when its link ends. */
export interface Orphan extends Place {
  readonly shareId: string;
  readonly connectionId: string;
  /** Of every object. */
  readonly keys: readonly string[];
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
}

/** A page share whose files are still on their way; its id becomes the share's, its items the share's items. */
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
  /** Unix ms. */
  readonly keepUntilMs?: number;
  /** The folder, where it is made of one. */
  readonly source?: ShareSource;
  /** Put the link on the clipboard once it is made. */
  readonly copy: boolean;
  readonly startedAtMs: number;
  /** Which process works on it. */
  readonly ownerPid: number;
  /** It was given up, and what is stored of it could not be removed yet. */
  readonly abandoned?: true;
}

/** What the keys of all objects begin with whose bucket has its access keys in the memory of a process. */
export const sessionKeys = 'session-';

/** Key prefix of objects in a bucket whose keys live in the memory of the process `pid`: their links end with it. */
export const sessionPrefix = (pid: number): string => `${sessionKeys}${pid}/`;

/** The process that the object of this key ends with, or `undefined` when it outlives every process. */
export function sessionPid(key: string): number | undefined {
  const pid = /^session-(\d+)\//.exec(key)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

export type ShareState = 'live' | 'expired' | 'revoked' | 'missing';

/** The state of a share at `nowMs` (Unix ms). */
export function shareState(share: Share, nowMs: number): ShareState {
  if (share.revokedAtMs !== undefined) return 'revoked';
  if (nowMs >= share.expiresAtMs) return 'expired';
  return share.missingAtMs === undefined ? 'live' : 'missing';
}

/** What a search compares: letters of one width and case, composed (file systems decompose). */
export const searchForm = (text: string): string => text.normalize('NFKC').toLowerCase();

export type ShareSort = 'newest' | 'ending' | 'largest' | 'name';

/** Which shares, and how many of them. */
export interface ShareQuery {
  /** Anywhere in the name, whatever its case. */
  readonly text?: string;
  /** States at `nowMs`; absent: all. */
  readonly states?: readonly ShareState[];
  readonly verified?: boolean;
  readonly connectionId?: string;
  /** What its id begins with. */
  readonly idPrefix?: string;
  readonly sort: ShareSort;
  readonly offset: number;
  readonly limit: number;
  /** Unix ms. */
  readonly nowMs: number;
}

/** Asks only whether there are live ones, or how many. */
export const anyLive = { states: ['live'], sort: 'newest', offset: 0, limit: 0 } as const;

export interface FoundShares {
  /** All that match, not only those given. */
  readonly total: number;
  readonly shares: readonly Share[];
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

/** `keep`: they open until their end, and nobody here can take them back any more. */
export type LinksWish = 'keep' | 'take-back';
