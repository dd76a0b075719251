// A look at an encrypted file shows only what is sure, and asks for no more than it shows.
import { barriers, expect, test } from '../share-page/fixtures';
import type { GivenFile } from '../share-page/published';
import { nothingInIt, picture, sound, text } from '../share-page/sample-files';
import { publishSealed } from './sealed-share';

const long: GivenFile = { path: 'long.log', body: 'a line of text\n'.repeat(200_000), contentType: 'text/plain' };
const film: GivenFile = { path: 'film.mp4', body: 'x', contentType: 'video/mp4' };

test('a picture, a text, a sound, and nothing', async ({ bucket, open }) => {
  const { page, leaks } = await open(await publishSealed(bucket, [picture, text, sound, nothingInIt]));
  await page.getByRole('button', { name: 'Preview Beach at dusk.png' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Preview' });
  await expect
    .poll(() => dialog.locator('img').evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]))
    .toEqual([320, 200]);
  expect(await barriers(page)).toEqual([]);
  // In the order of the list: the files of a folder before its folders.
  await page.keyboard.press('ArrowRight');
  const audio = dialog.locator('audio');
  await expect.poll(() => audio.evaluate((player: HTMLAudioElement) => player.duration)).toBeCloseTo(2, 1);
  await dialog.getByRole('button', { name: 'Next file' }).click();
  await expect(dialog.getByText('This file is empty.')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByText('안녕하세요 & <b>hello</b>')).toBeVisible();
  expect(leaks).toEqual([]);
});

test('of a long text the beginning and the last chunk are asked for @deep', async ({ bucket, open }) => {
  const share = await publishSealed(bucket, [long]);
  const { page, leaks } = await open(share);
  const ranges: string[] = [];
  page.on('request', (request) => ranges.push(request.headers()['range'] ?? 'whole'));
  await page.getByRole('button', { name: 'Preview long.log' }).click();
  await expect(page.getByText('This is the beginning: the first 131 kB.')).toBeVisible();
  const size = share.sealed[0]?.length ?? 0;
  const chunks = Math.ceil(long.body.length / 65_536);
  const head = size - long.body.length - chunks * 16;
  expect(ranges.toSorted()).toEqual([`bytes=0-${head + 2 * 65_552 - 1}`, `bytes=${head + (chunks - 1) * 65_552}-`]);
  expect(leaks).toEqual([]);
});

test('what was cut or changed is not shown, and what is too large to be sure of is not played', async ({
  bucket,
  open,
}) => {
  const told = (rows: [string, number, string, string, string][]) => {
    for (const row of rows) if (row[0] === film.path) row[1] = 64_000_001;
  };
  const share = await publishSealed(bucket, [long, picture, sound, film], { told });
  const [ofLong, ofPicture, ofSound] = share.sealed.map((file) => Buffer.from(file));
  // Cut at a chunk: only the missing last one tells.
  await bucket.store(share.keys[0] ?? '', ofLong?.subarray(0, -(ofLong.length % 1000) - 70_000) ?? '');
  for (const [index, file] of [ofPicture, ofSound].entries()) {
    file?.writeUInt8(file.readUInt8(300) ^ 1, 300);
    await bucket.store(share.keys[index + 1] ?? '', file ?? '');
  }
  const { page } = await open(share);
  const dialog = page.getByRole('dialog');
  for (const name of ['long.log', 'Beach at dusk.png', 'Waves.wav']) {
    await page.getByRole('button', { name: `Preview ${name}` }).click();
    await expect(dialog.getByText('This file arrived damaged or changed, so it is not shown.')).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Preview film.mp4' }).click();
  await expect(dialog.getByText('At 64 MB this is too large to play here. Download it, then play it.')).toBeVisible();
});
