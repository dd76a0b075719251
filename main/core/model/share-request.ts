// The request "share these items": its options, and its results.
import type { PageHabit } from './settings';
import type { Connection, Credentials } from './connection';
import type { Failure } from './failure';
import type { Disposition, Share, ShareItem } from './share';
import type { FileSnapshot } from './given-file';
import type { UnfinishedUpload } from './upload';

/** A saved connection, or a one-off one that Mayfly does not save. */
export type ConnectionChoice =
  | { readonly kind: 'known'; readonly connectionId: string }
  /** Without `credentials` its profile gives them. */
  | { readonly kind: 'ephemeral'; readonly connection: Connection; readonly credentials?: Credentials };

export interface ShareOptions {
  /** Default: the default connection, or the embedded bucket when there is none. */
  readonly connection?: ConnectionChoice;
  /** Integer, 1 to what its server takes; raises `expiry-out-of-range` otherwise. Default: the connection's own, else the setting. */
  readonly lifetimeSeconds?: number;
  /** Unix ms: its links end then, however long the upload takes. Beside `lifetimeSeconds`, which says as much. Raises `expiry-out-of-range`. */
  readonly endsAtMs?: number;
  /** Unix ms: keeps the share alive until then. Raises `bad-request`. */
  readonly keepUntilMs?: number;
  /** `inline` opens safe types in the browser; all others stay attachments. Default: the setting. */
  readonly disposition?: Disposition;
  /** The name for the recipient; only for a single file. */
  readonly name?: string;

  /** Whether the files share one link to a page. Default: the setting. */
  readonly page?: PageHabit;
  /** The page's title; default: its folder, or its first file. Raises `bad-request`. */
  readonly title?: string;
  /** The sender's words on the page. Raises `bad-request`. */
  readonly message?: string;
  /** Makes a page, stored uncompressed. */
  readonly plainPage?: boolean;
  /**
   * The user is told when the page is opened, by a mark that it writes; makes a page. Without effect where the embedded bucket counts. Raises
   * `openings-untold`, `page-not-shown`, `bad-request`.
   */
  readonly tellWhenOpened?: boolean;

  /** Encrypts contents and names. Default: the connection's rule. Raises `encryption-demanded` for `false` where that demands it. */
  readonly encrypt?: boolean;
  /** A recipient needs it beside the link; only with encryption, 1 to `mostPasswordCharacters`. */
  readonly password?: string;
  /** The id of an encrypted share whose secret this one gets: the fragment of its links opens this one too. Only with encryption. */
  readonly sameSecretAs?: string;

  /** Gives a short link that stays the same. Default: the connection's rule. Raises `no-doors` where the connection has none. */
  readonly door?: boolean;
  /** The door's own name, which people can guess; makes a door, and only for a single link. Raises `bad-request`, `door-name-taken`. */
  readonly doorName?: string;
  /** The ID of a door that leads to this share once it is stored, whatever happens on the way; in place of one of its own. */
  readonly pointsDoor?: string;

  /**
   * Whether the link of a page is given before its files are stored: of an upload that takes longer than about two seconds, or always. Default: never.
   * Without effect on a connection for once, on a plain page and on a link of a file.
   */
  readonly linkFirst?: 'never' | 'when-long' | 'always';
  /** Called with the link that is given before its files. */
  readonly onLink?: (shared: Shared) => void;

  /** Copy the links once all are made. */
  readonly copy: boolean;
  /** Stops every upload of this call. */
  readonly signal?: AbortSignal;
  /** A stopped upload keeps its parts for a later resume; otherwise it is cancelled. */
  readonly keepWhenStopped?: boolean;
  /** A page goes without a file that is gone, changed or became unreadable before it was stored; otherwise the page waits for it. */
  readonly goesWithout?: boolean;
  /**
   * Asked of each upload in the transaction that saves them: one that it declines is not uploaded, nor is the page that it is of, and its result is
   * `cancelled`.
   */
  readonly takes?: (upload: UnfinishedUpload) => boolean;
  /**
   * Asked once about all files that were found, before anything begins; what it raises ends the call. No other file is sent afterwards than those
   * that it saw: each is opened by its real path and compared with its snapshot.
   */
  readonly agrees?: (files: readonly SharedFile[]) => Promise<void>;
}

/** A file that is about to be shared. */
export interface SharedFile {
  /** Its real path. */
  readonly path: string;
  /** For the recipient. */
  readonly name: string;
  readonly snapshot: FileSnapshot;
}

/** The options of a stream: it makes no page, and nobody can resume it. */
export type StreamOptions = Omit<
  ShareOptions,
  | 'name'
  | 'page'
  | 'title'
  | 'message'
  | 'plainPage'
  | 'tellWhenOpened'
  | 'keepWhenStopped'
  | 'goesWithout'
  | 'linkFirst'
  | 'onLink'
  | 'agrees'
>;

/** A share with its link. */
export interface Shared {
  readonly share: Share;
  /** As it is given away, with door and fragment. A bearer secret: for the clipboard and stdout only. */
  readonly url: string;
  /** As of `Lifetime`. */
  readonly endUntold?: true;
  /** The door that `url` leads through. */
  readonly doorId?: string;
  /** Why there is no door although one was wanted, or why it still forwards to the link of before. */
  readonly doorFailure?: Failure;
  /** Why what was taken out of the share is not proven to be gone from the bucket yet; its page does not offer it. */
  readonly removalFailure?: Failure;
  /** The address of a door that led elsewhere before. */
  readonly pointedDoor?: string;
  readonly connectionName: string;
  /** The files of a page, in their order. */
  readonly items?: readonly ShareItem[];
  /** The link is given before its files: they are being sent. */
  readonly isSending?: true;
  /** Of one that is being sent: how long its files will take, by the speed that was measured last; absent: unknown. */
  readonly leftSeconds?: number;
  /** How many files the server copied, without an upload. */
  readonly copiedFiles?: number;
}

/** One for each link, or for the file, folder or page that got none. */
export type ItemResult =
  | { readonly ok: true; readonly shared: Shared }
  | {
      readonly ok: false;
      readonly name: string;
      readonly failure: Failure;
      /** The path as the caller named it, where that path itself is refused. */
      readonly given?: string;
      /** The failures of single files of a page, in their order. */
      readonly causes?: readonly Failure[];
    };

/** The clipboard's content: `html` is `text/html` beside the `text/plain` of `text`. */
export interface LinkText {
  readonly text: string;
  readonly html?: string;
}

/** What a link or another program would like to share; the user has not agreed to it yet. `files`: what the user then picks in a dialog. */
export type Proposed =
  | { readonly what: 'paths'; readonly paths: readonly string[] }
  | { readonly what: 'clipboard' | 'files' };
