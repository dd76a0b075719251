// Why this exists: what Mayfly can do, as one list: the window, the tray and the command line call these and nothing else.
import type { PageHabit } from '../domain/settings';
import type { Connection, Credentials } from '../domain/connection';
import type { Failure } from '../domain/failure';
import type { Disposition, Share, ShareItem } from '../domain/share';
import type { BucketRule } from './bucket-rule';
import type { ConnectionList } from './connection-list';
import type { Connections } from './connections';
import type { Examinations } from './examinations';
import type { Extend } from './extend';
import type { Copy } from './copy';
import type { LinkExisting } from './link-existing';
import type { History } from './history';
import type { LocalBucketAddress } from './local-bucket-host';
import type { KeychainState } from './secret-store';
import type { ProxySettings } from './proxy-settings';
import type { Qr } from './qr';
import type { ShareService } from './share';
import type { RemoveConnection } from './remove-connection';
import type { Revoke } from './revoke';
import type { RevokeStored } from './revoke-stored';
import type { ClipboardShare } from './share-clipboard';
import type { ScreenshotShare } from './share-screenshot';
import type { Store } from './store';
import type { Sweep } from './sweep';
import type { Thumbnails } from './thumbnails';
import type { Uploads } from './uploads';

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

export interface App
  extends
    ShareService,
    ClipboardShare,
    ScreenshotShare,
    Omit<Uploads, 'decide' | 'stopUploads'>,
    Copy,
    Qr,
    Thumbnails,
    LinkExisting,
    Revoke,
    RevokeStored,
    Extend,
    Omit<History, 'forgetRemoved'>,
    Connections,
    Examinations,
    ConnectionList,
    RemoveConnection,
    ProxySettings,
    BucketRule {
  readonly store: Store;
  /** Loads the ledger; where it was composed so, goes on with the uploads that no process works on. */
  start(): Promise<void>;
  /** Starts the bucket on this computer when live links need it. Raises `bucket-*`. */
  serveLinks(): Promise<void>;
  /** Starts the bucket on this computer, on `port` if given, and says where it is. Raises `bucket-*`. */
  serveBucket(port?: number): Promise<LocalBucketAddress & { readonly accessKeyId: string }>;
  /** This process (and no other of the profile) serves the bucket on this computer now. */
  servesBucket(): boolean;
  /** What the clock of the server that answered last is ahead of this computer's, ms; 0 while it is less than a minute. */
  clockOffsetMs(): number;
  /** Ends uploads, the embedded bucket and the ledger. */
  stop(): Promise<void>;

  readonly sweep: Sweep;
  /** Credentials that can be got again are not remembered any longer: the screen was locked, or the computer sleeps. */
  forgetSecrets(): void;
  /** Asks the keychain again. */
  keychainState(): Promise<KeychainState>;
  /** Moves session secrets into the keychain when it works again. */
  retryKeychain(): Promise<KeychainState>;
  /** The embedded bucket's keys live in memory only: its links end with this process. */
  embeddedIsSessionOnly(): boolean;

  dismissNotice(noticeId: string): void;
}
