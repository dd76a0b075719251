// A file request from the window: made by two presses, filled by a guest who has only the link, saved, shared on, closed, deleted.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { violationsInEveryLook } from './axe';
import { copiedLink, expect, setClipboard, test } from './kept-app';
import { readPage } from '../core/requests/guest';
import { guestOf } from './scripted-guest';
import { fileNameOf, receive } from './recipient';
import { pick, viewOf, useThisComputer } from './window';

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(500, 7)]);

test('a guest sends files to a request made by two presses, and its owner does everything with them', async ({
  app,
  page,
  folder,
}) => {
  await app.evaluate(({ app: electron }, downloads) => electron.setPath('downloads', downloads), folder);
  await useThisComputer(page);
  const nav = page.getByRole('navigation').getByRole('button', { name: 'Requests' });
  await nav.click();
  await expect(page.getByRole('heading', { name: 'No requests yet' })).toBeVisible();

  await page.getByRole('main').getByRole('button', { name: 'Request files' }).click();
  const form = page.getByRole('dialog', { name: 'Request files' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Party');
  await form.getByRole('button', { name: 'Limits' }).click();
  await pick(page, 'Kind of files', 'Pictures');
  await form.getByRole('button', { name: 'Advanced' }).click();
  await expect(form).toContainText(join(folder, 'Mayfly', 'Party'));
  await setClipboard(app, '');
  await form.getByRole('button', { name: 'Make and copy link' }).click();
  const row = page.getByRole('list', { name: 'Requests' }).getByRole('listitem', { name: 'Party' });
  await expect(row).toContainText('0 of 100 files');
  const link = await copiedLink(app);
  expect(JSON.stringify(await viewOf(page))).not.toContain('X-Amz');

  const guest = await guestOf(link);
  await guest.send(0, '../cake\u202egpj.png', png);
  await guest.send(1, 'setup.exe', Buffer.from('MZ not a picture'));
  await expect(row).toContainText('1 of 100 files', { timeout: 20_000 });
  await expect(row).toContainText('1 refused');

  await row.getByRole('button', { name: 'Show Party' }).click();
  const arrived = page.getByRole('list', { name: 'What arrived' });
  const cake = arrived.getByRole('listitem', { name: /^cake.*png$/ });
  await expect(cake).toContainText('Saved', { timeout: 20_000 });
  await expect(arrived.getByRole('listitem', { name: 'Mina' }).first()).toContainText('1 file');
  await cake.getByRole('button').first().click();
  await expect(cake).toContainText('SHA-256');
  await expect(arrived.getByRole('listitem', { name: 'setup.exe' })).toContainText('not the kind you asked for');
  const [saved] = (await viewOf(page)).fileRequests;
  expect(saved).toMatchObject({ arrived: 1, saved: 1, waiting: 0, refused: 1 });
  expect(await readFile(join(folder, 'Mayfly', 'Party', 'cake_gpj.png'))).toEqual(png);
  expect(await violationsInEveryLook(page)).toEqual([]);

  await setClipboard(app, '');
  await cake.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Share a link to it' }).click();
  const shared = await receive(await copiedLink(app));
  expect(shared).toMatchObject({ status: 200, contentType: 'application/octet-stream' });
  expect(shared.disposition).toContain('attachment');
  expect(fileNameOf(shared)).toBe('cake_gpj.png');

  // By the keyboard alone.
  await page.getByRole('button', { name: 'All requests' }).press('Enter');
  await row.getByRole('button', { name: 'Copy link' }).focus();
  await page.keyboard.press('r');
  await page
    .getByRole('dialog', { name: 'Close this request?' })
    .getByRole('button', { name: 'Close it' })
    .press('Enter');
  await expect(row).toContainText('Closed');
  await expect(row).toContainText('could still send until');
  // The row is closed before its page is written.
  const slots = async () => readPage(Buffer.from(await (await fetch(link)).arrayBuffer())).slots;
  await expect.poll(slots).toEqual([]);

  await row.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete request…' }).click();
  const deletion = page.getByRole('dialog', { name: 'Delete request' });
  await expect(deletion).toContainText('Files that were saved stay');
  await deletion.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'No requests yet' })).toBeVisible();
  expect((await fetch(link)).status).toBe(404);
});
