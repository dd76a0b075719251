// The pages on a phone of the same network: plain http by an address, where browsers give no crypto.subtle and no picker for files.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { chromium, type BrowserContextOptions } from '@playwright/test';
import { publishSealed } from '../encrypted-page/sealed-share';
import { encrypted } from '../request-page/encrypted-request';
import { byName, choose, file, hashes, send, status } from '../request-page/fixtures';
import { choosePath, fileOf, mebibyte } from '../request-page/large-files';
import { startRequestBucket, type RequestBucket } from '../request-page/published';
import { expect, opens as test, saved } from '../share-page/fixtures';
import { sha256, startPageBucket, type PageBucket } from '../share-page/published';
import { mixed } from '../share-page/sample-files';
import { unpacked } from '../share-page/unpacked';
import { isDeep } from '../volume';
import { hasNetwork, network, type Network } from './network';

test.skip(!hasNetwork, 'no network of namespaces here');

const { owner, phone, other } = hasNetwork ? network() : ({} as Network);
const onPhone: BrowserContextOptions = { viewport: { width: 390, height: 780 }, hasTouch: true };
const browserOf = { args: ['--no-sandbox'] };
const photos = [file('Beach.jpg', randomBytes(300_000), 'image/jpeg'), file('읽어 보세요.txt')];

async function withBucket<Bucket extends { readonly stop: () => Promise<void> }>(
  starting: Promise<Bucket>,
  work: (bucket: Bucket) => Promise<void>,
): Promise<void> {
  const bucket = await starting;
  try {
    await work(bucket);
  } finally {
    await bucket.stop();
  }
}
const pages = (address: string, work: (bucket: PageBucket) => Promise<void>) =>
  withBucket(startPageBucket(Date.now, undefined, address), work);
const requests = (address: string, work: (bucket: RequestBucket) => Promise<void>) =>
  withBucket(startRequestBucket(Date.now, undefined, address), work);

for (const [family, address] of [
  ['IPv4', owner?.ipv4 ?? ''],
  ['IPv6', owner?.ipv6 ?? ''],
] as const) {
  test(`by ${family} a page gives its files`, async ({ open }) =>
    pages(address, async (bucket) => {
      const { page, leaks } = await open(await bucket.publish(mixed), onPhone);
      const [first] = mixed;
      const name = first?.path.slice(first.path.lastIndexOf('/') + 1) ?? '';
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: `Download ${name}`, exact: true }).click();
      expect(await saved(await downloading)).toEqual({ name, sha256: sha256(first?.body ?? '') });
      expect(leaks).toEqual([]);
    }));

  test(`by ${family} an encrypted page opens and saves all in one archive, without what only https has${family === 'IPv6' ? ' @deep' : ''}`, async ({
    open,
  }) =>
    pages(address, async (bucket) => {
      const share = await publishSealed(bucket, mixed, { password: 'café' });
      const { page, leaks } = await open(share, onPhone);
      expect(await page.evaluate(() => [isSecureContext, 'subtle' in crypto, 'showSaveFilePicker' in window])).toEqual([
        false,
        false,
        false,
      ]);
      await page.getByRole('textbox', { name: 'Password' }).fill('café');
      await page.getByRole('button', { name: 'Unlock' }).click();
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download all' }).click();
      const archive = await readFile(await (await downloading).path());
      expect(await unpacked(archive)).toEqual(new Map(mixed.map(({ path, body }) => [path, sha256(body)])));
      expect(leaks).toEqual([]);
    }));

  for (const way of ['forms', 'put'] as const) {
    test(`by ${family} two files are sent to a request (${way})${family === 'IPv6' && way === 'put' ? ' @deep' : ''}`, async ({
      open,
    }) =>
      requests(address, async (bucket) => {
        const asked = await bucket.ask({ way });
        const { page, leaks } = await open(asked, onPhone);
        await choose(page, photos);
        await send(page);
        await expect(status(page)).toHaveText(/^2 files received\./);
        expect(byName(await asked.stored())).toEqual(hashes(photos));
        // It looks whether the slots are free: the browser tells of each answer that they are.
        expect(leaks.filter((leak) => !leak.includes('status of 404'))).toEqual([]);
      }));
  }
}

test('by IPv6 alone: a phone that has no IPv4 opens and sends', async ({ open }) => {
  phone.ip(`addr del ${phone.ipv4}/24 dev eth0`);
  try {
    await requests(owner.ipv6, async (bucket) => {
      const asked = await bucket.ask({ ...encrypted });
      const { page } = await open(asked, onPhone);
      await expect(page.getByText(/^Encrypted in your browser/)).toBeVisible();
      await choose(page, photos);
      await send(page);
      await expect(status(page)).toHaveText(/^2 files received\./);
    });
  } finally {
    phone.ip(`addr add ${phone.ipv4}/24 dev eth0`);
  }
});

test('two guests at once send and save, each what is theirs @deep', async ({ open }) =>
  requests(owner.ipv4, async (bucket) => {
    const second = await chromium.launch({
      executablePath: other.programAt(process.env['MAYFLY_BROWSER'] || '/usr/bin/chromium'),
      ...browserOf,
    });
    try {
      const asked = await bucket.ask({ files: 4 });
      const { page } = await open(asked, onPhone);
      const foreign = await (await second.newContext()).newPage();
      await foreign.goto(asked.url);
      const mine = [file('mine.bin', randomBytes(4_000_000)), file('also mine.txt')];
      const theirs = [file('theirs.bin', randomBytes(4_000_000)), file('also theirs.txt')];
      await choose(page, mine);
      await choose(foreign, theirs);
      await Promise.all([send(page), send(foreign)]);
      for (const one of [page, foreign]) await expect(status(one)).toHaveText(/^2 files received\./);
      expect(byName(await asked.stored())).toEqual(hashes([...mine, ...theirs]));
    } finally {
      await second.close();
    }
  }));

test('under an open page the address goes away: it says so, and goes on where it is back @deep', async ({ open }) => {
  test.setTimeout(300_000);
  await requests(owner.ipv4, async (bucket) => {
    const asked = await bucket.ask();
    const { page } = await open(asked, onPhone);
    await choose(page, photos);
    owner.ip(`addr del ${owner.ipv4}/24 dev eth0`);
    try {
      await send(page);
      await expect(page.getByRole('heading', { name: 'The receiver’s storage does not answer' })).toBeVisible({
        timeout: 120_000,
      });
      await expect(status(page)).not.toContainText('received.');
    } finally {
      owner.ip(`addr add ${owner.ipv4}/24 dev eth0`);
    }
    await expect(status(page)).toHaveText(/^2 files received\./, { timeout: 120_000 });
    expect(byName(await asked.stored())).toEqual(hashes(photos));
  });
});

/** In `npm run test:deep` as large as a film. */
const largeBytes = (isDeep ? 4096 : 64) * mebibyte;

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

test(`${largeBytes / mebibyte} MiB are sent by a page, and open by their link`, async ({ open }, testInfo) => {
  test.setTimeout(isDeep ? 1_800_000 : 240_000);
  const path = testInfo.outputPath('film.mov');
  await fileOf(path, largeBytes);
  const expected = await hashOf(path);
  await requests(owner.ipv4, async (bucket) => {
    const asked = await bucket.ask({ asks: true, bytes: 5_000_000_000 });
    await asked.receive();
    const { page } = await open(asked, onPhone);
    await choosePath(page, path);
    await send(page);
    await expect(status(page)).toHaveText(/^1 file received/, { timeout: isDeep ? 1_200_000 : 180_000 });
    expect(await asked.hashOf()).toBe(expected);
    const downloading = page.waitForEvent('download');
    await page.evaluate(
      (href) => Object.assign(document.createElement('a'), { href, download: 'film.mov' }).click(),
      await asked.linkTo(),
    );
    const got = await (await downloading).path();
    expect(await hashOf(got)).toBe(expected);
    await rm(got);
  });
  await rm(path);
});
