// The page of an encrypted share that is being sent, and that grows: as the page of a plain one, with the key that opened it.
import { expect, saved, test } from '../share-page/fixtures';
import { statusJson, type ToldStatus } from '../share-page/live/live-share';
import { sha256, type GivenFile } from '../share-page/published';
import { publishSealed } from './sealed-share';

const files: readonly GivenFile[] = ['one.txt', 'two.txt'].map((path) => ({ path, body: `${path}, `.repeat(2_000) }));
const [one, two] = files;
if (one === undefined || two === undefined) throw new Error('no files');

test('it is unlocked while it is sent, offers what is stored, and becomes whole', async ({ bucket, open }) => {
  const password = 'Blue door 7';
  const share = await publishSealed(bucket, files, { password, times: { isSending: true } });
  const tell = (status: ToldStatus) => bucket.store(share.statusKey, statusJson(status), 'application/json');
  await bucket.store(share.keys[0] ?? '', share.sealed[0] ?? '');
  const [first = 0, second = 0] = share.sealed.map(({ length }) => length);
  await tell({ sequence: 1, sentBytes: first + second / 2, stored: [[0, 0]], sending: [[1, Math.ceil(second / 2)]] });
  const { page, leaks } = await open(share);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('1 of 2 files is here').or(page.getByText('1 of 2 files are here'))).toBeVisible();
  await expect(page.getByText('Being sent, 50%')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download two.txt' })).toHaveCount(0);
  const early = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download one.txt' }).click();
  expect((await saved(await early)).sha256).toBe(sha256(one.body));

  await bucket.store(share.keys[1] ?? '', share.sealed[1] ?? '');
  await tell({ sequence: 2, state: 'done', sentBytes: first + second, stored: [[0, 1]] });
  await publishSealed(bucket, files, { password, instead: share, times: { revision: 1 } });
  await expect(page.getByText('Everything is here.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download all' })).toBeVisible();
  const late = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download two.txt' }).click();
  expect((await saved(await late)).sha256).toBe(sha256(two.body));
  expect(leaks).toEqual([]);
});

test('new files are opened by the same link, a page under another key is not taken @deep', async ({ bucket, open }) => {
  const share = await publishSealed(bucket, files, { title: 'one.txt and 1 more', times: { grows: true } });
  const { page, asked } = await open(share);
  await expect(page.getByText('2 files')).toBeVisible();
  const three: GivenFile = { path: 'three.txt', body: 'three, at last' };
  const again: GivenFile = { path: 'two.txt', body: 'two, written anew' };
  const title = 'one.txt and 2 more';
  await publishSealed(bucket, [one, again, three], { title, instead: share, times: { revision: 1 } });
  await bucket.remove([share.keys[1] ?? '']);
  await page.getByRole('button', { name: '1 new file' }).click({ timeout: 15_000 });
  await expect(page.getByRole('listitem').filter({ hasText: 'two.txt' })).toContainText('New version');
  await expect(page.getByRole('heading', { level: 1 }), 'a title that counts the files').toHaveText(title);
  for (const file of [three, again, one]) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: `Download ${file.path}` }).click();
    expect((await saved(await download)).sha256).toBe(sha256(file.body));
  }
  await page.getByText('Open with other programs').click();
  await expect(page.getByLabel('Commands that save the files')).toContainText('three.txt');

  const other = await publishSealed(bucket, [one], { times: { revision: 2 } });
  await bucket.store(share.pageKey, other.html, 'text/html; charset=utf-8');
  await page.waitForResponse((answer) => answer.url().includes(share.pageKey) && answer.status() === 200, {
    timeout: 15_000,
  });
  await page.waitForTimeout(1_000);
  await expect(page.getByRole('button', { name: /^Download \w+\.txt$/ })).toHaveCount(3);
  expect(asked.join(' ')).not.toContain(share.secret);
});
