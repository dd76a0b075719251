// A visitor of a short link: the fragment arrives and no server hears of it, and past its time the door says why and goes on once it is renewed.
import { readFile } from 'node:fs/promises';
import { expect, test as base } from '@playwright/test';
import { openDoorProfile, type DoorProfile, type Line } from '../cli/door-profile';
import { playBucket } from '../cli/played-bucket';

const test = base.extend<object, { readonly profile: DoorProfile }>({
  profile: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameters
    async ({}, use) => {
      const profile = await openDoorProfile();
      await use(profile);
      await profile.close();
    },
    { scope: 'worker' },
  ],
});

test('the fragment arrives, nobody hears of it, and no other server has a referrer', async ({ page, profile }) => {
  const made = await profile.json('share', 'trip', '--door', '--expires', '1h');
  const requests: string[] = [];
  const referers: (string | undefined)[] = [];
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => errors.push(message.text()));
  page.on('request', (request) => {
    requests.push(request.url().replace(/#.*/, ''));
    referers.push(request.headers()['referer']);
  });
  await page.goto(`${made.url}#the-secret`);
  await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
  await expect(page.getByText('note.txt')).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#the-secret');
  expect(profile.asked.filter((asked) => asked === new URL(made.url).pathname).length).toBeGreaterThan(0);
  expect([...profile.asked, ...requests].join(' ')).not.toContain('secret');
  expect(referers.filter((referer) => (referer ?? '') !== '')).toEqual([]);
  expect(errors).toEqual([]);
});

for (const way of ['plain', 'encrypted'] as const) {
  test(`an open page (${way}) goes on past the end of its link by the short link that led to it`, async ({ page }) => {
    const place = await playBucket({});
    const { json, mayfly, close } = await openDoorProfile(place);
    let made: Line | undefined;
    try {
      await mayfly('connections', 'edit', 'Work', '--max-expiry', '20s', '--no-test');
      const share = ['share', 'trip', '--short', '--keep-until', '6w', ...(way === 'encrypted' ? ['--encrypt'] : [])];
      made = await json(...share);
      const endsAtMs = Date.now() + 20_000;
      await page.goto(made.url);
      await expect(page.getByText(/^\d+ sec left$/)).toBeVisible();
      await mayfly('connections', 'edit', 'Work', '--max-expiry', '1h', '--no-test');
      await json('extend', made.id, '--expires', '1h');
      const page1 = page.url();
      await expect.poll(() => Date.now() - endsAtMs).toBeGreaterThan(2_500);
      // Its own link is over; the page has the next one.
      expect((await fetch(page1.replace(/#.*/, ''))).status).toBe(403);
      await expect(page.getByText(/^(\d+ min|1 hr).* left$/)).toBeVisible();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByLabel('Download note.txt', { exact: true }).click(),
      ]);
      expect(await readFile(await download.path(), 'utf8')).toBe('hello from the trip');
    } finally {
      if (made !== undefined) await json('close', made.door);
      await close();
      await place.close();
    }
  });
}

for (const [locale, words] of [
  ['en-GB', 'It opens once its sender runs Mayfly'],
  ['ko-KR', 'Mayfly를 켜면 여기서 열려요'],
] as const) {
  test(`past its time it waits in words (${locale}), keeps the fragment, and goes on once it is renewed`, async ({
    browser,
    profile,
  }) => {
    const { json, mayfly } = profile;
    // So long its links live, whatever is asked for.
    await mayfly('connections', 'edit', 'Brief', '--max-expiry', '3s', '--no-test');
    const made = await json('share', 'trip', '--short', '--keep-until', '6w', '--connection', 'Brief');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await page.goto(`${made.url}#kept`);
    await expect(page.getByText(words)).toBeVisible();
    await page.clock.fastForward(61_000);
    await expect(page.getByText(words)).toBeVisible();
    expect(new URL(page.url()).hash).toBe('#kept');
    await mayfly('connections', 'edit', 'Brief', '--max-expiry', '1h', '--no-test');
    await json('extend', made.id, '--expires', '1h');
    await page.clock.fastForward(61_000);
    await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
    expect(new URL(page.url()).hash).toBe('#kept');
    await context.close();
  });
}

for (const [locale, words] of [
  ['en-GB', 'This link was closed.'],
  ['ko-KR', '보낸 사람이 닫은 링크예요.'],
] as const) {
  test(`closed it says so (${locale}), also in a tab in which it waited, and holds nothing of what it led to`, async ({
    browser,
    profile,
  }) => {
    const { json, mayfly } = profile;
    await mayfly('connections', 'edit', 'Brief', '--max-expiry', '3s', '--no-test');
    const made = await json('share', 'trip', '--short', '--keep-until', '6w', '--connection', 'Brief');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => errors.push(message.text()));
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await page.goto(made.url);
    await expect(page.getByText(words)).toHaveCount(0);
    await json('close', made.door);
    await page.clock.fastForward(61_000);
    await expect(page.getByText(words)).toBeVisible();
    expect(await page.content()).not.toMatch(/X-Amz|href|index\.html/);
    expect(errors).toEqual([]);
    await context.close();
  });
}

test('a tab in which it waits is not left to the storage’s XML once it is gone', async ({ page, profile }) => {
  const { json, mayfly } = profile;
  await mayfly('connections', 'edit', 'Brief', '--max-expiry', '3s', '--no-test');
  const made = await json('share', 'trip', '--short', '--keep-until', '6w', '--connection', 'Brief');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await page.goto(made.url);
  await expect(page.getByText('It opens once its sender runs Mayfly')).toBeVisible();
  let status = 503;
  await page.route('**/*', (route) => route.fulfill({ status, body: '<Error><Code>AccessDenied</Code></Error>' }));
  await page.clock.fastForward(61_000);
  await expect(page.getByText('It opens once its sender runs Mayfly')).toBeVisible();
  status = 403;
  await page.clock.fastForward(61_000);
  await expect(page.getByText('This link has ended.')).toBeVisible();
});

test('a reader whose clock is far ahead is let through: the server’s decides', async ({ page, profile }) => {
  const made = await profile.json('share', 'trip', '--door', '--expires', '1h');
  await page.clock.setFixedTime(Date.now() + 30 * 86_400_000);
  await page.goto(made.url);
  await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
});

test('without JavaScript there is a link, and it says what is lost', async ({ browser, profile }) => {
  const made = await profile.json('share', 'trip', '--door', '--expires', '1h');
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${made.url}#lost`);
  await expect(page.locator('noscript')).toBeVisible();
  expect(await page.locator('noscript').innerHTML()).toContain('without #');
  await page.locator('a').click();
  await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
  await context.close();
});
