// “Send to my computer” from the window: the press leads to the set-up of short links, then to its code; what a phone sends by its short link lies in the folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { choose, file, status } from '../request-page/fixtures';
import { clipboardText, expect, setClipboard, test } from './kept-app';
import { openBrowser } from './recipient';
import { useThisComputer, viewOf } from './window';

const shortLink = /^http:\/\/127\.0\.0\.1:\d+\/mayfly-doors\/[0-9A-Za-z]{16}$/;

test('a phone sends files by the one short link that stays', async ({ app, page, folder }) => {
  await app.evaluate(({ app: electron }, downloads) => electron.setPath('downloads', downloads), folder);
  await useThisComputer(page);
  await page.getByRole('navigation').getByRole('button', { name: 'Requests' }).click();
  await page.getByRole('button', { name: 'Send to my computer' }).click();
  const links = page.getByRole('dialog', { name: 'Short links' });
  await expect(links).toContainText('stays on a phone by its short link');
  await links.getByRole('button', { name: 'Set up short links' }).click();
  await links.getByRole('button', { name: 'Done' }).click();

  const code = page.getByRole('dialog', { name: 'Scan to open' });
  await setClipboard(app, '');
  await code.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => clipboardText(app)).toMatch(shortLink);
  const link = await clipboardText(app);
  await page.keyboard.press('Escape');

  const browser = await openBrowser();
  try {
    const guest = await browser.newPage();
    await guest.goto(link);
    // The page in two gestures: what is chosen is sent at once.
    await choose(guest, [file('photo.txt', 'the sea', 'text/plain')]);
    await expect(status(guest)).toHaveText(/^1 file received\./);
    const row = page.getByRole('list', { name: 'Requests' }).getByRole('listitem', { name: 'Send to my computer' });
    await expect(row).toContainText('1 of 1,000 files');
    const { folder: place = '' } = (await viewOf(page)).fileRequests[0] ?? {};
    expect(place.startsWith(join(folder, 'Mayfly'))).toBe(true);
    await expect.poll(() => readFile(join(place, 'photo.txt'), 'utf8').catch(() => '')).toBe('the sea');
  } finally {
    await browser.close();
  }
});
