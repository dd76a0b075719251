// Mayfly lives on the desktop: it comes back where it was, starts with the session, and can be answered from a notification.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { inKeptApp, test } from './desktop-test';
import { copiedLink, drop, expect, launch, onWayland, packagedProgram, quit, setClipboard } from './fixtures';
import { receive } from './recipient';
import { viewOf } from './window';

const hideWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());

inKeptApp(
  'a notification copies its link again, takes it back, and leads to its share',
  async ({ desktop, app, page, file }) => {
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
    });
    await drop(page, [await file('first.txt', 'first')]);
    await copiedLink(app);
    await hideWindow(app);
    await setClipboard(app, 'kept by hand');
    await (await desktop.icon()).click('Share clipboard');
    const link = await copiedLink(app);
    await expect.poll(() => desktop.notifications.map(({ summary }) => summary)).toContain('Link copied');
    expect(desktop.notifications.at(-1)).toMatchObject({
      actions: { default: 'Show', 'copy-again': 'Copy again', 'take-back': 'Take back' },
      from: 'app.mayfly.Mayfly',
    });
    expect(JSON.stringify(desktop.notifications), 'a notification never carries a link').not.toContain('http');

    await setClipboard(app, 'something else');
    await desktop.press('Link copied', 'copy-again');
    expect(new URL(await copiedLink(app)).pathname).toBe(new URL(link).pathname);
    // The link lies there now: it is not shared as a text.
    await (await desktop.icon()).click('Share clipboard');
    await expect.poll(() => desktop.notifications.at(-1)?.summary).toBe('That is a link Mayfly made');
    expect(desktop.notifications.at(-1)?.actions).toMatchObject({ copy: 'Copy link' });
    const texts = page
      .getByRole('list', { name: 'Shares' })
      .getByRole('listitem', { name: /^Text /, includeHidden: true });
    await expect(texts).toHaveCount(1);

    // The first one is spent by its press; the second is taken back, and the third is shown.
    await setClipboard(app, 'to be taken back');
    await (await desktop.icon()).click('Share clipboard');
    await expect.poll(() => desktop.notifications.length).toBe(3);
    const second = await copiedLink(app);
    await desktop.press('Link copied', 'take-back');
    await expect.poll(() => desktop.notifications.at(-1)?.summary).toBe('Link taken back');
    expect([403, 404]).toContain((await receive(second)).status);
    await setClipboard(app, 'shown');
    await (await desktop.icon()).click('Share clipboard');
    await expect.poll(() => desktop.notifications.length).toBe(5);
    await desktop.press('Link copied', 'default');
    const row = page.getByRole('listitem', { name: /Text .*\.txt/ });
    await expect(row.getByRole('region', { name: 'Details' })).toBeVisible();
  },
);

test('the settings of the desktop are carried out, and the window comes back where it was', async ({
  app,
  page,
  profileDir,
}) => {
  const entry = join(process.env['XDG_CONFIG_HOME'] ?? '', 'autostart', 'app.mayfly.Mayfly.desktop');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('switch', { name: 'Start when I log in' }).click();
  await expect.poll(() => readFile(entry, 'utf8').catch(() => '')).toContain(`--profile-dir=${profileDir}`);
  const text = await readFile(entry, 'utf8');
  expect(text).toMatch(/^Exec=.* --hidden$/m);
  expect(text, 'it starts what is installed').toContain(await packagedProgram());
  expect((await stat(entry)).mode & 0o777).toBe(0o600);
  await page.getByRole('switch', { name: 'Then only show the icon in the tray' }).click();
  await expect.poll(() => readFile(entry, 'utf8')).not.toContain('--hidden');

  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 90, width: 700, height: 600 });
  });
  await expect.poll(async () => (await viewOf(page)).desktop.startHidden).toBe(false);
  await page.getByRole('switch', { name: 'Keep running in the tray when the window is closed' }).click();
  await expect.poll(async () => (await viewOf(page)).desktop.staysInTray).toBe(false);
  const gone = app.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await gone;

  const again = await launch({ profileDir });
  try {
    const bounds = () => again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
    // On Wayland programs neither know nor choose where their windows are.
    expect(await bounds()).toMatchObject({ ...(!onWayland && { x: 120, y: 90 }), width: 700, height: 600 });
    await again.page.getByRole('button', { name: 'Settings' }).click();
    await again.page.getByRole('switch', { name: 'Start when I log in' }).click();
    await expect.poll(() => readFile(entry, 'utf8').catch(() => 'gone')).toBe('gone');
  } finally {
    await quit(again.app);
  }
});
