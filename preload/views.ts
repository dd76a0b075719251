// Why this exists: what the window may know of the application. No key, upload id, secret or link is part of any view, and no path but
// that of a connection's own certificate authorities, which was typed there.
import type { Language, LanguageChoice } from '../resources/words/languages';
import type { ConnectionView } from './connection-views';
import type { DesktopView, ProposalView, ShelfView, VisitView } from './desktop-views';
import type { ExaminationView } from './exam-views';

export interface FailureView {
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** Whether the data is safe, in words. */
  readonly safety: string;
  /** The one next step. */
  readonly next: string;
  readonly dataSafe: boolean;
  readonly retryable: boolean;
  /** The keychain refused: offer "Try again" and "Keep for this session only". */
  readonly keychain: boolean;
}

/** `lapsed`: it waits for new credentials. */
export type UploadPhaseView = 'waiting' | 'uploading' | 'proving' | 'paused' | 'offline' | 'lapsed' | 'failed';

export interface UploadView {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
  /** Seconds, absent while unknown. */
  readonly secondsLeft?: number;
  readonly phase: UploadPhaseView;
  readonly connectionId: string;
  readonly connectionName: string;
  /** Only when `phase` is `failed`, or `offline` or `lapsed`: then it goes on by itself. */
  readonly failure?: FailureView;
  /** The file is still known, so "Try again" can work. */
  readonly canRetry: boolean;
}

/** Who can open a link, as far as its host tells: this computer alone, its own network, or everybody. */
export type ReachView = 'loopback' | 'private' | 'public';

export interface ProxyView {
  /** host:port. */
  readonly host: string;
  /** Whose password is known; it stays in main. */
  readonly user?: string;
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
  /** Why it ends then: the user's wish, or what cut it short. */
  readonly limitedBy: 'requested' | 'credentials' | 'protocol' | 'connection';
  /** The user wants a working link until then; each one still ends at `expiresAtMs`. */
  readonly keepUntilMs?: number;
  readonly state: 'live' | 'expired' | 'revoked' | 'missing';
  readonly verified: boolean;
  readonly connectionName: string;
  readonly reach: ReachView;
  /** The link ends when Mayfly quits, because the bucket's keys live in memory. */
  readonly endsWithApp: boolean;
  /** The local file or folder is known and can be shown in its folder. */
  readonly canReveal: boolean;
}

export interface FoundSharesView {
  /** All that match, not only those given. */
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
  /** Of a page, in their order. */
  readonly files: readonly ShareFileView[];
}

/** What is told of links that were made. */
interface LinksNoticeView {
  readonly id: string;
  readonly count: number;
  /** The name of the file when it is one. */
  readonly name?: string;
  readonly expiresAtMs: number;
  /** Of the link that fewest can open. */
  readonly reach: ReachView;
}

export type NoticeView =
  | { readonly id: string; readonly kind: 'failure'; readonly failure: FailureView }
  | ({ readonly kind: 'copied' } & LinksNoticeView)
  /** To be copied by a press: other programs do not have it yet. */
  | ({ readonly kind: 'ready' } & LinksNoticeView)
  /** `links` were asked until they failed: one, or those of a page and its files. */
  | {
      readonly id: string;
      readonly kind: 'revoked';
      readonly name: string;
      readonly status: number;
      readonly links: number;
    }
  /** Links that could not be proven yet, because the network was away. */
  | { readonly id: string; readonly kind: 'unverified'; readonly count: number; readonly name?: string }
  /** What the server's clock is ahead of this computer's, ms. */
  | { readonly id: string; readonly kind: 'clock'; readonly offsetMs: number }
  /** Signed again; the old link keeps its old end where it has not ended yet. */
  | {
      readonly id: string;
      readonly kind: 'extended';
      readonly shareId: string;
      readonly name: string;
      readonly oldEndMs?: number;
    }
  /** A share that is kept alive has a new link. */
  | {
      readonly id: string;
      readonly kind: 'renewed';
      readonly shareId: string;
      readonly name: string;
      readonly oldEndMs: number;
    }
  /** All uploads; while this is shown they can be brought back. */
  | { readonly id: string; readonly kind: 'cancelled'; readonly count: number }
  /** Removed from the history; `linkLives`: the link still opens. */
  | {
      readonly id: string;
      readonly kind: 'removed';
      readonly shareId: string;
      readonly name: string;
      readonly linkLives: boolean;
    }
  /** Symbolic links inside a folder, which are not followed. */
  | { readonly id: string; readonly kind: 'skipped'; readonly count: number }
  /** An upload could not go on where it was and began again. */
  | {
      readonly id: string;
      readonly kind: 'restarted';
      readonly name: string;
      readonly why: 'file-changed' | 'upload-lost';
    }
  /** Secrets are kept in memory: links of the bucket on this computer end when Mayfly quits. */
  | { readonly id: string; readonly kind: 'session-only' }
  /** A newer version was found; the settings offer it. */
  | { readonly id: string; readonly kind: 'update'; readonly version: string }
  /** The storage shows no pages: every file gets a link of its own. */
  | { readonly id: string; readonly kind: 'separate-links'; readonly connectionName: string }
  /** Mail would cut the link, which has so many characters; without the name and type in its query it has `shortest`. */
  | {
      readonly id: string;
      readonly kind: 'long-link';
      readonly shareId: string;
      readonly name: string;
      readonly characters: number;
      readonly shortest: number;
      /** Temporary credentials put their token into it. */
      readonly hasToken: boolean;
    };

/** Of Mayfly itself. `off`: this package is updated by other means. */
export interface UpdateView {
  readonly kind: 'off' | 'unknown' | 'looking' | 'current' | 'stale' | 'offered' | 'fetching' | 'ready' | 'failed';
  /** Why what the feed tells of is not offered. */
  readonly stale?: 'replayed' | 'old';
  /** What is offered, and a text about it; with `failed` what could not be installed. */
  readonly version?: string;
  readonly notes?: string;
  /** 0 to 100. */
  readonly percent?: number;
  readonly failure?: FailureView;
  /** Uploads are on their way: it cannot be installed now. */
  readonly waits: boolean;
}

export interface AppView {
  readonly connections: readonly ConnectionView[];
  readonly uploads: readonly UploadView[];
  /** The newest, newest first; `shares:find` gives the others. */
  readonly shares: readonly ShareView[];
  /** Grows with every change of any share: what was found before may be another now. */
  readonly shareChanges: number;
  readonly notices: readonly NoticeView[];
  /** Of connections and drafts, the last of each since Mayfly started. */
  readonly examinations: readonly ExaminationView[];
  readonly expirySeconds: number;
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  /** As chosen, and what that means on this system: what the window speaks. */
  readonly language: LanguageChoice;
  readonly spoken: Language;
  /** Bytes per second; 0 is no limit. */
  readonly bandwidthBytesPerSecond: number;
  /** Requests in flight at most, 1 to 64. */
  readonly parallel: number;
  /** What becomes of several files, or of one: one link to a page, or a link each. */
  readonly pages: 'several' | 'always' | 'never';
  /** What lands on the clipboard. */
  readonly linkForm: 'link' | 'text' | 'markdown' | 'html' | 'template';
  readonly linkTemplate: string;
  readonly desktop: DesktopView;
  readonly visit?: VisitView;
  readonly proposal?: ProposalView;
  /** Since it was opened for the first time. */
  readonly shelf?: ShelfView;
  /** Show the first-run choice. */
  readonly firstRun: boolean;
  /** `ok`, or a failure that says why secrets cannot be kept. */
  readonly keychain: 'ok' | 'unknown' | FailureView;
  readonly version: string;
  readonly update: UpdateView;
}
