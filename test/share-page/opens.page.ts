// What a recipient sees first, in every size, light, language, and without script; and that nothing leaves the page.
import { barriers, expect, nothing, remembered, test } from './fixtures';
import { mixed } from './sample-files';
import { someOf } from '../volume';

const options = { title: 'Papers & pictures', message: 'Hello,\nhere they are.', hashes: true, lifetimeSeconds: 7200 };

const looks = [
  ['links', 360, 740, 'light'],
  ['links', 360, 740, 'dark'],
  ['links', 1280, 800, 'light'],
  ['links', 1280, 800, 'dark'],
  // To the eye both forms are the same.
  ['signatures', 360, 740, 'dark'],
  ['signatures', 1280, 800, 'light'],
] as const;

for (const [form, width, height, colorScheme] of someOf(looks, 3)) {
  test(`${form}, ${width}x${height}, ${colorScheme}: shows everything, fits, lets nothing out`, async ({
    bucket,
    open,
  }) => {
    const published = await bucket.publish(mixed, { ...options, form });
    const { page, leaks } = await open(published, { viewport: { width, height }, colorScheme });
    await expect(page).toHaveTitle('Papers & pictures');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Papers & pictures');
    await expect(page.getByText('Hello,\nhere they are.')).toBeVisible();
    await expect(page.getByText('5 files')).toBeVisible();
    for (const { path } of mixed) {
      await expect(page.getByTitle(path.slice(path.lastIndexOf('/') + 1), { exact: true })).toBeVisible();
    }
    await expect(page.getByText(/^(2 hr|1 hr 59 min) left$/)).toBeVisible();
    await page.getByLabel('Show checksums').check();
    await expect(page.locator('code').first()).toHaveText(/^[0-9a-f]{64}$/);

    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    expect(await remembered(page)).toEqual(nothing);
    expect(leaks).toEqual([]);
  });
}

test('a long title keeps its ending in two lines, whatever its room @deep', async ({ bucket, open }) => {
  const title = `${'한국어와 English 이름이 아주 긴 보고서 '.repeat(5)}final.docx`;
  const { page } = await open(await bucket.publish(mixed, { title }));
  const heading = page.getByRole('heading', { level: 1, name: title });
  const seen = () =>
    heading.evaluate((h1) => {
      const { fontSize, lineHeight } = getComputedStyle(h1);
      const lines = h1.clientHeight / (Number.parseFloat(lineHeight) || Number.parseFloat(fontSize) * 1.2);
      return { text: h1.textContent, lines: Math.round(lines), hidden: h1.scrollHeight - h1.clientHeight > 1 };
    });
  const whole: string[] = [];
  for (const width of [420, 900, 420]) {
    await page.setViewportSize({ width, height: 700 });
    await expect.poll(seen).toMatchObject({ text: expect.stringMatching(/….*final\.docx$/), lines: 2, hidden: false });
    whole.push((await seen()).text);
  }
  expect(whole[1]?.length).toBeGreaterThan(whole[0]?.length ?? 0);
  expect(whole[2]).toBe(whole[0]);
});

test('at 320 pixels a title of long words shows its beginning and its ending, also once its text is spaced', async ({
  bucket,
  open,
}) => {
  const title = 'Photos of AVeryLongTitle ofWordsWithoutSpaces';
  const { page } = await open(await bucket.publish(mixed, { title }), { viewport: { width: 320, height: 256 } });
  const heading = page.getByRole('heading', { level: 1, name: title });
  const seen = () => heading.evaluate((h1) => (h1.scrollHeight - h1.clientHeight > 1 ? 'cut off' : h1.textContent));
  await expect.poll(seen).toMatch(/^P.*…rdsWithoutSpaces$/);
  // As WCAG 1.4.12 wants it.
  await page.evaluate(() => {
    const spacing = new CSSStyleSheet();
    spacing.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    );
    document.adoptedStyleSheets = [spacing];
  });
  await expect.poll(seen).toMatch(/^P.*…rdsWithoutSpaces$/);
});

test('Korean, when the browser is', async ({ bucket, open }) => {
  const { page, leaks } = await open(await bucket.publish(mixed, options), {
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
  });
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByText('파일 5개')).toBeVisible();
  await expect(page.getByRole('button', { name: '모두 받기' })).toBeVisible();
  await expect(page.getByText(/까지 받을 수 있어요$/)).toBeVisible();
  await expect(page.getByText(/^(2시간|1시간 59분) 남았어요$/)).toBeVisible();
  // No English is left anywhere but in names and the sender's own words.
  const words = await page.locator('body').evaluate((body) => {
    const copy = body.cloneNode(true) as HTMLElement;
    for (const foreign of copy.querySelectorAll('h1, .message, .name, .sum, script, style, svg')) foreign.remove();
    return [
      copy.textContent,
      ...Array.from(copy.querySelectorAll('[placeholder]'), (field) => field.getAttribute('placeholder')),
    ];
  });
  expect(words.join(' ').replaceAll(/Mayfly|SHA-256|ZIP/g, '')).not.toMatch(/[A-Za-z]{3,}/);
  expect(await barriers(page)).toEqual([]);
  expect(leaks).toEqual([]);
});

test("the end is shown on the reader's clock", async ({ bucket, open }) => {
  const published = await bucket.publish(mixed, { lifetimeSeconds: 90_000 });
  const shown: string[] = [];
  for (const timezoneId of ['UTC', 'Asia/Seoul', 'America/Los_Angeles']) {
    const { page } = await open(published, { timezoneId });
    const time = page.getByRole('time');
    const end = new Date((await time.getAttribute('datetime')) ?? '');
    const clock = end.toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', timeZone: timezoneId });
    await expect(time).toContainText(clock);
    shown.push(await time.innerText());
  }
  expect(new Set(shown).size).toBe(3);
});

test('with JavaScript off it is a plain list of links that work', async ({ bucket, open }) => {
  const signedAtMs = Date.now();
  const { page, leaks } = await open(await bucket.publish(mixed, { ...options, signedAtMs }), {
    javaScriptEnabled: false,
  });
  const day = new Date(signedAtMs + options.lifetimeSeconds * 1000).toISOString().slice(0, 10);
  await expect(page.getByText(`Files can be downloaded until ${day}`)).toBeVisible();
  await expect(page.getByRole('link')).toHaveText(mixed.map(({ path }) => path));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link').nth(2).click()]);
  expect(download.suggestedFilename()).toBe('읽어 보세요.txt');
  expect(leaks).toEqual([]);
});

test('with JavaScript off the long form says what it needs @deep', async ({ bucket, open }) => {
  const published = await bucket.publish(mixed, { ...options, form: 'signatures' });
  const { page } = await open(published, { javaScriptEnabled: false });
  await expect(page.getByText('allow JavaScript for this page')).toBeVisible();
});

test('on paper: names, sizes and the end, no buttons @deep', async ({ bucket, open }) => {
  const { page } = await open(await bucket.publish(mixed, options));
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Report.pdf')).toBeVisible();
  await expect(page.getByRole('time')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download all' })).toBeHidden();
  await expect(page.getByRole('link')).toHaveCount(0);
});

test('everything can be reached by keyboard, in the order in which it is read', async ({ bucket, open }) => {
  const { page } = await open(await bucket.publish(mixed, options));
  await expect(page.getByText('5 files')).toBeVisible();
  const reached: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return undefined;
      return focused.getAttribute('aria-label') ?? focused.textContent.trim() ?? '';
    });
    if (name === undefined || (reached.length > 0 && name === reached[0])) break;
    reached.push(name);
  }
  expect(reached.filter((name) => name !== 'Save in a folder')).toEqual([
    'Download all',
    'One by one',
    'Preview Beach at dusk.png',
    'Download Beach at dusk.png',
    'Preview Waves.wav',
    'Download Waves.wav',
    'Preview empty.txt',
    'Download empty.txt',
    'notes2 files50 bytes',
    'Preview 읽어 보세요.txt',
    'Download 읽어 보세요.txt',
    'old1 file19 bytes',
    'Download Report.pdf',
    '',
  ]);
  await page.getByText('notes', { exact: true }).click();
  await expect(page.getByRole('link', { name: 'Download 읽어 보세요.txt' })).toBeHidden();
});

test('at twice the letter size nothing is cut off @deep', async ({ bucket, open }) => {
  const { page } = await open(await bucket.publish(mixed, options), { viewport: { width: 360, height: 740 } });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const { left, right } = await page.getByRole('link', { name: 'Download Waves.wav' }).evaluate((link) => {
    const box = link.getBoundingClientRect();
    return { left: box.left, right: box.right };
  });
  expect(left).toBeGreaterThan(0);
  expect(right).toBeLessThanOrEqual(360);
});
