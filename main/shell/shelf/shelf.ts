// A small place above all windows to drop things on: beside the tray icon, at the edge of the screen, gone with Escape.
import { screen, type BrowserWindow } from 'electron';
import type { Store } from '../../core/state/state-store';
import { atEdge, besidePointer, fromEdge, inTrayCorner } from './shelf-position';
import { interruptedByQuit } from '../tray/transfer-indicators';
import { createPageWindow, type PageOptions } from '../window/window';
import type { Rectangle } from '../window/window-state';

export interface Shelf {
  /** Where the pointer is, with the keyboard; a second time hides it. */
  readonly toggleAtPointer: () => void;
  /** In the corner, without taking the keyboard from whoever types, unless that is wanted; it leaves by itself once there is nothing to see. */
  readonly showInCorner: (withKeyboard?: boolean) => void;
  /** From the sliver at the edge, under what is being dragged. */
  readonly grow: () => void;
  /** To the sliver, where there is one. */
  readonly hide: () => void;
  /** Whether something dragged to the edge of the screen finds a sliver there. */
  readonly keepAtEdge: (wanted: boolean) => void;
  /** Whether it shows more than its sliver. */
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

export interface ShelfOptions extends PageOptions {
  readonly store: Store;
  /** What happened before is not shown on it. */
  readonly onOpened: () => void;
}

/** How long it stays after the last upload when nobody asked for it with a click. */
const restMs = 8_000;

export function createShelf({ store, onOpened, ...page }: ShelfOptions): Shelf {
  let window: BrowserWindow | undefined;
  let face: 'hidden' | 'strip' | 'open' = 'hidden';
  let hasStrip = false;
  let leaving: NodeJS.Timeout | undefined;

  const display = () => screen.getDisplayNearestPoint(screen.getCursorScreenPoint());

  const create = (bounds: Rectangle): BrowserWindow => {
    const created = createPageWindow(
      'shelf.html',
      {
        ...bounds,
        frame: false,
        resizable: false,
        minimizable: false,
        maximizable: false,
        fullscreenable: false,
        skipTaskbar: true,
        alwaysOnTop: true,
      },
      page,
    );
    created.setVisibleOnAllWorkspaces(true);
    created.on('close', (event) => {
      if (window === undefined) return;
      event.preventDefault();
      hide();
    });
    created.once('closed', () => {
      window = undefined;
    });
    return created;
  };

  const place = (bounds: Rectangle, withKeyboard: boolean) => {
    window ??= create(bounds);
    window.setBounds(bounds);
    if (withKeyboard) {
      window.show();
      window.focus();
    } else window.showInactive();
    window.setAlwaysOnTop(true, 'pop-up-menu');
  };

  const stay = () => {
    clearTimeout(leaving);
    leaving = undefined;
  };

  const open = (bounds: Rectangle, withKeyboard: boolean) => {
    stay();
    if (face !== 'open') onOpened();
    face = 'open';
    place(bounds, withKeyboard);
  };

  function hide(): void {
    stay();
    if (hasStrip) {
      face = 'strip';
      place(atEdge(screen.getPrimaryDisplay()), false);
    } else {
      face = 'hidden';
      window?.hide();
    }
  }

  const isUnderPointer = () => {
    const { x, y } = screen.getCursorScreenPoint();
    const bounds = window?.getBounds();
    if (bounds === undefined) return false;
    return x >= bounds.x && x < bounds.x + bounds.width && y >= bounds.y && y < bounds.y + bounds.height;
  };

  /** Whoever works with it, or waits for an upload, keeps it. */
  const leaveLater = () => {
    stay();
    leaving = setTimeout(() => {
      const isUsed = window?.isFocused() === true || isUnderPointer() || interruptedByQuit(store.get()) > 0;
      if (isUsed) leaveLater();
      else hide();
    }, restMs).unref();
  };

  return {
    toggleAtPointer() {
      if (face === 'open') hide();
      else open(besidePointer(screen.getCursorScreenPoint(), display()), true);
    },
    showInCorner(withKeyboard = false) {
      if (face !== 'open' || withKeyboard) open(inTrayCorner(display()), withKeyboard);
      leaveLater();
    },
    grow() {
      if (face === 'strip') open(fromEdge(screen.getPrimaryDisplay()), false);
      leaveLater();
    },
    hide,
    keepAtEdge(wanted) {
      if (wanted === hasStrip) return;
      hasStrip = wanted;
      if (face !== 'open') hide();
    },
    isOpen: () => face === 'open',
    close() {
      stay();
      const gone = window;
      window = undefined;
      gone?.destroy();
    },
  };
}
