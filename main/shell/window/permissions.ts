// Electron grants pages every permission unless told otherwise. Ours needs none.
import { url as debuggerUrl } from 'node:inspector';
import { app, type Session } from 'electron';

function denyAll(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null));
  // Chromium begins to fetch dictionaries from a host of Google's before anybody can say no (seen by a proxy): it finds no such address.
  session.setSpellCheckerDictionaryDownloadURL('nowhere:///');
  session.setSpellCheckerEnabled(false);
}

/**
 * Denies everything in every session that will ever exist, keeps each from asking the internet for dictionaries, and gives no server a
 * certificate of the user's. Call before the app is ready.
 */
export function denyAllPermissions(): void {
  app.on('session-created', denyAll);
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
}

/** What lets others into the pages, whatever the package forbids. */
const doors = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'auto-open-devtools-for-tabs',
] as const;

/**
 * Ignores that Mayfly was started with a port for debuggers of the page, except where one of the main process was let in: in development, and
 * in the variant for tests. Call before the app is ready.
 */
export function denyDebugging(): void {
  if (app.isPackaged && debuggerUrl() === undefined) for (const door of doors) app.commandLine.removeSwitch(door);
}

/** Keeps every page where it is: no navigation, no new windows, no embedded pages. Call before the app is ready. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
