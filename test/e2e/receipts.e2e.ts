// The owner sees that a page was opened and a file of it saved, and nothing of it once counting is switched off; in any bucket by a mark, where wanted.
import { join } from 'node:path';
import { serveForeignBucket, type ForeignServer } from './foreign-server';
import { copiedLink, drop, expect, test } from './kept-app';
import { openBrowser } from './recipient';
import {
  fillConnection,
  limitBandwidth,
  openDetails,
  saveConnection,
  shareRow,
  switchOn,
  uploadRow,
  useThisComputer,
} from './window';

let server: ForeignServer | undefined;
test.afterEach(async () => {
  await server?.stop();
  server = undefined;
});

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

test('a page in any bucket tells that it was opened while it is still being sent, where its sender wants that @deep', async ({
  app,
  page,
  file,
  folder,
}, info) => {
  const mebibyte = 1_048_576;
  const keys = { accessKeyId: 'FOREIGNKEY', secretAccessKey: 'typed-by-a-person' };
  server = await serveForeignBucket(join(folder, 'server'), keys);
  await fillConnection(page, server);
  await saveConnection(page);
  await expect(page.getByText('The connection works.', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Shares', exact: true }).click();
  await switchOn(page, 'Tell me when it is opened');
  await page.keyboard.press('Escape');
  await limitBandwidth(page, 2 * mebibyte);
  const names = ['seen-1.bin', 'seen-2.bin'];
  await drop(
    page,
    await Promise.all(names.map((name, nth) => file(name, Buffer.alloc((1 + 30 * nth) * mebibyte, name)))),
  );
  const title = 'seen-1.bin and 1 more';
  const row = shareRow(page, title);
  await expect(row).toContainText('Still sending');
  const link = await copiedLink(app);
  const browser = await openBrowser();
  try {
    const visitor = await browser.newPage();
    await visitor.goto(link);
    await expect(visitor.getByText('The sender is told when you open or save this.')).toBeVisible();
    const saving = visitor.waitForEvent('download');
    await visitor.getByRole('link', { name: 'Download seen-1.bin' }).click();
    await (await saving).path();
  } finally {
    await browser.close();
  }
  // Still being sent, or sent meanwhile: the mark is that of the one page.
  await expect(row).toContainText(/Opened at least once, \S/, { timeout: 60_000 });
  await limitBandwidth(page, 0);
  await expect(uploadRow(page, title)).toHaveCount(0, { timeout: 30_000 });
  await expect(row).toContainText(/Opened at least once, \S/);
  await page.screenshot({ path: info.outputPath('opened.png') });
});
