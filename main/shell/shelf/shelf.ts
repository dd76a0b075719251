// The shelf: a small window above all others to drop things on, beside the tray icon or at the edge of the screen; Escape closes it.
import { screen, type BrowserWindow } from 'electron';
import type { Store } from '../../core/state/state-store';
import { atEdge, besidePointer, fromEdge, inTrayCorner } from './shelf-position';
import { interruptedByQuit } from '../tray/transfer-indicators';
import { createPageWindow, type PageOptions } from '../window/window';
import type { Rectangle } from '../window/window-state';

export interface Shelf {
  /** Opens at the pointer with the keyboard focus; hides an open shelf. */
  readonly toggleAtPointer: () => void;
  /** Opens in the corner, with the keyboard focus only where wanted; closes by itself when nothing is left to show. */
  readonly showInCorner: (withKeyboard?: boolean) => void;
  /** Opens from the strip at the edge, under a drag. */
  readonly grow: () => void;
  /** Shrinks to the strip, where there is one, else hides. */
  readonly hide: () => void;
  /** Shows the strip at the edge of the screen, or removes it. */
  readonly keepAtEdge: (wanted: boolean) => void;
  /** True when more than the strip is visible. */
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

export interface ShelfOptions extends PageOptions {
  readonly store: Store;
  /** Called when the shelf opens: it shows only events after that. */
  readonly onOpened: () => void;
}

/** How long a shelf that opened by itself stays after the last upload, ms. */
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

  /** The shelf stays while it is in use or an upload runs. */
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
