// Why this exists: what the window may know of the desktop around it, and what the desktop may ask of the window.

/** How Mayfly lives on the desktop, beside this window. */
export interface DesktopView {
  readonly startAtLogin: boolean;
  /** Then only the icon shows. */
  readonly startHidden: boolean;
  /** Closing the window leaves Mayfly in the tray. */
  readonly staysInTray: boolean;
  /** The desktop shows a tray. */
  readonly hasTray: boolean;
}

/** A place in the window that something outside asks for. */
export interface VisitView {
  /** Grows with every visit: the same place twice is two visits. */
  readonly turn: number;
  readonly screen: 'shares' | 'connections' | 'settings';
  /** Whose details are shown. */
  readonly shareId?: string;
}
