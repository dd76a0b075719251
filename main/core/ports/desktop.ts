// The system's clipboard as the services need it: links go out, what a gesture finds comes in.
import type { QrModules } from '../model/qr';
import type { NotifiedShare } from '../model/share';
import type { LinkText } from '../model/share-request';

/**
 * `written`: other programs get it from now on. `pending-focus`: the desktop takes it only while a window of ours has the focus (Wayland), so
 * nothing was written yet.
 */
export type Written = 'written' | 'pending-focus';

export interface WriteWish {
  /** Somebody asked for just this: written later, it may replace what others copied meanwhile. */
  readonly isAsked?: boolean;
  /** Asked before what was pending is written. */
  readonly isStillWanted?: () => boolean;
  /** Called once, when what was pending is written at last. A later write takes its place, and then it never is. */
  readonly onLater?: () => void;
}

export interface Clipboard {
  /** Replaces what is there. Where rich text has no place only the plain text is written. */
  write(content: LinkText, wish?: WriteWish): Promise<Written>;
  /** What a user's gesture finds on the clipboard. Raises `clipboard-out-of-reach` where only a window with the focus may read it. */
  read(): Promise<ClipboardContent>;
}

export type ClipboardContent =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'image'; readonly png: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'empty' };

export interface Notifier {
  /** A system notification; never carries a link. About a share it offers to copy its link again and to take it back. */
  show(title: string, body: string, share?: NotifiedShare): void;
}

/** The modules of a QR code that holds the text. Raises `qr-too-long`. */
export type EncodeQr = (text: string) => QrModules;

/** `region`: a part of it that the person chooses. */
export type ScreenArea = 'region' | 'screen';

export interface Screenshots {
  /** The picture as PNG; nothing when the person left it. Raises `screenshot-unavailable`. */
  take(area: ScreenArea): Promise<Uint8Array | undefined>;
}

export interface NamedLink {
  /** What the user saw. */
  readonly name: string;
  /** Absolute: the file or folder that would be shared in its place. */
  readonly target: string;
}

/** Whether what they lead to is to be shared; asked once for everything that was named at once. */
export type MayFollow = (links: readonly NamedLink[]) => Promise<boolean>;
