// A visitor of a short link: the fragment arrives and no server hears of it, and past its time the door says why and goes on once it is renewed.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { openDoorProfile, type DoorProfile, type Line } from '../cli/door-profile';
import { playBucket } from '../cli/played-bucket';
import { expect, test } from './fixtures';

// One worker makes one profile.
test.describe.configure({ mode: 'default' });

let profile: DoorProfile;
test.beforeAll(async () => {
  profile = await openDoorProfile();
});
test.afterAll(() => profile.close());

test('the fragment arrives, nobody hears of it, and no other server has a referrer', async ({ page }) => {
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

/** Opens a plain and an encrypted page by their short links, extends both shares, and gives the pages once their own links have ended. */
async function pastTheirLinks(
  { json, mayfly }: DoorProfile,
  connection: string,
  context: BrowserContext,
  made: Line[],
) {
  await mayfly('connections', 'edit', connection, '--max-expiry', '20s', '--no-test');
  const share = ['share', 'trip', '--connection', connection, '--short', '--keep-until', '6w'];
  made.push(await json(...share), await json(...share, '--encrypt'));
  const endsAtMs = Date.now() + 20_000;
  const pages = await Promise.all(made.map(() => context.newPage()));
  for (const [index, page] of pages.entries()) {
    await page.goto(made[index]?.url ?? '');
    await expect(page.getByText(/^\d+ sec left$/)).toBeVisible();
  }
  await mayfly('connections', 'edit', connection, '--max-expiry', '1h', '--no-test');
  for (const { id } of made) await json('extend', id, '--expires', '1h');
  await expect.poll(() => Date.now() - endsAtMs).toBeGreaterThan(2_500);
  for (const page of pages) expect((await fetch(page.url().replace(/#.*/, ''))).status).toBe(403);
  return pages;
}

async function goesOn(page: Page): Promise<void> {
  await expect(page.getByText(/^(\d+ min|1 hr).* left$/)).toBeVisible();
  const control = page.getByLabel('Download note.txt', { exact: true });
  // What its menu copies and a middle click opens. An encrypted file has no link of its own.
  const href = await control.getAttribute('href');
  if (href !== null) expect((await fetch(new URL(href, page.url()))).status).toBe(200);
  const [download] = await Promise.all([page.waitForEvent('download'), control.click()]);
  expect(await readFile(await download.path(), 'utf8')).toBe('hello from the trip');
}

test('open pages, plain and encrypted, go on past the end of their links by the short links that led to them @deep', async ({
  context,
}) => {
  const place = await playBucket({});
  const profile = await openDoorProfile(place);
  // A list; the tests below have the page of a single file.
  await writeFile(join(profile.home, 'trip', 'map.txt'), 'a map');
  const made: Line[] = [];
  try {
    for (const page of await pastTheirLinks(profile, 'Work', context, made)) await goesOn(page);
  } finally {
    for (const { door } of made) await profile.json('close', door);
    await profile.close();
    await place.close();
  }
});

test.describe('short links at another origin', () => {
  test('let open pages go on once they were set up @deep', async ({ context }) => {
    const profile = await openDoorProfile();
    try {
      const doors = ['connections', 'doors', 'Safe', '--bucket', 'doors', '--address', profile.address];
      const { steps } = JSON.parse((await profile.mayfly(...doors, '--make-public', '--yes', '--json')).stdout);
      expect(steps.map(({ code }: { code: string }) => code)).toContain('cors-made');
      const errors: string[] = [];
      context.on('console', (message) => errors.push(message.text()));
      const made: Line[] = [];
      for (const page of await pastTheirLinks(profile, 'Safe', context, made)) {
        await goesOn(page);
        // Of that origin it may ask its short link alone.
        const [, asks] = /connect-src 'self' (\S+?);/.exec(await page.content()) ?? [];
        expect(made.map(({ url }) => url.replace(/#.*/, ''))).toContain(asks);
        const other = `${profile.address}/other`;
        expect(
          await page.evaluate(
            (url) =>
              fetch(url).then(
                () => 'answered',
                () => 'refused',
              ),
            other,
          ),
        ).toBe('refused');
      }
      // What has ended is refused; what a browser keeps from pages is not asked for.
      expect(errors.filter((text) => !text.includes('/other') && /connect-src|CORS|unsafe/.test(text))).toEqual([]);
    } finally {
      await profile.close();
    }
  });

  test('leave open pages to say that the link has ended where their server lets nobody read across origins @deep', async ({
    context,
  }) => {
    const profile = await openDoorProfile();
    try {
      for (const page of await pastTheirLinks(profile, 'Safe', context, []))
        await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
    } finally {
      await profile.close();
    }
  });
});

/** A tab in each language at an address, an hour ahead, and what each comes to say. */
async function tabs(browser: Browser, url: string, said: Readonly<Record<string, string>>) {
  const errors: string[] = [];
  const each = Object.entries(said).map(async ([locale, words]) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => errors.push(message.text()));
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await page.goto(url);
    return { page, words: page.getByText(words), close: () => context.close() };
  });
  return { errors, opened: await Promise.all(each) };
}

/** A short link whose link has ended. */
async function ended({ json, mayfly }: DoorProfile) {
  // So long its links live, whatever is asked for.
  await mayfly('connections', 'edit', 'Brief', '--max-expiry', '3s', '--no-test');
  const made = await json('share', 'trip', '--short', '--keep-until', '6w', '--connection', 'Brief');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return made;
}

test('past its time it waits in words, keeps the fragment, and goes on once it is renewed', async ({ browser }) => {
  const { json, mayfly } = profile;
  const made = await ended(profile);
  const { opened } = await tabs(browser, `${made.url}#kept`, {
    'en-GB': 'It opens once its sender runs Mayfly',
    'ko-KR': 'Mayfly를 켜면 여기서 열려요',
  });
  for (const { page, words } of opened) {
    await expect(words).toBeVisible();
    await page.clock.fastForward(61_000);
    await expect(words).toBeVisible();
    expect(new URL(page.url()).hash).toBe('#kept');
  }
  await mayfly('connections', 'edit', 'Brief', '--max-expiry', '1h', '--no-test');
  await json('extend', made.id, '--expires', '1h');
  for (const { page, close } of opened) {
    await page.clock.fastForward(61_000);
    await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
    expect(new URL(page.url()).hash).toBe('#kept');
    await close();
  }
});

test('closed it says so, also in a tab in which it waited, and holds nothing of what it led to', async ({
  browser,
}) => {
  const made = await ended(profile);
  const { opened, errors } = await tabs(browser, made.url, {
    'en-GB': 'This link was closed.',
    'ko-KR': '보낸 사람이 닫은 링크예요.',
  });
  for (const { words } of opened) await expect(words).toHaveCount(0);
  await profile.json('close', made.door);
  for (const { page, words, close } of opened) {
    await page.clock.fastForward(61_000);
    await expect(words).toBeVisible();
    expect(await page.content()).not.toMatch(/X-Amz|href|index\.html/);
    await close();
  }
  expect(errors).toEqual([]);
});

test('a tab in which it waits is not left to the storage’s XML once it is gone @deep', async ({ page }) => {
  const made = await ended(profile);
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

test('a reader whose clock is far ahead is let through: the server’s decides @deep', async ({ page }) => {
  const made = await profile.json('share', 'trip', '--door', '--expires', '1h');
  await page.clock.setFixedTime(Date.now() + 30 * 86_400_000);
  await page.goto(made.url);
  await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
});

test('without JavaScript there is a link, and it says what is lost @deep', async ({ browser }) => {
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
