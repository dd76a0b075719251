// Lost networks, ended slots and ended requests, each told in the words that are true for it, while the page is open.
import { writeFile } from 'node:fs/promises';
import type { Page, Request } from '@playwright/test';
import { byName, choose, expect, file, hashes, row, send, status, test } from './fixtures';
import { choosePath } from './large-files';
import { startRequestBucket } from './published';
import { someOf } from '../volume';

/** Bytes of uploads in a second. */
async function slow(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
}

test('a network that breaks in the middle: the page waits, goes on by itself, and all is whole', async ({ open }) => {
  const bucket = await startRequestBucket();
  try {
    const asked = await bucket.ask();
    const { page } = await open(asked);
    const large = file('film.mp4', Buffer.alloc(8_000_000, 'film'), 'video/mp4');
    await choose(page, [large, file('small.txt')]);
    bucket.cutAfter(2_000_000);
    await send(page);
    await expect(page.getByRole('heading', { name: 'The receiver’s storage does not answer' })).toBeVisible();
    await expect(status(page)).not.toContainText('received.');
    bucket.mend();
    await expect(status(page)).toHaveText(/^2 files received/);
    expect(byName(await asked.stored())).toEqual(hashes([large, file('small.txt')]));
  } finally {
    await bucket.stop();
  }
});

test('a full disk of the bucket is told as that, and sending goes on by itself once there is room', async ({
  open,
}) => {
  let freeBytes = 0;
  const bucket = await startRequestBucket(Date.now, undefined, '127.0.0.2', async () => freeBytes);
  try {
    const asked = await bucket.ask();
    const { page } = await open(asked);
    await choose(page, [file('small.txt')]);
    await send(page);
    const notice = page.getByRole('heading', { name: 'The receiver’s storage is full' });
    await expect(notice).toBeVisible();
    await expect(page.getByText('Tell the receiver. This page tries again by itself.')).toBeVisible();
    freeBytes = Number.POSITIVE_INFINITY;
    await expect(status(page)).toHaveText(/^1 file received/);
    await expect(notice).toBeHidden();
    expect(byName(await asked.stored())).toEqual(hashes([file('small.txt')]));
  } finally {
    await bucket.stop();
  }
});

test('a disk that stays full is told without a break, and as the reason once the page gives up', async ({ open }) => {
  const bucket = await startRequestBucket(Date.now, undefined, '127.0.0.2', async () => 0);
  try {
    const { page } = await open(await bucket.ask());
    await page.clock.install();
    await page.reload();
    await choose(page, [file('small.txt')]);
    await send(page);
    const notice = page.getByRole('heading', { name: 'The receiver’s storage is full' });
    await expect(notice).toBeVisible();
    await page.evaluate(() => {
      const place = document.getElementById('notice');
      const all = new Set<string>();
      const note = () => void (document.body.dataset['told'] = [...all.add(place?.textContent ?? '')].join('|'));
      if (place !== null) new MutationObserver(note).observe(place, { childList: true });
    });
    // Only the page's clock is wound: what it asked meanwhile has its answer first, or would be given up as a silent server's.
    const asked = new Set<Request>();
    page.on('request', (request) => asked.add(request));
    page.on('requestfinished', (request) => asked.delete(request));
    page.on('requestfailed', (request) => asked.delete(request));
    for (let tries = 0; tries < 60 && (await row(page, 'small.txt').getByText('full').count()) === 0; tries += 1) {
      expect(await page.locator('body').getAttribute('data-told')).toBeNull();
      await page.clock.runFor(10_000);
      await expect.poll(() => asked.size).toBe(0);
    }
    await expect(row(page, 'small.txt')).toContainText('The receiver’s storage is full');
    await expect(page.getByRole('button', { name: 'Send small.txt again' })).toBeVisible();
  } finally {
    await bucket.stop();
  }
});

test('a file that was changed is chosen again in its own row', async ({ bucket, open }, testInfo) => {
  const asked = await bucket.ask();
  const { page } = await open(asked);
  const path = testInfo.outputPath('notes.txt');
  await writeFile(path, 'first');
  await choosePath(page, path);
  await writeFile(path, 'the second version');
  await send(page);
  await expect(row(page, 'notes.txt')).toContainText('Your browser cannot read it: choose it again');
  await choosePath(page, path);
  await expect(status(page)).toHaveText('Nothing is sent yet: 1 file, 18 bytes.');
  await expect(row(page, 'notes.txt')).toHaveCount(1);
  await send(page);
  await expect(status(page)).toHaveText(/^1 file received/);
  expect(byName(await asked.stored())).toEqual(hashes([file('notes.txt', 'the second version')]));
});

test('paused and resumed, each file is stored once @deep', async ({ bucket, open }) => {
  const asked = await bucket.ask();
  const { page } = await open(asked);
  const large = file('film.mp4', Buffer.alloc(9_000_000, 'film'), 'video/mp4');
  await choose(page, [large]);
  await slow(page, 2_000_000);
  await send(page);
  await expect(page.getByRole('progressbar', { name: 'film.mp4' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status(page)).toContainText('Paused');
  await expect(page.getByRole('button', { name: 'Go on' })).toBeFocused();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(status(page)).toHaveText(/^1 file received/);
  expect(byName(await asked.stored())).toEqual(hashes([large]));
});

test('a line that moves nothing any more has no speed and no time left', async ({ bucket, open }) => {
  const { page } = await open(await bucket.ask());
  await choose(page, [file('film.mp4', Buffer.alloc(9_000_000), 'video/mp4')]);
  bucket.slowTo(2_000_000);
  try {
    await send(page);
    await expect(row(page, 'film.mp4')).toContainText(/MB\/s, .* left/);
    bucket.slowTo(1);
    await expect(page.getByText(/\/s, .* left/)).toHaveCount(0);
    await expect(row(page, 'film.mp4')).toContainText('Sending');
  } finally {
    bucket.slowTo(Number.POSITIVE_INFINITY);
  }
});

for (const [what, first, heading] of [
  ['closed', { closed: true }, 'This request is closed'],
  ['full', { arrived: [1, 2, 3] }, 'No more files are needed'],
] as const) {
  test(`${what} before the guest came`, async ({ bucket, open }) => {
    const { page, leaks } = await open(await bucket.ask({}, first));
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose files' })).toBeHidden();
    await expect(page.getByText(/up to/i), 'limits of what nobody can send').toHaveCount(0);
    expect(leaks).toEqual([]);
  });

  test(`${what} while the page is open`, async ({ bucket, open }) => {
    const asked = await bucket.ask();
    const { page } = await open(asked);
    await choose(page, [file('a.txt')]);
    await asked.rewrite(first);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Send \d/ })).toHaveCount(0);
  });
}

test('closed in the moment of sending: nothing is sent, and the file says so @deep', async ({ bucket, open }) => {
  const asked = await bucket.ask();
  const { page } = await open(asked);
  await choose(page, [file('late.txt')]);
  await asked.rewrite({ closed: true });
  await send(page);
  await expect(row(page, 'late.txt')).toContainText('Not sent: it came too late');
  await expect(page.getByRole('heading', { name: 'This request is closed' })).toBeVisible();
  expect([...(await asked.stored()).keys()]).toEqual([]);
});

test('closed while the page is sending: each file says what became of it, and no time is left @deep', async ({
  bucket,
  open,
}) => {
  const asked = await bucket.ask({ files: 4 });
  const { page } = await open(asked);
  await expect(page.getByText('7 days left')).toBeVisible();
  await choose(page, [
    file('early.txt'),
    ...['film 1.mp4', 'film 2.mp4'].map((name) => file(name, Buffer.alloc(4_000_000, name), 'video/mp4')),
    file('late.txt'),
  ]);
  await slow(page, 1_000_000);
  await send(page);
  await expect(row(page, 'early.txt')).toContainText('Received');
  await asked.rewrite({ closed: true });
  await expect(status(page)).toHaveText(/^1 of 4 files received/);
  await expect(row(page, 'early.txt')).toContainText('Received');
  for (const name of ['film 1.mp4', 'film 2.mp4']) {
    await expect(row(page, name)).toContainText('Closed while it was on its way: ask whether it came');
  }
  await expect(row(page, 'late.txt')).toContainText('Not received: the request was closed before');
  await expect(page.getByRole('heading', { name: 'This request is closed' })).toBeVisible();
  await expect(page.getByText('days left')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /again$/ })).toHaveCount(0);
});

test('removed while the page is sending: it does not say that the file was received @deep', async ({
  bucket,
  open,
}) => {
  const asked = await bucket.ask();
  const { page } = await open(asked);
  await choose(page, [file('a.mp4', Buffer.alloc(3_000_000, 'a'), 'video/mp4')]);
  await slow(page, 1_000_000);
  await send(page);
  await expect(page.getByRole('progressbar', { name: 'a.mp4' })).toBeVisible();
  await asked.removePage();
  await expect(status(page)).toHaveText(/^0 of 1 files received/);
  await expect(page.getByRole('heading', { name: 'This request is no longer there' })).toBeVisible();
});

for (const [what, clockAheadMs] of someOf([
  ['6 hours ahead', 21_600_000],
  ['6 hours behind', -21_600_000],
] as const)) {
  test(`a guest's clock that is ${what} ends nothing, and the time that is left is that of the server`, async ({
    bucket,
    open,
  }) => {
    const { page } = await open(await bucket.ask({ lifetimeSeconds: 3 * 3600 }), { clockAheadMs });
    await expect(page.getByText(/^(2 hr 59 min|3 hr) left$/)).toBeVisible({ timeout: 5_000 });
    await expect(page.getByRole('heading', { name: 'This request has ended' })).toHaveCount(0);
    await choose(page, [file('a.txt')]);
    await send(page);
    await expect(status(page)).toHaveText(/^1 file received/);
  });
}

test('offline: said at once, the files stay, and sending goes on with the network', async ({ bucket, open }) => {
  const asked = await bucket.ask();
  const { page } = await open(asked);
  await choose(page, [file('kept.txt')]);
  await page.context().setOffline(true);
  await expect(page.getByRole('heading', { name: 'You seem to be offline' })).toBeVisible();
  await send(page);
  await expect(row(page, 'kept.txt')).toContainText('Waiting');
  await page.context().setOffline(false);
  await expect(status(page)).toHaveText(/^1 file received/);
  expect([...byName(await asked.stored()).keys()]).toEqual(['kept.txt']);
});

test('a reload by the keyboard is one while the page is there, and words once it is not', async ({ bucket, open }) => {
  const asked = await bucket.ask();
  const { page } = await open(asked);
  await page.evaluate(() => (document.title = 'before'));
  await page.keyboard.press('F5');
  await expect(page).not.toHaveTitle('before');
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await asked.removePage();
  await page.keyboard.press('F5');
  await expect(page.getByRole('heading', { name: 'This request is no longer there' })).toBeVisible();
});

test('ended: to the second, without a reload', async ({ bucket, open }) => {
  const { page, wind } = await open(await bucket.ask({ lifetimeSeconds: 1800 }));
  await expect(page.getByText(/^(30|29) min.* left$/)).toBeVisible();
  await wind(1_740_000);
  await expect(page.getByText(/^\d\d secs? left$/)).toBeVisible();
  await wind(60_000);
  await expect(page.getByRole('heading', { name: 'This request has ended' })).toBeVisible();
  await expect(page.getByText(/up to/i), 'limits of what nobody can send').toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeHidden();
});

test('slots that end before the request: the page says so, keeps the files, and renews by itself @deep', async ({
  bucket,
  open,
}) => {
  const asked = await bucket.ask({}, { leaseSeconds: 5 });
  const { page } = await open(asked);
  await choose(page, [file('kept.txt')]);
  const heading = page.getByRole('heading', { name: 'Comes back when the receiving computer is on' });
  await expect(heading).toBeVisible();
  await send(page);
  await expect(row(page, 'kept.txt')).toContainText('Waiting');
  await asked.rewrite();
  // What it does each minute by itself.
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(status(page)).toHaveText(/^1 file received/);
  await expect(heading).toBeHidden();
  expect([...byName(await asked.stored()).keys()]).toEqual(['kept.txt']);
});

test('a page that was renewed in time is not noticed @deep', async ({ bucket, open }) => {
  const asked = await bucket.ask({}, { leaseSeconds: 5 });
  const { page } = await open(asked);
  await asked.rewrite();
  await choose(page, [file('kept.txt')]);
  await page.waitForTimeout(5_500);
  await send(page);
  await expect(status(page)).toHaveText(/^1 file received/);
});
