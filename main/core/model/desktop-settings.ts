// The settings of the desktop: start at login, tray, shelf, links, file managers and the global shortcut.
import { usualAccelerator } from './accelerator';

export interface DesktopSettings {
  /** Mayfly starts with the session. */
  readonly startAtLogin: boolean;
  /** Started so, Mayfly shows only its tray icon, where there is a tray. */
  readonly startHidden: boolean;
  /** Closing the window leaves Mayfly in the tray, where there is one. */
  readonly staysInTray: boolean;
  /** The shelf opens at the edge of the screen under a drag. */
  readonly shelfAtEdge: boolean;
  /** `mayfly:` links open Mayfly. */
  readonly deepLinks: boolean;
  /** File managers have an entry “Share with Mayfly”, made for this user. */
  readonly fileManagers: boolean;
  /** The global shortcut that shares the clipboard, as `isAccelerator` takes it; empty: none. */
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
