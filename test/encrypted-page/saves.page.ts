// Encrypted files arrive whole by every way that a browser has, and by none of them when they are not what was sent.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { chromium, type Page } from '@playwright/test';
import { expect, saved, test, throttle } from '../share-page/fixtures';
import { pickIn, pickedFile, pickedHash, pickedNames, withoutPickers } from '../share-page/pickers';
import { sha256, type GivenFile } from '../share-page/published';
import { mixed } from '../share-page/sample-files';
import { unpacked } from '../share-page/unpacked';
import { inOrigin } from './in-origin';
import { publishSealed, sealFor, type ManifestRow } from './sealed-share';
import { someOf } from '../volume';

const chunk = 65_536;
const large: GivenFile = { path: 'film & more.bin', body: randomBytes(5 * chunk + 7) };
const sizes = [0, 1, chunk, chunk + 1, 2 * chunk];
const ofSizes = sizes.map((size): GivenFile => ({ path: `${size}.bin`, body: randomBytes(size) }));
const nameOf = ({ path }: GivenFile) => path.slice(path.lastIndexOf('/') + 1);
const expected = (files: readonly GivenFile[]) => new Map(files.map(({ path, body }) => [path, sha256(body)]));
const pressFor = (page: Page, name: string) =>
  page.getByRole('button', { name: `Download ${name}`, exact: true }).first();

/** What any page of the origin finds in what the browser stores for it: on a path-style address that may be another tenant's. */
async function foundBy(page: Page): Promise<unknown> {
  const other = await page.context().newPage();
  try {
    // It is refused, which is a document of the origin all the same.
    await other.goto(new URL(page.url()).origin);
    return await other.evaluate(inOrigin);
  } finally {
    await other.close();
  }
}

/** What the browser lends the page, in bytes. */
async function lend(page: Page, quotaSize: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize });
}

/** So large by what the manifest says that the reader is asked for a place. */
const toldLarge = (rows: ManifestRow[]) => rows.forEach((row) => (row[1] += 100_000_000));

test('a large file is written where the reader says, and the page knows that it is whole @deep', async ({
  bucket,
  open,
}) => {
  // So many bytes take a busy computer a minute, twice.
  test.setTimeout(300_000);
  const film: GivenFile = { path: 'film.bin', body: randomBytes(100_000_001) };
  const { page, leaks } = await open(await publishSealed(bucket, [film]));
  await pickIn(page);
  await pressFor(page, 'film.bin').click();
  await expect(page.getByText('film.bin\u2069 is saved.')).toBeVisible({ timeout: 200_000 });
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(await pickedHash(page, 'film.bin')).toBe(sha256(film.body));
  await page.getByRole('button', { name: 'Close message' }).click();
  await expect(page.locator('.dock')).toBeHidden();
  expect(leaks).toEqual([]);
});

test('a small file is a plain download, of every size around a chunk', async ({ bucket, open }) => {
  const { page, leaks } = await open(await publishSealed(bucket, [large, ...ofSizes]));
  await pickIn(page);
  for (const file of [large, ...ofSizes]) {
    const [download] = await Promise.all([page.waitForEvent('download'), pressFor(page, nameOf(file)).click()]);
    expect(await saved(download)).toEqual({ name: nameOf(file), sha256: sha256(file.body) });
  }
  await expect(page.getByText('Handed to your browser', { exact: true })).toHaveCount(6);
  expect(await pickedNames(page)).toEqual([]);
  expect(leaks).toEqual([]);
});

test('what is decrypted lies in no store of its origin, where other pages read it', async ({ bucket, open }) => {
  const slow: GivenFile = { path: 'slow.bin', body: randomBytes(3_000_000) };
  const { page, leaks } = await open(await publishSealed(bucket, [large, slow, ...ofSizes]));
  await withoutPickers(page);
  const [download] = await Promise.all([page.waitForEvent('download'), pressFor(page, nameOf(large)).click()]);
  expect(await saved(download)).toEqual({ name: nameOf(large), sha256: sha256(large.body) });
  await expect(page.getByText('Handed to your browser', { exact: true })).toBeVisible();
  expect(await foundBy(page)).toEqual([]);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const throttled = { offline: false, latency: 0, downloadThroughput: 200_000, uploadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', throttled);
  await pressFor(page, 'slow.bin').click();
  await expect.poll(() => page.getByRole('progressbar').getAttribute('value')).not.toBe('0');
  expect(await foundBy(page)).toEqual([]);
  expect(leaks).toEqual([]);
});

test('“One by one” leaves nothing in a store of its origin @deep', async ({ bucket, open }) => {
  const { page } = await open(await publishSealed(bucket, [large, ...ofSizes]));
  const oneByOne = page.getByRole('button', { name: 'One by one' });
  const [download] = await Promise.all([page.waitForEvent('download'), oneByOne.click()]);
  expect(await saved(download)).toEqual({ name: nameOf(large), sha256: sha256(large.body) });
  expect(await foundBy(page)).toEqual([]);
});

test('over plain HTTP in a network it opens, holds files in memory, and says what is too large for that @deep', async ({
  bucket,
}) => {
  // The embedded bucket answers under its own names only: a proxy has that of another computer.
  const { hostname, port } = new URL(bucket.endpoint);
  const proxy = createServer((asked, answer) => {
    const headers = { ...asked.headers, host: `${hostname}:${port}` };
    const passed = request({ hostname, port, path: asked.url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answer);
    });
    passed.end();
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const browser = await chromium.launch({
    executablePath: process.env['MAYFLY_BROWSER'] || '/usr/bin/chromium',
    args: ['--host-resolver-rules=MAP computer.test 127.0.0.1', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const huge: GivenFile = { path: 'huge.bin', body: 'not really' };
    const told = (rows: ManifestRow[]) => rows.filter(([path]) => path === huge.path).forEach((row) => (row[1] = 5e8));
    const share = await publishSealed(bucket, [large, huge], { password: 'LAN', told });
    const link = new URL(share.url);
    link.host = `computer.test:${(proxy.address() as AddressInfo).port}`;
    const page = await browser.newPage();
    await page.goto(link.href);
    expect(await page.evaluate(() => [isSecureContext, 'subtle' in crypto])).toEqual([false, false]);
    await page.getByRole('textbox', { name: 'Password' }).fill('LAN');
    await page.getByRole('button', { name: 'Unlock' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), pressFor(page, nameOf(large)).click()]);
    expect(await saved(download)).toEqual({ name: nameOf(large), sha256: sha256(large.body) });
    await pressFor(page, huge.path).click();
    await expect(page.getByText(/huge\.bin\u2069 has 500 MB, and this window can hold 400 MB\./)).toBeVisible();
  } finally {
    await browser.close();
    proxy.close();
    proxy.closeAllConnections();
  }
});

test('a full disk leaves nothing, and is told @deep', async ({ bucket, open }) => {
  const film: GivenFile = { path: 'film.bin', body: randomBytes(20_000_000) };
  const { page } = await open(await publishSealed(bucket, [film], { told: toldLarge }));
  await pickIn(page);
  await lend(page, 1000);
  await pressFor(page, 'film.bin').click();
  await expect(page.getByText('could not be stored: there may be no room left. Nothing was saved.')).toBeVisible();
  expect(await pickedNames(page)).toEqual([]);
});

test('places that take nothing hold no connection, however many they are', async ({ bucket, open }) => {
  // More than a browser opens connections, and larger than what those hold unread.
  const films = Array.from({ length: 7 }, (_, index): GivenFile => ({ path: `${index}.bin`, body: randomBytes(4e6) }));
  const { page } = await open(await publishSealed(bucket, films, { told: toldLarge }));
  await page.evaluate(() => {
    const createWritable = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    Object.assign(window, { showSaveFilePicker: async () => ({ createWritable }) });
  });
  for (const { path } of films) {
    await pressFor(page, path).click();
    await expect(page.getByText(`${path}\u2069 could not be stored: there may be no room left.`)).toBeVisible();
  }
  // One is free for this.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const answered = await page.evaluate(async () => (await fetch(location.href, { cache: 'no-store' })).status);
  expect(answered).toBe(200);
});

test('a file that was on its way when the link ended is saved whole; one that waited is told', async ({
  bucket,
  open,
}) => {
  const slowFile: GivenFile = { path: 'slow.bin', body: randomBytes(3_000_000) };
  const { page, wind } = await open(await publishSealed(bucket, [slowFile, large]));
  await throttle(page, 500_000);
  const downloads = page.waitForEvent('download');
  await pressFor(page, 'slow.bin').click();
  await pressFor(page, nameOf(large)).click();
  await expect.poll(() => page.getByRole('progressbar').getAttribute('value')).not.toBe('0');
  await wind(3_600_000);
  await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
  expect(await saved(await downloads)).toEqual({ name: 'slow.bin', sha256: sha256(slowFile.body) });
  await expect(page.getByText('film & more.bin\u2069 was stopped. Nothing was saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Close message' }).click();
  await expect(page.locator('.dock')).toBeHidden();
});

test('a file that is stopped leaves nothing @deep', async ({ bucket, open }) => {
  const slowFile: GivenFile = { path: 'slow.bin', body: randomBytes(3_000_000) };
  const { page } = await open(await publishSealed(bucket, [slowFile, large], { told: toldLarge }));
  await pickIn(page);
  await throttle(page, 200_000);
  await pressFor(page, 'slow.bin').click();
  await expect.poll(() => page.getByRole('progressbar').getAttribute('value')).not.toBe('0');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('slow.bin\u2069 was stopped. Nothing was saved.')).toBeVisible();
  expect(await pickedNames(page)).toEqual([]);
});

/** What becomes of the stored file, given another of the same size. */
const harms: Readonly<Record<string, (file: Buffer, other: Buffer, head: number) => Buffer | Promise<Buffer>>> = {
  'header flipped': (file) => flip(file, 60),
  'nonce flipped': (file, _other, head) => flip(file, head - 1),
  'byte flipped': (file, _other, head) => flip(file, head + chunk + 100),
  'last byte flipped': (file) => flip(file, file.length - 1),
  'cut at a chunk': (file, _other, head) => file.subarray(0, head + 2 * (chunk + 16)),
  'cut in a chunk': (file) => file.subarray(0, file.length - 1),
  'cut in the header': (file) => file.subarray(0, 30),
  longer: (file) => Buffer.concat([file, Buffer.from('x')]),
  'chunks exchanged': (file, _other, head) => {
    const [a, b, c] = [head, head + chunk + 16, head + 2 * (chunk + 16)];
    return Buffer.concat([file.subarray(0, a), file.subarray(b, c), file.subarray(a, b), file.subarray(c)]);
  },
  'files exchanged': (_file, other) => other,
  'body exchanged': (file, other, head) => Buffer.concat([file.subarray(0, head), other.subarray(head)]),
  'no age file': (file) => Buffer.alloc(file.length, 'x'),
};
const flip = (file: Buffer, at: number) => {
  const changed = Buffer.from(file);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};
const headBytes = (file: Buffer) => file.indexOf(10, file.indexOf('\n--- ') + 1) + 1 + 16;

/** A share in which every file but the last was harmed after it was sent; without hashes of the files, as of large ones. */
async function publishHarmed(bucket: Parameters<typeof publishSealed>[0], isLarge = false) {
  const names = [...Object.keys(harms), 'for another key', 'shorter than told', 'whole'];
  const files = names.map((path): GivenFile => ({ path, body: randomBytes(3 * chunk + 5) }));
  const told = (rows: ManifestRow[]) => {
    for (const row of rows) if (row[0] === 'shorter than told') row[1] += 1;
    if (isLarge) toldLarge(rows);
  };
  const share = await publishSealed(bucket, files, { noHashes: true, told });
  const stored = share.sealed.map((file) => Buffer.from(file));
  const other = stored.at(-1) ?? Buffer.alloc(0);
  for (const [index, harm] of Object.values(harms).entries()) {
    const file = stored[index] ?? other;
    await bucket.store(share.keys[index] ?? '', await harm(file, other, headBytes(file)));
  }
  const stranger = await identityToRecipient(await generateX25519Identity());
  await bucket.store(share.keys[names.indexOf('for another key')] ?? '', await sealFor(stranger, 'not for you'));
  return { share, files, harmed: names.slice(0, -1) };
}

for (const way of someOf(['the reader’s place', 'the browser’s downloads'] as const)) {
  test(`${way}: what was changed, cut or exchanged is refused in words and leaves no file`, async ({
    bucket,
    open,
  }) => {
    const { share, harmed } = await publishHarmed(bucket, way === 'the reader’s place');
    const { page, leaks } = await open(share);
    if (way === 'the reader’s place') await pickIn(page);
    else await withoutPickers(page);
    page.on('download', () => expect('a download').toBe('none'));
    for (const name of harmed) {
      await pressFor(page, name).click();
      await expect(page.getByText(`${name}\u2069 arrived damaged or changed. Nothing was saved.`)).toBeVisible();
    }
    await expect(page.getByText('Damaged: not saved', { exact: true })).toHaveCount(harmed.length);
    expect(await pickedNames(page)).toEqual([]);
    expect(leaks).toEqual([]);
  });
}

test('an archive holds what is whole, and says how many were damaged @deep', async ({ bucket, open }) => {
  const { share, files, harmed } = await publishHarmed(bucket);
  const { page } = await open(share);
  const [archive] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all' }).click(),
  ]);
  const handed = '“\u2068Holiday pictures.zip\u2069” is handed to your browser, with 1 file.';
  await expect(page.getByText(`${handed} ${harmed.length} files arrived damaged or changed`)).toBeVisible();
  expect(await unpacked(await readFile(await archive.path()))).toEqual(expected(files.slice(-1)));
});

test('a hash that the manifest has counts @deep', async ({ bucket, open }) => {
  const told = (rows: ManifestRow[]) => {
    for (const row of rows) row[3] = Buffer.alloc(32).toString('base64url');
  };
  const { page } = await open(await publishSealed(bucket, [large], { told }));
  await withoutPickers(page);
  await pressFor(page, nameOf(large)).click();
  await expect(page.getByText('arrived damaged or changed. Nothing was saved.')).toBeVisible();
});

test('“Download all”, “Save in a folder” and “One by one” decrypt', async ({ bucket, open }) => {
  const share = await publishSealed(bucket, [...mixed, large]);
  const { page, leaks } = await open(share);
  await pickIn(page);
  const [whole] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all' }).click(),
  ]);
  expect(await unpacked(await readFile(await whole.path()))).toEqual(expected([...mixed, large]));
  await page.getByRole('button', { name: 'Save in a folder' }).click();
  await expect(page.getByText('6 files are saved.', { exact: true })).toBeVisible();
  expect(sha256(await pickedFile(page, large.path))).toBe(sha256(large.body));
  const [one] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'One by one' }).click(),
  ]);
  expect(await saved(one)).toEqual({ name: nameOf(mixed[0] ?? large), sha256: sha256(mixed[0]?.body ?? '') });
  await expect(page.getByText('1 of 6 files handed to your browser.')).toBeVisible();
  expect(leaks).toEqual([]);
});
