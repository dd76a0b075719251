// The application as the window sees it. No view holds a key, upload id, secret or link; the only path is
// that of a connection's certificate authorities.
import type { Language, LanguageChoice } from '../../resources/words/languages';
import type { ConnectionView } from './connection-views';
import type { DesktopView, ProposalView, ShelfView, VisitView } from './desktop-views';
import type { DoorView } from './door-view';
import type { ExaminationView } from './examination-views';
import type { FailureView } from './failure-view';
import type { FileRequestView } from './file-request-views';
import type { ReachView, NoticeView } from './notice-view';
import type { ObstacleView, ReachView as NetworkReachView } from './reach-view';

export type UploadPhaseView =
  | 'waiting'
  | 'uploading'
  | 'verifying'
  | 'paused'
  | 'offline'
  | 'awaiting-credentials'
  | 'failed';

/** A row of the list of uploads: a file, or a page whose numbers are those of all its files. */
export interface UploadView {
  readonly id: string;
  /** Of a page its title. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
  /** Seconds, absent while unknown. */
  readonly secondsLeft?: number;
  /** Some of it is sent, and the server has taken nothing more for some seconds. */
  readonly isSilent?: true;
  readonly phase: UploadPhaseView;
  readonly connectionId: string;
  readonly page?: UploadingPageView;
  /** Only when `phase` is `failed`, or `offline` or `awaiting-credentials`: then it goes on by itself. */
  readonly failure?: FailureView;
  /** The file is still known, so "Try again" can work. */
  readonly canRetry: boolean;
}

export interface UploadingPageView {
  /** Without cancelled files. */
  readonly fileCount: number;
  readonly storedCount: number;
  /** Its failed files: how many, and the first of them. */
  readonly failed?: { readonly count: number; readonly name: string; readonly failure: FailureView };
  /** People have its link already. */
  readonly isGiven?: true;
  /** Those that are not stored yet; only while the row is open, because there may be ten thousand. */
  readonly files?: readonly UploadView[];
}

export interface ProxyView {
  /** host:port. */
  readonly host: string;
  /** User name with a stored password; the password stays in main. */
  readonly user?: string;
}

/** How often a share was opened and its files were saved. */
export interface ReceiptsView {
  /** Of its page. */
  readonly opened: number;
  /** Whole files. */
  readonly saved: number;
  /** Unix ms; absent where neither happened. */
  readonly lastAtMs?: number;
  /** False: it may have been more. */
  readonly isExact: boolean;
}

/** How far a page that was made of one folder is in step with it. */
export interface FolderStepView {
  /** The user wants it kept so while Mayfly runs. */
  readonly isKept: boolean;
  /** Unix ms; absent before it was. */
  readonly inStepAtMs?: number;
  /** Why it is not now. */
  readonly failure?: FailureView;
}

export interface ShareView {
  readonly id: string;
  /** `page`: its link opens a page that lists `fileCount` files. */
  readonly kind: 'file' | 'page';
  /** `linked`: it was in the bucket before, so its link cannot be taken back. */
  readonly origin: 'uploaded' | 'linked';
  /** Of a page its title. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly fileCount: number;
  readonly contentType: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** Reason for the end: the requested lifetime, or a shorter limit. */
  readonly limitedBy: 'requested' | 'credentials' | 'protocol' | 'connection';
  /** Seconds of the longest link that its storage takes; absent: seven days. */
  readonly longestExpirySeconds?: number;
  /** The user wants a working link until then; each one still ends at `expiresAtMs`. */
  readonly keepUntilMs?: number;
  readonly state: 'live' | 'expired' | 'revoked' | 'missing';
  /** When it was taken back, which ends its link before `expiresAtMs`. */
  readonly revokedAtMs?: number;
  readonly verified: boolean;
  readonly connectionName: string;
  readonly reach: ReachView;
  /** It opens in the network of this computer while that is on; `obstacle`: what may keep it from that. */
  readonly nearby?: { readonly obstacle?: ObstacleView };
  /** The address of this computer has changed since the link was copied. */
  readonly isMoved?: true;
  /** Its files are still being sent; the link opens already. */
  readonly isSending?: true;
  /** Nothing of them moves: failed, paused, or without network or credentials. */
  readonly isHeld?: true;
  /**
   * Of the bucket on this computer while its keychain cannot be used. `memory`: the link ends when Mayfly quits; `keychain`: it does not open now, and
   * opens again once its keys can be read.
   */
  readonly keysIn?: 'memory' | 'keychain';
  /** Its files and their names are encrypted; `password`: a recipient needs one beside the link. Absent: they are not. */
  readonly encryption?: 'link' | 'password';
  /** Absent where its storage counts nothing, or nothing is to be counted. */
  readonly receipts?: ReceiptsView;
  /** Absent of what was not made of one folder, and of a share that has ended. */
  readonly folder?: FolderStepView;
  /** Of its short link, without a secret: `https://go.example.com/…`. */
  readonly doorAddress?: string;
  /** The local file or folder is known and can be shown in its folder. */
  readonly canReveal: boolean;
}

export interface FoundSharesView {
  /** Number of all matches; `shares` holds one window of them. */
  readonly total: number;
  readonly shares: readonly ShareView[];
}

export interface ShareFileView {
  /** With its folders, `/` between them. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly contentType: string;
}

export interface ShareDetailsView {
  /** host:port and bucket where the objects are, wherever the connection points now. */
  readonly host: string;
  readonly bucket: string;
  /** The sender's words on a page. */
  readonly message?: string;
  /** The HTTP status of a link that was taken back. */
  readonly answer?: number;
  readonly door?: DoorView;
  /** The path of the folder that it was made of. */
  readonly folder?: string;
  /** What the program called itself that shared it for the user. */
  readonly agent?: string;
  /** Of a page, in their order. */
  readonly files: readonly ShareFileView[];
}

/** Of Mayfly itself. `off`: this package is updated by other means. */
export interface UpdateView {
  readonly kind:
    | 'off'
    | 'forbidden'
    | 'unknown'
    | 'looking'
    | 'current'
    | 'stale'
    | 'offered'
    | 'fetching'
    | 'ready'
    | 'failed';
  /** Reason why the feed's version is not offered. */
  readonly stale?: 'replayed' | 'old';
  /** Offered version and its release notes; with `failed` the version that could not be installed. */
  readonly version?: string;
  readonly notes?: string;
  /** 0 to 100. */
  readonly percent?: number;
  readonly failure?: FailureView;
  /** Uploads are on their way: it cannot be installed now. */
  readonly waitsForUploads: boolean;
}

export interface AppView {
  readonly connections: readonly ConnectionView[];
  readonly uploads: readonly UploadView[];
  /** The newest, newest first; `shares:find` gives the others. */
  readonly shares: readonly ShareView[];
  /** Increases with every change of a share, after which search results may be stale. */
  readonly shareChanges: number;
  /** Newest first. */
  readonly fileRequests: readonly FileRequestView[];
  /** Increases with every change of a file request, its short link or what arrived, after which `file-requests:details` may be stale. */
  readonly requestChanges: number;
  readonly notices: readonly NoticeView[];
  /** Of connections and drafts, the last of each since Mayfly started. */
  readonly examinations: readonly ExaminationView[];
  readonly expirySeconds: number;
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  /** The choice of the settings, and the language it resolves to on this system: that of the window. */
  readonly language: LanguageChoice;
  readonly resolvedLanguage: Language;
  /** Bytes per second; 0 is no limit. */
  readonly bandwidthBytesPerSecond: number;
  /** Requests in flight at most, 1 to 64. */
  readonly parallel: number;
  /** Whether files share one link to a page or get a link each. */
  readonly pages: 'several' | 'always' | 'never';
  /** What cannot run there opens in the recipient's browser. */
  readonly opensInBrowser: boolean;
  /** The bucket on this computer counts openings. */
  readonly countsOpenings: boolean;
  /** Form of the link on the clipboard. */
  readonly linkForm: 'link' | 'text' | 'markdown' | 'html' | 'template';
  readonly linkTemplate: string;
  /** Who asks, on the pages of file requests; empty: nobody is named. */
  readonly askerName: string;
  /** Of the bucket on this computer. */
  readonly network: NetworkReachView;
  readonly desktop: DesktopView;
  readonly visit?: VisitView;
  readonly proposal?: ProposalView;
  /** Since it was opened for the first time. */
  readonly shelf?: ShelfView;
  /** Nobody has chosen where files go. */
  readonly firstRun: boolean;
  /** Point to “Connect storage”: there is only this computer, and the user has not answered yet. */
  readonly pointsToStorage: boolean;
  /** `ok`, or a failure that says why secrets cannot be kept. */
  readonly keychain: 'ok' | 'unknown' | FailureView;
  readonly version: string;
  readonly update: UpdateView;
}
