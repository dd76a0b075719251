// File requests from the window on other people's servers (CONTRIBUTING.md): guests in three browsers, and the owner saves what they sent.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namedPlaces } from '../named-places';
import { bytesOf, choose, said } from '../request-page/browser-guest';
import { file } from '../request-page/fixtures';
import { startFirefox } from '../share-page/readers/firefox';
import type { Reader } from '../share-page/readers/reader';
import { startWebKit } from '../share-page/readers/webkit';
import { test } from './desktop-test';
import { copiedLink, expect, setClipboard } from './fixtures';
import { filesIn, sendByPhone } from './phone-guest';
import { openBrowser, sha256 } from './recipient';
import { fillConnection, pick, saveConnection, shareBy } from './window';

async function sendBy(start: () => Promise<Reader>, link: string, files: Readonly<Record<string, number>>) {
  const reader = await start();
  try {
    await reader.open(link);
    await said(reader, 'Choose files');
    await choose(reader, files);
    await reader.press(`Send ${Object.keys(files).length} files`);
    await said(reader, `${Object.keys(files).length} files received.`, 120_000);
  } finally {
    await reader.close();
  }
}

/** A file that is still being saved goes away under its temporary name: only whole ones are read. */
async function expectSaved(folder: string, hashes: ReadonlyMap<string, string>): Promise<void> {
  await expect.poll(() => filesIn(folder), { timeout: 60_000 }).toEqual([...hashes.keys()].toSorted());
  for (const [name, hash] of hashes) expect(sha256(await readFile(join(folder, name))), name).toBe(hash);
}

for (const place of namedPlaces) {
  test(`${place.name}: two presses ask for files, and what browsers send is told, saved and whole`, async ({
    desktop,
    app,
    page,
    folder,
  }) => {
    // An idle request is looked at once a minute, and three browsers are started.
    test.setTimeout(600_000);
    const downloads = join(folder, 'Downloads');
    await app.evaluate((electron, path) => electron.app.setPath('downloads', path), downloads);
    await fillConnection(page, place);
    await saveConnection(page);
    await expect(page.getByText('The connection works.', { exact: true }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Shares', exact: true }).click();

    await shareBy(page, 'Request files');
    const form = page.getByRole('dialog', { name: 'Request files' });
    await form.getByRole('button', { name: 'Limits' }).click();
    await expect(form).toContainText('The storage itself holds guests to the number and the size');
    await form.getByRole('button', { name: 'Make and copy link' }).click();
    const link = await copiedLink(app);
    const pictures = [
      file('Beach.png', randomBytes(9_000_000), 'image/png'),
      file('notes.txt', 'Bring the tent.'),
      file('바다 🌊.png', randomBytes(30_000), 'image/png'),
    ];
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const browser = await openBrowser();
    await sendByPhone(browser, link, pictures, 'Kim');
    await browser.close();
    await expect
      .poll(() => desktop.notifications.map(({ summary }) => summary), { timeout: 180_000 })
      .toContain('Kim sent 3 files to Files');
    const sent = new Map(pictures.map(({ name, buffer }) => [name, sha256(buffer)]));
    await expectSaved(join(downloads, 'Mayfly', 'Files'), sent);
    await desktop.press('Kim sent 3 files to Files', 'open-request');
    await expect(page.getByRole('heading', { name: 'Files', level: 1 })).toBeVisible();
    await page.getByRole('button', { name: 'All requests' }).click();

    // What stays in the bucket until its owner saves all.
    await page.getByRole('button', { name: 'Request files' }).click();
    await form.getByRole('textbox', { name: 'Title' }).fill('Films');
    await form.getByRole('button', { name: 'Advanced' }).click();
    await pick(page, 'What arrives', 'Keep in the bucket only');
    await setClipboard(app, '');
    await form.getByRole('button', { name: 'Make and copy link' }).click();
    const second = await copiedLink(app);
    const byFirefox = { 'one.mp4': 12_000_000, 'empty.bin': 0 };
    const byWebKit = { 'two.mov': 7_000_001, '읽어 보세요.txt': 20 };
    await sendBy(startFirefox, second, byFirefox);
    await sendBy(startWebKit, second, byWebKit);
    const row = page.getByRole('list', { name: 'Requests' }).getByRole('listitem', { name: 'Films' });
    await expect(row).toContainText('4 in the bucket only', { timeout: 180_000 });
    const films = join(folder, 'films');
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, films);
    await row.getByRole('button', { name: 'Save all' }).click();
    const filmed = Object.entries({ ...byFirefox, ...byWebKit });
    await expectSaved(films, new Map(filmed.map(([name, size]) => [name, sha256(bytesOf(size))])));
    await expect(row).not.toContainText('in the bucket only');
  });
}
