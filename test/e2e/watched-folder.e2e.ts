// A watched folder shares what is new in it: whole, once, and beside the command line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { clipboardText, copiedLink, expect, launch, quit, setClipboard, startCommand, test } from './fixtures';
import { receive, sha256 } from './recipient';
import { shareRow, viewOf, useThisComputer } from './window';

/** Chooses the folder in the connection's menu, as the system's dialog gives it. */
async function watch(app: ElectronApplication, page: Page, folder: string) {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, folder);
  await page.getByRole('button', { name: 'Connections' }).click();
  const row = page.getByRole('list', { name: 'Connections' }).getByRole('listitem', { name: 'This computer' });
  await row.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Watched folder…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Watched folder' });
  await dialog.getByRole('button', { name: 'Choose folder…' }).click();
  await expect(dialog).toContainText(folder);
  return { row, dialog };
}

const names = async (page: Page) => (await viewOf(page)).shares.map(({ name }) => name);

test('a new file is shared whole and once, over a restart', async ({ folder, profileDir }) => {
  const watched = join(folder, 'watched');
  await mkdir(watched);
  await writeFile(join(watched, 'old.txt'), 'was there');
  let mayfly = await launch({ profileDir });
  let { app, page } = mayfly;
  await setClipboard(app, '');
  await useThisComputer(page);
  const { row, dialog } = await watch(app, page, watched);
  await page.screenshot({ path: test.info().outputPath('dialog.png') });
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(row).toContainText('Watches “watched”');
  await page.screenshot({ path: test.info().outputPath('row.png') });
  await page.getByRole('button', { name: 'Shares', exact: true }).click();

  // Written slowly, with a pause that is longer than a file has to stand still.
  const slow = await open(join(watched, 'slow.bin'), 'w');
  for (let part = 0; part < 4; part += 1) {
    await slow.write(Buffer.alloc(100_000, part));
    await wait(part === 1 ? 3_000 : 500);
    expect(await names(page)).toEqual([]);
  }
  await slow.close();
  await expect(shareRow(page, 'slow.bin')).toBeVisible();
  const whole = Buffer.concat([0, 1, 2, 3].map((part) => Buffer.alloc(100_000, part)));
  expect(await receive(await copiedLink(app))).toMatchObject({ status: 200, sha256: sha256(whole) });

  // A download takes its final name at its end.
  await writeFile(join(watched, 'film.mkv.part'), 'film');
  await wait(3_000);
  expect(await names(page)).toEqual(['slow.bin']);
  await rename(join(watched, 'film.mkv.part'), join(watched, 'film.mkv'));
  await expect(shareRow(page, 'film.mkv')).toBeVisible();

  await quit(app);
  await writeFile(join(watched, 'meanwhile.txt'), 'came while Mayfly was closed');
  await rename(join(watched, 'film.mkv'), join(watched, 'renamed.mkv'));
  await appendFile(join(watched, 'slow.bin'), 'changed');
  mayfly = await launch({ profileDir });
  ({ app, page } = mayfly);
  await expect(shareRow(page, 'meanwhile.txt')).toBeVisible();
  await expect.poll(async () => (await clipboardText(app)).includes('meanwhile')).toBe(true);
  expect((await names(page)).toSorted()).toEqual(['film.mkv', 'meanwhile.txt', 'slow.bin']);
  expect(await readFile(join(watched, 'old.txt'), 'utf8')).toBe('was there');
  await quit(app);
});

test('the app and mayfly watch never share one file twice @deep', async ({ app, page, folder, profileDir }) => {
  const watched = join(folder, 'watched');
  await mkdir(watched);
  await useThisComputer(page);
  const { dialog } = await watch(app, page, watched);
  await dialog.getByRole('radio', { name: 'Only list it' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const [program, ...args] = await startCommand(['--cli', '--', 'watch', watched, '--profile-dir', profileDir]);
  const command = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  let stdout = '';
  command.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  await once(command.stderr, 'data');
  for (let index = 0; index < 10; index += 1) await writeFile(join(watched, `both-${index}.txt`), `${index}`);
  await expect.poll(async () => (await names(page)).length).toBe(10);
  command.kill('SIGINT');
  await once(command, 'close');
  await wait(2_500);
  const all = await names(page);
  expect([all.length, new Set(all).size]).toEqual([10, 10]);
  expect(
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .every((line) => line.includes('X-Amz-Signature=')),
  ).toBe(true);
});
