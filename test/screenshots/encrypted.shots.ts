// The picture of an encrypted share in docs/encryption.md: the sender's window with the short link, and before it the phone that unlocks the page.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { clipboardText } from '../e2e/clipboard';
import { drop, expect, test } from '../e2e/fixtures';
import { openBrowser } from '../e2e/recipient';
import { shareRow, viewOf, switchOn } from '../e2e/window';
import type { Bridge } from '../../preload/bridge';
import { dismissNews, openPhone, takeBoth } from './before-window';

const password = 'under the lime tree';
const files = [
  ['Contract.pdf', 2_143_000],
  ['Floor plan.pdf', 310_000],
  ['Bank details.txt', 1_240],
] as const;

for (const theme of ['light', 'dark'] as const) {
  test(`an encrypted share, ${theme}`, async ({ app, page, file, folder }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await drop(page, [await file('Beach at dusk.jpg', randomBytes(4_812_000))]);
    await expect(shareRow(page, 'Beach at dusk.jpg')).toBeVisible();
    const [{ id } = { id: '' }] = (await viewOf(page)).connections;
    await page.evaluate(async (connectionId) => {
      const doors = { bucket: '', prefix: '', address: '', isUsual: true };
      const { mayfly } = window as unknown as { readonly mayfly: Bridge };
      const outcome = await mayfly['connections:set-up-doors']({ connectionId, doors, isTold: false });
      if (!outcome.ok) throw new Error(outcome.failure.code);
    }, id);
    const trip = join(folder, 'New flat');
    await mkdir(trip);
    for (const [name, bytes] of files) await file(join('New flat', name), randomBytes(bytes));
    await switchOn(page, 'Encrypt');
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await drop(page, [trip]);
    await expect(shareRow(page, 'New flat').getByText('encrypted, password')).toBeVisible();
    await expect.poll(() => clipboardText(app)).toMatch(/\/[0-9A-Za-z]{16}#[\w-]{22}$/);
    const link = await clipboardText(app);
    // At `https://go.example.com` it has 62 characters.
    expect(link.length).toBeLessThan(90);
    await dismissNews(page);

    const browser = await openBrowser();
    const phone = await openPhone(browser, theme, 690);
    await phone.goto(link);
    await phone.getByRole('textbox', { name: 'Password' }).fill(password);
    await expect(phone.getByRole('button', { name: 'Unlock' })).toBeVisible();
    await takeBoth(`encrypted-${theme}`, page, await phone.screenshot(), browser);
    await browser.close();
  });
}
