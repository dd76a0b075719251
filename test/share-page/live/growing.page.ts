// A page that is rewritten while it is open: what came waits for the reader, what went is said, and no earlier revision is ever shown.
import { expect, saved, test } from '../fixtures';
import { publishLive, withKey, type LiveFile } from './live-share';
import { sha256, type GivenFile } from '../published';

const files: readonly GivenFile[] = ['a.txt', 'b.txt', 'folder/c.txt'].map((path) => ({
  path,
  body: `${path} as it was`,
}));
const news = /^\d+ new files?$/;

test('new files are noticed, and shown when the reader asks', async ({ bucket, open }) => {
  const share = await publishLive(bucket, files, { grows: true });
  for (const file of share.files) await share.store(file);
  const { page, leaks } = await open(share);
  await expect(page.getByText('3 files')).toBeVisible();
  const added = ['d.txt', 'folder/e.txt'].map((path) => withKey({ path, body: `${path} is new` }));
  for (const file of added) await share.store(file);
  await share.rewrite([...added, ...share.files], { revision: 1 }, 'a.txt and 4 more');
  const writtenAtMs = Date.now();
  const button = page.getByRole('button', { name: '2 new files' });
  await expect(button).toBeVisible({ timeout: 15_000 });
  expect(Date.now() - writtenAtMs).toBeLessThan(15_000);
  const names = () => page.locator('.row .name').allTextContents();
  expect(await names()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('Holiday pictures');
  await button.click();
  expect(await names()).toEqual(['a.txt', 'b.txt', 'd.txt', 'c.txt', 'e.txt']);
  await expect(title, 'a title that counts the files').toHaveText('a.txt and 4 more');
  await expect(page).toHaveTitle('a.txt and 4 more');
  await expect(page.getByText('5 files')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'd.txt' })).toContainText('New');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('d.txt');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download d.txt' }).click();
  expect(await saved(await download)).toEqual({ name: 'd.txt', sha256: sha256('d.txt is new') });
  const archive = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all' }).click();
  expect((await archive).suggestedFilename()).toBe('a.txt and 4 more.zip');
  expect(leaks).toEqual([]);
});

test('what was replaced is the new one, what was removed is said, and an earlier revision is not taken @deep', async ({
  bucket,
  open,
}) => {
  const share = await publishLive(bucket, files, { revision: 3 });
  for (const file of share.files) await share.store(file);
  const { page } = await open(share);
  const [a, b, c] = share.files;
  if (a === undefined || b === undefined || c === undefined) throw new Error('no files');
  const later: LiveFile = withKey({ path: 'b.txt', body: 'b.txt, written anew' });
  await share.store(later);
  await share.rewrite([a, later], { revision: 4 });
  await bucket.remove([b.key, c.key]);
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await expect(row('b.txt')).toContainText('New version', { timeout: 15_000 });
  await expect(row('c.txt').last()).toContainText('Removed by the sender');
  await expect(page.getByRole('link', { name: 'Download c.txt' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: news })).toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download b.txt' }).click();
  expect((await saved(await download)).sha256).toBe(sha256('b.txt, written anew'));

  // A late answer, or a server that has an older copy.
  await share.rewrite(share.files, { revision: 2 });
  await page.waitForResponse((response) => response.url().includes(share.pageKey) && response.status() === 200, {
    timeout: 15_000,
  });
  await expect(row('c.txt').last()).toContainText('Removed by the sender');
  const all = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all' }).click();
  await all;
  await expect(page.getByText('with 2 files.')).toBeVisible();
});

test('a single file becomes a list, and an unchanged page is not sent again @deep', async ({ bucket, open }) => {
  const [first] = files;
  if (first === undefined) throw new Error('no file');
  const share = await publishLive(bucket, [first], { grows: true });
  for (const file of share.files) await share.store(file);
  const { page } = await open(share);
  await expect(page.getByRole('list')).toHaveCount(0);
  const unchanged = (status: number) =>
    page.waitForResponse((response) => response.url().includes(share.pageKey) && response.status() === status, {
      timeout: 25_000,
    });
  await unchanged(304);
  const added = withKey({ path: 'z.txt', body: 'z' });
  await share.store(added);
  await share.rewrite([...share.files, added], { revision: 1 });
  await page.getByRole('button', { name: '1 new file' }).click();
  await expect(page.getByRole('link', { name: /^Download / })).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Download all' })).toBeVisible();
});
