// A page is good when every file arrives, whole and under its own name, one by one and all together.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostileNames } from '../hostile-names';
import { expect, saved, test, throttle, type Saved } from './fixtures';
import { pickIn, pickedFile, pickedNames, withoutPickers } from './pickers';
import { sha256 } from './published';
import { mixed } from './sample-files';
import { unpacked } from './unpacked';
import { displayName } from '../../main/core/model/file-name';
import { someOf } from '../volume';

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const expected = (files: readonly { readonly path: string; readonly body: Uint8Array | string }[]): readonly Saved[] =>
  files.map(({ path, body }) => ({ name: nameOf(path), sha256: sha256(body) }));

for (const form of someOf(['signatures', 'links'] as const)) {
  test(`${form}: each file downloads with its own link`, async ({ bucket, open }) => {
    const { page, leaks } = await open(await bucket.publish(mixed, { form }));
    const received: Saved[] = [];
    for (const { path } of mixed) {
      const link = page.getByRole('link', { name: `Download ${nameOf(path)}`, exact: true });
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      received.push(await saved(download));
    }
    expect(received).toEqual(expected(mixed));
    await expect(page.getByText('Handed to your browser')).toHaveCount(mixed.length);
    expect(leaks).toEqual([]);
  });
}

const photos = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `day ${index}/photo ${index}.bin`, body: `photo ${index}` }));

/** Without it a share is so small that nobody is asked where it goes. It is not stored: the page says that it is gone. */
const film = { path: 'film.bin', body: Buffer.alloc(100_000_001) };

test('“Download all” of much is one archive, written where the reader says, and the page knows that it is whole', async ({
  bucket,
  open,
}) => {
  const files = photos(24);
  const published = await bucket.publish([...files, film], { form: 'signatures', storedFiles: 24 });
  const { page, leaks } = await open(published);
  await pickIn(page);
  await page.getByRole('button', { name: 'Download all' }).click();
  await expect(
    page.getByText('24 files are saved in “\u2068Holiday pictures.zip\u2069”. 1 file is no longer there.'),
  ).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toHaveCount(24);
  expect(await unpacked(await pickedFile(page, 'Holiday pictures.zip'))).toEqual(
    new Map(files.map(({ path, body }) => [path, sha256(body)])),
  );
  expect(leaks.filter((leak) => !leak.includes('404'))).toEqual([]);
});

test('an archive that is stopped in the middle leaves no file, and the page says so @deep', async ({
  bucket,
  open,
}) => {
  const { page } = await open(await bucket.publish([...photos(200), film], { storedFiles: 200 }));
  await pickIn(page);
  await page.getByRole('button', { name: 'Download all' }).click();
  await expect(page.getByText(/^Collecting [2-9]\d* of 201/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^Stopped after \d+ of 201 files\. Nothing was saved\.$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download all' })).toBeFocused();
  expect(await pickedNames(page)).toEqual([]);
});

for (const [way, after] of [
  ['Download all', 'Nothing was saved. 3 files could not be saved: make room, or download from the list.'],
  ['Save in a folder', '2 files are saved. 1 file could not be saved: make room, or download from the list.'],
] as const) {
  test(`a full disk is named as the reason: ${way}`, async ({ bucket, open }) => {
    const { page } = await open(await bucket.publish([film, ...photos(2)]));
    await pickIn(page);
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(page.url());
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
    await page.getByRole('button', { name: way }).click();
    await expect(page.getByText(after, { exact: true })).toBeVisible();
  });
}

test('an archive that is cut in the middle of a file goes on where it was, once the server is back', async ({
  bucket,
  open,
}) => {
  const files = [{ path: 'slow.bin', body: randomBytes(12_000_000) }, ...photos(2)];
  const { page } = await open(await bucket.publish(files));
  const ranges: string[] = [];
  page.on('request', (request) => void ranges.push(request.headers()['range'] ?? ''));
  const session = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: 3_000_000, uploadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', slow);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all' }).click();
  // More than what the two small files before it have.
  await expect.poll(async () => Number(await page.getByRole('progressbar').getAttribute('value'))).toBeGreaterThan(100);
  await bucket.shut();
  await expect(page.getByText('The sender’s storage does not answer')).toBeVisible();
  await bucket.reopen();
  await session.send('Network.emulateNetworkConditions', { ...slow, downloadThroughput: -1 });
  expect(await unpacked(await readFile(await (await downloading).path()))).toEqual(
    new Map(files.map(({ path, body }) => [path, sha256(body)])),
  );
  await expect(page.getByText('The sender’s storage does not answer')).toBeHidden();
  expect(ranges.filter((range) => /^bytes=[1-9]\d*-$/.test(range))).not.toEqual([]);
});

test('an archive waits for a server that is away between two files for longer than a single file is asked for @deep', async ({
  bucket,
  open,
}) => {
  const files = photos(300);
  const { page } = await open(await bucket.publish(files));
  await page.getByRole('button', { name: 'Download all' }).click();
  await expect(page.getByText(/^Collecting [2-9]\d* of 300/)).toBeVisible();
  await bucket.shut();
  // The pauses of a single file take 13 seconds.
  await page.waitForTimeout(16_000);
  const downloading = page.waitForEvent('download');
  await bucket.reopen();
  expect(await unpacked(await readFile(await (await downloading).path()))).toEqual(
    new Map(files.map(({ path, body }) => [path, sha256(body)])),
  );
});

test('what the browser cannot hold at once goes in several downloads, one press for each @deep', async ({
  bucket,
  open,
}) => {
  // The large one is not stored: it would go as it is, and is missed.
  const files = [...photos(2), { path: 'film.bin', body: Buffer.alloc(256_000_001) }, ...photos(4).slice(2)];
  const published = await bucket.publish(files, { storedFiles: 2 });
  const { page } = await open(published);
  await withoutPickers(page);
  const hint = 'Download all: 3 downloads, one press for each. Your browser holds 256 MB at a time.';
  await expect(page.getByText(hint)).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all' }).click(),
  ]);
  await expect(page.getByText('2 of 5 files handed to your browser. Next: \u2068film.bin\u2069, 256 MB')).toBeVisible();
  expect((await saved(download)).name).toBe('Holiday pictures (1 of 3).zip');
  expect(await unpacked(await readFile(await download.path()))).toEqual(
    new Map(photos(2).map(({ path, body }) => [path, sha256(body)])),
  );
  const [again] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save it again' }).click(),
  ]);
  expect((await saved(again)).sha256).toBe((await saved(download)).sha256);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('2 of 5 files handed to your browser. 1 file is no longer there.')).toBeVisible();
});

test('little is one plain download: nobody is asked for a place, the page names it, and speaks of no other', async ({
  bucket,
  open,
}) => {
  const { page } = await open(await bucket.publish(photos(3)));
  await pickIn(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all' }).click(),
  ]);
  expect((await saved(download)).name).toBe('Holiday pictures.zip');
  const told = page.getByRole('status').filter({ hasText: 'handed' });
  await expect(told).toHaveText('“\u2068Holiday pictures.zip\u2069” is handed to your browser, with 3 files.');
  expect(await pickedNames(page)).toEqual([]);
});

test('“One by one” waits for the reader before each @deep', async ({ bucket, open }) => {
  const { page, leaks } = await open(await bucket.publish(photos(3)));
  const received: Promise<Saved>[] = [];
  page.on('download', (download) => received.push(saved(download)));
  await page.getByRole('button', { name: 'One by one' }).click();
  for (const count of [1, 2]) {
    await expect(page.getByText(`${count} of 3 files handed to your browser.`)).toBeVisible();
    await expect(page.getByText('Handed to your browser', { exact: true })).toHaveCount(count);
    await expect.poll(() => received.length).toBe(count);
    await page.getByRole('button', { name: 'Go on' }).click();
  }
  await expect(page.getByText('3 of 3 files handed to your browser. Look into your downloads')).toBeVisible();
  await expect.poll(() => received.length).toBe(3);
  expect(await Promise.all(received)).toEqual(expected(photos(3)));
  expect(leaks).toEqual([]);
});

test('“Save in a folder” keeps the folders, overwrites nothing, and knows what arrived', async ({ bucket, open }) => {
  const published = await bucket.publish(mixed);
  await bucket.remove(published.keys.slice(1, 2));
  const { page } = await open(published);
  await pickIn(page);
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

test('“Save in a folder” goes on where a file of the reader’s has the name of a folder, however many lie in that', async ({
  bucket,
  open,
}) => {
  // More than a browser opens connections, and larger than what those hold unread.
  const inside = Array.from({ length: 7 }, (_, index) => ({ path: `a/${index}.bin`, body: randomBytes(4_000_000) }));
  const { page } = await open(await bucket.publish([...inside, { path: 'b/last.txt', body: 'last' }]));
  await pickIn(page);
  await page.evaluate(async () => (await navigator.storage.getDirectory()).getFileHandle('a', { create: true }));
  await page.getByRole('button', { name: 'Save in a folder' }).click();
  await expect(page.getByText('1 file is saved. 7 files could not be saved')).toBeVisible();
  expect([...(await pickedNames(page))].sort()).toEqual(['a', 'b']);
});

test('“Save in a folder” tells how far it is within a file', async ({ bucket, open }) => {
  const slow = { path: 'a slow one.bin', body: Buffer.alloc(3_000_000, 'slow') };
  const { page } = await open(await bucket.publish([slow, ...photos(1)]));
  await pickIn(page);
  await throttle(page, 500_000);
  await page.getByRole('button', { name: 'Save in a folder' }).click();
  await expect.poll(async () => Number(await page.getByRole('progressbar').getAttribute('value'))).toBeGreaterThan(0);
  await expect(page.getByText('Saving 1 of 2')).toBeVisible();
});

test('one file has one button, and stands in the head alone', async ({ bucket, open }) => {
  const [only] = mixed;
  if (only === undefined) throw new Error('no sample');
  const { page } = await open(await bucket.publish([only]));
  await expect(page.getByRole('link', { name: /^Download / })).toHaveCount(1);
  await expect(page.locator('.row')).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name: `Download ${only.path}` })
      .first()
      .click(),
  ]);
  expect([await saved(download)]).toEqual(expected([only]));
  await expect(page.locator('.hero').getByRole('status')).toHaveText('Handed to your browser');
});

for (const form of someOf(['signatures', 'links'] as const)) {
  test(`${form}: hostile names are text, and their files are the right bytes`, async ({ bucket, open }) => {
    const names = someOf(hostileNames);
    const files = names.map(([what, name]) => ({ path: name, body: `the file of ${what}` }));
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
    const flat = names
      .map(([, name]) => name.split('/').filter((part) => part !== ''))
      .filter(({ length }) => length < 2)
      .map(([name = '']) => displayName(name));
    const attributes = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).download));
    expect(attributes.slice(0, flat.length)).toEqual(flat);
    expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
    expect(leaks).toEqual([]);
  });
}
