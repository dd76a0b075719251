// A page is one row while its files are uploaded, and what can be done with it is done with all of them; files without a page are copied together.
import { copiedLinks, drop, expect, test } from './kept-app';
import { limitBandwidth, openDetails, setLanguage, setPages, shareRow, uploadRow } from './window';

const mebibyte = 1_048_576;

test('sixty files of a page are one row, opened, paused, cancelled and brought back as one @deep', async ({
  app,
  page,
  file,
}, info) => {
  await limitBandwidth(page, 2 * mebibyte);
  const names = Array.from({ length: 60 }, (_, index) => `photo-${String(index + 1).padStart(2, '0')}.bin`);
  await drop(page, await Promise.all(names.map((name) => file(name, Buffer.alloc(mebibyte, name)))));
  const rows = page.getByRole('list', { name: 'Uploads' }).getByRole('listitem');
  const row = uploadRow(page, 'photo-01.bin and 59 more');
  await expect(row).toContainText(/[1-9]\d? of 60 files · .+ of 62.9 MB · .+\/s/);
  await expect(rows).toHaveCount(1);
  await page.screenshot({ path: info.outputPath('closed.png') });
  // However long this takes: no file ends under the keyboard.
  await limitBandwidth(page, 1_024);

  const opener = row.getByRole('button', { name: 'Show files' });
  await expect(opener).toHaveAttribute('aria-expanded', 'false');
  await opener.press('Enter');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(opener).toBeFocused();
  const last = page.getByRole('list', { name: 'photo-01.bin and 59 more' }).getByRole('listitem');
  await expect(last.last()).toHaveAccessibleName(/^photo-\d\d\.bin$/);
  await page.screenshot({ path: info.outputPath('open.png') });
  await setLanguage(page, 'ko');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: info.outputPath('open-ko-dark.png') });
  await setLanguage(page, 'en');
  await page.emulateMedia({ colorScheme: 'light' });
  await opener.press('ArrowDown');
  await expect(last.first().getByRole('button').first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(opener).toBeFocused();
  await opener.press('Enter');
  await expect(rows).toHaveCount(1);

  await row.getByRole('button', { name: 'Pause upload' }).first().click();
  await expect(row).toContainText(/of 60 files · Paused/);
  await row.getByRole('button', { name: 'Cancel upload' }).press('Enter');
  await expect(rows).toHaveCount(0);
  const notice = page.getByRole('status').filter({ hasText: 'Cancelled 1 upload.' });
  await expect(notice).toContainText('photo-01.bin and 59 more');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(row).toContainText('Paused');
  await limitBandwidth(page, 0);
  await row.getByRole('button', { name: 'Resume upload' }).click();
  await expect(shareRow(page, 'photo-01.bin and 59 more')).toBeVisible();
  await copiedLinks(app, 1);
});

test('three files without a page are three links on the clipboard, and one notice', async ({ app, page, file }) => {
  await setPages(page, 'never');
  const names = ['a.txt', 'b.txt', 'c.txt'];
  await drop(page, await Promise.all(names.map((name) => file(name, name))));
  const copied = page.getByRole('status').getByText('3 links copied');
  await expect(copied).toBeVisible();
  const links = await copiedLinks(app, 3);
  expect(links.map((link) => new URL(link).pathname.split('/').at(-1))).toEqual(names);
  await expect(page.getByRole('status').getByText(/links? copied/i)).toHaveCount(1);
  await drop(page, [await file('d.txt', 'd')]);
  await copiedLinks(app, 1);
  // Only the links that lie on the clipboard are said to be copied.
  await expect(page.getByRole('status').getByText(/links? copied/i)).toHaveCount(1);
  await expect(copied).toHaveCount(0);
});

test('Tab goes from button to button in a long list of files, and does not stay in its row', async ({ page, file }) => {
  const names = Array.from({ length: 120 }, (_, index) => `note-${String(index + 1).padStart(3, '0')}.txt`);
  await drop(page, await Promise.all(names.map((name) => file(name, name))));
  const share = shareRow(page, 'note-001.txt and 119 more');
  await expect(share).not.toContainText('Still sending');
  await openDetails(page, 'note-001.txt and 119 more');
  const row = (name: string) =>
    page.getByRole('list', { name: 'Files' }).getByRole('listitem').filter({ hasText: name });
  const replace = row('note-001.txt').getByRole('button', { name: 'Replace…' });
  await replace.focus();
  await page.keyboard.press('Tab');
  await expect(row('note-001.txt').getByRole('button', { name: 'Remove from share…' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(row('note-002.txt').getByRole('button', { name: 'Replace…' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(replace).toBeFocused();
});
