// What a front door asks of "share these items", and what it gets back.
import type { PageHabit } from './settings';
import type { Connection, Credentials } from './connection';
import type { Failure } from './failure';
import type { Disposition, Share, ShareItem } from './share';

export interface ShareOptions {
  /** Integer 1 to 604,800; anything else is refused with `expiry-out-of-range`. Default: the connection's own, else the setting. */
  readonly lifetimeSeconds?: number;
  /** Default: the default connection, or the embedded bucket when there is none. */
  readonly connection?: ConnectionChoice;
  /** Whether the files share one link to a page. Default: the setting. */
  readonly page?: PageHabit;
  /** What the page is called; default: its folder, or its first file. Raises `bad-request`. */
  readonly title?: string;
  /** The sender's words on the page. Raises `bad-request`. */
  readonly message?: string;
  /** The page is stored uncompressed; so there is one. */
  readonly plainPage?: boolean;
  /** Unix ms: a working link is wanted until then, longer than one lives. Raises `bad-request`. */
  readonly keepUntilMs?: number;
  /** The name the recipient sees; only for a single file. */
  readonly name?: string;
  /** `inline` asks that safe types open in the browser; everything else stays an attachment. */
  readonly disposition?: Disposition;
  /** Put the links on the clipboard once all are made. */
  readonly copy: boolean;
  /** Stops every upload of this call. */
  readonly signal?: AbortSignal;
  /** A stopped upload keeps its parts, to go on later; otherwise it is cancelled. */
  readonly keepWhenStopped?: boolean;
}

/** A connection Mayfly knows, or one that lives for this call only and of which nothing is stored. */
export type ConnectionChoice =
  | { readonly kind: 'known'; readonly connectionId: string }
  /** Without credentials its profile gives them. */
  | { readonly kind: 'ephemeral'; readonly connection: Connection; readonly credentials?: Credentials };

export interface Shared {
  readonly share: Share;
  /** A bearer secret: for the clipboard and stdout only. */
  readonly url: string;
  readonly connectionName: string;
  /** The files of a page, in their order. */
  readonly items?: readonly ShareItem[];
  /** Files that did not travel again: the server copied what it had. */
  readonly copiedFiles?: number;
}

export type ItemResult =
  | { readonly ok: true; readonly shared: Shared }
  | {
      readonly ok: false;
      readonly name: string;
      readonly failure: Failure;
      /** What kept single files of a page back, in their order. */
      readonly causes?: readonly Failure[];
    };

/** What goes onto the clipboard. `html` is `text/html` beside the `text/plain` of `text`. */
export interface LinkText {
  readonly text: string;
  readonly html?: string;
}

/** What a link or another program would like to share; the user has not agreed to it yet. `files`: what the user then picks in a dialog. */
export type Proposed =
  | { readonly what: 'paths'; readonly paths: readonly string[] }
  | { readonly what: 'clipboard' | 'files' };
