// The desktop around the window, and what the desktop opens in the window.
import type { NoticeView } from './notice-view';

/** Integration with the desktop: settings, and what this desktop can do. */
export interface DesktopView {
  readonly startAtLogin: boolean;
  /** Starts with the tray icon only. */
  readonly startHidden: boolean;
  /** Closing the window leaves Mayfly in the tray. */
  readonly staysInTray: boolean;
  /** The keys that share the clipboard from anywhere, such as `CommandOrControl+Shift+U`; empty: none. */
  readonly shortcut: string;
  /** `taken`: another program has these keys. `asked`: the desktop was asked and gives no answer. `by-hand`: only the desktop's settings can bind keys. */
  readonly shortcutState: 'off' | 'works' | 'taken' | 'asked' | 'by-hand';
  /** Something dragged to the edge of the screen finds the shelf there. */
  readonly shelfAtEdge: boolean;
  /** Windows can place themselves; false in a Wayland session. */
  readonly canStandAtEdge: boolean;
  /** `mayfly:` links open Mayfly. */
  readonly deepLinks: boolean;
  /** File managers have an entry “Share with Mayfly”. */
  readonly fileManagers: boolean;
  /** Mayfly can write the entries here; elsewhere the installer does. */
  readonly canJoinFileManagers: boolean;
  /** The desktop shows a tray. */
  readonly hasTray: boolean;
  /** Rules of the organisation that lock settings; absent: none. */
  readonly organisation?: OrganisationView;
}

export interface OrganisationView {
  readonly forbidsNetwork: boolean;
  /** Of links, in seconds; absent: as long as the storage takes. */
  readonly longestSeconds?: number;
}

/** A screen that something outside the window (tray, `mayfly:` link, notification) opens. */
export interface VisitView {
  /** Increases with every visit, so that the same screen twice is two visits. */
  readonly sequence: number;
  readonly screen: 'shares' | 'requests' | 'connections' | 'settings';
  /** Opens the details of this share. */
  readonly shareId?: string;
  /** Opens the details of this file request. */
  readonly requestId?: string;
  /** Opens the form "Request files", the code of the link of `shareId`, or the question "Open on this network?". */
  readonly dialog?: 'request-files' | 'code' | 'open-on-network';
}

/** A share that a link or another program proposes; Mayfly reads nothing of it before the user agrees. */
export interface ProposalView {
  readonly id: string;
  /** `link`: a `mayfly:` link, which any web page can make. */
  readonly from: 'link' | 'desktop';
  readonly what: 'paths' | 'clipboard' | 'files';
  /** The first few names, without their folders; `count` is how many there are. */
  readonly names: readonly string[];
  readonly count: number;
}

/** News since the shelf was opened. */
export interface ShelfView {
  readonly notice?: NoticeView;
  /** Uploads that run, or began since then. */
  readonly uploadIds: readonly string[];
}
