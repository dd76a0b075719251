// A notice as the window sees it: news that belongs to no single upload.
import type { FailureView } from './failure-view';

/** Who can open a link, as far as its host tells: this computer alone, its own network, or everybody. */
export type ReachView = 'loopback' | 'private' | 'public';

/** `dead`: its link answers that HTTP status. The page of a `closed` request says so, what was `kept` opens until then (Unix ms). */
export type DoorTargetView =
  | { readonly became: 'dead'; readonly status: number }
  | { readonly became: 'closed' | 'kept'; readonly endsAtMs: number }
  | { readonly became: 'gone' };

/** News of new links. */
interface LinksNoticeView {
  readonly id: string;
  readonly count: number;
  /** The name of the file when it is one. */
  readonly name?: string;
  /** Of that one. */
  readonly shareId?: string;
  readonly expiresAtMs: number;
  /** Of the link that fewest can open. */
  readonly reach: ReachView;
  /** Its files are still being sent. */
  readonly isSending?: true;
  /** How long they still are, where that is known. */
  readonly leftSeconds?: number;
  /** The session token that signed it may end it sooner: nobody told when that ends. */
  readonly endUntold?: true;
}

export type NoticeView =
  | { readonly id: string; readonly kind: 'failure'; readonly failure: FailureView }
  | ({ readonly kind: 'copied' } & LinksNoticeView)
  /** Not on the clipboard yet; the user copies it with a button. */
  | ({ readonly kind: 'ready' } & LinksNoticeView)
  /** `links`: number of links that were requested until they failed (one, or those of a page and its files). */
  | {
      readonly id: string;
      readonly kind: 'revoked';
      readonly name: string;
      readonly links: number;
      /** Of its short link; `cached`: a cache still gives it. */
      readonly door?: 'closed' | 'cached';
    }
  /** A short link that was closed. `status`: HTTP, of its address; `isPage`: it answers with a page that says so; `target`: what became of what was behind it. */
  | {
      readonly id: string;
      readonly kind: 'door-closed';
      readonly address: string;
      readonly status: number;
      readonly isPage: boolean;
      readonly isCached: boolean;
      readonly target: DoorTargetView;
    }
  /** A short link that leads to something else now; `name`: of that. */
  | { readonly id: string; readonly kind: 'door-pointed'; readonly address: string; readonly name: string }
  /** Links that could not be proven yet, because the network was away. */
  | { readonly id: string; readonly kind: 'unverified'; readonly count: number; readonly name?: string }
  /** Server's clock minus this computer's clock, ms. */
  | { readonly id: string; readonly kind: 'clock'; readonly offsetMs: number }
  /** Signed again; the old link keeps its old end where it has not ended yet. */
  | {
      readonly id: string;
      readonly kind: 'extended';
      readonly shareId: string;
      readonly name: string;
      readonly oldEndMs?: number;
      /** It has a short link, which stays the same. */
      readonly isSame?: true;
      /** It was copied: until when it opens, Unix ms, and for whom. */
      readonly copied?: { readonly untilMs: number; readonly reach: ReachView };
    }
  /** The link of a file request. `isCopied`: false where the user must press to copy it. */
  | {
      readonly id: string;
      readonly kind: 'request-link';
      readonly requestId: string;
      readonly name: string;
      /** Its end. */
      readonly until: number;
      readonly isCopied: boolean;
      readonly reach: ReachView;
    }
  /** Files of a guest; `name`: the title of the request. `refused`: how many beside `count` were removed. */
  | {
      readonly id: string;
      readonly kind: 'received';
      readonly requestId: string;
      readonly name: string;
      readonly sender?: string;
      readonly count: number;
      readonly refused: number;
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
  | {
      readonly id: string;
      readonly kind: 'cancelled';
      readonly count: number;
      readonly name?: string;
      readonly ofPage?: true;
    }
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
  /** An upload could not resume and started again. */
  | {
      readonly id: string;
      readonly kind: 'restarted';
      readonly name: string;
      readonly why: 'file-changed' | 'upload-lost';
    }
  /** The clipboard held such links and nothing else, so it was not shared. `name` of a single one; `shareId` while it opens. */
  | {
      readonly id: string;
      readonly kind: 'own-link';
      readonly count: number;
      readonly name?: string;
      readonly shareId?: string;
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
