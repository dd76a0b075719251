// A folder becomes one link, and what became of it can be seen, changed and found again in the window.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../preload/bridge';
import { copiedLink, drop, expect, test } from './kept-app';
import { openBrowser, receive, sha256 } from './recipient';
import { openDetails, shareRow } from './window';

async function holiday(folder: string): Promise<string> {
  const path = join(folder, 'Holiday');
  await mkdir(join(path, 'day 1'), { recursive: true });
  await writeFile(join(path, 'a.txt'), 'first');
  await writeFile(join(path, 'day 1', 'b.txt'), 'second');
  return path;
}

async function fromMenu(page: Page, name: string, entry: string): Promise<void> {
  await shareRow(page, name).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('a dropped folder is one link; a recipient’s browser shows it and downloads a file; revoking ends every link', async ({
  app,
  page,
  folder,
}) => {
  await drop(page, [await holiday(folder)]);
  await expect(shareRow(page, 'Holiday')).toContainText('2 files');
  const link = await copiedLink(app);
  const browser = await openBrowser();
  try {
    const visitor = await browser.newPage();
    await visitor.goto(link);
    await expect(visitor.getByRole('heading', { name: 'Holiday' })).toBeVisible();
    const inner = visitor.locator('a[download]').first();
    const innerUrl = await inner.evaluate((anchor) => (anchor as HTMLAnchorElement).href);
    const download = visitor.waitForEvent('download');
    await inner.click();
    const saved = await readFile(await (await download).path());
    expect(['first', 'second'].map((text) => sha256(Buffer.from(text)))).toContain(sha256(saved));

    await shareRow(page, 'Holiday').getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('button', { name: 'Delete and take back' }).click();
    await expect(page.getByRole('status')).toContainText('The page and its 2 files no longer open.');
    expect([403, 404]).toContain((await receive(link)).status);
    expect([403, 404]).toContain((await receive(innerUrl)).status);
  } finally {
    await browser.close();
  }
});

test('a new link lives longer than the old one, which keeps its end @deep', async ({ app, page, file }) => {
  await drop(page, [await file('longer.txt', 'longer')]);
  const first = await copiedLink(app);
  await fromMenu(page, 'longer.txt', 'Change end…');
  await page.getByRole('combobox', { name: 'New link expires in' }).click();
  await page.getByRole('option', { name: '7 days' }).click();
  await page.getByRole('button', { name: 'Copy new link' }).click();
  await expect(page.getByRole('status')).toContainText(/A new link was made and copied\..* The old one still ends/);
  const second = await copiedLink(app);
  const seconds = (link: string) => new URL(link).searchParams.get('X-Amz-Expires');
  expect([seconds(first), seconds(second)]).toEqual(['86400', '604800']);
  for (const link of [first, second]) expect((await receive(link)).status).toBe(200);
  await expect(shareRow(page, 'longer.txt')).toContainText(/(7 days|6 days 23 hr) left/);
});

test('what was removed from the history comes back, and its link never noticed', async ({ app, page, file }) => {
  await drop(page, [await file('kept.txt', 'kept')]);
  const link = await copiedLink(app);
  await fromMenu(page, 'kept.txt', 'Remove from history');
  await expect(shareRow(page, 'kept.txt')).toBeHidden();
  await expect(page.getByRole('status')).toContainText('The link still works until it ends');
  expect((await receive(link)).status).toBe(200);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(shareRow(page, 'kept.txt')).toBeVisible();
  expect((await receive(link)).status).toBe(200);
});

test('the history is searched and narrowed by the keyboard alone', async ({ page, file }) => {
  await page.evaluate(() =>
    (window as unknown as { readonly mayfly: Bridge }).mayfly['settings:save']({ pages: 'never' }),
  );
  const names = ['apple.txt', 'pear.txt', 'plum.txt', 'fig.txt', 'date.txt', 'quince.txt'];
  await drop(page, await Promise.all(names.map((name) => file(name, name))));
  const rows = page.getByRole('list', { name: 'Shares' }).getByRole('listitem');
  await expect(rows).toHaveCount(6);
  await page.getByRole('searchbox', { name: 'Search shares' }).focus();
  await page.keyboard.type('P');
  await expect(rows).toHaveCount(3);
  await page.keyboard.type('lu');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(6);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Filter and sort' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: 'Taken back' }).waitFor();
  for (let at = 0; at < 4; at += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
});

test('a QR code is shown and saved as the same picture of the link, which the page never holds', async ({
  app,
  page,
  file,
  folder,
}) => {
  await drop(page, [await file('code.txt', 'code')]);
  await copiedLink(app);
  await fromMenu(page, 'code.txt', 'Show code');
  const picture = page.getByRole('img', { name: 'QR code of the link' });
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(50);
  expect(await page.content()).not.toContain('X-Amz-Signature');
  const shown = await picture.evaluate((image) => (image as HTMLImageElement).src);
  expect(shown).toMatch(/^mayfly-app:\/\/window\/picture\/[\w-]{22}$/);
  const path = join(folder, 'code.png');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.getByRole('button', { name: 'Save picture…' }).click();
  await expect
    .poll(async () => (await readFile(path).catch(() => Buffer.alloc(0))).subarray(1, 4).toString('latin1'))
    .toBe('PNG');
});

test('a computer without a mail program says so, and no text of it names the link', async ({ app, page, file }) => {
  await app.evaluate(({ shell }) => {
    shell.openExternal = (url) => Promise.reject(new Error(`cannot open ${url}`));
  });
  await drop(page, [await file('mail.txt', 'mail')]);
  await copiedLink(app);
  await (await openDetails(page, 'mail.txt')).getByRole('button', { name: 'Open in browser' }).click();
  await expect(page.getByRole('alert')).toContainText('This computer has no program that opens links.');
  await expect(page.getByRole('alert')).not.toContainText('http');
});

test('a place that takes no picture is told', async ({ app, page, file, folder }) => {
  await app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    },
    join(folder, 'no such folder', 'code.png'),
  );
  await drop(page, [await file('code.txt', 'code')]);
  await fromMenu(page, 'code.txt', 'Show code');
  await page.getByRole('button', { name: 'Save picture…' }).click();
  await expect(page.getByRole('alert')).toContainText('“code.png” could not be saved');
});
