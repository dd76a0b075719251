// The tray for real. The test is the desktop that the icon registers with, and clicks on its menu.
import { pathToFileURL } from 'node:url';
import type { ElectronApplication } from '@playwright/test';
import { setClipboardBytes } from './clipboard';
import { below, labels, type TrayIcon } from './desktop-bus';
import { inKeptApp as test, test as inOwnApp } from './desktop-test';
import { clipboardText, copiedLink, drop, expect, setClipboard } from './fixtures';
import { becomeXfce, type XfceLook } from './look-bus';
import { receive, sha256 } from './recipient';
import { shareRow, limitBandwidth, pick, setPages } from './window';

/** The glyph's colour, by its opaque pixels. */
async function look(icon: TrayIcon): Promise<string> {
  const [darkest, brightest] = await icon.shades();
  if (darkest > 200) return 'light';
  return brightest < 100 ? 'dark' : 'dark with a light outline';
}

test('“Share clipboard” shares what is on the clipboard, and the link is offered again', async ({ desktop, app }) => {
  const icon = await desktop.icon();
  await expect
    .poll(async () => labels(await icon.menu()))
    .toEqual([
      'Share files…',
      'Share clipboard',
      'Share more',
      'Request files…',
      'Files go to This computer',
      'Recent links',
      'Uploads',
      'Open Mayfly',
      'Quit',
    ]);
  expect(await icon.tooltip()).toBe('Mayfly');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  await setClipboard(app, 'from the tray');
  await icon.click('Share clipboard');
  const link = await copiedLink(app);
  expect((await receive(link)).sha256).toBe(sha256(Buffer.from('from the tray')));

  await expect.poll(async () => (await below(icon, 'Recent links')).length).toBe(1);
  const [recent] = await below(icon, 'Recent links');
  await setClipboard(app, 'something else');
  await icon.click('Recent links', recent?.label ?? '', 'Copy link');
  expect(new URL(await copiedLink(app)).pathname).toBe(new URL(link).pathname);
});

// In an app of its own: a window that is loaded anew shows again what the tray led to last.
inOwnApp(
  '“Open on this network” asks in the window, and its mark waits for the answer @deep',
  async ({ desktop, app, page }) => {
    const icon = await desktop.icon();
    await below(icon, 'Files go to This computer');
    // macOS and Windows show the mark of the entry itself, which Electron has turned over: only another menu has the old one.
    const built = await app.evaluateHandle(({ Menu }) => {
      const marks: (boolean | undefined)[] = [];
      const build = Menu.buildFromTemplate.bind(Menu);
      Menu.buildFromTemplate = (template) => {
        const menu = build(template);
        const entry = menu.items.flatMap(({ submenu }) => submenu?.items ?? []);
        marks.push(...entry.flatMap(({ label, checked }) => (label === 'Open on this network' ? [checked] : [])));
        return menu;
      };
      return marks;
    });
    await icon.click('Files go to This computer', 'Open on this network');
    await expect.poll(() => built.jsonValue()).toContain(false);
    const dialog = page.getByRole('dialog', { name: 'Open on this network?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
  },
);

test('a recent link is taken back from the tray, after a question', async ({ desktop, app, page, file }) => {
  await drop(page, [await file('tray.txt', 'tray')]);
  const link = await copiedLink(app);
  const icon = await desktop.icon();
  const entry = 'tray.txt (this computer only)';
  await expect.poll(async () => (await below(icon, 'Recent links')).map(({ label }) => label)).toContain(entry);
  const answer = (response: number) =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showMessageBox = async () => ({ response: chosen, checkboxChecked: false });
    }, response);
  const [revoke, keep] = [0, 1];
  await answer(keep);
  await icon.click('Recent links', entry, 'Take back…');
  expect((await receive(link)).status).toBe(200);
  await answer(revoke);
  await icon.click('Recent links', entry, 'Take back…');
  await expect(shareRow(page, 'tray.txt')).toContainText('Taken back');
  expect([403, 404]).toContain((await receive(link)).status);
});

/** Puts a file on the clipboard as a file manager does. */
const copyFile = (app: ElectronApplication, path: string) =>
  setClipboardBytes(app, 'x-special/gnome-copied-files', `copy\n${pathToFileURL(path).href}`);

test('files on the clipboard are shared as files @deep', async ({ desktop, app, file }) => {
  await copyFile(app, await file('copied in a file manager.txt', 'copied'));
  await (await desktop.icon()).click('Share clipboard');
  expect((await receive(await copiedLink(app))).disposition).toContain('copied%20in%20a%20file%20manager.txt');
});

inOwnApp('“Share files…” opens the system’s dialog without a window @deep', async ({ desktop, app, page, file }) => {
  const path = await file('chosen.txt', 'chosen');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
  await page.close();
  const icon = await desktop.icon();
  await icon.click('Share files…');
  expect((await receive(await copiedLink(app))).status).toBe(200);
  const opened = app.waitForEvent('window');
  await icon.click('Open Mayfly');
  await expect(shareRow(await opened, 'chosen.txt')).toBeVisible();
});

test('an empty clipboard is said in a notification, with its markup escaped', async ({ desktop, app, page, file }) => {
  const icon = await desktop.icon();
  // An open shelf would say it, but not one whose window is gone.
  const shelf = app.waitForEvent('window');
  await app.evaluate((electron) => electron.app.emit('second-instance', {}, [], '', { intent: { kind: 'shelf' } }));
  await (await shelf).getByRole('main').waitFor();
  await app.evaluate(
    ({ BrowserWindow }, own) =>
      BrowserWindow.getAllWindows()
        .filter(({ webContents }) => webContents.getURL() !== own)
        .forEach((one) => one.destroy()),
    page.url(),
  );
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  // Where it can be seen it is said in the window. A hidden one may keep the focus where no window manager gives it to another.
  const isSeen = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((one) => one.isVisible()));
  await expect.poll(isSeen).toBe(false);
  await icon.click('Share clipboard');
  await expect
    .poll(() => desktop.notifications.map(({ summary }) => summary))
    .toContain('The clipboard holds no file, picture or text.');
  await copyFile(app, await file('<b>bold & brash<b>.txt', 'x'));
  await icon.click('Share clipboard');
  await expect
    .poll(() => desktop.notifications.map(({ body }) => body).join('\n'))
    .toContain('&lt;b&gt;bold &amp; brash');
  expect(JSON.stringify(desktop.notifications), 'a notification never carries a link').not.toContain('http');
  expect(await clipboardText(app)).toContain('http');
  // A picture of a hidden window, which the runner takes at the end, takes five seconds to fail.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
});

inOwnApp(
  'closing the window keeps the tray; its menu brings the window back; “Quit” ends it',
  async ({ desktop, app, page }) => {
    const icon = await desktop.icon();
    const visible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible()));
    const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const hints = () => desktop.notifications.filter(({ summary }) => summary === 'Mayfly is still here').length;
    for (const _time of ['first', 'second']) {
      await close();
      await expect.poll(visible).toEqual([false]);
      await expect.poll(hints, { message: 'it is said once where Mayfly went' }).toBe(1);
      await icon.click('Open Mayfly');
      await expect.poll(visible).toEqual([true]);
    }
    await expect(page.getByRole('navigation')).toBeVisible();
    const gone = app.waitForEvent('close');
    await icon.click('Quit');
    await gone;
  },
);

test('the icon says what is uploaded @deep', async ({ desktop, app, page, file }) => {
  const icon = await desktop.icon();
  await drop(page, [await file('large.bin', Buffer.alloc(400 * 1_048_576))]);
  await expect.poll(() => icon.tooltip(), { intervals: [50] }).toMatch(/^Mayfly: uploading large\.bin/);
  await copiedLink(app);
  await expect.poll(() => icon.tooltip()).toBe('Mayfly');
  await expect(shareRow(page, 'large.bin')).toBeVisible();
});

test('an upload is paused, resumed and cancelled from the tray', async ({ desktop, app, page, file }) => {
  const icon = await desktop.icon();
  await drop(page, [await file('small.txt', 'x')]);
  await copiedLink(app);
  await limitBandwidth(page, 1_000_000);
  await drop(page, [await file('slow.bin', Buffer.alloc(60 * 1_048_576))]);
  const entry = async () => (await below(icon, 'Uploads')).find(({ label }) => label === 'slow.bin');
  const choose = async (label: string) => {
    await expect(async () => icon.click('Uploads', 'slow.bin', label)).toPass();
  };
  await expect.poll(async () => (await entry())?.enabled, { message: 'the line can be read' }).toBe(true);
  await choose('Pause');
  await expect.poll(() => icon.tooltip()).toMatch(/^Mayfly: slow\.bin waiting/);
  await choose('Resume');
  await expect.poll(() => icon.tooltip()).toMatch(/^Mayfly: uploading slow\.bin/);
  // People have its link already.
  await choose('Cancel and take the link back');
  await expect.poll(entry).toBeUndefined();
  await expect.poll(() => icon.tooltip()).toBe('Mayfly');
});

test('the menu is not rebuilt by the progress of an upload, nor at all while it is open @deep', async ({
  desktop,
  app,
  page,
  file,
}) => {
  const icon = await desktop.icon();
  await setPages(page, 'never');
  await limitBandwidth(page, 4_000_000);
  await drop(page, [await file('moving.bin', Buffer.alloc(24 * 1_048_576))]);
  await expect.poll(async () => (await below(icon, 'Uploads')).map(({ label }) => label)).toEqual(['moving.bin']);
  const before = await icon.menu();
  await icon.open('Uploads');
  await copiedLink(app);
  await expect(shareRow(page, 'moving.bin')).toBeVisible();
  // As long as changes are held back otherwise, and longer.
  await page.waitForTimeout(2_000);
  expect(await icon.menu(), 'every entry is the one that it was').toEqual(before);
  // Quit is last; a choice in the menu closes it, and what waited comes.
  expect(labels(before).at(-1)).toBe('Quit');
  await icon.click('Open Mayfly');
  await expect.poll(async () => (await below(icon, 'Uploads')).length).toBe(0);
  await limitBandwidth(page, 0);
});

inOwnApp(
  'after the first share on this computer the window points once to storage @deep',
  async ({ desktop: _desktop, app, page, file }) => {
    const hint = page.getByRole('button', { name: 'Not now' });
    await expect(hint).toBeHidden();
    await drop(page, [await file('first.txt', 'first')]);
    await copiedLink(app);
    await expect(hint).toBeVisible();
    await page.getByRole('button', { name: 'Connect storage' }).click();
    await expect(page.getByRole('heading', { name: 'New connection' })).toBeVisible();
    await page.getByRole('button', { name: 'Shares' }).click();
    await expect(shareRow(page, 'first.txt')).toBeVisible();
    await expect(hint).toBeHidden();
    await pick(page, 'Files go to', 'Connect storage…');
    await expect(page.getByRole('heading', { name: 'New connection' })).toBeVisible();
  },
);

test('when the desktop’s panel restarts, the icon registers anew and works', async ({ desktop, app }) => {
  await desktop.icon();
  const before = desktop.registrations();
  await desktop.restartPanel();
  await expect.poll(() => desktop.registrations()).toBeGreaterThan(before);
  await setClipboard(app, 'after the restart');
  await expect(async () => {
    await (await desktop.icon()).click('Share clipboard');
  }).toPass();
  expect((await receive(await copiedLink(app))).status).toBe(200);
});

const onXfce = inOwnApp.extend<{ readonly xfce: XfceLook }>({
  launchEnv: { XDG_CURRENT_DESKTOP: 'XFCE' },
  xfce: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's text and insists on a pattern
    async ({}, use) => {
      const xfce = await becomeXfce();
      await use(xfce);
      await xfce.close();
    },
    { auto: true },
  ],
});

onXfce(
  'the icon suits the panel and not Mayfly’s theme, and is painted anew when the panel changes @deep',
  async ({ desktop, xfce, app, page }) => {
    const icon = await desktop.icon();
    // Before XFCE says anything, the icon has both: it reads on every panel.
    await expect.poll(() => look(icon)).toBe('dark with a light outline');
    xfce.set('xsettings', '/Net/ThemeName', 'Adwaita-dark');
    await expect.poll(() => look(icon)).toBe('light');
    const isDark = () => app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors);
    await expect.poll(isDark, { message: '“System” is the theme of GTK' }).toBe(true);
    xfce.set('xsettings', '/Net/ThemeName', 'Adwaita');
    await expect.poll(() => look(icon)).toBe('dark');
    await expect.poll(isDark).toBe(false);

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'Dark' }).click();
    await expect.poll(isDark).toBe(true);
    expect(await look(icon), 'the panel is as light as before').toBe('dark');
    xfce.set('xfce4-panel', '/panels/dark-mode', true);
    await expect.poll(() => look(icon)).toBe('light');
    xfce.set('xfce4-panel', '/panels/panel-1/background-style', 1);
    await expect.poll(() => look(icon)).toBe('dark with a light outline');
  },
);
