// Why this exists: a desktop groups windows and notifications by a name; without the one its package carries, they come from a stranger.
import { app } from 'electron';

/** The file and the id under which the packages install Mayfly (electron-builder.yml). Call before the app is ready. */
export function nameOnDesktop(): void {
  if (process.platform === 'linux') app.setDesktopName('mayfly.desktop');
  if (process.platform === 'win32') app.setAppUserModelId('app.mayfly.Mayfly');
}
