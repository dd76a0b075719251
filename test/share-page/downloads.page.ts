// Why this exists: a page is good when every file arrives, whole and under its own name, one by one and all together.
import { hostileNames } from '../hostile-names';
import { displayName } from '../../main/domain/disposition';
import { expect, saved, test, type Saved } from './fixtures';
import { sha256 } from './published';
import { mixed } from './sample-files';

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const expected = (files: readonly { readonly path: string; readonly body: Uint8Array | string }[]): readonly Saved[] =>
  files.map(({ path, body }) => ({ name: nameOf(path), sha256: sha256(body) }));

for (const form of ['links', 'signatures'] as const) {
  test(`${form}: each file downloads with its own link`, async ({ bucket, open }) => {
    const { page, leaks } = await open(await bucket.publish(mixed, { form }));
    const received: Saved[] = [];
    for (const { path } of mixed) {
      const link = page.getByRole('link', { name: `Download ${nameOf(path)}`, exact: true });
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      received.push(await saved(download));
    }
    expect(received).toEqual(expected(mixed));
    await expect(page.getByText('Download started')).toHaveCount(mixed.length);
    expect(leaks).toEqual([]);
  });
}

test('“Download all” loses none of 24, and tells how far it is', async ({ bucket, open }) => {
  const files = Array.from({ length: 24 }, (_, index) => ({
    path: `day ${index}/photo ${index}.bin`,
    body: `photo ${index}`,
  }));
  const { page, leaks } = await open(await bucket.publish(files, { form: 'signatures' }));
  const received: Promise<Saved>[] = [];
  page.on('download', (download) => received.push(saved(download)));
  await page.getByRole('button', { name: 'Download all' }).click();
  await expect(page.getByText(/^Download \d+ of 24/)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Download all' })).toBeVisible();
  await expect(page.getByText('All 24 downloads have started.')).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => received.length).toBe(24);
  expect(await Promise.all(received)).toEqual(expected(files));
  expect(leaks).toEqual([]);
});

test('“Stop” stops', async ({ bucket, open }) => {
  const files = Array.from({ length: 30 }, (_, index) => ({ path: `${index}.bin`, body: String(index) }));
  const { page } = await open(await bucket.publish(files));
  let received = 0;
  page.on('download', () => (received += 1));
  await page.getByRole('button', { name: 'Download all' }).click();
  await expect.poll(() => received).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^Stopped after \d+ of 30 files\.$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download all' })).toBeFocused();
  const then = received;
  await page.waitForTimeout(700);
  expect(received - then).toBeLessThanOrEqual(1);
  expect(received).toBeLessThan(30);
});

test('“Save in a folder” keeps the folders, overwrites nothing, and knows what arrived', async ({ bucket, open }) => {
  const published = await bucket.publish(mixed);
  await bucket.remove(published.keys.slice(1, 2));
  const { page } = await open(published);
  // The picker is the system's own window; the folder behind it is a real one, the browser's private one.
  await page.addInitScript(() => {
    Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await page.reload();
  const read = (path: string) =>
    page.evaluate(async (names) => {
      let folder = await navigator.storage.getDirectory();
      for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
      const handle = await folder.getFileHandle(names.at(-1) ?? '');
      return Array.from(new Uint8Array(await (await handle.getFile()).arrayBuffer()));
    }, path.split('/'));
  // In the second round the sentence of the first still stands there for a moment: the files themselves are what is waited for.
  const hashInFolder = (path: string) =>
    read(path).then(
      (bytes) => sha256(Uint8Array.from(bytes)),
      () => 'not there yet',
    );
  for (const round of ['', ' (1)']) {
    await page.getByRole('button', { name: 'Save in a folder' }).click();
    await expect(page.getByText('4 files are saved. 1 file is no longer there.')).toBeVisible();
    await expect(page.getByText('Saved', { exact: true })).toHaveCount(4);
    for (const { path, body } of mixed.filter(({ path }) => path !== 'Waves.wav')) {
      await expect.poll(() => hashInFolder(path.replace(/(\.\w+)$/, `${round}$1`))).toBe(sha256(body));
    }
  }
});

test('one file has one button', async ({ bucket, open }) => {
  const [only] = mixed;
  if (only === undefined) throw new Error('no sample');
  const { page } = await open(await bucket.publish([only]));
  await expect(page.getByRole('button', { name: 'Download all' })).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name: `Download ${only.path}` })
      .first()
      .click(),
  ]);
  expect([await saved(download)]).toEqual(expected([only]));
});

for (const form of ['links', 'signatures'] as const) {
  test(`${form}: hostile names are text, and their files are the right bytes`, async ({ bucket, open }) => {
    const files = hostileNames.map(([what, name]) => ({ path: name, body: `the file of ${what}` }));
    const { page, leaks } = await open(await bucket.publish(files, { form, title: '<img src=x onerror=alert(1)>' }));
    const links = page.locator('.row a[download]');
    await expect(links).toHaveCount(files.length);
    const received = await links.evaluateAll((all) =>
      Promise.all(
        all.map(async (link) => (await fetch((link as HTMLAnchorElement).href, { cache: 'no-store' })).text()),
      ),
    );
    expect([...received].sort()).toEqual(files.map(({ body }) => body).sort());
    // Those whose names need folders are in folders; all others keep the order and the name a disk can take.
    const flat = hostileNames
      .map(([, name]) => name.split('/').filter((part) => part !== ''))
      .filter(({ length }) => length < 2)
      .map(([name = '']) => displayName(name));
    const attributes = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).download));
    expect(attributes.slice(0, flat.length)).toEqual(flat);
    expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
    expect(leaks).toEqual([]);
  });
}
