// Where the keyboard is, is seen: in the system's own colours, and with a notice over the end of a small window.
import type { Page } from '@playwright/test';
import { drop, expect, test } from './kept-app';
import { limitBandwidth, setLanguage } from './window';

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

test('a notice leaves room for the last row, and for whatever has the focus, at 420 x 480', async ({
  app,
  page,
  file,
}) => {
  for (const name of ['1.txt', '2.txt', '3.txt', '4.txt']) await drop(page, [await file(name, name)]);
  const rows = page.getByRole('list', { name: 'Shares' }).getByRole('listitem');
  await expect(rows).toHaveCount(4);
  // Two have a line of their own for what ends both.
  for (const path of ['/dev/null', '/dev/zero']) await drop(page, [path]);
  await page.getByRole('button', { name: 'Dismiss all' }).waitFor();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(420, 480));
  const seen = await rows.last().evaluate((row) => {
    const main = row.closest('main');
    const bar = document.querySelector('[role=alert]:not(.visually-hidden)');
    if (main === null || bar === null) return undefined;
    main.scrollTo(0, main.scrollHeight);
    const { top } = bar.getBoundingClientRect();
    return {
      row: top - row.getBoundingClientRect().bottom,
      focus:
        Number.parseFloat(getComputedStyle(main).scrollPaddingBlockEnd) - (main.getBoundingClientRect().bottom - top),
    };
  });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(920, 680));
  expect(seen?.row, 'px between the last row and the notice').toBeGreaterThanOrEqual(0);
  expect(seen?.focus, 'px between what has the focus and the notice').toBeGreaterThanOrEqual(0);
});

for (const [width, height, depth] of [
  [420, 480, ''],
  [920, 680, ' @deep'],
] as const)
  for (const language of ['en', 'ko'] as const)
    test(`a failure is read whole at once, beside the row with the focus, at ${width} x ${height}: ${language}${depth}`, async ({
      app,
      page,
      file,
    }) => {
      const resize = (size: readonly [number, number]) =>
        app.evaluate(({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows()[0]?.setContentSize(x, y), size);
      for (let n = 1; n <= 9; n += 1) await drop(page, [await file(`${n}.txt`, `${n}`)]);
      await setLanguage(page, language);
      await resize([width, height]);
      const rows = page.locator('main li[data-state]');
      await expect(rows).toHaveCount(9);
      // Where the bar comes.
      await rows.last().evaluate((row) => {
        row.closest('main')?.scrollTo(0, 0);
        const { height: all } = row.getBoundingClientRect();
        const covered = [...document.querySelectorAll<HTMLElement>('main li[data-state]')].findLast(
          (one) => one.getBoundingClientRect().top < (row.closest('main')?.getBoundingClientRect().bottom ?? 0) - all,
        );
        covered?.querySelector('button')?.focus({ preventScroll: true });
      });
      await drop(page, ['/dev/null']);
      const bar = page.locator('[role=alert]:not(.visually-hidden)');
      await bar.waitFor();
      const seen = () =>
        bar.evaluate((found) => {
          const cut = [found, ...found.querySelectorAll('p')].filter(
            (one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight,
          );
          const row = document.activeElement?.closest('li')?.getBoundingClientRect();
          return { cut: cut.length, isClear: row !== undefined && row.bottom <= found.getBoundingClientRect().top };
        });
      await expect.poll(seen).toEqual({ cut: 0, isClear: true });
      await resize([920, 680]);
    });
