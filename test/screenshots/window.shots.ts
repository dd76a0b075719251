// The pictures in README and docs are of the real app in real states, and anybody can take them anew.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { beginAgain } from '../e2e/begin-again';
import { copiedLinks, drop, expect, test } from '../e2e/fixtures';
import { setLanguage, setPages, shareRow } from '../e2e/window';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');

/** From its top, and without the pointer, which lights up whatever it was left on. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(1, 1);
  await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Without news, which have pictures of their own and lie over the rows. */
async function clear(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  await expect(async () => {
    await dismiss.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
    await expect(dismiss).toHaveCount(0, { timeout: 500 });
  }).toPass();
}

for (const theme of ['light', 'dark'] as const) {
  test(`the window, ${theme}`, async ({ app, page, file }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await take(page, `first-run-${theme}`);
    await setLanguage(page, 'ko');
    await take(page, `first-run-korean-${theme}`);
    await setLanguage(page, 'en');

    const files = await Promise.all([
      file('Quarterly report.pdf', randomBytes(2_143_000)),
      file('Beach at dusk.jpg', randomBytes(4_812_000)),
      file('Interview, first take.m4a', randomBytes(18_400_000)),
      file('notes.txt', 'Bring the tent.'),
    ]);
    // A link for each, so that the list has something to show.
    await setPages(page, 'never');
    await drop(page, files);
    await copiedLinks(app, files.length);
    await shareRow(page, 'notes.txt').getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('button', { name: 'Delete and take back' }).click();
    await expect(shareRow(page, 'notes.txt')).toContainText('Taken back');
    await clear(page);
    await take(page, `window-${theme}`);
    const first = await beginAgain(app, page);
    await take(page, `first-view-${theme}`);
    await first.goOn();

    await setPages(page, 'several');
    await drop(page, [
      ...files.slice(0, 3),
      await file('itinerary.txt', 'Ferry at nine.'),
      await file('map.svg', '<svg/>'),
    ]);
    await expect(shareRow(page, 'Quarterly report.pdf and 4 more')).toContainText('5 files');
    await shareRow(page, 'Interview, first take.m4a').getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Remove from history' }).click();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await clear(page);
    await shareRow(page, 'Quarterly report.pdf and 4 more').getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Change end…' }).waitFor();
    await take(page, `history-${theme}`);
    await page.keyboard.press('Escape');
    await shareRow(page, 'Quarterly report.pdf and 4 more').getByText('5 files').click();
    await page.getByRole('list', { name: 'Files' }).waitFor();
    await take(page, `details-${theme}`);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Connections', exact: true }).click();
    await take(page, `connections-${theme}`);
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await take(page, `settings-${theme}`);

    await setLanguage(page, 'ko');
    for (const [name, screen] of [
      ['settings', '설정'],
      ['connections', '연결'],
      ['window', '공유'],
    ] as const) {
      await page.getByRole('navigation').getByRole('button', { name: screen }).click();
      await take(page, `${name}-korean-${theme}`);
    }
  });
}
