// One Mayfly per profile: later starts and the command line work through the one that runs.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test as inOwnApp } from './fixtures';
import { copiedLink, drop, expect, startAgain, test } from './kept-app';
import { receive } from './recipient';
import { shareRow } from './window';

const cliPath = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.cjs');

test('a second start hands its files over and ends; the first shares them and shows itself', async ({
  app,
  page,
  file,
  folder,
  profileDir,
}) => {
  const path = await file('handed over.txt', 'handed over');
  await file('--profile-dir', 'a file named like a switch');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect(await startAgain([`--profile-dir=${profileDir}`, 'handed over.txt'], folder)).toBe(0);
  await expect(shareRow(page, 'handed over.txt')).toBeVisible();
  expect((await receive(await copiedLink(app))).status).toBe(200);
  expect(path).toContain('handed over.txt');
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isMinimized())),
    )
    .toEqual([false]);
});

test('a second start without files only shows the window @deep', async ({ app, page, profileDir, folder }) => {
  expect(await startAgain([`--profile-dir=${profileDir}`], folder)).toBe(0);
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
  await expect(page.getByRole('list', { name: 'Uploads' })).toBeHidden();
});

test('the command line returns at once while the app serves, and its share appears in the window', async ({
  page,
  file,
  profileDir,
}) => {
  await drop(page, [await file('first.txt', 'first')]);
  await expect(shareRow(page, 'first.txt')).toBeVisible();
  const path = await file('from the terminal.txt', 'terminal');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cliPath, 'share', path, '--profile-dir', profileDir],
    { timeout: 20_000 },
  );
  expect((await receive(stdout.trim())).status).toBe(200);
  await expect(shareRow(page, 'from the terminal.txt')).toBeVisible();
});

inOwnApp(
  'a start while Mayfly quits is for the next one, which begins once this one has ended @deep',
  async ({ app, page, file, folder, profileDir }) => {
    await drop(page, [await file('first.txt', 'first')]);
    await expect(shareRow(page, 'first.txt')).toBeVisible();
    // What does not answer keeps a quit for seconds.
    const [bucket = 0] = await app.evaluate(({ app }) =>
      app.getAppMetrics().flatMap(({ name, pid }) => (name === 'Mayfly bucket' ? [pid] : [])),
    );
    process.kill(bucket, 'SIGSTOP');
    const gone = once(app.process(), 'exit');
    await app.evaluate(({ app }) => {
      const quitting = new Promise((resolve) => app.once('before-quit', resolve));
      app.quit();
      return quitting;
    });
    await file('second.txt', 'second');
    expect(await startAgain([`--profile-dir=${profileDir}`, 'second.txt'], folder)).toBe(0);
    await gone;
    const list = () => promisify(execFile)(process.execPath, [cliPath, 'list', '--profile-dir', profileDir]);
    try {
      await expect.poll(async () => (await list()).stdout).toContain('second.txt');
    } finally {
      // Chromium's own: the host, and the process that has the profile.
      const held = () => readlink(join(profileDir, 'SingletonLock')).catch(() => '');
      process.kill(Number((await held()).split('-').at(-1)), 'SIGTERM');
      await expect.poll(held).toBe('');
    }
  },
);
