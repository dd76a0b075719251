// A Wayland session keeps windows and keys to itself; what Mayfly can do there goes through the desktop's portal.
import { app } from 'electron';

export const isWayland = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform === 'linux' &&
  (environment['XDG_SESSION_TYPE'] === 'wayland' || (environment['WAYLAND_DISPLAY'] ?? '') !== '');

/**
 * Lets the desktop's portal bind the keys in a Wayland session; Electron knows it from version 35 on, an older one ignores it. Call before the
 * app is ready. Source: Electron documentation, "globalShortcut".
 */
export function askPortalForShortcuts(): void {
  if (!isWayland()) return;
  const enabled = app.commandLine.getSwitchValue('enable-features');
  const wanted = ['GlobalShortcutsPortal', 'GlobalShortcutsPortalPreferredTrigger'];
  const features = [...enabled.split(',').filter((name) => name !== ''), ...wanted];
  app.commandLine.appendSwitch('enable-features', features.join(','));
}
