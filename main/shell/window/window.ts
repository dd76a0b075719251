// The windows: sandboxed, on our own origin. The main one is created when first needed and again after it was closed, where
// it was left.
import {
  app,
  BrowserWindow,
  nativeTheme,
  screen,
  session,
  type BrowserWindowConstructorOptions,
  type Session,
} from 'electron';
import { createThrottle } from '../../core/async/throttle';
import { pageOrigin } from './page-assets';
import { leastSize, toWindowState, windowPlace, windowStateText } from './window-state';

/** In memory only: the page keeps nothing, so nothing of it belongs on the disk. */
export const pageSession = (): Session => session.fromPartition('window');

/** Avoids a white flash before the page has painted; the same tones as the page's own background. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#1b1917' : '#faf8f5');

/** A page that crashes again this soon is left alone, or it would crash in a circle. */
const reloadPauseMs = 10_000;

/** Of every window that is open. */
const ownContents = new Set<number>();

/** Whether these web contents are those of a window of ours. */
export const isOwnPage = (webContentsId: number): boolean => ownContents.has(webContentsId);

/** What every window of ours is made with. */
export interface PageLook {
  readonly preloadPath: string;
  readonly iconPath: string;
}

export interface PageOptions extends PageLook {
  readonly onCreated: (window: BrowserWindow) => void;
  readonly onPageGone: (reason: string) => void;
}

/** A hidden window with our page in it; `document` says which of its faces the page shows. The one place where windows are made. */
export function createPageWindow(
  document: 'index.html' | 'shelf.html',
  look: Omit<BrowserWindowConstructorOptions, 'webPreferences'>,
  { preloadPath, iconPath, onCreated, onPageGone }: PageOptions,
): BrowserWindow {
  const created = new BrowserWindow({
    title: app.name,
    icon: iconPath,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    ...look,
    webPreferences: {
      session: pageSession(),
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      disableBlinkFeatures: 'Auxclick',
      devTools: !app.isPackaged,
    },
  });
  const { id } = created.webContents;
  ownContents.add(id);
  created.once('closed', () => ownContents.delete(id));
  let reloadedAtMs = Number.NEGATIVE_INFINITY;
  created.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    onPageGone(reason);
    if (Date.now() - reloadedAtMs < reloadPauseMs) return;
    reloadedAtMs = Date.now();
    created.webContents.reload();
  });
  onCreated(created);
  void created.loadURL(`${pageOrigin}/${document}`);
  return created;
}

/** A page that never gets as far as its title is shown all the same, as it is. */
const longestHiddenMs = 3_000;
/** A window that nobody sees, on another desktop, is not painted; what stands behind it must come up all the same. */
const longestUnseenMs = 1_000;

/** Calls `stands` once, when the page has a title: its document begins with one, and with its first view. */
function whenPageStands({ webContents }: BrowserWindow, stands: () => void): void {
  const timer = setTimeout(() => end(), longestHiddenMs);
  const titled = (event: Electron.Event, _title: string, explicit: boolean) => {
    if (explicit) end();
    // The name of a page without a title is its address, which means nothing to anybody.
    else event.preventDefault();
  };
  const end = () => {
    clearTimeout(timer);
    webContents.off('page-title-updated', titled);
    stands();
  };
  webContents.on('page-title-updated', titled);
  webContents.once('destroyed', () => clearTimeout(timer));
}

export interface WindowHost {
  /** Shows the window, creates it if there is none, and brings it to the front. */
  readonly open: () => void;
  readonly isFocused: () => boolean;
  readonly current: () => BrowserWindow | undefined;
  /** Resolves when the first view of the window that is on its way is painted; at once where there is none. Never waits for long. */
  readonly seen: () => Promise<void>;
  /** Resolves when all of that window is drawn, or it is gone or takes too long. */
  readonly drawn: () => Promise<void>;
  /** The page of the window says that it is drawn. */
  readonly pageDrawn: () => void;
  /** Keeps where the window is now, for the last time. */
  readonly rememberLast: () => void;
  /** Called once, when there is something behind the window. */
  readonly follow: (follower: WindowFollower) => void;
}

export interface WindowFollower {
  /** Called for the window there is, and for each that comes. */
  readonly onCreated: (window: BrowserWindow) => void;
  readonly onPageGone: () => void;
  /** Whether closing should hide the window instead of ending it. */
  readonly hidesOnClose: () => boolean;
  /** It was closed for good. */
  readonly onClosed: () => void;
}

export interface WindowOptions extends Omit<PageOptions, 'onCreated'> {
  /** Where the place of the window is kept. */
  readonly memory: { readonly load: () => string | undefined; readonly save: (text: string) => void };
}

/** A window that is dragged moves sixty times a second. */
const rememberMs = 1_000;

export function createWindowHost(options: WindowOptions): WindowHost {
  const { memory } = options;
  let window: BrowserWindow | undefined;
  let follower: WindowFollower | undefined;
  let closedUnseen = false;
  let saved = memory.load();
  let remembers = true;
  let seen = Promise.resolve();
  let drawn = Promise.resolve();
  let pageDrawn = () => undefined as void;

  const save = () => {
    if (window === undefined || window.isDestroyed() || window.isMinimized() || !remembers) return;
    const text = windowStateText({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
    if (text !== saved) memory.save(text);
    saved = text;
  };

  const remember = (of: BrowserWindow) => {
    const throttle = createThrottle(rememberMs, save);
    const later = () => throttle.request();
    of.on('resize', later);
    of.on('move', later);
    of.on('maximize', later);
    of.on('unmaximize', later);
    of.on('close', save);
    of.once('closed', () => throttle.cancel());
  };

  // Another theme may be chosen while the window stands.
  nativeTheme.on('updated', () => window?.setBackgroundColor(background()));

  const create = (): BrowserWindow => {
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const { maximised, ...bounds } = windowPlace(toWindowState(saved), screens);
    const created = createPageWindow(
      'index.html',
      { ...bounds, minWidth: leastSize.width, minHeight: leastSize.height, paintWhenInitiallyHidden: false },
      {
        ...options,
        onCreated: (made) => follower?.onCreated(made),
        onPageGone(reason) {
          follower?.onPageGone();
          options.onPageGone(reason);
        },
      },
    );
    seen = new Promise((resolve) => {
      created.once('ready-to-show', resolve);
      created.once('closed', resolve);
      setTimeout(resolve, longestUnseenMs);
    });
    drawn = new Promise((resolve) => {
      pageDrawn = resolve;
      created.once('closed', resolve);
      setTimeout(resolve, longestHiddenMs);
    });
    // Not `ready-to-show`: a page that paints while it is hidden waits for the graphics process before it runs a line of its own.
    whenPageStands(created, () => (maximised ? created.maximize() : created.show()));
    remember(created);
    created.on('close', (event) => {
      if (follower?.hidesOnClose() !== true) return;
      event.preventDefault();
      created.hide();
    });
    created.once('closed', () => {
      window = undefined;
      closedUnseen = follower === undefined;
      follower?.onClosed();
    });
    return created;
  };

  return {
    open() {
      if (window === undefined) {
        window = create();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    isFocused: () => window?.isFocused() ?? false,
    current: () => window,
    seen: () => seen,
    drawn: () => drawn,
    pageDrawn: () => pageDrawn(),
    rememberLast() {
      save();
      remembers = false;
    },
    follow(next) {
      follower = next;
      if (window !== undefined) next.onCreated(window);
      else if (closedUnseen) next.onClosed();
    },
  };
}
