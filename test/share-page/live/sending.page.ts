// The page of a share that is being sent: nothing is offered before it is stored, and what is said is never older than what was said before.
import type { Page } from '@playwright/test';
import { barriers, expect, saved, test } from '../fixtures';
import { publishLive } from './live-share';
import { sha256, startPageBucket, type GivenFile } from '../published';

const files: readonly GivenFile[] = ['one.bin', 'two.bin', 'three.bin'].map((path, index) => ({
  path,
  body: Buffer.alloc(1_000_000 * (index + 1), path),
}));
const [one, two, three] = files;
if (one === undefined || two === undefined || three === undefined) throw new Error('no files');

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const offers = (page: Page) => page.getByRole('link', { name: /^Download / });

test('waiting, sending, stored, done: offered one by one, and then a page like any other', async ({ bucket, open }) => {
  const share = await publishLive(bucket, files, { isSending: true });
  const { page, leaks, asked } = await open(share);
  await expect(page.getByText('0 of 3 files are here')).toBeVisible();
  await expect(row(page, 'one.bin')).toContainText('Waiting');
  await expect(offers(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Download|Save|One by one/ })).toHaveCount(0);

  await share.tell({ sequence: 1, sentBytes: 400_000, sending: [[0, 400_000]] });
  await expect(row(page, 'one.bin')).toContainText('Being sent, 40%');
  await expect(page.getByText('400 kB of 6 MB')).toBeVisible();
  await expect(offers(page)).toHaveCount(0);

  const [first] = share.files;
  if (first !== undefined) await share.store(first);
  await share.tell({ sequence: 2, sentBytes: 1_500_000, stored: [[0, 0]], sending: [[1, 500_000]] });
  await expect(row(page, 'two.bin')).toContainText('Being sent, 25%');
  await expect(offers(page)).toHaveCount(1);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download one.bin' }).click();
  expect(await saved(await download)).toEqual({ name: 'one.bin', sha256: sha256(one.body) });
  await expect(page.getByRole('button', { name: 'Download 1 file' })).toBeVisible();
  expect(await page.title()).toBe('Holiday pictures');
  // The status that was not there yet.
  expect(leaks.filter((leak) => !leak.includes('404'))).toEqual([]);
  expect(await barriers(page)).toEqual([]);

  // The keyboard's place and the page's are kept while the page becomes a whole one.
  const link = page.getByRole('link', { name: 'Download one.bin' });
  await link.focus();
  for (const file of share.files.slice(1)) await share.store(file);
  await share.tell({ sequence: 3, state: 'done', sentBytes: 6_000_000, stored: [[0, 2]] });
  await expect(offers(page)).toHaveCount(3);
  await expect(page.getByText('Everything is here.')).toBeVisible();
  const polls = () => asked.filter((path) => path.includes(share.statusKey)).length;
  await share.rewrite(share.files, { revision: 1 });
  await expect(page.getByRole('button', { name: 'Download all' })).toBeVisible();
  await expect(link).toBeFocused();
  await expect(row(page, 'one.bin')).toContainText('Handed to your browser');
  await page.waitForTimeout(3_000);
  const before = polls();
  await page.waitForTimeout(5_000);
  expect(polls()).toBe(before);
  expect(await page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1);
  expect(leaks.filter((leak) => leak.startsWith('error'))).toEqual([]);
});

test('an older status is never shown after a later one @deep', async ({ bucket, open }) => {
  const share = await publishLive(bucket, files, { isSending: true });
  for (const file of share.files.slice(0, 2)) await share.store(file);
  await share.tell({ sequence: 7, sentBytes: 3_000_000, stored: [[0, 1]] });
  const { page } = await open(share);
  await expect(offers(page)).toHaveCount(2);
  await share.tell({ sequence: 6, state: 'cancelled' });
  const asked = page.waitForResponse((response) => response.url().includes(share.statusKey));
  await asked;
  await page.waitForResponse((response) => response.url().includes(share.statusKey));
  await expect(offers(page)).toHaveCount(2);
  await expect(page.getByText('2 of 3 files are here')).toBeVisible();
  await expect(row(page, 'three.bin')).toContainText('Waiting');
});

test('the sender is away, and comes back', async ({ open }) => {
  let behindMs = 0;
  const bucket = await startPageBucket(() => Date.now() - behindMs);
  const share = await publishLive(bucket, files, { isSending: true });
  await share.tell({ sequence: 1, sentBytes: 100_000, sending: [[0, 100_000]] });
  const { page } = await open(share);
  await expect(page.getByText('Still being sent. Each file')).toBeVisible();
  await expect(page.getByText(/been away since/)).toHaveCount(0);
  // Written a minute ago, by the server's clock.
  behindMs = 60_000;
  await share.tell({ sequence: 2, sentBytes: 200_000, sending: [[0, 200_000]] });
  behindMs = 0;
  await expect(page.getByText(/^The sender’s computer has been away since \d+:\d\d/)).toBeVisible();
  await share.tell({ sequence: 3, sentBytes: 300_000, sending: [[0, 300_000]] });
  await expect(row(page, 'one.bin')).toContainText('Being sent, 30%');
  await expect(page.getByText(/been away since/)).toHaveCount(0);
  await bucket.stop();
});

test('“does not answer” ends with the next status, however long it was said @deep', async ({ bucket, open }) => {
  const share = await publishLive(bucket, files, { isSending: true });
  await share.tell({ sequence: 1, sentBytes: 100_000, sending: [[0, 100_000]] });
  const { page } = await open(share);
  await expect(row(page, 'one.bin')).toContainText('Being sent, 10%');
  const silent = page.getByText('The sender’s storage does not answer');
  await page.route('**/*', (route) => route.abort());
  await expect(silent).toBeVisible();
  // Meanwhile the page's own pauses grow to more than the longest wait of an assertion.
  await page.waitForTimeout(32_000);
  await share.tell({ sequence: 2, sentBytes: 200_000, sending: [[0, 200_000]] });
  await page.unroute('**/*');
  await expect(row(page, 'one.bin')).toContainText('Being sent, 20%');
  await expect(silent).toBeHidden();
});

test('a status that is never answered holds up the next one for 30 seconds at most @deep', async ({ bucket, open }) => {
  const share = await publishLive(bucket, files, { isSending: true });
  await share.tell({ sequence: 1, sentBytes: 400_000, sending: [[0, 400_000]] });
  const { page } = await open(share);
  await expect(row(page, 'one.bin')).toContainText('Being sent, 40%');
  let held = 0;
  await page.route('**/status.json*', (route) => ((held += 1) === 1 ? undefined : route.continue()));
  await expect.poll(() => held).toBe(1);
  await share.tell({ sequence: 2, sentBytes: 500_000, sending: [[0, 500_000]] });
  await expect(row(page, 'one.bin')).toContainText('Being sent, 50%', { timeout: 45_000 });
});

test('a file that failed is said, and a share that was cancelled ends @deep', async ({ bucket, open }) => {
  const share = await publishLive(bucket, files, { isSending: true });
  const [first] = share.files;
  if (first !== undefined) await share.store(first);
  await share.tell({ sequence: 1, stored: [[0, 0]], failed: [2] });
  const { page, asked } = await open(share);
  await expect(row(page, 'three.bin')).toContainText('Could not be sent');
  await expect(page.getByText('1 file could not be sent. Ask the sender for it.')).toBeVisible();
  await share.tell({ sequence: 2, state: 'cancelled', stored: [[0, 0]] });
  await expect(page.getByText('The sender stopped before everything was sent.')).toBeVisible();
  await expect(row(page, 'two.bin')).toContainText('Not sent');
  await expect(offers(page)).toHaveCount(1);
  const before = asked.length;
  await page.waitForTimeout(7_000);
  expect(asked.length).toBe(before);
  await bucket.remove([first?.key ?? '', share.pageKey, share.statusKey]);
  await page.getByRole('link', { name: 'Download one.bin' }).click();
  await expect(page.getByText('These files were taken back')).toBeVisible();
});

test('before the first status nothing is lost, and a share that is taken back meanwhile says so @deep', async ({
  bucket,
  open,
}) => {
  const share = await publishLive(bucket, files, { isSending: true, grows: true });
  const { page } = await open(share);
  await page.waitForTimeout(3_000);
  await expect(page.getByText('These files were taken back')).toHaveCount(0);
  await expect(page.getByText(/been away since/)).toHaveCount(0);
  const left = await open(await publishLive(bucket, files, { isSending: true }, 60_000));
  await expect(left.page.getByText(/been away since/)).toBeVisible();
  await bucket.remove([share.pageKey]);
  await expect(page.getByText('These files were taken back')).toBeVisible();
  await expect(page.getByText('Still being sent.')).toHaveCount(0);
});

test('a single file on its way is offered once it is there', async ({ bucket, open }) => {
  const share = await publishLive(bucket, [two], { isSending: true });
  await share.tell({ sequence: 1, sentBytes: 1_000_000, sending: [[0, 1_000_000]] });
  const { page } = await open(share);
  await expect(page.getByText('1 MB of 2 MB')).toBeVisible();
  await expect(offers(page)).toHaveCount(0);
  for (const file of share.files) await share.store(file);
  await share.tell({ sequence: 2, state: 'done', sentBytes: 2_000_000, stored: [[0, 0]] });
  await share.rewrite(share.files, { revision: 1 });
  const download = page.waitForEvent('download');
  await offers(page).click();
  expect((await saved(await download)).sha256).toBe(sha256(two.body));
  await expect(page.getByText('The file is here.')).toBeVisible();
});
