// Where the keyboard is, is seen: in the system's own colours.
import type { Page } from '@playwright/test';
import { drop, expect, test } from './kept-app';
import { limitBandwidth } from './window';

/** How many colours are painted in a picture. */
const coloursOf = (page: Page, png: Buffer) =>
  page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    return new Set(new Uint32Array(context?.getImageData(0, 0, image.width, image.height).data.buffer ?? [])).size;
  }, png.toString('base64'));

test('the system’s own colours show where the keyboard is in a menu, and how far an upload is', async ({
  page,
  file,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByRole('button', { name: 'More ways to share' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Choose folder' })).toHaveCSS('outline-style', 'solid');
  await page.keyboard.press('Escape');
  await limitBandwidth(page, 65_536);
  await drop(page, [await file('slow.bin', Buffer.alloc(8_388_608))]);
  const bar = page.getByRole('progressbar', { name: 'slow.bin' });
  await expect.poll(() => bar.evaluate((e: HTMLProgressElement) => e.position)).toBeGreaterThan(0);
  expect(await coloursOf(page, await bar.screenshot())).toBeGreaterThan(1);
});
