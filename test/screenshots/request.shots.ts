// The picture of a file request in docs/requests.md: the owner's window, and before it the phone of the guest, after one real request.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { choose, file, send, status } from '../request-page/fixtures';
import { copiedLink, expect, test } from '../e2e/fixtures';
import { openBrowser } from '../e2e/recipient';
import { dismissNews, openPhone, takeBoth } from './before-window';
import { shareBy } from '../e2e/window';

const files = [
  file('Beach at dusk.jpg', randomBytes(4_812_000), 'image/jpeg'),
  file('The two of us.jpg', randomBytes(3_205_000), 'image/jpeg'),
  file('Ferry timetable.pdf', randomBytes(214_000), 'application/pdf'),
];

for (const theme of ['light', 'dark'] as const) {
  test(`a file request, ${theme}`, async ({ app, page }) => {
    // The window shows it: a short one.
    const home = await mkdtemp('/tmp/me-');
    await app.evaluate((electron, path) => electron.app.setPath('downloads', path), join(home, 'Downloads'));
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await shareBy(page, 'Request files');
    await page.getByRole('textbox', { name: 'Title' }).fill('Photos of the trip');
    await page.getByRole('button', { name: 'Make and copy link' }).click();
    const link = await copiedLink(app);

    const browser = await openBrowser();
    const phone = await openPhone(browser, theme);
    await phone.goto(link);
    await choose(phone, files);
    await phone.getByRole('textbox', { name: 'Your name' }).fill('Mina');
    await phone.getByRole('textbox', { name: 'Note' }).fill('The best of the second day.');
    await send(phone);
    await expect(status(phone)).toHaveText(/^3 files received\./);
    await phone.evaluate(() => scrollTo(0, 0));
    const ofPhone = await phone.screenshot();

    await page.getByRole('navigation').getByRole('button', { name: 'Requests' }).click();
    const row = page.getByRole('list', { name: 'Requests' }).getByRole('listitem').first();
    await expect(row).toContainText('3 of 100 files', { timeout: 40_000 });
    await row.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'What arrived…' }).click();
    await expect(page.getByText('Saved', { exact: true })).toHaveCount(files.length, { timeout: 40_000 });
    await dismissNews(page);
    await takeBoth(`request-${theme}`, page, ofPhone, browser);
    await browser.close();
    await rm(home, { recursive: true });
  });
}
