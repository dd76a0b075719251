// What Mayfly can do, as one list: the window, the tray and the command line call these and nothing else.
import type { Connections, Removing } from '../connections/connections';
import type { Devices } from '../devices/devices';
import type { Doctor } from '../doctor/doctor';
import type { Doors } from '../doors/doors';
import type { History } from '../history/history';
import type { Linking } from '../linking/linking';
import type { Rules } from '../model/policy/policy';
import type { ConnectionChoice } from '../model/share-request';
import type { KeychainState } from '../ports/secrets';
import type { LookForMark, Receipts } from '../receipts/receipts';
import type { OnLast } from '../model/requests/last-saving';
import type { Requests } from '../requests/requests';
import type { Sharing } from '../sharing/sharing';
import type { Signing } from '../signing/signing';
import type { Store, Tell } from '../state/state';
import type { ServedBucket } from '../storage/storage';
import type { Uploads } from '../uploads/uploads';
import type { Watching } from '../watching/watching';

export interface App
  extends
    Sharing,
    Omit<Uploads, 'commitCancels' | 'stopUploads'>,
    Linking,
    Signing,
    Doors,
    Omit<History, 'forgetRemoved'>,
    Connections,
    Removing,
    Doctor,
    ServedBucket,
    Watching,
    Requests,
    Devices,
    Receipts,
    LookForMark {
  readonly store: Store;
  /** Shows the user a notice. */
  readonly tell: Tell;
  /** The rules of the organisation that hold in this process. */
  readonly policy: Rules['now'];
  /** Loads the ledger; a process that stays resumes the uploads that no process works on. */
  start(): Promise<void>;
  /** What the clock of the server that answered last is ahead of this computer's, ms; 0 while it is less than a minute. */
  clockOffsetMs(): number;
  /**
   * Ends uploads, the embedded bucket and the ledger; first of all it saves what guests sent to a bucket that ends with this process. Raises why
   * that could not be saved once all has ended.
   */
  stop(onLast?: OnLast): Promise<void>;

  /** Before a share, or at a gesture that may end in one: opens what the share will use, by the default connection unless chosen. Never raises. */
  warmUp(choice?: ConnectionChoice, files?: number): void;
  /** Clears the cached credentials: the screen was locked, or the computer sleeps. */
  forgetSecrets(): void;
  /** Whether the keychain works now. */
  keychainState(): Promise<KeychainState>;
  /** Moves session secrets into the keychain when it works again. */
  retryKeychain(): Promise<KeychainState>;
  /** Gives the keys that lie in files another passphrase; resolves to how many connections have such. Raises what `SealedSecrets` raises. */
  changePassphrase(): Promise<number>;

  /** What the program called itself that made the share; `undefined` for one of the user's own. */
  agentOf(shareId: string): string | undefined;
  dismissNotice(noticeId: string): void;
}
