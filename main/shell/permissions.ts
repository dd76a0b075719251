// Why this exists: Electron grants pages every permission unless told otherwise. Ours needs none.
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

/** Denies everything in every session that will ever exist, and keeps each from asking the internet for dictionaries. Call before the app is ready. */
export function denyAllPermissions(): void {
  app.on('session-created', denyAll);
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
