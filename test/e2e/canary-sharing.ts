// Links are made, in every way and with everything that can go wrong on it.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { copied, dropped, makeDefault, readAndDismiss, type Flow } from './canary-stage';
import { drop } from './fixtures';
import { shareRow, uploadRow, shareBy, switchOn } from './window';

const large = () => Buffer.alloc(12 * 1_048_576, 'Mayfly 0123456789');

export const sharing: readonly Flow[] = [
  [
    'a file',
    async (stage) => {
      await makeDefault(stage, 'Office');
      await copied(stage, dropped(stage, 'report.txt', 'the report'));
    },
  ],
  [
    'a folder, with a title and a message, as a page',
    async (stage) => {
      const { page, folder } = stage;
      await mkdir(join(folder, 'Holiday'));
      for (const name of ['a.txt', 'b.txt']) await writeFile(join(folder, 'Holiday', name), name);
      await switchOn(page);
      await page.getByRole('button', { name: 'Add a message…' }).click();
      await page.getByRole('textbox', { name: 'Title' }).fill('Two days');
      await page.getByRole('textbox', { name: 'Message' }).fill('See you there');
      const link = await copied(stage, () => drop(page, [join(folder, 'Holiday')]));
      // The links in it are on no clipboard.
      stage.given.push(await (await fetch(link)).text());
    },
  ],
  [
    'a file under another name',
    async (stage) => {
      const { page } = stage;
      await page.getByRole('textbox', { name: 'Name for the recipient' }).fill('for you.txt');
      await copied(stage, async () => drop(page, [await stage.file('mine.txt', 'mine')]));
      await page.keyboard.press('Escape');
    },
  ],
  [
    'the text on the clipboard',
    async (stage) => {
      await copied(stage, () => shareBy(stage.page, 'Share clipboard'), 'words');
    },
  ],
  [
    'a file that is not there any more',
    async ({ page, folder }) => {
      await drop(page, [join(folder, 'vanished.txt')]);
      await readAndDismiss(page, 'vanished.txt');
    },
  ],
  [
    'a server that refuses',
    async (stage) => {
      stage.storages.work.be('refuse');
      await drop(stage.page, [await stage.file('refused.txt', 'refused')]);
      await expect(uploadRow(stage.page, 'refused.txt')).toContainText('safe on this computer');
      stage.storages.work.be('pass');
      await copied(stage, () =>
        uploadRow(stage.page, 'refused.txt').getByRole('button', { name: 'Try again' }).click(),
      );
    },
  ],
  [
    'a server that went away',
    async (stage) => {
      stage.storages.work.be('gone');
      await drop(stage.page, [await stage.file('gone.txt', 'gone')]);
      await expect(uploadRow(stage.page, 'gone.txt')).toContainText('Waiting for the network');
      stage.storages.work.be('pass');
      await copied(stage, () => expect(shareRow(stage.page, 'gone.txt')).toBeVisible({ timeout: 20_000 }));
    },
  ],
  [
    'an upload paused, resumed and done',
    async (stage) => {
      stage.storages.work.be('hold');
      const row = uploadRow(stage.page, 'paused.bin');
      await drop(stage.page, [await stage.file('paused.bin', large())]);
      await row.getByRole('button', { name: 'Pause upload' }).click();
      await expect(row).toContainText('Paused');
      stage.storages.work.be('pass');
      await copied(stage, () => row.getByRole('button', { name: 'Resume upload' }).click());
    },
  ],
  [
    'an upload given up',
    async (stage) => {
      stage.storages.work.be('hold');
      const row = uploadRow(stage.page, 'given-up.bin');
      await drop(stage.page, [await stage.file('given-up.bin', large())]);
      await row.getByRole('button', { name: 'Cancel upload' }).click();
      stage.storages.work.be('pass');
      await expect(row).toBeHidden();
    },
  ],
];
