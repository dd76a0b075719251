// Why this exists: links die when they should, and not before: by time, by revoking, and across restarts and crashes.
import { readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { copiedLink, drop, expect, launch, test } from './fixtures';
import { receive } from './recipient';
import { expireAfterSeconds, shareRow } from './window';

test('after its time a link answers 403, and the window says so by itself', async ({ app, page, file }) => {
  await expireAfterSeconds(page, 3);
  await drop(page, [await file('short.txt', 'short')]);
  const link = await copiedLink(app);
  expect((await receive(link)).status).toBe(200);
  await expect(shareRow(page, 'short.txt')).toContainText('Expired');
  await expect.poll(async () => (await receive(link)).status).toBe(403);
  await shareRow(page, 'short.txt').getByRole('button', { name: 'Remove from list' }).click();
  await expect(shareRow(page, 'short.txt')).toBeHidden();
});

test('a revoked link opens no more, and the window says what it answered', async ({ app, page, file }) => {
  await drop(page, [await file('secret.txt', 'secret')]);
  const link = await copiedLink(app);
  await shareRow(page, 'secret.txt').getByRole('button', { name: 'Revoke link' }).click();
  expect((await receive(link)).status, 'asking is not revoking').toBe(200);
  await page.getByRole('button', { name: 'Delete and revoke' }).click();
  await expect(page.getByRole('status')).toContainText(/It now answers 40[34]/);
  await expect(shareRow(page, 'secret.txt')).toContainText('Taken back');
  expect([403, 404]).toContain((await receive(link)).status);
});

test('a link is copied again without being uploaded again', async ({ app, page, file }) => {
  await drop(page, [await file('again.txt', 'again')]);
  const first = new URL(await copiedLink(app));
  await app.evaluate(({ clipboard }) => clipboard.writeText('something else'));
  await shareRow(page, 'again.txt').getByRole('button', { name: 'Copy link' }).click();
  const second = new URL(await copiedLink(app));
  expect(second.pathname).toBe(first.pathname);
  expect((await receive(second.href)).status).toBe(200);
});

test('links go on after Mayfly was quit and started again', async ({ app, page, file, profileDir }) => {
  await drop(page, [await file('lasting.txt', 'lasting')]);
  const link = await copiedLink(app);
  await app.close();
  await expect(receive(link), 'nobody serves it now').rejects.toThrow();
  const again = await launch({ profileDir });
  try {
    await expect
      .poll(async () =>
        receive(link).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
    await expect(shareRow(again.page, 'lasting.txt')).toBeVisible();
  } finally {
    await again.app.close();
  }
});

test('links go on after the process that serves them was killed', async ({ app, page, file }) => {
  await drop(page, [await file('tough.txt', 'tough')]);
  const link = await copiedLink(app);
  const servers = () =>
    app.evaluate(({ app }) => app.getAppMetrics().flatMap(({ name, pid }) => (name === 'Mayfly bucket' ? [pid] : [])));
  const [pid] = await servers();
  if (pid === undefined) throw new Error('the bucket has no process of its own');
  process.kill(pid, 'SIGKILL');
  await expect.poll(async () => (await servers()).filter((other) => other !== pid).length).toBe(1);
  await expect
    .poll(async () =>
      receive(link).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
});

async function storedBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => stat(join(entry.parentPath, entry.name)).then(({ size }) => size));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

test('an upload that was killed is told at the next start, and its leftovers are gone', async ({
  app,
  page,
  file,
  profileDir,
}) => {
  const path = await file('film.mkv', '');
  await truncate(path, 1_073_741_824);
  await drop(page, [path]);
  const bar = page.getByRole('progressbar', { name: 'film.mkv' });
  await expect.poll(() => bar.evaluate((element) => (element as HTMLProgressElement).value)).toBeGreaterThan(0);
  const gone = app.waitForEvent('close');
  app.process().kill('SIGKILL');
  await gone;
  expect(await storedBytes(join(profileDir, 'bucket'))).toBeGreaterThan(1_048_576);

  const again = await launch({ profileDir });
  try {
    const row = again.page.getByRole('list', { name: 'Uploads' }).getByRole('listitem', { name: 'film.mkv' });
    await expect(row).toContainText('was cut off when Mayfly stopped');
    await expect(row).toContainText('Share the file again.');
    await expect(row.getByRole('button', { name: 'Try again' })).toBeHidden();
    await expect.poll(() => storedBytes(join(profileDir, 'bucket')).catch(() => -1)).toBeLessThan(1_048_576);
    await row.getByRole('button', { name: 'Dismiss' }).click();
    await expect(row).toBeHidden();
  } finally {
    await again.app.close();
  }
});
