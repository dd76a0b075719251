// The shelf: a small window above all others to drop things on, beside the tray icon or at the edge of the screen; Escape closes it. The strip
// at the edge is a window of its own: xfwm4 keeps a managed window that shrinks to it 24 px away from the edge.
import { screen, type BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import type { Store } from '../../core/state/state';
import { atEdge, besideIcon, fromEdge, inTrayCorner, isKnown } from './shelf-position';
import { interruptedByQuit } from '../tray/transfer-indicators';
import { createPageWindow, type PageOptions } from '../window/window';
import type { Rectangle } from '../window/window-state';

export interface ShelfFollower extends Pick<PageOptions, 'onCreated'> {
  /** Called when the shelf opens: it shows only events after that. */
  readonly onOpened: () => void;
  readonly onHidden: () => void;
}

export interface ShelfOptions extends Omit<PageOptions, 'onCreated'> {
  readonly store: Store;
}

/** How long a shelf that opened by itself stays after the last upload, ms. */
const restMs = 8_000;

export function createShelf({ store, ...page }: ShelfOptions) {
  let follower: ShelfFollower | undefined;
  let window: BrowserWindow | undefined;
  let strip: BrowserWindow | undefined;
  let isOpen = false;
  let leaving: NodeJS.Timeout | undefined;

  const display = () => screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  const edge = () => atEdge(screen.getPrimaryDisplay());

  const create = (options: BrowserWindowConstructorOptions): BrowserWindow => {
    const created = createPageWindow(
      'shelf.html',
      {
        frame: false,
        resizable: false,
        minimizable: false,
        maximizable: false,
        fullscreenable: false,
        skipTaskbar: true,
        alwaysOnTop: true,
        ...options,
      },
      { ...page, onCreated: (made) => follower?.onCreated(made) },
    );
    created.setVisibleOnAllWorkspaces(true);
    return created;
  };

  const createShelfWindow = (bounds: Rectangle): BrowserWindow => {
    // A window manager drops `_NET_WM_STATE_SKIP_TASKBAR` when it takes a window over; the type of the window stays.
    const created = create({ ...bounds, ...(process.platform === 'linux' && { type: 'utility' }) });
    created.on('close', (event) => {
      if (window === undefined) return;
      event.preventDefault();
      hide();
    });
    // A window can go without being closed, and what is gone says nothing.
    created.once('closed', () => {
      window = undefined;
      hide();
    });
    return created;
  };

  const showStrip = () => {
    // On X11 a window without focus is override-redirect: no window manager moves it, lists it or gives it the keyboard.
    strip = create({ ...edge(), focusable: false });
    strip.once('closed', () => {
      strip = undefined;
    });
    strip.showInactive();
    strip.setAlwaysOnTop(true, 'pop-up-menu');
  };
  const followScreen = () => strip?.setBounds(edge());
  const removeStrip = () => {
    strip?.destroy();
    strip = undefined;
  };

  const stay = () => {
    clearTimeout(leaving);
    leaving = undefined;
  };

  const open = (bounds: Rectangle, withKeyboard: boolean) => {
    stay();
    if (!isOpen) follower?.onOpened();
    isOpen = true;
    window ??= createShelfWindow(bounds);
    window.setBounds(bounds);
    if (withKeyboard) {
      window.show();
      window.focus();
    } else window.showInactive();
    window.setAlwaysOnTop(true, 'pop-up-menu');
  };

  function hide(): void {
    stay();
    if (isOpen) follower?.onHidden();
    isOpen = false;
    window?.hide();
  }

  const isUnderPointer = () => {
    const { x, y } = screen.getCursorScreenPoint();
    return [window, strip].some((each) => {
      const bounds = each?.getBounds();
      if (bounds === undefined) return false;
      return x >= bounds.x && x < bounds.x + bounds.width && y >= bounds.y && y < bounds.y + bounds.height;
    });
  };

  /** The shelf stays while it is in use or an upload runs. */
  const leaveLater = () => {
    stay();
    leaving = setTimeout(() => {
      const isUsed = window?.isFocused() === true || isUnderPointer() || interruptedByQuit(store.get()).length > 0;
      if (isUsed) leaveLater();
      else hide();
    }, restMs).unref();
  };

  screen.on('display-metrics-changed', followScreen);
  screen.on('display-removed', followScreen);

  return {
    /** Opens beside the tray icon, or in the corner while its place is not known, with the keyboard focus; hides an open shelf. */
    toggle: (icon?: Rectangle) => {
      if (isOpen) hide();
      else if (icon === undefined || !isKnown(icon)) open(inTrayCorner(display()), true);
      else open(besideIcon(icon, screen.getDisplayMatching(icon)), true);
    },
    /** Opens in the corner, with the keyboard focus only where wanted; closes by itself when nothing is left to show. */
    showInCorner: (withKeyboard: boolean = false) => {
      if (!isOpen || withKeyboard) open(inTrayCorner(display()), withKeyboard);
      leaveLater();
    },
    /** Opens beside the strip at the edge, under a drag. */
    grow: () => {
      if (!isOpen) open(fromEdge(screen.getPrimaryDisplay()), false);
      leaveLater();
    },
    hide,
    /** Shows the strip at the edge of the screen, or removes it. */
    keepAtEdge: (wanted: boolean) => {
      if (wanted === (strip !== undefined)) return;
      if (wanted) showStrip();
      else removeStrip();
    },
    /** True when more than the strip is visible. */
    isOpen: (): boolean => isOpen,
    /** True for the shelf's own page. */
    isPage: (webContentsId: number): boolean => window?.webContents.id === webContentsId,
    isFocused: (): boolean => isOpen && window?.isFocused() === true,
    /** Called once, before the shelf opens. */
    follow: (one: ShelfFollower) => {
      follower = one;
    },
    close: () => {
      stay();
      screen.off('display-metrics-changed', followScreen);
      screen.off('display-removed', followScreen);
      removeStrip();
      const gone = window;
      window = undefined;
      isOpen = false;
      gone?.destroy();
    },
  };
}

export type Shelf = ReturnType<typeof createShelf>;
