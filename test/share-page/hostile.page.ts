// A shared file must never become a page at the bucket's origin, where it could read every other link of the share.
import { expect, nothing, remembered, test, type Watched } from './fixtures';
import { hostileObjects, mark } from './hostile-objects';
import { someOf } from '../volume';

/** `npm test` tries markup, a script of its own kind, a picture that is one, and what says nothing of itself. */
const tried = someOf(hostileObjects, 4, 2);

/** Nothing ran, nothing was asked for, nobody stays to watch the next visit. */
async function expectNothingRan({ page, asked }: Watched): Promise<void> {
  await page.waitForTimeout(100);
  await expect(page).not.toHaveTitle(mark);
  expect(asked.filter((path) => path.includes(mark))).toEqual([]);
  expect(await remembered(page)).toEqual(nothing);
  for (const other of page.context().pages()) expect(await other.title()).not.toBe(mark);
}

test('there are sixteen', () => {
  expect(new Set(hostileObjects.map(({ path }) => path)).size).toBe(16);
});

test('the trap works: what runs is noticed', async ({ bucket, open }) => {
  const [html] = hostileObjects;
  if (html === undefined) throw new Error('no sample');
  const url = await bucket.inlineLink(html);
  const watched = await open({ url });
  await expect(watched.page).toHaveTitle(mark);
  await expect.poll(() => watched.asked.some((path) => path.includes(mark))).toBe(true);
});

test('as a file link that was asked to open in place, each is a download or only shown', async ({ bucket, open }) => {
  const watched = await open(await bucket.publish([]));
  for (const hostile of tried) {
    const link = await bucket.fileLink(hostile, 'inline');
    const downloading = watched.page.waitForEvent('download', { timeout: 5000 }).catch(() => undefined);
    // A navigation that becomes a download ends as an aborted one.
    const shown = await watched.page.goto(link).catch(() => undefined);
    if (shown === undefined || shown === null) await (await downloading)?.cancel();
    else expect([hostile.path, shown.headers()['content-type']]).toEqual(['polyglot.gif', 'image/gif']);
  }
  await expectNothingRan(watched);
});

test('opened by the link a page carries, each is a download', async ({ bucket, open }) => {
  const { url, links } = await bucket.publish(tried);
  const watched = await open({ url });
  for (const link of links) {
    const [download] = await Promise.all([
      watched.page.waitForEvent('download'),
      // A navigation that becomes a download ends as an aborted one.
      watched.page.goto(link).catch(() => undefined),
    ]);
    await download.cancel();
  }
  await expectNothingRan(watched);
});

test('downloaded and previewed on the page, none runs', async ({ bucket, open }) => {
  const watched = await open(await bucket.publish(tried));
  const { page, leaks } = watched;
  for (const { path } of tried) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: `Download ${path}`, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(path);
    const preview = page.getByRole('button', { name: `Preview ${path}`, exact: true });
    if ((await preview.count()) === 0) continue;
    await preview.click();
    await expect(page.getByRole('dialog').locator('pre, .note, img').first()).toBeVisible();
    await expect(page.getByText('Loading…')).toBeHidden();
    await page.keyboard.press('Escape');
  }
  await expectNothingRan(watched);
  expect(leaks).toEqual([]);
});

test('not even as script, worker, style or frame of the page itself', async ({ bucket, open }) => {
  const { url, links } = await bucket.publish(tried);
  const watched = await open({ url });
  // A policy that is passed over is what this tries: each of these must be refused, whatever the file says it is.
  const refused = await watched.page.evaluate(async (all) => {
    const settled = (promise: Promise<unknown>) =>
      promise.then(
        () => 'ran',
        () => 'refused',
      );
    const placed = (tag: string, link: string) =>
      new Promise<string>((done) => {
        const made = document.createElement(tag);
        document.addEventListener('securitypolicyviolation', () => done('refused'), { once: true });
        made.addEventListener('load', () => done('ran'));
        try {
          made.setAttribute(tag === 'object' ? 'data' : 'src', link);
        } catch {
          done('refused');
        }
        document.body.append(made);
      });
    const outcomes = new Set<string>();
    for (const link of all) {
      outcomes.add(await settled(navigator.serviceWorker.register(link)));
      outcomes.add(await settled(import(link)));
      for (const tag of ['iframe', 'object', 'embed', 'script']) outcomes.add(await placed(tag, link));
    }
    return [...outcomes];
  }, links);
  expect(refused).toEqual(['refused']);
  await expectNothingRan(watched);
});
