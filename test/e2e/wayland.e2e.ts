// In a Wayland session a program without the focus writes the clipboard in vain and reads itself back. “Link copied” was false
// there, and Ctrl+V shared what Mayfly had meant to copy in place of what somebody else did. Only other programs can tell, so they are asked.
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyElsewhere, pastedElsewhere } from './clipboard';
import { test as base } from './desktop-test';
import { drop, expect, startAgain } from './fixtures';
import { fileNameOf, receive } from './recipient';
import { press, pasteKeys, turnAway, turnBack, windows } from './virtual-input';
import { shareRow } from './window';

const link = /X-Amz-Signature=/;

base('every window is the one of the menu entry', async ({ page }) => {
  await expect(page.getByRole('navigation')).toBeVisible();
  expect(windows().map(({ app_id }) => app_id)).toEqual(['app.mayfly.Mayfly']);
});

base(
  'with wl-copy a link is copied without the focus, past what another program copied',
  async ({ app, page, file }) => {
    await turnAway(app);
    copyElsewhere('of another program');
    await drop(page, [await file('report.txt', 'report')]);
    await expect(page.getByRole('status')).toContainText('Link copied.');
    expect(pastedElsewhere()).toMatch(link);
    await turnBack(app);
  },
);

// As on GNOME, and wherever no program manages the clipboard.
const test = base.extend({
  launchEnv: async ({ folder }, use) => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    for (const name of ['wl-copy', 'wl-paste']) {
      await symlink('/bin/false', join(bin, name));
    }
    await chmod(bin, 0o755);
    await use({ PATH: `${bin}:${process.env['PATH'] ?? ''}` });
  },
});

test('a false “Link copied”: another program has copied, and without the focus the link is ready and not copied', async ({
  desktop,
  app,
  page,
  file,
  profileDir,
  folder,
}) => {
  await press(page.getByRole('heading').first());
  await turnAway(app);
  copyElsewhere('of another program');
  const opening = app.waitForEvent('window');
  await startAgain(['--share', `--profile-dir=${profileDir}`, '--', await file('handed over.txt', 'x')], folder);
  const shelf = await opening;
  await expect(shelf.getByRole('status')).toContainText('Link ready.');
  await expect(shelf.getByRole('status')).toContainText('handed over.txt');
  expect(pastedElsewhere()).toBe('of another program');
  await press(shelf.getByRole('button', { name: 'Copy link' }));
  await expect(shelf.getByRole('status')).toContainText('Link copied.');
  await expect.poll(pastedElsewhere).toMatch(link);
  expect((await receive(pastedElsewhere())).status).toBe(200);
  expect(desktop.notifications.map(({ summary }) => summary)).toEqual([]);
  await turnBack(app);
});

test('a notification says that the link is ready, and its “Copy link” leads to where a press copies it', async ({
  desktop,
  app,
  page,
  file,
}) => {
  await press(page.getByRole('heading').first());
  await turnAway(app);
  copyElsewhere('of another program');
  // A window that is seen says it itself, whatever has the focus.
  const window = await app.browserWindow(page);
  await window.evaluate((shown) => shown.hide());
  await drop(page, [await file('report.txt', 'x')]);
  await expect.poll(() => desktop.notifications.map(({ summary }) => summary)).toEqual(['Link ready']);
  const opening = app.waitForEvent('window');
  await desktop.press('Link ready', 'copy');
  const shelf = await opening;
  await expect(shelf.getByRole('status')).toContainText('Link ready.');
  expect(pastedElsewhere()).toBe('of another program');
  await press(shelf.getByRole('button', { name: 'Copy link' }));
  await expect(shelf.getByRole('status')).toContainText('Link copied.');
  await expect.poll(pastedElsewhere).toMatch(link);
  // It comes up where the person is.
  const back = turnBack(app);
  await window.evaluate((hidden) => hidden.show());
  await back;
});

test('back in the window, a press somewhere takes nothing from anybody; the one on “Copy link” copies', async ({
  app,
  page,
  file,
}) => {
  await turnAway(app);
  copyElsewhere('of another program');
  await drop(page, [await file('report.txt', 'x')]);
  await turnBack(app);
  await expect(shareRow(page, 'report.txt')).toBeVisible();
  await expect(page.getByRole('status')).toContainText('Link ready.');
  await press(page.getByRole('heading').first());
  await expect(page.getByRole('status')).toContainText('Link ready.');
  expect(pastedElsewhere()).toBe('of another program');
  await press(page.getByRole('status').getByRole('button', { name: 'Copy link' }));
  await expect(page.getByRole('status')).toContainText('Link copied.');
  await expect.poll(pastedElsewhere).toMatch(link);
});

test('what waits for the focus is copied with the next press, where nobody has copied anything', async ({
  app,
  page,
  file,
}) => {
  await turnAway(app);
  await drop(page, [await file('dropped.txt', 'x')]);
  await expect(page.getByRole('status')).toContainText('Link ready.');
  await turnBack(app);
  expect(pastedElsewhere()).toBe('');
  await press(page.getByRole('heading').first());
  await expect(page.getByRole('status')).toContainText('Link copied.');
  await expect.poll(pastedElsewhere).toMatch(link);
});

test('Ctrl+V after another program copied a file shares that file, and not what Mayfly had to copy', async ({
  app,
  page,
  file,
}) => {
  await press(page.getByRole('heading').first());
  await turnAway(app);
  copyElsewhere('of another program');
  await drop(page, [await file('first.txt', 'x')]);
  await expect(shareRow(page, 'first.txt')).toBeVisible();
  const copied = await file('copied in a file manager.txt', 'theirs');
  copyElsewhere(`${pathToFileURL(copied).href}\r\n`, 'text/uri-list');
  await turnBack(app);
  await press(page.getByRole('heading').first());
  await pasteKeys();
  await expect(shareRow(page, 'copied in a file manager.txt')).toBeVisible();
  await expect.poll(pastedElsewhere).toMatch(link);
  expect(fileNameOf(await receive(pastedElsewhere()))).toBe('copied in a file manager.txt');
});
