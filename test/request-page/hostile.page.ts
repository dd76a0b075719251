// What a guest stored lies at the origin of pages and of other guests' slots: opened there, nothing of it may run, even by a bare link to it.
import { hostileArrivals } from '../hostile-arrivals';
import { mark } from '../share-page/hostile-objects';
import { choose, expect, nothing, remembered, send, status, test } from './fixtures';
import { someOf } from '../volume';

const tried = someOf(hostileArrivals(`/${mark}`), 7);
test(`opened in the guest’s browser, each of ${tried.length} hostile files is a download`, async ({ bucket, open }) => {
  const files = tried.map(({ saved, body }) => ({
    name: saved,
    mimeType: 'text/html',
    buffer: body,
  }));
  const asked = await bucket.ask({ files: files.length });
  const watched = await open(asked);
  const { page } = watched;
  await choose(page, files);
  await send(page);
  await expect(status(page)).toHaveText(new RegExp(`^${files.length} files received`));
  for (let slot = 1; slot <= files.length; slot += 1) {
    const link = await asked.linkTo(slot);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      // A navigation that becomes a download ends as an aborted one.
      page.goto(link).catch(() => undefined),
    ]);
    await download.cancel();
    const refused = await page.evaluate(
      (url) =>
        navigator.serviceWorker.register(url).then(
          () => 'ran',
          () => 'refused',
        ),
      link,
    );
    expect(refused).toBe('refused');
  }
  await expect(page).not.toHaveTitle(mark);
  expect(watched.asked.filter((path) => path.includes(mark))).toEqual([]);
  expect(await remembered(page)).toEqual(nothing);
  for (const other of page.context().pages()) expect(await other.title()).not.toBe(mark);
});
