// Why this exists: the one window: sandboxed, on our own origin, created when first needed and again after it was closed.
import { app, BrowserWindow, nativeTheme, session, type Session } from 'electron';
import { pageOrigin } from './page-files';

export interface WindowHost {
  /** Shows the window, creates it if there is none, and brings it to the front. */
  readonly open: () => void;
  readonly isFocused: () => boolean;
  readonly current: () => BrowserWindow | undefined;
  readonly isOwn: (webContentsId: number) => boolean;
}

export interface WindowOptions {
  readonly preloadPath: string;
  readonly iconPath: string;
  readonly onCreated: (window: BrowserWindow) => void;
  /** Whether closing should hide the window instead of ending it. */
  readonly hidesOnClose: () => boolean;
  readonly onPageGone: (reason: string) => void;
}

/** In memory only: the page keeps nothing, so nothing of it belongs on the disk. */
export const pageSession = (): Session => session.fromPartition('window');

/** Avoids a white flash before the page has painted; the same tones as the page's own background. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#1b1917' : '#faf8f5');

/** A page that crashes again this soon is left alone, or it would crash in a circle. */
const reloadPauseMs = 10_000;

export function createWindowHost(options: WindowOptions): WindowHost {
  const { preloadPath, iconPath, onCreated, hidesOnClose, onPageGone } = options;
  let window: BrowserWindow | undefined;

  const create = (): BrowserWindow => {
    const created = new BrowserWindow({
      title: app.name,
      icon: iconPath,
      width: 920,
      height: 680,
      minWidth: 420,
      minHeight: 480,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: background(),
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
    created.once('ready-to-show', () => created.show());
    created.on('close', (event) => {
      if (!hidesOnClose()) return;
      event.preventDefault();
      created.hide();
    });
    created.on('closed', () => {
      window = undefined;
    });
    let reloadedAtMs = Number.NEGATIVE_INFINITY;
    created.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      onPageGone(reason);
      if (Date.now() - reloadedAtMs < reloadPauseMs) return;
      reloadedAtMs = Date.now();
      created.webContents.reload();
    });
    onCreated(created);
    void created.loadURL(`${pageOrigin}/index.html`);
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
    isOwn: (webContentsId) => window?.webContents.id === webContentsId,
  };
}
