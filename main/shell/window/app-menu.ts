// The smallest application menu. macOS takes copy, paste and quit from it; elsewhere there is none.
import { Menu } from 'electron';

export function setAppMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
