// One press gives everything up and asks nobody; for a minute one more brings it back, and then nothing of it is left.
import { join } from 'node:path';
import { copiedLinks, drop, expect, test } from './kept-app';
import { receive, sha256OfFile } from './recipient';
import { storedBytes } from './stored-bytes';
import { limitBandwidth, setPages, shareRow, uploadRow } from './window';

const mebibyte = 1_048_576;

test('all uploads are cancelled, brought back, and cancelled for good, by keyboard @deep', async ({
  app,
  page,
  file,
  profileDir,
}) => {
  const rows = page.getByRole('list', { name: 'Uploads' }).getByRole('listitem');
  const notice = page.getByRole('status').filter({ hasText: 'Cancelled 2 uploads.' });
  // There is no bucket before the first upload.
  const stored = () => storedBytes(join(profileDir, 'bucket')).catch(() => 0);
  /** At a speed that leaves time to press a few keys. */
  const twoOnTheirWay = async (names: readonly string[]) => {
    await limitBandwidth(page, 10 * mebibyte);
    const paths = await Promise.all(names.map((name) => file(name, Buffer.alloc(40 * mebibyte, name))));
    const before = await stored();
    await drop(page, paths);
    await expect(rows).toHaveCount(2);
    await expect.poll(stored).toBeGreaterThan(before + 8 * mebibyte);
    return { paths, before };
  };
  const cancelAll = async () => {
    await page.getByRole('button', { name: 'Cancel all' }).press('Enter');
    await expect(rows).toHaveCount(0);
    await expect(notice).toBeVisible();
  };

  await setPages(page, 'never');
  const { paths } = await twoOnTheirWay(['film.bin', 'other.bin']);
  await cancelAll();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await limitBandwidth(page, 0);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(notice).toBeHidden();
  const links = await copiedLinks(app, 2);
  const received = await Promise.all(links.map(async (link) => (await receive(link)).sha256));
  expect(received).toEqual(await Promise.all(paths.map(sha256OfFile)));

  const { before } = await twoOnTheirWay(['third.bin', 'fourth.bin']);
  await cancelAll();
  await page.getByRole('button', { name: 'Dismiss' }).last().press('Enter');
  // What is on its way out may be counted once more; of the third and fourth nothing stays.
  await expect.poll(stored).toBeLessThan(before + mebibyte);
  await expect(page.getByRole('list', { name: 'Shares' }).getByRole('listitem')).toHaveCount(2);
});

test('one upload is cancelled while another goes on, and comes back with what was sent of it @deep', async ({
  app,
  page,
  file,
}, info) => {
  await setPages(page, 'never');
  await limitBandwidth(page, 10 * mebibyte);
  const film = await file('film.bin', Buffer.alloc(40 * mebibyte, 'film'));
  await drop(page, [film, await file('other.bin', Buffer.alloc(20 * mebibyte, 'other'))]);
  await uploadRow(page, 'film.bin').getByRole('button', { name: 'Cancel upload' }).press('Enter');
  await expect(uploadRow(page, 'film.bin')).toHaveCount(0);
  const notice = page.getByRole('status').filter({ hasText: 'Cancelled 1 upload.' });
  await expect(notice).toContainText('film.bin');
  await page.screenshot({ path: info.outputPath('cancelled.png') });
  await limitBandwidth(page, 0);
  await expect(shareRow(page, 'other.bin')).toBeVisible();
  await expect(shareRow(page, 'film.bin')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(shareRow(page, 'film.bin')).toBeVisible();
  // The files of one gesture are copied together, in their order.
  const [link = ''] = await copiedLinks(app, 2);
  expect((await receive(link)).sha256).toBe(await sha256OfFile(film));
});
