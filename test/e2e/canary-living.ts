// Links are given away, in every way a link leaves Mayfly, and looked after.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ask, copied, planted, readAndDismiss, savesTo, shareId, show, type Flow, type Stage } from './canary-stage';
import { openDetails, pointer, pull, shareRow } from './window';

async function fromMenu(stage: Stage, name: string, entry: string): Promise<void> {
  await shareRow(stage.page, name).getByRole('button', { name: 'More' }).click();
  await stage.page.getByRole('menuitem', { name: entry }).click();
}

async function openLink({ page }: Stage): Promise<void> {
  await (await openDetails(page, 'report.txt')).getByRole('button', { name: 'Open in browser' }).click();
}

export const living: readonly Flow[] = [
  [
    'a link copied in every form',
    async (stage) => {
      const id = await shareId(stage.page, 'report.txt');
      for (const form of ['link', 'text', 'markdown', 'html'] as const)
        await copied(stage, () => ask(stage.page, 'shares:copy-link', { shareId: id, form }));
      await copied(stage, () => ask(stage.page, 'shares:copy-link', { shareId: id, short: true }));
    },
  ],
  [
    'a QR code shown',
    async (stage) => {
      await fromMenu(stage, 'report.txt', 'Show code');
      const picture = stage.page.getByRole('img', { name: 'QR code of the link' });
      await expect
        .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
        .toBeGreaterThan(50);
    },
  ],
  [
    'a QR code saved',
    async (stage) => {
      const path = join(stage.folder, 'code.png');
      await savesTo(stage.app, path);
      await stage.page.getByRole('button', { name: 'Save picture…' }).click();
      await expect.poll(async () => (await readFile(path).catch(() => Buffer.alloc(0))).length).toBeGreaterThan(100);
      await stage.page.keyboard.press('Escape');
    },
  ],
  ['a mail drafted', async ({ page }) => ask(page, 'shares:mail', { shareId: await shareId(page, 'report.txt') })],
  ['a link opened in the browser', openLink],
  [
    'a link that nothing opens',
    async (stage) => {
      const { app, page } = stage;
      await app.evaluate(({ shell }) => {
        const open = shell.openExternal.bind(shell);
        shell.openExternal = (url) => {
          shell.openExternal = open;
          return Promise.reject(new Error(`cannot open ${url}`));
        };
      });
      await openLink(stage);
      await readAndDismiss(page, 'has no program that opens links');
    },
  ],
  [
    'a new link for longer',
    async (stage) => {
      const id = await shareId(stage.page, 'report.txt');
      await copied(stage, () => ask(stage.page, 'shares:extend', { shareId: id, expirySeconds: 172_800 }));
    },
  ],
  [
    'a link kept alive',
    async ({ page }) => {
      const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
      await ask(page, 'shares:keep-alive', { shareId: await shareId(page, 'report.txt'), day });
    },
  ],
  [
    'a link taken back',
    async (stage) => {
      await shareRow(stage.page, 'refused.txt').getByRole('button', { name: 'Take back' }).click();
      await stage.page.getByRole('button', { name: 'Delete and take back' }).click();
      await expect(shareRow(stage.page, 'refused.txt')).toContainText('Taken back');
    },
  ],
  [
    'a share removed, and brought back',
    async (stage) => {
      const id = await shareId(stage.page, 'gone.txt');
      await ask(stage.page, 'shares:remove', { shareId: id });
      await ask(stage.page, 'shares:restore', { shareId: id });
    },
  ],
  [
    'the history searched, and details read',
    async (stage) => {
      const { page } = stage;
      await page.getByRole('searchbox', { name: 'Search shares' }).fill('report');
      await expect(page.getByRole('list', { name: 'Shares' }).getByRole('listitem')).toHaveCount(1);
      await expect(await openDetails(page, 'report.txt')).toContainText('Bucket');
      await shareRow(page, 'report.txt').getByRole('button', { name: 'report.txt', exact: true }).click();
      await page.getByRole('searchbox', { name: 'Search shares' }).fill('');
    },
  ],
  [
    'a share dragged out',
    async (stage) => {
      await pull(shareRow(stage.page, 'report.txt'));
      const folder = join(stage.profileDir, 'temp', 'dragged');
      await expect.poll(() => readdir(folder).catch(() => [])).toHaveLength(1);
      const [own = ''] = await readdir(folder);
      stage.given.push(await readFile(join(folder, own, 'report.txt - Mayfly.html'), 'utf8'));
      pointer('mouseup', 1);
    },
  ],
  [
    'the clipboard shared from the tray, and copied again from a notification',
    async (stage) => {
      const { app, desktop } = stage;
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
      const icon = await desktop.icon();
      await copied(stage, () => icon.click('Share clipboard'), 'from the tray');
      await copied(stage, () => desktop.press('Link copied', 'copy-again'));
      stage.said.push(JSON.stringify([await icon.menu(), await icon.tooltip(), desktop.notifications]));
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
    },
  ],
  [
    'the clipboard shared by keys, seen on the shelf',
    async (stage) => {
      const opening = stage.app.waitForEvent('window');
      await copied(stage, async () => pointer('key', 'ctrl+shift+u'), 'from anywhere');
      await expect((await opening).getByRole('status')).toContainText('Link copied.');
    },
  ],
  [
    'settings changed',
    async ({ page }) => {
      await show(page, 'Settings');
      await ask(page, 'settings:save', { linkForm: 'template', linkTemplate: '{name}: {link}', theme: 'dark' });
      await ask(page, 'settings:save', { linkForm: 'link', language: 'ko' });
      await ask(page, 'settings:save', { language: 'en' });
      await show(page, 'Shares');
    },
  ],
  [
    'something nobody caught, logged',
    async ({ app, profileDir, given }) => {
      const link = given.findLast((text) => text.startsWith('http')) ?? '';
      const text = `cannot open ${link} with secretAccessKey=${planted.secret}`;
      await app.evaluate((_electron, message) => void Promise.reject(new Error(message)), text);
      const log = join(profileDir, 'logs', 'mayfly.log');
      await expect.poll(() => readFile(log, 'utf8')).toContain('unhandled: Error: cannot open http://127.0.0.1');
    },
  ],
];
