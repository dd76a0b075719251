// Files from somebody else: two presses make the link, a stranger's phone sends, the files lie in the folder, and a notification says so.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { file } from '../request-page/fixtures';
import { test } from './desktop-test';
import { copiedLink, expect } from './fixtures';
import { filesIn, sendByPhone } from './phone-guest';
import { openBrowser, sha256 } from './recipient';

const run = promisify(execFile);
const pictures = [
  file('Beach.png', randomBytes(2_000_000), 'image/png'),
  file('notes.txt', 'Bring the tent.'),
  file('바다 🌊.png', randomBytes(30_000), 'image/png'),
];

test('two presses ask for files; three from a phone lie in the folder, and a notification opens and saves @deep', async ({
  desktop,
  app,
  page,
  folder,
}) => {
  const downloads = join(folder, 'Downloads');
  await app.evaluate((electron, path) => electron.app.setPath('downloads', path), downloads);
  const hideWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const icon = await desktop.icon();
  await hideWindow();

  await icon.click('Request files…');
  await page.getByRole('dialog', { name: 'Request files' }).getByRole('button', { name: 'Make and copy link' }).click();
  const link = await copiedLink(app);
  await hideWindow();

  const browser = await openBrowser();
  await sendByPhone(browser, link, pictures, 'Kim');
  const summary = 'Kim sent 3 files to Files';
  await expect.poll(() => desktop.notifications.map((one) => one.summary)).toContain(summary);
  const told = desktop.notifications.find((one) => one.summary === summary);
  expect(told?.body.split(', ').toSorted()).toEqual(['Beach.png', 'notes.txt', '바다 🌊.png']);
  expect(told).toMatchObject({
    actions: { default: 'Show', 'open-request': 'Open', save: 'Save' },
    from: 'app.mayfly.Mayfly',
  });
  const saved = join(downloads, 'Mayfly', 'Files');
  await expect.poll(() => filesIn(saved)).toEqual(pictures.map(({ name }) => name));
  const hashes = await Promise.all(pictures.map(async ({ name }) => sha256(await readFile(join(saved, name)))));
  expect(hashes).toEqual(pictures.map(({ buffer }) => sha256(buffer)));
  const { stdout } = await run('gio', ['info', '-a', 'xattr::*', join(saved, 'Beach.png')]);
  expect(stdout, 'the system’s mark').toContain(`xattr::xdg.origin.url: ${new URL(link).origin}\n`);

  await desktop.press(summary, 'save');
  await expect.poll(() => desktop.notifications.at(-1)).toMatchObject({ summary: '3 files saved', body: saved });
  await desktop.press('3 files saved', 'open-request');
  await expect(page.getByRole('heading', { name: 'Files', level: 1 })).toBeVisible();
  await expect(page.getByRole('listitem', { name: 'Kim' })).toContainText('3 files');

  // Another request of that title, and a guest without a name.
  await hideWindow();
  await icon.click('Request files…');
  await page.getByRole('dialog', { name: 'Request files' }).getByRole('button', { name: 'Make and copy link' }).click();
  await expect.poll(() => copiedLink(app)).not.toBe(link);
  const second = await copiedLink(app);
  await hideWindow();
  await sendByPhone(browser, second, pictures.slice(1, 2));
  await expect.poll(() => desktop.notifications.at(-1)?.summary).toBe('1 file came to Files');
  await expect.poll(() => filesIn(join(downloads, 'Mayfly', 'Files (2)'))).toEqual(['notes.txt']);
  expect(await filesIn(saved)).toHaveLength(3);
  expect(JSON.stringify(desktop.notifications), 'a notification never carries a link').not.toContain('http');
  await browser.close();
});
