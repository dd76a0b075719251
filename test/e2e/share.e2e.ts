// The main job on a first start: drop something, and somebody else opens the link.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copiedLink, copiedLinks, drop, dropText, expect, setClipboard, test as onFirstStart } from './fixtures';
import type { Bridge } from '../../preload/bridge';
import { test } from './kept-app';
import { fileNameOf, openBrowser, receive, sha256, sha256OfFile } from './recipient';
import { setPages, shareRow, shareBy, useThisComputer } from './window';

/** What a first run may take until its link works. */
const firstLinkMs = 30_000;

onFirstStart(
  'a first start is one drop zone with at most six controls, and this computer can be chosen in it @deep',
  async ({ page }) => {
    await expect(page).toHaveTitle('Mayfly');
    await expect(page.getByRole('button', { name: 'Connect storage' })).toBeVisible();
    const controls = page
      .getByRole('main')
      .locator('button, [role="combobox"], [role="switch"], input:not([aria-hidden])');
    expect(await controls.filter({ visible: true }).count()).toBeLessThanOrEqual(6);
    await useThisComputer(page);
    await expect(page.getByRole('region', { name: 'Drop files here' })).toBeVisible();
    await page.getByRole('button', { name: 'Connections' }).click();
    await expect(page.getByRole('listitem', { name: 'This computer' })).toBeVisible();
  },
);

onFirstStart(
  'a file dropped before any choice is made becomes a link that a second process opens',
  async ({ app, page, file }) => {
    const path = await file('Bericht ü 🦋.pdf', 'the report');
    await drop(page, [path]);
    await expect(
      page.getByRole('list', { name: 'Shares' }).getByRole('listitem', { name: 'Bericht ü 🦋.pdf' }),
    ).toBeVisible();
    await expect(page.getByRole('status')).toContainText('Link copied.');
    const received = await receive(await copiedLink(app));
    expect(received).toMatchObject({
      status: 200,
      // What is downloaded runs nowhere: only what opens in the browser is given a type a browser would open.
      contentType: 'application/octet-stream',
      disposition: expect.stringMatching(/^attachment;/),
      sha256: await sha256OfFile(path),
    });
    expect(fileNameOf(received)).toBe('Bericht ü 🦋.pdf');
  },
);

onFirstStart(
  'several files and a folder become one link to a page, from which a browser saves each of them intact',
  async ({ app, page, folder, file }) => {
    await mkdir(join(folder, 'holiday', 'day 1'), { recursive: true });
    await writeFile(join(folder, 'holiday', 'day 1', 'b.html'), '<script>document.title = "ran"</script>');
    await drop(page, [await file('Wörter 🦋.txt', 'words'), join(folder, 'holiday')]);
    const link = await copiedLink(app);
    await expect(shareRow(page, 'Wörter 🦋.txt and 1 more')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Shares' }).getByRole('listitem')).toHaveCount(1);
    const browser = await openBrowser();
    try {
      const visitor = await browser.newPage();
      await visitor.goto(link);
      await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Wörter 🦋.txt and 1 more');
      // A first start, without an account: from the start of the program to a page that somebody else looks at.
      const startedAtMs = await app.evaluate(() => process.getCreationTime() ?? 0);
      const tookMs = Date.now() - startedAtMs;
      test.info().annotations.push({ type: 'first link', description: `${(tookMs / 1000).toFixed(1)} s` });
      expect(tookMs).toBeLessThan(firstLinkMs);
      for (const [name, content] of [
        ['Wörter 🦋.txt', 'words'],
        ['b.html', '<script>document.title = "ran"</script>'],
      ] as const) {
        const saving = visitor.waitForEvent('download');
        await visitor.locator(`a[download="${name}"]`).first().click();
        const saved = await saving;
        expect(saved.suggestedFilename()).toBe(name);
        expect(await sha256OfFile(await saved.path())).toBe(sha256(Buffer.from(content)));
      }
      expect(await visitor.title()).not.toBe('ran');
    } finally {
      await browser.close();
    }
  },
);

test('several files and a folder become one link each when pages are not wanted, in order, bytes and names intact @deep', async ({
  app,
  page,
  folder,
  file,
}) => {
  await setPages(page, 'never');
  const large = Buffer.alloc(20 * 1_048_576, 'Mayfly 0123456789');
  const paths = [await file('large.bin', large), await file('empty.txt', ''), join(folder, 'holiday')];
  await mkdir(join(folder, 'holiday', 'day 1'), { recursive: true });
  await writeFile(join(folder, 'holiday', 'a.txt'), 'a');
  await writeFile(join(folder, 'holiday', 'day 1', 'b.txt'), 'b');
  await drop(page, paths);
  const received = await Promise.all((await copiedLinks(app, 4)).map(receive));
  expect(received.map((one) => [fileNameOf(one), one.sizeBytes, one.sha256])).toEqual([
    ['large.bin', large.length, sha256(large)],
    ['empty.txt', 0, sha256(Buffer.from(''))],
    ['a.txt', 1, sha256(Buffer.from('a'))],
    ['b.txt', 1, sha256(Buffer.from('b'))],
  ]);
  await expect(page.getByRole('list', { name: 'Shares' }).getByRole('listitem')).toHaveCount(4);
});

test('a browser downloads a link under its own name, and opens what is safe when asked to @deep', async ({
  app,
  page,
  file,
}) => {
  const browser = await openBrowser();
  try {
    const visitor = await browser.newPage();
    await drop(page, [await file('Wörter & Bilder.html', '<script>document.title = "ran"</script>')]);
    const download = visitor.waitForEvent('download');
    // A page that turns into a download ends its navigation with an error.
    await visitor.goto(await copiedLink(app)).catch(() => undefined);
    expect((await download).suggestedFilename()).toBe('Wörter & Bilder.html');
    expect(await sha256OfFile(await (await download).path())).toBe(
      sha256(Buffer.from('<script>document.title = "ran"</script>')),
    );
    expect(await visitor.title()).not.toBe('ran');

    await setClipboard(app, '');
    await page.evaluate(() =>
      (window as unknown as { readonly mayfly: Bridge }).mayfly['settings:save']({ opensInBrowser: true }),
    );
    await drop(page, [await file('notes.txt', 'plain words')]);
    await visitor.goto(await copiedLink(app));
    await expect(visitor.locator('body')).toHaveText('plain words');
  } finally {
    await browser.close();
  }
});

test('the clipboard’s text is shared from the window’s button', async ({ app, page }) => {
  await setClipboard(app, 'words on the clipboard');
  await shareBy(page, 'Share clipboard');
  const received = await receive(await copiedLink(app));
  expect(received.sha256).toBe(sha256(Buffer.from('words on the clipboard')));
  expect(fileNameOf(received)).toMatch(/^Text .+\.txt$/);
});

test('a dropped text and a link of a browser are shared, the file that a text names and a link of Mayfly are not', async ({
  app,
  page,
  file,
}) => {
  const shared = async (text: string, ...types: readonly string[]) => {
    await setClipboard(app, '');
    await dropText(page, text, ...types);
    const link = await copiedLink(app);
    const received = await receive(link);
    return { link, name: fileNameOf(received), sha256: received.sha256 };
  };
  const words = await shared('dropped words 🦋', 'text/plain');
  expect(words).toMatchObject({
    name: expect.stringMatching(/^Text .+\.txt$/),
    sha256: sha256(Buffer.from('dropped words 🦋')),
  });
  const link = await shared('https://example.com/?q=1', 'text/uri-list', 'text/plain');
  expect(link).toMatchObject({
    name: expect.stringMatching(/^Text .+\.txt$/),
    sha256: sha256(Buffer.from('https://example.com/?q=1')),
  });
  const { href } = pathToFileURL(await file('named ü.bin', 'by its URL'));
  const named = await shared(href, 'text/plain');
  expect(named).toMatchObject({ name: expect.stringMatching(/^Text .+\.txt$/), sha256: sha256(Buffer.from(href)) });

  await dropText(page, words.link, 'text/uri-list', 'text/plain');
  await expect(page.getByText('That is a link Mayfly made')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Shares' }).getByRole('listitem')).toHaveCount(3);
  // A script of the page has no text that a person dropped.
  const refused = await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', 'file:///etc/hostname');
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer }));
    return (window as unknown as { readonly mayfly: Bridge }).mayfly['text:share']({ options: {} });
  });
  expect(refused).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
});

test('a copied link replaces the clipboard, and not what another program has selected @x11 @deep', async ({
  app,
  page,
  file,
}) => {
  const selection = (name: string) => execFileSync('xclip', ['-o', '-selection', name], { encoding: 'utf8' });
  // It stays behind to serve the selection: nobody waits for its output.
  spawnSync('xclip', ['-selection', 'primary'], { input: 'selected', stdio: ['pipe', 'ignore', 'ignore'] });
  await drop(page, [await file('a.txt', 'a')]);
  const link = await copiedLink(app);
  expect([selection('clipboard'), selection('primary')]).toEqual([link, 'selected']);
  // The window knows the link again, too.
  await shareBy(page, 'Share clipboard');
  await expect(page.getByText('That is a link Mayfly made')).toBeVisible();
});

test('the main job needs no mouse', async ({ app, page, file }) => {
  const path = await file('keys.txt', 'typed');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
  const press = async (name: string, role: 'button' | 'combobox' = 'button') => {
    const target = page.getByRole(role, { name });
    for (let steps = 0; steps < 30; steps += 1) {
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) break;
    }
    await expect(target).toBeFocused();
    await page.keyboard.press('Enter');
  };
  await press('Link expires in', 'combobox');
  // The arrows count from what is chosen once the list has the keyboard.
  await expect(page.getByRole('option', { selected: true })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Link expires in' })).toContainText('1 hour');
  await press('Choose files');
  const link = await copiedLink(app);
  expect((await receive(link)).status).toBe(200);
  const row = page.getByRole('list', { name: 'Shares' }).getByRole('listitem', { name: 'keys.txt' });
  await expect(row).toContainText(/59 min|1 hr/);
  await setClipboard(app, 'something else');
  await press('Copy link');
  const again = await copiedLink(app);
  expect(new URL(again).pathname, 'nothing was uploaded again').toBe(new URL(link).pathname);
  expect((await receive(again)).status).toBe(200);
  await press('Take back');
  await expect(page.getByRole('button', { name: 'Keep the link' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Delete and take back' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row.getByRole('button', { name: 'Remove from history' })).toBeVisible();
  expect([403, 404]).toContain((await receive(again)).status);
});
