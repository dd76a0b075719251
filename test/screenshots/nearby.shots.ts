// The picture in README: a file that was dropped opens on a phone of the same network, which scanned its code. On a network of namespaces alone.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copiedLink, drop, expect, test } from '../e2e/fixtures';
import { openBrowser } from '../e2e/recipient';
import { pick, shareRow } from '../e2e/window';
import { hasNetwork } from '../network-namespaces/network';
import { openPhone, takeBoth } from './before-window';

test.skip(!hasNetwork, 'needs a network of namespaces');

const photos = [
  ['Beach at dusk.jpg', 4_812_000],
  ['Lighthouse.jpg', 3_906_000],
  ['Ferry to the island.jpg', 5_120_000],
] as const;

for (const theme of ['light', 'dark'] as const) {
  test(`a phone that scanned the code, ${theme}`, async ({ app, page, file, folder }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await pick(page, 'Files go to', 'This network…');
    const asked = page.getByRole('dialog', { name: 'Open on this network?' });
    await asked.getByRole('button', { name: 'Open on this network' }).click();
    await expect(page.getByRole('region', { name: 'Drop files here' })).toContainText('on this network');
    const trip = join(folder, 'Holiday');
    await mkdir(trip);
    for (const [name, bytes] of photos) await file(join('Holiday', name), randomBytes(bytes));
    await drop(page, [trip]);
    await expect(shareRow(page, 'Holiday')).toContainText('this network');
    const link = await copiedLink(app);
    await page.getByRole('button', { name: 'Show code' }).first().click();
    await expect(page.getByRole('dialog', { name: 'Scan to open' }).getByRole('img')).toBeVisible();

    const browser = await openBrowser();
    const phone = await openPhone(browser, theme, 690);
    await phone.goto(link);
    await expect(phone.getByRole('button', { name: 'Download all' })).toBeVisible();
    await takeBoth(`nearby-${theme}`, page, await phone.screenshot(), browser);
    await browser.close();
  });
}
