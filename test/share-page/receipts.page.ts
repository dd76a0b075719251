// A page that tells its sender that it was opened: once, of a person, who may decline; and nothing of programs that only fetch it.
import type { Page } from '@playwright/test';
import { publishSealed } from '../encrypted-page/sealed-share';
import { barriers, expect, saved, test, type Watched } from './fixtures';
import { mixed } from './sample-files';
import { someOf } from '../volume';

const tells = 'The sender is told when you open or save this.';
const declines = (page: Page) => page.getByRole('button', { name: 'Don’t tell' });
/** Requests for the mark, of all that the page asked for. */
const marks = ({ asked }: Watched, markKey: string, way: 'form' | 'put') =>
  asked.filter((path) => (way === 'put' ? path.endsWith(markKey) : /^\/[\w-]+\/?$/.test(path))).length;
/** Longer than a page is read before it tells. */
const longerMs = 11_500;

for (const way of someOf(['form', 'put'] as const)) {
  test(`by a ${way}: a press tells, once, and the mark is one byte`, async ({ bucket, open }) => {
    const share = await bucket.publish(mixed, { mark: way });
    const watched = await open(share);
    const { page, leaks } = watched;
    await expect(page.getByText(tells)).toBeVisible();
    expect(await bucket.sizeOf(share.markKey)).toBeUndefined();
    expect(await barriers(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download all' }).click(),
    ]);
    await saved(download);
    await expect.poll(() => bucket.sizeOf(share.markKey)).toBe(1);
    await page.getByRole('heading', { level: 1 }).click();
    await expect(declines(page)).toHaveCount(0);
    expect([marks(watched, share.markKey, way), leaks]).toEqual([1, []]);
  });

  test(`by a ${way}: what the page has writes one byte at one key and reads nothing`, async ({ bucket }) => {
    const share = await bucket.publish([], { mark: way });
    const signedAtMs = Date.now();
    const mark = await bucket.signMark(share.markKey, way, { signedAtMs, lifetimeSeconds: 60 });
    if (mark === undefined) throw new Error('nothing was signed');
    const send = async (body: string, change: Readonly<Record<string, string>> = {}, path = mark.url) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...mark.fields, ...change })) form.append(name, value);
      form.append('file', new Blob([body]));
      const isForm = mark.fields !== undefined;
      const headers = isForm ? {} : { ...mark.headers, ...change };
      return (
        await fetch(bucket.endpoint + path, {
          method: isForm ? 'POST' : 'PUT',
          body: isForm ? form : body,
          headers,
        })
      ).status;
    };
    const [page = ''] = share.keys.slice(-1);
    const copied = { 'x-amz-copy-source': `/pages/${page}` };
    const refused = [
      await send(''),
      await send('22'),
      await send('1', { 'Content-Type': 'text/html', 'content-type': 'text/html' }),
      await send('1', way === 'form' ? { key: page } : copied),
      await send('1', copied, mark.url.replace(share.markKey, page)),
    ];
    expect(refused.filter((status) => status < 400)).toEqual([]);
    expect((await fetch(bucket.endpoint + mark.url)).status).toBe(403);
    expect(await bucket.sizeOf(share.markKey)).toBeUndefined();
    expect(await send('1')).toBeLessThan(300);
    expect(await bucket.sizeOf(share.markKey)).toBe(1);
  });
}

test('reading for a while tells; the keys on the way to the button do not @deep', async ({ bucket, open }) => {
  const share = await bucket.publish(mixed, { mark: 'form' });
  const { page } = await open(share);
  await expect(page.getByText(tells)).toBeVisible();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Tab');
  await page.waitForTimeout(1_000);
  expect(await bucket.sizeOf(share.markKey)).toBeUndefined();
  await expect.poll(() => bucket.sizeOf(share.markKey), { timeout: 20_000 }).toBe(1);
});

test('who declines is not told of, whatever he presses, and not after a reload @deep', async ({ bucket, open }) => {
  const share = await bucket.publish(mixed, { mark: 'form' });
  const { page, leaks } = await open(share);
  await declines(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The sender is not told.')).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await page.reload();
  await expect(page.getByText('The sender is not told.')).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await page.waitForTimeout(longerMs);
  expect([await bucket.sizeOf(share.markKey), leaks]).toEqual([undefined, []]);
});

test('what fetches the page, or opens it without script or unseen, tells nothing @deep', async ({
  bucket,
  browser,
  open,
}) => {
  const share = await bucket.publish(mixed, { mark: 'form' });
  for (const method of ['HEAD', 'GET']) await fetch(share.url, { method, headers: { 'User-Agent': 'Slackbot' } });
  await fetch(share.url, { headers: { Range: 'bytes=0-0' } });
  const unscripted = await browser.newContext({ javaScriptEnabled: false });
  const still = await unscripted.newPage();
  await still.goto(share.url);
  await still.locator('h1').click();
  await unscripted.close();
  const { page } = await open(share);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.body.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
  });
  await page.waitForTimeout(longerMs);
  expect(await bucket.sizeOf(share.markKey)).toBeUndefined();
});

test('a mark that cannot be written is no matter of the reader @deep', async ({ bucket, open }) => {
  const share = await bucket.publish(mixed, { mark: 'form' });
  const { page } = await open(share);
  await page.route('**/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await page.getByRole('heading', { level: 1 }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all' }).click(),
  ]);
  expect((await saved(download)).name).toMatch(/\.zip$/);
  await expect(page.getByRole('heading', { name: /cannot be reached|does not answer/ })).toHaveCount(0);
});

test('an encrypted page tells only once it is unlocked @deep', async ({ bucket, open }) => {
  const share = await publishSealed(bucket, mixed, { mark: true, password: 'Blue door 7' });
  const { page, leaks } = await open(share);
  await page.getByLabel('Password', { exact: true }).fill('Blue door 8');
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page.getByText(tells)).toHaveCount(0);
  await page.getByLabel('Password', { exact: true }).fill('Blue door 7');
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page.getByText(tells)).toBeVisible({ timeout: 60_000 });
  expect(await bucket.sizeOf(share.markKey)).toBeUndefined();
  await page.getByRole('heading', { level: 1 }).click();
  await expect.poll(() => bucket.sizeOf(share.markKey)).toBe(1);
  expect(leaks).toEqual([]);
});
