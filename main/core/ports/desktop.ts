// The desktop: clipboard, notifications, QR codes, the Wi-Fi's name, screenshots, drags, and the question about symbolic links.
import type { QrCode } from '../model/qr';
import type { NotifiedRequest } from '../model/requests/file-request';
import type { NotifiedShare } from '../model/share';
import type { LinkText } from '../model/share-request';

/**
 * `written`: other programs can paste it. `pending-focus`: nothing is written yet, because the desktop takes it only while a window of ours has
 * the focus (Wayland).
 */
export type Written = 'written' | 'pending-focus';

export interface WriteOptions {
  /** The user asked for this copy: written later, it may replace what others copied meanwhile. */
  readonly isAsked?: boolean;
  /** Called before a pending write; false drops it. */
  readonly isStillWanted?: () => boolean;
  /** Called once, after the pending write; never when a later write replaces it. */
  readonly onLater?: () => void;
}

export interface Clipboard {
  /** Replaces the content. Without rich text on the desktop writes only the plain text. */
  write(content: LinkText, options?: WriteOptions): Promise<Written>;
  /** The content. Raises `clipboard-out-of-reach` where only a window with the focus may read it. */
  read(): Promise<ClipboardContent>;
}

export type ClipboardContent =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'image'; readonly png: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'empty' };

/** What a press on a notification asks for; `open` beside its buttons. */
export type NotificationAction = 'open' | 'copy' | 'copy-again' | 'take-back' | 'open-request' | 'save';

/** What a notification is about. */
export type Notified = NotifiedShare | NotifiedRequest;

export interface Notifier {
  /**
   * A system notification, never with a link. One about a share has buttons to copy its link and to revoke it, one about files of guests to open
   * their request and to save them.
   */
  show(title: string, body: string, about?: Notified): void;
}

/**
 * A QR code that holds the text; the sturdiest that has no more columns than `columns`, or else the narrowest. Raises `qr-too-long`.
 */
export type EncodeQr = (text: string, columns?: number) => QrCode;

/**
 * The name of the Wi-Fi that this computer is in; `undefined` without one, and where the system tells it to nobody. Never rejects, and takes two
 * seconds at most.
 */
export type WifiName = () => Promise<string | undefined>;

/** `region`: a part of the screen that the user chooses. */
export type ScreenArea = 'region' | 'screen';

export interface Screenshots {
  /** A PNG; `undefined` when the user cancelled. Raises `screenshot-unavailable`. */
  take(area: ScreenArea): Promise<Uint8Array | undefined>;
}

export interface NamedLink {
  /** The link's own name. */
  readonly name: string;
  /** Absolute: the file or folder that would be shared in its place. */
  readonly target: string;
}

/** Asks the user, once for all symbolic links of one share, whether to share their targets. */
export type MayFollow = (links: readonly NamedLink[]) => Promise<boolean>;

/** What a drag looks like. */
export interface DragLook {
  /** The source of a thumbnail, where it is an image. */
  readonly localFile?: string;
  /** The name as a picture: the data URL of a PNG. */
  readonly label?: string;
}
