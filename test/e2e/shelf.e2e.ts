// The shelf and the keys that work everywhere, as a person reaches them: a click on the icon, real keys, a real drop.
import { execFileSync, spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ElectronApplication, Page } from '@playwright/test';
import { violationsInEveryLook } from './axe';
import { doNotQueue, openPeer } from './bus-peer';
import { setClipboardBytes, setClipboardPicture } from './clipboard';
import { test } from './desktop-test';
import { copiedLink, drop, expect, setClipboard } from './fixtures';
import { exportPortal, portalName } from './portal-bus';
import { fileNameOf, receive, sha256 } from './recipient';
import { viewOf } from './window';

const press = (keys: string) => execFileSync('xdotool', ['key', keys]);

interface Seen {
  readonly visible: boolean;
  readonly focused: boolean;
  readonly onTop: boolean;
  readonly width: number;
}

/** The window that has the shelf's page. */
const shelfWindow = (app: ElectronApplication): Promise<Seen | undefined> =>
  app.evaluate(({ BrowserWindow }) => {
    const found = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().endsWith('/shelf.html'));
    return found === undefined
      ? undefined
      : {
          visible: found.isVisible(),
          focused: found.isFocused(),
          onTop: found.isAlwaysOnTop(),
          width: found.getBounds().width,
        };
  });

const openedBy = async (app: ElectronApplication, act: () => Promise<unknown>): Promise<Page> => {
  const opening = app.waitForEvent('window');
  await act();
  const shelf = await opening;
  await shelf.getByRole('region', { name: 'Drop files here' }).waitFor();
  return shelf;
};

test('a click on the icon opens the shelf; what is dropped there becomes a copied link; Escape hides it', async ({
  desktop,
  app,
  file,
}) => {
  const icon = await desktop.icon();
  const shelf = await openedBy(app, () => icon.activate());
  expect(await shelfWindow(app)).toMatchObject({ visible: true, onTop: true });
  await drop(shelf, [await file('on the shelf.txt', 'dropped')]);
  expect((await receive(await copiedLink(app))).sha256).toBe(sha256(Buffer.from('dropped')));
  await expect(shelf.getByRole('status')).toContainText('Link copied.');
  await expect(shelf.getByRole('status')).toContainText('on the shelf.txt');
  expect(await shelf.content()).not.toContain('X-Amz');
  // Who looks at the shelf needs no notification.
  expect(desktop.notifications).toEqual([]);

  await drop(shelf, ['/dev/null']);
  await expect(shelf.getByRole('alert')).toContainText('can be shared');
  expect(await violationsInEveryLook(shelf)).toEqual([]);
  await shelf.keyboard.press('Escape');
  await expect.poll(async () => (await shelfWindow(app))?.visible).toBe(false);
  // The tray follows the language a little later.
  await expect(() => icon.click('Share more', 'Open shelf')).toPass();
  await expect.poll(async () => (await shelfWindow(app))?.visible).toBe(true);
  await expect(shelf.getByRole('status'), 'what was before it opened is past').not.toContainText('Link copied.');
  await shelf.getByRole('button', { name: 'Open Mayfly' }).click();
  await icon.activate();
  await expect.poll(async () => (await shelfWindow(app))?.visible).toBe(false);
});

/** A window as X11 has it; `skips` says that the taskbar and the pager leave it out. */
interface OnX11 {
  readonly right: number;
  readonly width: number;
  readonly managed: boolean;
  readonly skips: boolean;
  readonly mapped: boolean;
}

/** The windows that show the shelf's page, the widest first. */
async function shelvesOnX11(app: ElectronApplication): Promise<readonly OnX11[]> {
  const ids = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((one) => one.webContents.getURL().endsWith('/shelf.html'))
      .map((one) => String(one.getNativeWindowHandle().readUInt32LE())),
  );
  const read = (program: string, ...args: readonly string[]) => execFileSync(program, args, { encoding: 'utf8' });
  const number = (text: string, name: string) => Number(new RegExp(`${name}: +(-?\\d+)`).exec(text)?.[1]);
  const seen = ids.map((id): OnX11 => {
    const shape = read('xwininfo', '-id', id);
    const width = number(shape, 'Width');
    const state = read('xprop', '-id', id, '_NET_WM_STATE');
    return {
      right: number(shape, 'Absolute upper-left X') + width,
      width,
      managed: shape.includes('Override Redirect State: no'),
      skips: state.includes('SKIP_TASKBAR') && state.includes('SKIP_PAGER'),
      mapped: shape.includes('IsViewable'),
    };
  });
  return seen.toSorted((one, other) => other.width - one.width);
}

const [shelfWidth, stripWidth, screenWidth] = [340, 3, 1_440];
/** From the edges of the work area. */
const cornerGap = 8;

test('at the edge of the screen the shelf waits as a strip that no window manager moves, lists or gives the focus @x11 @deep', async ({
  desktop,
  app,
  page,
  file,
}) => {
  const manager = spawn('xfwm4', ['--compositor=off'], { stdio: 'ignore' });
  try {
    await expect
      .poll(() => execFileSync('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { encoding: 'utf8' }))
      .toContain('#');
    const icon = await desktop.icon();
    const shelf = await openedBy(app, () => icon.activate());
    const open = { width: shelfWidth, managed: true, skips: true, mapped: true };
    const inCorner = { ...open, right: screenWidth - cornerGap };
    const strip = { width: stripWidth, right: screenWidth, managed: false, mapped: true };
    await expect
      .poll(() => shelvesOnX11(app), { message: 'this desktop tells no place of the icon' })
      .toMatchObject([inCorner]);
    await shelf.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Settings' }).click();
    const opening = app.waitForEvent('window');
    await page.getByRole('switch', { name: /dragged to the right edge/ }).click();
    const edge = await opening;
    await edge.getByRole('button', { name: 'Open the shelf' }).waitFor();
    await expect.poll(() => shelvesOnX11(app)).toMatchObject([{ mapped: false }, strip]);

    // The shelf comes back from its corner and from the edge; each time the strip stands where it was.
    for (const _round of [1, 2]) {
      await icon.activate();
      await expect.poll(() => shelvesOnX11(app)).toMatchObject([open, strip]);
      await shelf.keyboard.press('Escape');
      await expect.poll(() => shelvesOnX11(app)).toMatchObject([{ mapped: false }, strip]);
    }
    const [ofStrip, ofShelf] = [await edge.context().newCDPSession(edge), await shelf.context().newCDPSession(shelf)];
    const data = { items: [], files: [await file('to the edge.txt', 'edge')], dragOperationsMask: 1 };
    await ofStrip.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 2, y: 100, data });
    await expect.poll(() => shelvesOnX11(app)).toMatchObject([{ ...open, right: screenWidth - stripWidth }, strip]);
    await ofStrip.send('Input.dispatchDragEvent', { type: 'dragCancel', x: 2, y: 100, data });
    await setClipboard(app, '');
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await ofShelf.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
    }
    expect((await receive(await copiedLink(app))).sha256).toBe(sha256(Buffer.from('edge')));
    await shelf.keyboard.press('Escape');
    await expect.poll(() => shelvesOnX11(app)).toMatchObject([{ mapped: false }, strip]);
    await ofStrip.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 2, y: 100, data });
    await expect.poll(() => shelvesOnX11(app)).toMatchObject([open, strip]);
  } finally {
    manager.kill();
  }
});

test('the keys share text, a picture and nothing from anywhere, can be changed, and say whose they are @x11', async ({
  app,
  page,
}) => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await setClipboard(app, 'from anywhere');
  const shelf = await openedBy(app, async () => press('ctrl+shift+u'));
  // It hides by itself a while after its link is copied.
  await expect
    .poll(() => shelfWindow(app), 'whoever types keeps the keyboard')
    .toMatchObject({ visible: true, focused: false });
  const text = await receive(await copiedLink(app));
  expect(text.sha256).toBe(sha256(Buffer.from('from anywhere')));
  expect(fileNameOf(text)).toMatch(/^Text .+\.txt$/);
  await expect(shelf.getByRole('status')).toContainText('Link copied.');

  await setClipboardPicture(app);
  press('ctrl+shift+u');
  const picture = await receive(await copiedLink(app));
  expect(fileNameOf(picture)).toMatch(/^Picture .+\.png$/);

  await setClipboard(app, '');
  press('ctrl+shift+u');
  await expect(shelf.getByRole('alert')).toContainText('The clipboard holds no file, picture or text.');

  await page.getByRole('button', { name: 'Settings' }).click();
  const field = page.getByRole('button', { name: /^Share the clipboard from anywhere/ });
  await expect(field).toContainText('Ctrl+Shift+U');
  await field.click();
  await expect(field).toContainText('Press the new keys…');
  await page.keyboard.press('U');
  await expect(page.getByText('Hold Ctrl, Alt or Super as well.')).toBeVisible();
  await page.keyboard.press('Control+Alt+Y');
  await expect(field).toContainText('Ctrl+Alt+Y');
  await setClipboard(app, 'by other keys');
  press('ctrl+shift+u');
  press('ctrl+alt+y');
  expect((await receive(await copiedLink(app))).sha256).toBe(sha256(Buffer.from('by other keys')));

  // What somebody else holds is said; Electron refuses keys that are held already in the same way.
  await app.evaluate(({ globalShortcut }) => globalShortcut.register('F8', () => undefined));
  await field.click();
  await page.keyboard.press('F8');
  await expect(page.getByText('Another program has F8. Choose other keys.')).toBeVisible();
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect.poll(async () => (await viewOf(page)).desktop).toMatchObject({ shortcut: '', shortcutState: 'off' });
});

test('pasting into the window shares text, a picture and a file; a screenshot becomes a link as well', async ({
  desktop,
  app,
  page,
  folder,
  file,
  profileDir,
}) => {
  // As the engine hears it from the system's clipboard, once somebody has clicked on the window.
  await page.getByRole('heading', { level: 2 }).first().click();
  const paste = () =>
    app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find((one) => !one.webContents.getURL().includes('#'))
        ?.webContents.paste();
    });
  const pasted = async () => {
    await paste();
    return receive(await copiedLink(app));
  };
  await setClipboard(app, 'pasted words');
  expect((await pasted()).sha256).toBe(sha256(Buffer.from('pasted words')));
  await setClipboardPicture(app);
  expect(fileNameOf(await pasted())).toMatch(/^Picture .+\.png$/);
  // Its file is gone, and its row shows it all the same.
  await expect(page.getByRole('listitem', { name: /^Picture .+\.png$/ }).locator('img')).toBeVisible();
  expect(await readdir(join(profileDir, 'temp'))).not.toContainEqual(expect.stringMatching(/^clip-/));
  const list = pathToFileURL(await file('pasted file.txt', 'from a file manager')).href;
  await setClipboardBytes(app, 'text/uri-list', `${list}\r\n`);
  const asFile = await pasted();
  expect([fileNameOf(asFile), asFile.sha256]).toEqual(['pasted file.txt', sha256(Buffer.from('from a file manager'))]);

  // A part of the screen through the desktop's portal, then all of it by a program: this desktop has no portal of its own.
  const icon = await desktop.icon();
  const shelf = await openedBy(app, () => icon.activate());
  const bus = openPeer();
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a part of the screen')]);
  const portal = exportPortal(bus, join(folder, 'by the portal.png'), png);
  await bus.requestName(portalName, doNotQueue);
  portal.next = 'leave';
  await shelf.getByRole('button', { name: 'Screenshot' }).click();
  await expect.poll(() => portal.asked).toEqual([true]);
  portal.next = 'take';
  await setClipboard(app, '');
  await icon.click('Share more', 'Screenshot of a part…');
  const part = await receive(await copiedLink(app));
  expect([fileNameOf(part), part.sha256]).toEqual([expect.stringMatching(/^Screenshot .+\.png$/), sha256(png)]);
  await bus.releaseName(portalName);
  await bus.close();
  await setClipboard(app, '');
  await icon.click('Share more', 'Screenshot of the whole screen');
  const whole = await receive(await copiedLink(app));
  expect(whole.sizeBytes).toBeGreaterThan(1_000);
  expect(await shelfWindow(app), 'the shelf was hidden and came back').toMatchObject({ visible: true });
});
