// The least an Electron app with a window can be: what Mayfly's start and memory are compared with.
const path = require('node:path');
const { app, BrowserWindow } = require('electron');

const given = process.argv.find((word) => word.startsWith('--profile-dir='));
const profileDir = given.slice(given.indexOf('=') + 1);
app.setPath('userData', profileDir);
app.setPath('sessionData', path.join(profileDir, 'chromium'));
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 920, height: 680, webPreferences: { sandbox: true } });
  // Beside the archive: a fuse of the package keeps file:// out of it.
  void window.loadFile(path.join(__dirname.endsWith('.asar') ? `${__dirname}.unpacked` : __dirname, 'index.html'));
});
