// Large files go in parts, by links that the receiving computer gives while it is on: lost networks, a reload and a computer that is away cost
// what was on its way, and nothing is called received before that computer says so.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, truncate as cutTo, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Opens } from '../share-page/fixtures';
import { barriers, expect, row, send, status, test } from './fixtures';
import { choosePath, fileOf, lowerTo, mebibyte } from './large-files';
import { startRequestBucket } from './published';
import type { Receiver } from './receiver';

const bytes = 5_000_000_000;

/** A file that takes no room on the disk. */
async function truncate(path: string, size: number): Promise<void> {
  await writeFile(path, '');
  await cutTo(path, size);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

/** Sends `size` bytes, with the network cut three times. */
async function cutThrice(open: Opens['open'], path: string, size: number, everyBytes: number): Promise<void> {
  const bucket = await startRequestBucket();
  try {
    const asked = await bucket.ask({ asks: true, bytes });
    await asked.receive({ partBytes: Math.max(5, Math.ceil(size / mebibyte / 128)) * mebibyte });
    await fileOf(path, size);
    const { page } = await open(asked);
    await choosePath(page, path);
    const answered: string[] = [];
    page.on('response', (response) => {
      const part = new URL(response.url()).searchParams.get('partNumber');
      if (part !== null) answered.push(part);
    });
    const heading = page.getByRole('heading', { name: 'The receiver’s storage does not answer' });
    bucket.cutAfter(everyBytes);
    await send(page);
    for (let cuts = 1; cuts <= 3; cuts += 1) {
      await expect(heading).toBeVisible({ timeout: 120_000 });
      expect(bucket.isCut()).toBe(true);
      await expect(status(page)).not.toContainText('received.');
      if (cuts < 3) bucket.cutAfter(everyBytes);
      bucket.mend();
      await expect(heading).toBeHidden();
    }
    await expect(status(page)).toHaveText(/^1 file received/, { timeout: 1_200_000 });
    expect(await asked.hashOf()).toBe(await hashOf(path));
    // A part that was stored is not sent again.
    expect(answered.sort()).toEqual([...new Set(answered)].sort());
  } finally {
    await bucket.stop();
    await rm(path, { force: true });
  }
}

test('96 MiB with the network cut three times: it goes on from the parts that are there, and is whole @deep', async ({
  open,
}, testInfo) => {
  test.setTimeout(180_000);
  await cutThrice(open, testInfo.outputPath('film.mov'), 96 * mebibyte, 24_000_000);
});

// Takes minutes: `npm run test:platforms -- soak`.
test('2 GiB with the network cut three times: resumed, whole', async ({ open }, testInfo) => {
  test.skip(process.env['MAYFLY_SOAK'] === undefined, 'part of the soak group');
  test.setTimeout(2_400_000);
  await cutThrice(open, testInfo.outputPath('film.mov'), 2_048 * mebibyte, 500_000_000);
});

/** Sends a large file over a slow line, loads the page again in the middle, after `before`, and gives it a fast line. */
async function reloadedInTheMiddle(page: Page, receiver: Receiver, path: string, before?: () => Promise<void>) {
  const session = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 5_000_000 };
  await session.send('Network.emulateNetworkConditions', slow);
  await choosePath(page, path);
  await send(page);
  await expect.poll(async () => (await receiver.stored()).length).toBeGreaterThan(1);
  page.on('dialog', (dialog) => void dialog.accept());
  await before?.();
  await page.reload();
  await session.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
}

/** The numbers of the parts that are sent from now on. */
function sentAgain(page: Page): readonly number[] {
  const again: number[] = [];
  page.on('request', (request) => {
    const part = new URL(request.url()).searchParams.get('partNumber');
    if (part !== null) again.push(Number(part));
  });
  return again;
}

test('a reload in the middle: the page says which file to choose again, and goes on with it', async ({
  bucket,
  open,
}, testInfo) => {
  const asked = await bucket.ask({ asks: true, bytes });
  const receiver = await asked.receive({ partBytes: 5 * mebibyte });
  const path = await fileOf(testInfo.outputPath('film.mov'), 66 * mebibyte);
  const { page } = await open(asked);
  await reloadedInTheMiddle(page, receiver, path);
  await expect(page.getByRole('list', { name: 'Not finished' })).toContainText('Choose “film.mov” again to go on.');
  expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain('X-Amz');
  const before = await receiver.told();
  const again = sentAgain(page);
  // Goes on without another press.
  await choosePath(page, path);
  await expect(status(page)).toHaveText(/^1 file received/);
  expect(await asked.hashOf()).toBe(await hashOf(path));
  expect([...before, ...again].sort((a, b) => a - b)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('a reload in the middle of the only file, on a page that is full by then: it goes on in its slot, and is whole @deep', async ({
  bucket,
  open,
}, testInfo) => {
  const asked = await bucket.ask({ asks: true, bytes, files: 1 });
  const receiver = await asked.receive({ partBytes: 5 * mebibyte });
  const path = await fileOf(testInfo.outputPath('film.mov'), 66 * mebibyte);
  const { page } = await open(asked);
  await reloadedInTheMiddle(page, receiver, path, () => asked.rewrite({ arrived: [2], offered: [1] }));
  const begun = page.getByRole('list', { name: 'Not finished' });
  await expect(begun).toContainText('Choose “film.mov” again to go on.');
  const full = page.getByRole('heading', { name: 'No more files are needed' });
  await expect(full).toBeHidden();
  const before = await receiver.told();
  const again = sentAgain(page);
  await choosePath(page, path);
  await expect(status(page)).toHaveText(/^1 file received/);
  expect(await asked.hashOf(1)).toBe(await hashOf(path));
  expect([...before, ...again].sort((a, b) => a - b)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  await expect(full).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeHidden();
});

test('a reload in the middle of a request that is closed by then: the file cannot go on, in words @deep', async ({
  bucket,
  open,
}, testInfo) => {
  const asked = await bucket.ask({ asks: true, bytes, files: 1 });
  const receiver = await asked.receive({ partBytes: 5 * mebibyte });
  const path = await fileOf(testInfo.outputPath('film.mov'), 66 * mebibyte);
  const { page } = await open(asked);
  await reloadedInTheMiddle(page, receiver, path, () => asked.rewrite({ closed: true }));
  await expect(page.getByRole('heading', { name: 'This request is closed' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Not finished' })).toContainText('film.mov: Not sent: it came too late');
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeHidden();
});

test('the receiving computer goes away: what only it can take waits, and small files do not', async ({
  bucket,
  open,
}, testInfo) => {
  const asked = await bucket.ask({ asks: true, bytes: 6_000_000_000 });
  const receiver = await asked.receive();
  await receiver.turnOff();
  const { page } = await open(asked);
  const large = testInfo.outputPath('very large.mov');
  await truncate(large, 5_100_000_000);
  await choosePath(page, large);
  await expect(page.getByText('The receiving computer is off')).toBeVisible();
  await choosePath(page, await fileOf(testInfo.outputPath('small.txt'), 10));
  await send(page);
  await expect(row(page, 'small.txt')).toContainText('Received');
  await expect(row(page, 'very large.mov')).toContainText('Goes on when the receiving computer is on');
  expect(await barriers(page)).toEqual([]);
  await receiver.turnOn();
  await expect.poll(receiver.uploads, { timeout: 60_000 }).toBe(1);
  await expect(row(page, 'very large.mov')).not.toContainText('Goes on when');
  await page.getByRole('button', { name: 'Remove very large.mov' }).click();
  await expect(status(page)).toHaveText(/^1 file received/);
});

test('gone when all parts were sent: not received before it says so @deep', async ({ bucket, open }, testInfo) => {
  const asked = await bucket.ask({ asks: true });
  const receiver = await asked.receive({ partBytes: 5 * mebibyte });
  const { page } = await open(asked);
  await lowerTo(page, mebibyte);
  await page.route(/partNumber=2&/, async (route) => {
    await receiver.turnOff();
    await route.continue();
  });
  const path = await fileOf(testInfo.outputPath('film.mov'), 9 * mebibyte);
  await choosePath(page, path);
  await send(page);
  await expect(row(page, 'film.mov')).toContainText('All sent');
  await expect(page.getByText('Nothing is left to send. Keep this page open')).toBeVisible();
  await expect(status(page)).not.toContainText('received');
  await receiver.turnOn();
  await expect(status(page)).toHaveText(/^1 file received/);
  expect(await asked.hashOf()).toBe(await hashOf(path));
});

test('Mayfly itself answers, puts the parts together and gives its word', async ({ bucket, open }, testInfo) => {
  const asked = await bucket.ask({ asks: true, bytes });
  await asked.receiveByMayfly();
  const { page, leaks } = await open(asked);
  await lowerTo(page, mebibyte);
  const path = await fileOf(testInfo.outputPath('film.mov'), 35 * mebibyte);
  await choosePath(page, path);
  await send(page);
  await expect(status(page)).toHaveText(/^1 file received/);
  expect(await asked.hashOf()).toBe(await hashOf(path));
  // What is not there answers 404, which browsers note.
  expect(leaks.filter((leak) => !leak.includes('404'))).toEqual([]);
});

test('an answer that another key opens is none @deep', async ({ bucket, open }, testInfo) => {
  const asked = await bucket.ask({ asks: true });
  await asked.receive({ answersWrongly: true, partBytes: 5 * mebibyte });
  const { page } = await open(asked);
  await lowerTo(page, mebibyte);
  const path = await fileOf(testInfo.outputPath('film.mov'), 2 * mebibyte);
  await choosePath(page, path);
  await send(page);
  await expect(status(page)).toHaveText(/^1 file received/);
  expect(await asked.hashOf()).toBe(await hashOf(path));
});

test('nobody answers for three minutes: what fits in one write is sent in one', async ({ bucket, open }, testInfo) => {
  const asked = await bucket.ask({ asks: true });
  await asked.receive({ isSilent: true });
  const { page } = await open(asked);
  await page.clock.install();
  await lowerTo(page, mebibyte);
  const path = await fileOf(testInfo.outputPath('film.mov'), 2 * mebibyte);
  await choosePath(page, path);
  await send(page);
  await page.clock.runFor(500);
  await expect(row(page, 'film.mov')).toContainText('Asking the receiving computer');
  for (let quarter = 0; quarter < 14; quarter += 1) await page.clock.runFor(15_000);
  await expect(status(page)).toHaveText(/^1 file received/);
  expect(await asked.hashOf()).toBe(await hashOf(path));
});

test('closed by the word of the receiving computer: the page says so too', async ({ bucket, open }, testInfo) => {
  const asked = await bucket.ask({ asks: true });
  await asked.receive({ refuses: 'closed' });
  const { page } = await open(asked);
  await lowerTo(page, mebibyte);
  await choosePath(page, await fileOf(testInfo.outputPath('film.mov'), 2 * mebibyte));
  await send(page);
  await expect(row(page, 'film.mov')).toContainText('Asking the receiving computer');
  await asked.rewrite({ closed: true });
  await expect(row(page, 'film.mov')).toContainText('Not sent: it came too late');
  await expect(page.getByRole('heading', { name: 'This request is closed' })).toBeVisible();
});

test('refused, in words', async ({ bucket, open }, testInfo) => {
  const asked = await bucket.ask({ asks: true, types: 'pictures' });
  await asked.receive({ refuses: 'kind' });
  const { page } = await open(asked);
  await lowerTo(page, mebibyte);
  await choosePath(page, await fileOf(testInfo.outputPath('scan.gif'), 2 * mebibyte, 'GIF89a'));
  await send(page);
  await expect(row(page, 'scan.gif')).toContainText('Not a picture');
  await expect(status(page)).toHaveText(/^0 of 1 files received/);
});
