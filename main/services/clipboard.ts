// Why this exists: the system's clipboard as the services need it: links go out, what a gesture finds comes in.
import type { LinkText } from '../domain/link-text';

export interface Clipboard {
  /** Replaces what is there. Where rich text has no place only the plain text is written. */
  write(content: LinkText): Promise<void>;
  /** What a user's gesture finds on the clipboard. */
  read(): Promise<ClipboardContent>;
}

export type ClipboardContent =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'image'; readonly png: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'empty' };
