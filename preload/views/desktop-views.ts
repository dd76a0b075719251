// What the window may know of the desktop around it, and what the desktop may ask of the window.
import type { NoticeView } from './notice-view';

/** How Mayfly lives on the desktop, beside this window. */
export interface DesktopView {
  readonly startAtLogin: boolean;
  /** Then only the icon shows. */
  readonly startHidden: boolean;
  /** Closing the window leaves Mayfly in the tray. */
  readonly staysInTray: boolean;
  /** The keys that share the clipboard from anywhere, such as `CommandOrControl+Shift+U`; empty: none. */
  readonly shortcut: string;
  /** `taken`: another program has these keys. `asked`: the desktop decides, and does not say. `by-hand`: only its settings bind keys. */
  readonly shortcutState: 'off' | 'works' | 'taken' | 'asked' | 'by-hand';
  /** Something dragged to the edge of the screen finds the shelf there. */
  readonly shelfAtEdge: boolean;
  /** Windows can stand where they want: not in a Wayland session. */
  readonly canStandAtEdge: boolean;
  /** `mayfly:` links open Mayfly. */
  readonly deepLinks: boolean;
  /** File managers have an entry “Share with Mayfly”. */
  readonly fileManagers: boolean;
  /** Their entries can be made here; elsewhere the installer makes them. */
  readonly canJoinFileManagers: boolean;
  /** The desktop shows a tray. */
  readonly hasTray: boolean;
}

/** A place in the window that something outside asks for. */
export interface VisitView {
  /** Grows with every visit: the same place twice is two visits. */
  readonly sequence: number;
  readonly screen: 'shares' | 'connections' | 'settings';
  /** Whose details are shown. */
  readonly shareId?: string;
}

/** What somebody else would like to have shared; nothing of it is read before the user agrees. */
export interface ProposalView {
  readonly id: string;
  /** `link`: a `mayfly:` link, which any web page can make. */
  readonly from: 'link' | 'desktop';
  readonly what: 'paths' | 'clipboard' | 'files';
  /** The first few names, without their folders; `count` is how many there are. */
  readonly names: readonly string[];
  readonly count: number;
}

/** What happened since the shelf was opened. */
export interface ShelfView {
  readonly notice?: NoticeView;
  /** Of uploads that run, or began since then. */
  readonly uploadIds: readonly string[];
}
