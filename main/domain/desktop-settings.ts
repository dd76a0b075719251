// Why this exists: how Mayfly lives on the desktop beside its window: when it starts, what closing means, and what reaches it from anywhere.

export interface DesktopSettings {
  /** Mayfly starts with the session. */
  readonly startAtLogin: boolean;
  /** Then only its icon shows, where there is a tray. */
  readonly startHidden: boolean;
  /** Closing the window leaves Mayfly in the tray, where there is one. */
  readonly staysInTray: boolean;
}

export const initialDesktop: DesktopSettings = {
  startAtLogin: false,
  startHidden: true,
  staysInTray: true,
};
