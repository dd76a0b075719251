// Guests whose browser encrypts: what lies in the bucket opens with the request's key alone, to the bytes that the guest chose.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { barriers, choose, expect, file, row, send, status, test } from './fixtures';
import { encrypted, openSealed } from './encrypted-request';
import { choosePath, fileOf, lowerTo, mebibyte } from './large-files';
import { someOf } from '../volume';

const files = [
  file('비밀 계획.txt', 'the secret plan'),
  file('private.bin', Buffer.alloc(3_000_000, 7)),
  file('empty.bin', ''),
];

for (const way of someOf(['forms', 'put'] as const)) {
  test(`${way}: files, names and note are encrypted in the browser, and the page says so`, async ({ bucket, open }) => {
    const asked = await bucket.ask({ way, ...encrypted });
    const { page, leaks } = await open(asked);
    await expect(page.getByText(/^Encrypted in your browser/)).toBeVisible();
    await expect(page.getByText(/could change it there|can change it there/)).toBeVisible();
    await choose(page, files);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Kim Secret');
    await page.getByRole('textbox', { name: 'Note' }).fill('a private note');
    await send(page);
    await expect(status(page)).toHaveText(/^3 files received\./);
    const stored = await asked.stored();
    const found = new Map<string, string>();
    for (const [key, about] of stored) {
      if (!key.endsWith('/about')) continue;
      const said = JSON.parse((await openSealed(about)).toString()) as Readonly<Record<string, string>>;
      expect(said).toMatchObject({ sender: 'Kim Secret', note: 'a private note' });
      const data = stored.get(key.replace('/about', '/data')) ?? Buffer.alloc(0);
      expect(said['head']).toBe(createHash('sha256').update(data.subarray(0, 184)).digest('base64url'));
      found.set(
        said['name'] ?? '',
        createHash('sha256')
          .update(await openSealed(data))
          .digest('hex'),
      );
    }
    const sent = files.map(({ name, buffer }) => [name, createHash('sha256').update(buffer).digest('hex')] as const);
    expect(found).toEqual(new Map(sent));
    const whole = Buffer.concat([...stored.values()]).toString('latin1');
    for (const secret of ['secret', 'private', '비밀', 'Kim Secret', 'empty.bin', 'text/plain']) {
      expect(whole).not.toContain(Buffer.from(secret).toString('latin1'));
    }
    expect(await barriers(page)).toEqual([]);
    // A slot that is free answers 404, which browsers note.
    expect(leaks.filter((leak) => !leak.includes('404'))).toEqual([]);
  });
}

test('a large file goes in parts to Mayfly, goes on after a lost network, and opens whole @deep', async ({
  bucket,
  open,
}, testInfo) => {
  test.setTimeout(180_000);
  const path = await fileOf(testInfo.outputPath('film.mov'), 34 * mebibyte + 12_345);
  const asked = await bucket.ask({ asks: true, bytes: 5_000_000_000, ...encrypted });
  await asked.receiveByMayfly();
  const { page } = await open(asked);
  await lowerTo(page, mebibyte);
  await choosePath(page, path);
  bucket.cutAfter(20_000_000);
  await send(page);
  await expect(page.getByRole('heading', { name: 'The receiver’s storage does not answer' })).toBeVisible({
    timeout: 60_000,
  });
  bucket.mend();
  await expect(status(page)).toHaveText(/^1 file received/, { timeout: 150_000 });
  const stored = await asked.stored();
  const data = [...stored].find(([key]) => key.endsWith('/data'))?.[1];
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  expect(
    createHash('sha256')
      .update(await openSealed(data))
      .digest('hex'),
  ).toBe(hash.digest('hex'));
  await rm(path);
});

test('loaded again it keeps no key: the file is to be chosen again and begins anew @deep', async ({
  bucket,
  open,
}, testInfo) => {
  test.setTimeout(180_000);
  const path = await fileOf(testInfo.outputPath('again.mov'), 33 * mebibyte);
  const asked = await bucket.ask({ asks: true, bytes: 5_000_000_000, ...encrypted });
  await asked.receiveByMayfly();
  const { page } = await open(asked);
  await lowerTo(page, mebibyte);
  page.on('dialog', (dialog) => void dialog.accept());
  await choosePath(page, path);
  bucket.cutAfter(10_000_000);
  await send(page);
  await expect(page.getByRole('heading', { name: 'The receiver’s storage does not answer' })).toBeVisible({
    timeout: 60_000,
  });
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
  expect(kept).toMatch(/again\.mov/);
  expect(kept).not.toMatch(/[\w-]{43}\\"/);
  // From then on the page would go on by itself.
  bucket.mend();
  await page.reload();
  await expect(page.getByText(/Choose “again\.mov” again: it begins anew/)).toBeVisible();
  await choosePath(page, path);
  await expect(row(page, 'again.mov')).toContainText('Received', { timeout: 150_000 });
  const data = [...(await asked.stored())].find(([key]) => key.endsWith('/data'))?.[1];
  expect((await openSealed(data)).length).toBe(33 * mebibyte);
  await rm(path);
});
