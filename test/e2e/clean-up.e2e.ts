// What has expired is gone from the disk within a minute while the app runs, and by the next start otherwise.
import { join } from 'node:path';
import { copiedLink, drop, expect, launch, quit, test as inOwnApp } from './fixtures';
import { test } from './kept-app';
import { receive } from './recipient';
import { storedBytes } from './stored-bytes';
import { expireAfterSeconds, shareRow } from './window';

const sizeBytes = 5 * 1_048_576;

test('an expired file leaves the disk while the app runs, and the window still knows the share @deep', async ({
  app,
  page,
  file,
  profileDir,
}) => {
  const bucketDir = join(profileDir, 'bucket');
  await expireAfterSeconds(page, 5);
  await drop(page, [await file('short.bin', Buffer.alloc(sizeBytes, 1))]);
  const link = await copiedLink(app);
  expect(await storedBytes(bucketDir)).toBeGreaterThan(sizeBytes);
  await expect.poll(() => storedBytes(bucketDir), { timeout: 55_000 }).toBeLessThan(sizeBytes);
  expect((await receive(link)).status).toBe(403);
  await expect(shareRow(page, 'short.bin')).toContainText('Expired');
});

inOwnApp(
  'what expired while nobody was here leaves the disk at the next start @deep',
  async ({ app, page, file, profileDir }) => {
    const bucketDir = join(profileDir, 'bucket');
    await expireAfterSeconds(page, 5);
    await drop(page, [await file('short.bin', Buffer.alloc(sizeBytes, 1))]);
    await copiedLink(app);
    await quit(app);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(await storedBytes(bucketDir)).toBeGreaterThan(sizeBytes);
    const again = await launch({ profileDir });
    try {
      await expect.poll(() => storedBytes(bucketDir)).toBeLessThan(sizeBytes);
    } finally {
      await quit(again.app);
    }
  },
);
