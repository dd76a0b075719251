// How Mayfly lives on the desktop beside its window: when it starts, what closing means, and what reaches it from anywhere.

import { usualAccelerator } from './accelerator';

export interface DesktopSettings {
  /** Mayfly starts with the session. */
  readonly startAtLogin: boolean;
  /** Then only its icon shows, where there is a tray. */
  readonly startHidden: boolean;
  /** Closing the window leaves Mayfly in the tray, where there is one. */
  readonly staysInTray: boolean;
  /** Something dragged to the edge of the screen finds the shelf there. */
  readonly shelfAtEdge: boolean;
  /** `mayfly:` links open Mayfly; off until the user wants it. */
  readonly deepLinks: boolean;
  /** File managers have an entry “Share with Mayfly”, made for this user. */
  readonly fileManagers: boolean;
  /** The keys that share the clipboard from anywhere, as `isAccelerator` takes them; empty: none. */
  readonly shortcut: string;
}

export const initialDesktop: DesktopSettings = {
  startAtLogin: false,
  startHidden: true,
  staysInTray: true,
  shelfAtEdge: false,
  deepLinks: false,
  fileManagers: false,
  shortcut: usualAccelerator,
};
