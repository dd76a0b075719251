// A desktop groups windows and notifications by a name; without the one its package carries, they seem to be of an unknown program.
import { app } from 'electron';
import { desktopId } from '../../core/desktop/rules/desktop-id';

/** Call before the app is ready. */
export function nameOnDesktop(): void {
  if (process.platform === 'linux') app.setDesktopName(`${desktopId}.desktop`);
  if (process.platform === 'win32') app.setAppUserModelId(desktopId);
}
