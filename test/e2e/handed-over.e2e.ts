// Links, opened files and file managers reach Mayfly from outside; each may do what it was allowed to and no more.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { violationsInEveryLook } from './axe';
import { test } from './desktop-test';
import { clipboardText, copiedLink, expect, setClipboard, startAgain } from './fixtures';
import { receive, sha256 } from './recipient';
import { shareRow, viewOf } from './window';

/** As a click on a link in a browser does it. */
const openLink = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('gio', ['open', url], { timeout: 60_000 }, (error) => resolve(error === null));
  });

const proposal = (page: Page) => page.getByRole('dialog', { name: 'Share this?' });

test('a link does nothing until links are wanted, and then nothing before somebody agrees @deep', async ({
  desktop,
  app,
  page,
  profileDir,
  folder,
}) => {
  await desktop.icon();
  const current = (name: string) => page.getByRole('button', { name }).getAttribute('aria-current');
  const handOver = (url: string) => startAgain([`--profile-dir=${profileDir}`, '--', url], folder);
  await setClipboard(app, 'nobody shared this');
  expect(await handOver('mayfly://share/clipboard')).toBe(0);
  expect(await handOver('mayfly://open/connections')).toBe(0);
  expect(await openLink('mayfly://open/connections'), 'no program opens such links').toBe(false);
  expect((await viewOf(page)).proposal).toBeUndefined();
  expect(await current('Connections')).toBeNull();

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByRole('switch', { name: /^Let links that begin with mayfly:/ }).click();
  const entry = join(process.env['XDG_DATA_HOME'] ?? '', 'applications', 'mayfly-links.desktop');
  await expect.poll(() => existsSync(entry)).toBe(true);
  expect(await openLink('mayfly://open/connections')).toBe(true);
  await expect.poll(() => current('Connections')).toBe('page');

  await expect(async () => {
    await openLink('mayfly://share/clipboard');
    await expect(proposal(page)).toBeVisible({ timeout: 10_000 });
  }).toPass();
  await expect(page.getByRole('button', { name: 'Not now' }), 'Enter says no').toBeFocused();
  expect(await violationsInEveryLook(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(proposal(page)).toBeHidden();
  expect(await clipboardText(app)).toBe('nobody shared this');
  expect((await viewOf(page)).shares).toEqual([]);

  await handOver('mayfly://share/clipboard?confirm=no');
  expect((await viewOf(page)).proposal).toBeUndefined();
  await expect(async () => {
    await handOver('mayfly://share/clipboard');
    await expect(proposal(page)).toBeVisible({ timeout: 10_000 });
  }).toPass();
  await proposal(page).getByRole('button', { name: 'Share' }).click();
  expect((await receive(await copiedLink(app))).sha256).toBe(sha256(Buffer.from('nobody shared this')));

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByRole('switch', { name: /^Let links that begin with mayfly:/ }).click();
  await expect.poll(() => existsSync(entry)).toBe(false);
  expect(await openLink('mayfly://open/shares')).toBe(false);
});

test('what is opened with Mayfly is proposed, what a file manager shares is shared', async ({
  desktop,
  app,
  page,
  profileDir,
  folder,
  file,
}) => {
  await desktop.icon();
  const paths = [await file('opened.txt', 'opened'), await file('too.txt', 'too')];
  await startAgain([`--profile-dir=${profileDir}`, '--propose', 'opened.txt'], folder);
  await expect(page.getByRole('textbox', { name: 'Name for the recipient' })).toHaveValue('opened.txt');
  await startAgain([`--profile-dir=${profileDir}`, `file://${paths[1]}`], folder);
  await expect(proposal(page).getByRole('listitem')).toHaveText(['opened.txt', 'too.txt']);
  expect((await viewOf(page)).shares).toEqual([]);
  await proposal(page).getByRole('button', { name: 'Share' }).click();
  await expect(shareRow(page, 'opened.txt and 1 more')).toBeVisible();

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('switch', { name: '“Share with Mayfly” in file managers' }).click();
  const script = join(process.env['XDG_DATA_HOME'] ?? '', 'nautilus', 'scripts', 'Share with Mayfly');
  await expect.poll(() => existsSync(script)).toBe(true);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await setClipboard(app, '');
  await file('-from a file manager.txt', 'chosen there');
  const shelf = app.waitForEvent('window');
  execFileSync(script, ['-from a file manager.txt'], { cwd: folder, timeout: 60_000, stdio: 'ignore' });
  expect((await receive(await copiedLink(app))).sha256).toBe(sha256(Buffer.from('chosen there')));
  await expect((await shelf).getByRole('status')).toContainText('Link copied.');
  expect(
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => [one.webContents.getURL().endsWith('/shelf.html'), one.isVisible()]),
    ),
    'no window came up but the shelf',
  ).toEqual(expect.arrayContaining([[false, false]]));
  await app.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) one.show();
  });
  await page.getByRole('switch', { name: '“Share with Mayfly” in file managers' }).click();
  await expect.poll(() => existsSync(script)).toBe(false);
});
