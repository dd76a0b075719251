// A share dragged with a real pointer onto another window leaves its link there, and nowhere in our own window.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copiedLink, drop, expect, quit, test } from './fixtures';
import { openBrowser, sha256, sha256OfFile } from './recipient';
import { pointer, pull, shareRow } from './window';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a share is dragged out as a file that leads a browser to it @x11', async ({ app, page, file, profileDir }) => {
  await drop(page, [await file('picture.png', png)]);
  const link = await copiedLink(app);
  const row = shareRow(page, 'picture.png');
  await expect(row).toBeVisible();
  // Another program: a window with a page that is not ours, beside the window.
  const opening = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 700, height: 700 });
    void new BrowserWindow({ x: 760, y: 0, width: 400, height: 400 }).loadURL('about:blank');
  });
  const target = await opening;
  await target.evaluate(() => {
    const seen = new Set<number>();
    document.addEventListener('dragover', (event) => {
      event.preventDefault();
      // The first answer to a pointer may be a no, given before the page was asked; it is told where the second one is.
      if (seen.add(event.clientX).size > 2) document.title = `over ${event.screenX}`;
    });
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      document.title = `dropped ${[...(event.dataTransfer?.files ?? [])].map(({ name }) => name).join()}`;
    });
  });
  await expect.poll(async () => (await row.boundingBox())?.width ?? 0).toBeLessThan(700);
  const folder = join(profileDir, 'temp', 'dragged');
  const dragged = () => readdir(folder).catch((): string[] => []);
  // Let go before the other page's answer has come back, the desktop takes it for a no; on a busy machine a person would try again.
  await expect(async () => {
    const before = await dragged();
    await pull(row);
    // What was dragged before goes.
    await expect
      .poll(async () => (await dragged()).filter((own) => !before.includes(own)), { timeout: 10_000 })
      .toHaveLength(1);
    await expect(async () => {
      for (const x of [900, 940, 980, 1020]) pointer('mousemove', x, 200);
      await expect(target).toHaveTitle('over 1020', { timeout: 5_000 });
    }).toPass();
    pointer('mouseup', 1);
    await expect(target).toHaveTitle('dropped picture.png - Mayfly.html', { timeout: 10_000 });
  }).toPass();

  const [own = ''] = await dragged();
  const path = join(folder, own, 'picture.png - Mayfly.html');
  expect([(await stat(folder)).mode & 0o777, (await stat(path)).mode & 0o777]).toEqual([0o700, 0o600]);
  expect(await readFile(path, 'utf8')).toContain(new URL(link).pathname);
  expect(await page.content(), 'the window never knew the link').not.toContain('X-Amz');
  const browser = await openBrowser();
  try {
    const visitor = await browser.newPage();
    const saving = visitor.waitForEvent('download');
    await visitor.goto(pathToFileURL(path).href).catch(() => undefined);
    expect(await sha256OfFile(await (await saving).path())).toBe(sha256(png));
  } finally {
    await browser.close();
  }
  await quit(app);
  expect(await readdir(folder).catch(() => [])).toEqual([]);
});
