// The owner sees that a page was opened and a file of it saved, and nothing of it once counting is switched off.
import { copiedLink, drop, expect, test } from './kept-app';
import { openBrowser } from './recipient';
import { openDetails, shareRow, useThisComputer } from './window';

test('a page of the bucket on this computer says how often it was opened and its files saved, until that is switched off', async ({
  app,
  page,
  file,
}) => {
  await useThisComputer(page);
  await drop(page, [await file('a.txt', 'first'), await file('b.txt', 'second')]);
  const row = shareRow(page, 'a.txt and 1 more');
  const link = await copiedLink(app);
  const details = await openDetails(page, 'a.txt and 1 more');
  // The proof of the link was no opening.
  await expect(details).toContainText('Not opened yet');
  const browser = await openBrowser();
  try {
    const visitor = await browser.newPage();
    await visitor.goto(link);
    const saving = visitor.waitForEvent('download');
    await visitor.locator('a[download]').first().click();
    await (await saving).path();
  } finally {
    await browser.close();
  }
  await expect(details).toContainText(/Opened once, 1 file saved, last /);
  await expect(row).toContainText('Opened once');

  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  const counting = page.getByRole('switch', { name: 'Count how often shares of this computer are opened and saved' });
  await counting.click();
  await expect(counting).not.toBeChecked();
  await page.getByRole('navigation').getByRole('button', { name: 'Shares' }).click();
  await expect(row).toBeVisible();
  await expect(row).not.toContainText('Opened');
});
