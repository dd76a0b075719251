// Every way in which a share ends is told in the words that are true for it, while the page is open.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { barriers, expect, test, throttle } from './fixtures';
import { pickIn, pickedHash, pickedNames, withoutPickers } from './pickers';
import { sha256 } from './published';
import { mixed, picture, sound } from './sample-files';
import { unpacked } from './unpacked';
import { someOf } from '../volume';

const goes = async (page: Page) => {
  await expect(page.getByRole('link')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Download|Preview/ })).toHaveCount(0);
};

test('expired: to the second, without a reload', async ({ bucket, open }) => {
  const { page, leaks, wind } = await open(await bucket.publish(mixed, { lifetimeSeconds: 1800 }));
  await expect(page.getByText(/^(30|29) min.* left$/)).toBeVisible();
  await wind(1_740_000);
  await expect(page.getByText(/^\d\d secs? left$/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download Waves.wav' })).toBeVisible();
  await page.getByRole('button', { name: 'Preview Waves.wav' }).click();
  await wind(60_000);
  await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
  // No page knows which of its readers have a short link.
  await expect(
    page.getByText('If you have a short link, open it again. Otherwise ask the sender for a new one.'),
  ).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  await goes(page);
  expect(await barriers(page)).toEqual([]);
  // The answer that tells the end is a refusal, and the browser notes it.
  expect(leaks.filter((leak) => !leak.includes('403'))).toEqual([]);
});

test('what was being saved when the link ended is saved whole, and what was not saved is told', async ({
  bucket,
  open,
}) => {
  const slow = { path: 'a slow one.bin', body: Buffer.alloc(3_000_000, 'slow') };
  const { page, wind } = await open(await bucket.publish([slow, ...mixed]));
  await pickIn(page);
  await throttle(page, 500_000);
  // A file is said to be saved before it is asked for; only the whole of it is answered with 200.
  const comes = page.waitForResponse((response) => response.url().includes('/f/') && response.status() === 200);
  await page.getByRole('button', { name: 'Save in a folder' }).click();
  await expect(page.getByText('Saving 1 of 6')).toBeVisible();
  await comes;
  await wind(3_600_000);
  await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
  await expect(page.getByText('Stopped after 1 of 6 files. 1 file is saved.', { exact: true })).toBeVisible();
  await goes(page);
  expect(await pickedHash(page, slow.path)).toBe(sha256(slow.body));
});

test('a download that is cut past the end of its link is given up at once, because nobody answers any more @deep', async ({
  bucket,
  open,
}) => {
  const slow = { path: 'a slow one.bin', body: Buffer.alloc(20_000_000, 'slow') };
  const { page, wind } = await open(await bucket.publish([slow, ...mixed]));
  await pickIn(page);
  await throttle(page, 4_000_000);
  await page.getByRole('button', { name: 'Save in a folder' }).click();
  await expect(page.getByText('Saving 1 of 6')).toBeVisible();
  await wind(3_600_000);
  await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
  await bucket.shut();
  try {
    await expect(page.getByText('Stopped after 0 of 6 files.', { exact: true })).toBeVisible();
    expect(await pickedNames(page)).toEqual([]);
  } finally {
    await bucket.reopen();
  }
});

test('a server that takes the request and never answers is said to be silent @deep', async ({ bucket, open }) => {
  const { page } = await open(await bucket.publish(mixed));
  await expect(page.getByText('5 files')).toBeVisible();
  await page.route('**/f/**', () => undefined);
  await page.getByRole('link', { name: 'Download Waves.wav' }).click();
  const notice = page.getByRole('heading', { name: 'The sender’s storage does not answer' });
  await expect(notice).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole('listitem').filter({ hasText: 'Waves.wav' })).toContainText('No answer: try again');
  await page.unroute('**/f/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toBeHidden();
});

test("the server's clock counts: the reader's is an hour ahead or behind @deep", async ({ bucket, open }) => {
  for (const clockAheadMs of [3_600_000, -3_600_000]) {
    const { page, wind } = await open(await bucket.publish(mixed, { lifetimeSeconds: 1800 }), { clockAheadMs });
    await expect(page.getByText(/^(30|29) min.* left$/)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Download Waves.wav' })).toBeVisible();
    await wind(1_800_000);
    await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
  }
});

for (const trouble of someOf(['no answer', 'an answer of trouble'] as const)) {
  test(`a reader's clock that is hours ahead ends nothing, when ${trouble} is the first that comes`, async ({
    bucket,
    open,
  }) => {
    const { page } = await open({ url: 'about:blank' }, { clockAheadMs: 7_200_000 });
    let asked = 0;
    await page.route('**/f/**', (route) => {
      asked += 1;
      return trouble === 'no answer' ? route.abort() : route.fulfill({ status: 503, headers: { date: date() } });
    });
    const date = () => new Date().toUTCString();
    await page.goto((await bucket.publish(mixed, { lifetimeSeconds: 1800 })).url);
    await expect.poll(() => asked).toBeGreaterThan(1);
    await page.unroute('**/f/**');
    await expect(page.getByText(/^(30|29) min.* left$/)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Download Waves.wav' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0);
  });
}

test('the end comes before the tidying: a file that is gone by then was not taken back @deep', async ({
  bucket,
  open,
}) => {
  const published = await bucket.publish(mixed, { lifetimeSeconds: 1800 });
  const { page, wind } = await open(published);
  await expect(page.getByText(/^(30|29) min.* left$/)).toBeVisible();
  await bucket.remove(published.keys);
  await wind(1_800_000);
  await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
});

test('taken back: told when something is asked for', async ({ bucket, open }) => {
  const published = await bucket.publish(mixed);
  const { page } = await open(published);
  await expect(page.getByText('5 files')).toBeVisible();
  await bucket.remove(published.keys);
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await page.getByRole('link', { name: 'Download Waves.wav' }).click();
  await expect(page.getByRole('heading', { name: 'These files were taken back' })).toBeVisible();
  await goes(page);
  // What the storage says of a file that is gone is none.
  expect(downloads).toEqual([]);
});

for (const key of someOf(['F5', 'Control+r'])) {
  test(`${key} reloads a page that is there, and stays with the words once it is not`, async ({ bucket, open }) => {
    const published = await bucket.publish(mixed);
    const { page } = await open(published);
    await expect(page.getByText('5 files')).toBeVisible();
    await page.evaluate(() => (document.title = 'before'));
    await page.keyboard.press(key);
    await expect(page).toHaveTitle('Holiday pictures');
    await expect(page.getByText('5 files')).toBeVisible();
    await bucket.remove(published.keys);
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { name: 'These files were taken back' })).toBeVisible();
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
    await expect(page.getByRole('heading', { name: 'These files were taken back' })).toBeVisible();
  });
}

test('taken back: told when the reader comes back to the page', async ({ bucket, open }) => {
  const published = await bucket.publish(mixed);
  const { page } = await open(published);
  await expect(page.getByText('5 files')).toBeVisible();
  await bucket.remove(published.keys);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByRole('heading', { name: 'These files were taken back' })).toBeVisible();
  await expect(page.locator('.hero')).toContainText('These files were taken back');
  // Whoever opens the link from now on reads words as well: the bucket's own.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Nothing is here any more' })).toBeVisible();
  expect(await barriers(page)).toEqual([]);
});

test('one file is missing: it is marked, the others go on', async ({ bucket, open }) => {
  const published = await bucket.publish(mixed);
  await bucket.remove(published.keys.slice(1, 2));
  const { page } = await open(published);
  await withoutPickers(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all' }).click(),
  ]);
  await expect(
    page.getByText('“\u2068Holiday pictures.zip\u2069” is handed to your browser, with 4 files.'),
  ).toBeVisible();
  await expect(page.getByText('1 file is no longer there.')).toBeVisible();
  await expect(page.getByText('No longer there', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download Waves.wav' })).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);
  const names = [...(await unpacked(await readFile(await download.path()))).keys()];
  expect(names.sort()).toEqual(
    mixed
      .map(({ path }) => path)
      .filter((path) => path !== sound.path)
      .sort(),
  );
});

test('a preview of what is missing says so @deep', async ({ bucket, open }) => {
  const published = await bucket.publish([sound, picture, sound]);
  await bucket.remove(published.keys.slice(1, 2));
  const { page } = await open(published);
  await page.getByRole('button', { name: `Preview ${picture.path}` }).click();
  await expect(page.getByText('This file is no longer there.')).toBeVisible();
});

test('an answer from before the network was lost does not say that it is back @deep', async ({ bucket, open }) => {
  const published = await bucket.publish(mixed);
  const { page } = await open({ url: 'about:blank' });
  let answerFirst: (() => void) | undefined;
  const asked = new Promise<void>((told) => {
    // The share's own files are asked for one byte; the page itself is not.
    void page.route('**/*', async (route) => {
      if (answerFirst !== undefined || route.request().headers()['range'] === undefined) return route.fallback();
      const answered = new Promise<void>((resolve) => (answerFirst = resolve));
      told();
      await answered;
      return route.fulfill({ status: 206, body: 'x', headers: { 'content-range': 'bytes 0-0/9' } });
    });
  });
  await page.goto(published.url);
  await asked;
  await page.context().setOffline(true);
  await expect(page.getByRole('heading', { name: 'The files cannot be reached' })).toBeVisible();
  answerFirst?.();
  await page.waitForTimeout(1000);
  await expect(page.getByRole('heading', { name: 'The files cannot be reached' })).toBeVisible();
});

test('an end that comes while the reader is offline is told by the next answer: a short link may have a later one', async ({
  bucket,
  open,
}) => {
  const { page, wind } = await open(await bucket.publish(mixed, { lifetimeSeconds: 1800 }));
  await expect(page.getByText(/^(30|29) min.* left$/)).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByRole('heading', { name: 'The files cannot be reached' })).toBeVisible();
  await wind(1_800_000);
  // As a computer does that was asleep.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByText(/ left$/)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'The files cannot be reached' })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
});

test('offline, and back', async ({ bucket, open }) => {
  const { page } = await open(await bucket.publish(mixed));
  await expect(page.getByText('5 files')).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByRole('heading', { name: 'The files cannot be reached' })).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'The files cannot be reached' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download Waves.wav' })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: 'The files cannot be reached' })).toBeHidden();
});
