// Denies all web permissions, which Electron grants by default.
import { url as debuggerUrl } from 'node:inspector';
import { app, type Session } from 'electron';

function denyAll(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null));
  // Chromium begins to fetch dictionaries from Google before the app can disable that (seen by a proxy), so it gets an address that does not exist.
  session.setSpellCheckerDictionaryDownloadURL('nowhere:///');
  session.setSpellCheckerEnabled(false);
}

/**
 * Denies all permissions in every session, disables the download of dictionaries, and gives no server a
 * certificate of the user's. Call before the app is ready.
 */
export function denyAllPermissions(): void {
  app.on('session-created', denyAll);
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
}

/** Chromium's switches that open the pages to debuggers. */
const debuggingSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'auto-open-devtools-for-tabs',
] as const;

/**
 * Ignores the switches for debuggers of the page, except where the main process accepts a debugger: in development, and
 * in the variant for tests. Call before the app is ready.
 */
export function denyDebugging(): void {
  if (app.isPackaged && debuggerUrl() === undefined)
    for (const name of debuggingSwitches) app.commandLine.removeSwitch(name);
}

/** Forbids navigation, new windows and embedded pages. Call before the app is ready. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
