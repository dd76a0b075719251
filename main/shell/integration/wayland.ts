// Detects a Wayland session and lets Electron use the desktop's portal there.
import { app } from 'electron';

export const isWayland = (): boolean =>
  process.platform === 'linux' &&
  (process.env['XDG_SESSION_TYPE'] === 'wayland' || (process.env['WAYLAND_DISPLAY'] ?? '') !== '');

/**
 * Binds global shortcuts through the desktop's portal in a Wayland session; Electron before 35 ignores it. Call before the
 * app is ready. Source: Electron documentation, "globalShortcut".
 */
export function askPortalForShortcuts(): void {
  if (!isWayland()) return;
  const enabled = app.commandLine.getSwitchValue('enable-features');
  const wanted = ['GlobalShortcutsPortal', 'GlobalShortcutsPortalPreferredTrigger'];
  const features = [...enabled.split(',').filter((name) => name !== ''), ...wanted];
  app.commandLine.appendSwitch('enable-features', features.join(','));
}
