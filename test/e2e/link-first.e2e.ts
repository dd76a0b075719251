// The link of a folder that takes long is on the clipboard before its files are sent, and its row says so until they are.
import { copiedLinks, drop, expect, test } from './kept-app';
import { limitBandwidth, openDetails, setLanguage, shareRow, uploadRow } from './window';

const mebibyte = 1_048_576;

test('a folder that takes long has its link at once, and the same one when it is sent', async ({
  app,
  page,
  file,
}, info) => {
  await limitBandwidth(page, mebibyte);
  const names = Array.from({ length: 12 }, (_, index) => `photo-${String(index + 1).padStart(2, '0')}.bin`);
  await drop(page, await Promise.all(names.map((name) => file(name, Buffer.alloc(2 * mebibyte, name)))));
  const title = 'photo-01.bin and 11 more';
  const row = shareRow(page, title);
  await expect(row).toContainText('Still sending');
  await expect(page.getByRole('status').getByText(/^Link copied, still sending \(\d+ sec left\)\.$/)).toBeVisible();
  await expect(uploadRow(page, title)).toContainText(/of 12 files/);
  const [link = ''] = await copiedLinks(app, 1);
  const html = await (await fetch(link)).text();
  expect(html).toContain('photo-12.bin');
  await page.screenshot({ path: info.outputPath('sending.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await setLanguage(page, 'ko');
  await page.screenshot({ path: info.outputPath('sending-ko-dark.png') });
  await setLanguage(page, 'en');
  await page.emulateMedia({ colorScheme: 'light' });

  const details = await openDetails(page, title);
  await expect(details).toContainText('Holds12 files');
  const files = details.getByRole('region', { name: 'Files' });
  await expect(files).toHaveCount(0);
  await limitBandwidth(page, 0);
  await expect(uploadRow(page, title)).toHaveCount(0);
  await expect(row).not.toContainText('Still sending');
  await expect(files.getByRole('listitem').last()).toContainText(names[11] ?? '');
  await row.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(async () => (await fetch(link)).text()).toContain('"revision":2');
  expect(await copiedLinks(app, 1)).toHaveLength(1);
});

test('one film has its link at once, leads to itself when it is stored, and is taken back with its page @deep', async ({
  app,
  page,
  file,
}, info) => {
  await limitBandwidth(page, mebibyte);
  const bytes = Buffer.alloc(24 * mebibyte, 'film');
  await drop(page, [await file('film.mp4', bytes)]);
  const row = shareRow(page, 'film.mp4');
  await expect(row).toContainText('Still sending');
  const [early = ''] = await copiedLinks(app, 1);
  expect(await (await fetch(early)).text()).not.toContain('"forward"');
  await page.screenshot({ path: info.outputPath('film-sending.png') });

  await limitBandwidth(page, 0);
  await expect(uploadRow(page, 'film.mp4')).toHaveCount(0);
  await expect(row).not.toContainText('Still sending');
  await expect.poll(async () => (await fetch(early)).text()).toContain('"forward"');
  await page.screenshot({ path: info.outputPath('film-sent.png') });
  await row.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(async () => (await copiedLinks(app, 1))[0]).not.toBe(early);
  const [link = ''] = await copiedLinks(app, 1);
  expect(Buffer.from(await (await fetch(link)).arrayBuffer()).equals(bytes)).toBe(true);
  await row.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog', { name: 'Take this link back?' }).getByRole('button', { name: 'Take back' }).click();
  await expect(row).toContainText('Taken back');
  expect([(await fetch(early)).status, (await fetch(link)).status]).toEqual([404, 404]);
});

test('taking back the link of what is still sent ends its upload @deep', async ({ app, page, file }) => {
  await limitBandwidth(page, mebibyte);
  const names = ['long-1.bin', 'long-2.bin'];
  await drop(page, await Promise.all(names.map((name) => file(name, Buffer.alloc(8 * mebibyte, name)))));
  const title = 'long-1.bin and 1 more';
  const row = shareRow(page, title);
  await expect(row).toContainText('Still sending');
  const [link = ''] = await copiedLinks(app, 1);
  await row.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog', { name: 'Take this link back?' }).getByRole('button', { name: 'Take back' }).click();
  await expect(uploadRow(page, title)).toHaveCount(0);
  await expect(row).toContainText('Taken back');
  expect((await fetch(link)).status).toBe(404);
  await limitBandwidth(page, 0);
});
