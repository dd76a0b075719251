// The page's process ends, as the system ends one that takes too much memory: the window comes back by itself, with everything it had.
import { expect, startAgain, test } from './fixtures';

test('a window whose page was killed shows everything again, and what comes after that', async ({
  app,
  page,
  file,
  folder,
  profileDir,
}) => {
  const share = async (name: string) => startAgain([`--profile-dir=${profileDir}`, await file(name, name)], folder);
  const text = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    );
  await share('before.txt');
  await expect(page.getByRole('list', { name: 'Shares' })).toContainText('before.txt');
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  const crashed = page.waitForEvent('crash');
  process.kill(pid ?? 0, 'SIGKILL');
  await crashed;
  await expect.poll(text).toContain('before.txt');
  await share('after.txt');
  await expect.poll(text).toContain('after.txt');
});
