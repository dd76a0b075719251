// A part of the screen on a desktop without any tool for it: Mayfly's own frame, by a real pointer and real keys.
import type { ElectronApplication, Page } from '@playwright/test';
import { copiedLink, expect, setClipboard, test } from './fixtures';
import { receive } from './recipient';
import { pointer, shareBy } from './window';

/** Another program's window, of one colour, which Mayfly does not hide. */
const showColour = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BaseWindow }) => {
    const other = new BaseWindow({ x: 0, y: 0, width: 700, height: 440, frame: false, backgroundColor: '#3366cc' });
    other.contentView.setBackgroundColor('#3366cc');
  });

/** Opens the frame and waits until it covers the screen. */
async function openPicker(app: ElectronApplication, page: Page): Promise<Page> {
  const opening = app.waitForEvent('window');
  await shareBy(page, 'Screenshot');
  const picker = await opening;
  const title = 'Choose a part of the screen';
  await expect(picker).toHaveTitle(title);
  // As a window manager does with a window that opens; there is none here.
  pointer('search', '--sync', '--onlyvisible', '--name', title, 'windowfocus');
  return picker;
}

/** Size and the first pixel (R, G, B) of a PNG behind a link. */
const pictureAt = async (app: ElectronApplication, link: string) =>
  app.evaluate(async ({ nativeImage, net }, url) => {
    const image = nativeImage.createFromBuffer(Buffer.from(await (await net.fetch(url)).arrayBuffer()));
    const [blue, green, red] = image.toBitmap();
    return { ...image.getSize(), first: [red, green, blue] };
  }, link);

for (const scale of [1, 2]) {
  test.describe(`at scale ${scale}${scale === 1 ? '' : ' @deep'}`, () => {
    // No tool of the system is found.
    test.use({ launchEnv: { PATH: '/nowhere', GDK_SCALE: String(scale) } });

    test('a part of the screen is drawn, moved and resized by single pixels, and shared @x11', async ({
      app,
      page,
    }) => {
      await showColour(app);
      await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(scale);
      const picker = await openPicker(app, page);
      // It opens by a short animation, which a window that the system does not draw may never end.
      await picker.emulateMedia({ reducedMotion: 'reduce' });
      const size = picker.getByRole('status');
      const frame = picker.getByTestId('region');
      const at = async () => {
        const { x, y } = (await frame.boundingBox()) ?? { x: -1, y: -1 };
        return [x * scale, y * scale];
      };
      pointer('mousemove', 300, 200, 'mousedown', 1, 'mousemove', 400, 260, 'mousemove', 600, 400, 'mouseup', 1);
      await expect(size).toHaveText('300 × 200');
      await expect.poll(at).toEqual([300, 200]);
      await picker.screenshot({ path: test.info().outputPath('frame.png') });
      pointer('key', 'Right', 'key', 'shift+Up');
      await expect.poll(at).toEqual([301, 190]);
      pointer('key', 'ctrl+Down', 'key', 'ctrl+shift+Left');
      await expect(size).toHaveText('290 × 201');
      pointer('key', 'Return');
      const link = await copiedLink(app);
      expect((await receive(link)).status).toBe(200);
      expect(await pictureAt(app, link)).toEqual({ width: 290, height: 201, first: [0x33, 0x66, 0xcc] });
      await expect(page.getByRole('list', { name: 'Shares' }).getByRole('listitem')).toHaveCount(1);
    });
  });
}

test.describe('the frame', () => {
  test.use({ launchEnv: { PATH: '/nowhere' } });

  test('begins in the middle by keys alone, and Escape shares nothing @x11 @deep', async ({ app, page }) => {
    await setClipboard(app, 'before');
    const picker = await openPicker(app, page);
    pointer('key', 'Left');
    await expect(picker.getByRole('status')).toHaveText(/^\d+ × \d+$/);
    const closing = picker.waitForEvent('close');
    pointer('key', 'Escape');
    await closing;
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())))
      .toEqual([true]);
    await expect(page.getByRole('list', { name: 'Shares' })).toHaveCount(0);
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('before');
  });
});
