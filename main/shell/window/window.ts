// Creates the windows: sandboxed, on our own origin. The main one is created when first needed, and again after it was closed, where
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
import { longestHiddenMs, whenPageStands } from './page-stands';
import { leastSize, toWindowState, windowPlace, windowStateText } from './window-state';
import { followZoom, usualZoom } from './zoom';

/** In memory only: the page stores nothing on disk. */
export const pageSession = (): Session => session.fromPartition('window');

/** The page's background colours, which avoid a white flash before the first paint. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#1b1917' : '#faf8f5');

/** A page that crashes again within this time is not reloaded, or it would crash in a loop. */
const reloadPauseMs = 10_000;

/** The web contents of every open window. */
const ownContents = new Set<number>();

/** True for the web contents of one of our windows. */
export const isOwnPage = (webContentsId: number): boolean => ownContents.has(webContentsId);

/** The options of every window. */
export interface PageLook {
  readonly preloadPath: string;
  readonly iconPath: string;
}

export interface PageOptions extends PageLook {
  readonly onCreated: (window: BrowserWindow) => void;
  readonly onPageGone: (reason: string) => void;
}

/** A hidden window with our page, which shows the view `document` names. The only place that creates windows. */
export function createPageWindow(
  document: 'index.html' | 'shelf.html' | `region.html#${number}`,
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

/** A window on another workspace is not painted; the start must go on after this time. */
const longestUnseenMs = 1_000;

export interface WindowFollower {
  /** Called for the present window and each later one. */
  readonly onCreated: (window: BrowserWindow) => void;
  readonly onPageGone: () => void;
  /** True when closing is to hide the window. */
  readonly hidesOnClose: () => boolean;
  /** Called when closing has hidden the window. */
  readonly onHidden: () => void;
  /** Called when the window is closed, not hidden. */
  readonly onClosed: () => void;
}

export interface WindowOptions extends Omit<PageOptions, 'onCreated'> {
  /** The file with the window's place. */
  readonly memory: { readonly load: () => string | undefined; readonly save: (text: string) => void };
}

/** A dragged window sends sixty events a second. */
const rememberMs = 1_000;

export function createWindowHost(options: WindowOptions) {
  const { memory } = options;
  let window: BrowserWindow | undefined;
  let follower: WindowFollower | undefined;
  let closedUnseen = false;
  let saved = memory.load();
  const zoom = { percent: toWindowState(saved)?.zoom ?? usualZoom };
  let remembers = true;
  let shown = Promise.resolve();
  let seen = Promise.resolve();
  let drawn = Promise.resolve();
  let pageDrawn = () => undefined as void;

  const save = () => {
    if (window === undefined || window.isDestroyed() || window.isMinimized() || !remembers) return;
    const bounds = window.getNormalBounds();
    const text = windowStateText({ bounds, maximised: window.isMaximized(), zoom: zoom.percent });
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

  // The theme may change while the window is open.
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
    // Not `ready-to-show`: a hidden page that paints waits for the GPU process before it runs its first script.
    const stands = new Promise<void>((resolve) => {
      whenPageStands(created, () => {
        if (maximised) created.maximize();
        else created.show();
        resolve();
      });
    });
    shown = Promise.race([stands, seen]);
    remember(created);
    followZoom(created.webContents, zoom, save);
    created.on('close', (event) => {
      if (follower?.hidesOnClose() !== true) return;
      event.preventDefault();
      created.hide();
      follower.onHidden();
    });
    created.once('closed', () => {
      window = undefined;
      closedUnseen = follower === undefined;
      follower?.onClosed();
    });
    return created;
  };

  return {
    /** Creates the window if there is none, shows it and brings it to the front. */
    open: () => {
      if (window === undefined) {
        window = create();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    // A window that was just hidden keeps the focus until the display answers.
    isFocused: () => window?.isVisible() === true && window.isFocused(),
    /** Neither closed, hidden nor minimised; another program's window may cover it. */
    isVisible: () => window?.isVisible() === true && !window.isMinimized(),
    current: () => window,
    /** Resolves when an opening window is on the screen, where its first view is to be painted; when that is seen at the latest. */
    shown: () => shown,
    /** Resolves when the first view of an opening window is painted, or after a time limit; at once where no window is opening. */
    seen: () => seen,
    /** Resolves when the whole window is drawn or closed, or after a time limit. */
    drawn: () => drawn,
    /** Reports that the page is drawn. */
    pageDrawn: () => pageDrawn(),
    /** Saves the window's place for the last time. */
    rememberLast: () => {
      save();
      remembers = false;
    },
    /** Called once, when main can answer the window. */
    follow(next: WindowFollower) {
      follower = next;
      if (window !== undefined) next.onCreated(window);
      else if (closedUnseen) next.onClosed();
    },
  };
}

export type WindowHost = ReturnType<typeof createWindowHost>;
