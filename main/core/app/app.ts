// What Mayfly can do, as one list: the window, the tray and the command line call these and nothing else.
import type { BucketRule } from '../connections/lifecycle-backstop';
import type { ConnectionList } from '../connections/connection-list';
import type { Connections } from '../connections/connections';
import type { FoundConnections } from '../connections/found-connections';
import type { DraftBuckets } from '../connections/draft-buckets';
import type { DoorsSetUp } from '../doctor/doors-set-up';
import type { Examinations } from '../doctor/examinations';
import type { ArrivalActions } from '../requests/arrival-actions';
import type { ChangeRequests } from '../requests/change-requests';
import type { FileRequests } from '../requests/file-requests';
import type { FoundRequests } from '../requests/found-requests';
import type { RequestLinks } from '../requests/request-links';
import type { RequestUpkeep } from '../requests/request-upkeep';
import type { UsualFolders } from '../requests/usual-folders';
import type { Doors } from '../doors/doors';
import type { ChangePassword } from '../history/change-password';
import type { Extend } from '../history/extend';
import type { Copy } from '../history/copy-link';
import type { LinkExisting } from '../linking/link-existing';
import type { History } from '../history/history';
import type { LocalBucketAddress } from '../ports/local-bucket';
import type { KeychainState } from '../ports/secrets';
import type { ProxySettings } from '../connections/proxy-settings';
import type { Qr, Thumbnails } from '../history/share-images';
import type { ShareService } from '../sharing/share-items';
import type { RemoveConnection } from '../connections/remove-connection';
import type { Revoke } from '../history/revoke';
import type { RevokeStored } from '../history/revoke-stored';
import type { OnLast } from '../requests/save-last';
import type { ClipboardShare, ScreenshotShare } from '../sharing/share-from-desktop';
import type { ConnectionChoice } from '../model/share-request';
import type { Tell } from '../state/notices';
import type { SignForGuests } from '../signing/sign-for-guests';
import type { Store } from '../state/state-store';
import type { Sweep } from '../history/sweep-multipart';
import type { Uploads } from '../uploads/upload-commands';
import type { WatchedFolders } from '../watching/watched-folders';

export interface App
  extends
    ShareService,
    ClipboardShare,
    ScreenshotShare,
    Omit<Uploads, 'commitCancels' | 'stopUploads'>,
    Copy,
    Qr,
    Thumbnails,
    LinkExisting,
    Revoke,
    RevokeStored,
    SignForGuests,
    Extend,
    Doors,
    ChangePassword,
    Omit<History, 'forgetRemoved'>,
    Connections,
    DraftBuckets,
    FoundConnections,
    Examinations,
    DoorsSetUp,
    ConnectionList,
    RemoveConnection,
    ProxySettings,
    Omit<WatchedFolders, 'endWatches'>,
    FileRequests,
    FoundRequests,
    Omit<RequestUpkeep, 'saveOwnSession'>,
    UsualFolders,
    ChangeRequests,
    RequestLinks,
    ArrivalActions,
    BucketRule {
  readonly store: Store;
  /** Shows the user a notice. */
  readonly tell: Tell;
  /** Loads the ledger; a process that stays resumes the uploads that no process works on. */
  start(): Promise<void>;
  /** Starts the embedded bucket if it has live links. Raises `bucket-*`. */
  serveLinks(): Promise<void>;
  /** Starts the embedded bucket, on `port` if given, and gives its address. Raises `bucket-*`. */
  serveBucket(port?: number): Promise<LocalBucketAddress & { readonly accessKeyId: string }>;
  /** Whether this process serves the embedded bucket now, and no other of the profile. */
  servesBucket(): boolean;
  /** What the clock of the server that answered last is ahead of this computer's, ms; 0 while it is less than a minute. */
  clockOffsetMs(): number;
  /**
   * Ends uploads, the embedded bucket and the ledger; first of all it saves what guests sent to a bucket that ends with this process. Raises why
   * that could not be saved once all has ended.
   */
  stop(onLast?: OnLast): Promise<void>;

  readonly sweep: Sweep;
  /** Before a share, or at a gesture that may end in one: opens what the share will use, by the default connection unless chosen. Never raises. */
  warmUp(choice?: ConnectionChoice): void;
  /** Clears the cached credentials: the screen was locked, or the computer sleeps. */
  forgetSecrets(): void;
  /** Whether the keychain works now. */
  keychainState(): Promise<KeychainState>;
  /** Moves session secrets into the keychain when it works again. */
  retryKeychain(): Promise<KeychainState>;
  /** Gives the keys that lie in files another passphrase; resolves to how many connections have such. Raises what `SealedSecrets` raises. */
  changePassphrase(): Promise<number>;
  /** Whether the embedded bucket's keys are in memory only: its links end with this process then. */
  embeddedIsSessionOnly(): boolean;

  dismissNotice(noticeId: string): void;
}
