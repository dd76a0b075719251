// Sets the desktop file name of the package, by which a desktop knows the program of windows and notifications.
import { app } from 'electron';
import { desktopId } from '../../core/model/desktop/desktop-id';

/** Call before the app is ready. */
export function nameOnDesktop(): void {
  if (process.platform === 'linux') app.setDesktopName(`${desktopId}.desktop`);
  if (process.platform === 'win32') app.setAppUserModelId(desktopId);
}
