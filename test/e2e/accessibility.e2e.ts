// Why this exists: every screen in both themes, judged by axe inside the real window with its real policy.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { setTheme, violations } from './axe';
import { drop, expect, test } from './fixtures';
import { expireAfterSeconds, setLanguage, shareRow, uploadRow, viewOf } from './window';

const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('button', { name }).click();

for (const theme of ['light', 'dark'] as const) {
  test(`no violations on any screen, ${theme}`, async ({ page, file }) => {
    const found: Record<string, readonly string[]> = {};
    await setTheme(page, theme);
    found['first run'] = await violations(page);
    await page.getByRole('button', { name: 'Try it on this computer' }).click();
    await page.getByText('No links yet').waitFor();
    found['empty'] = await violations(page);

    await expireAfterSeconds(page, 5);
    await drop(page, [await file('ended.txt', 'ended')]);
    await shareRow(page, 'ended.txt').waitFor();
    await expireAfterSeconds(page, 600);
    await drop(page, [await file('live.txt', 'live'), '/dev/null']);
    await page.getByRole('alert').waitFor();
    await shareRow(page, 'live.txt').waitFor();
    await expect(shareRow(page, 'ended.txt')).toContainText('Expired');
    found['shares, a notice and a failure'] = await violations(page);
    await shareRow(page, 'live.txt').getByRole('button', { name: 'Revoke link' }).click();
    await page.getByRole('button', { name: 'Delete and revoke' }).waitFor();
    found['asking before revoking'] = await violations(page);
    await page.keyboard.press('Escape');
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('button', { name: 'Add a message' }).click();
    found['a message'] = await violations(page);
    for (const [entry, dialog] of [
      ['Details…', 'Details'],
      ['New link…', 'New link'],
      ['Keep alive…', 'Keep alive until'],
      ['QR code…', 'QR code'],
    ] as const) {
      await shareRow(page, 'live.txt').getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: entry }).waitFor();
      found['the menu'] = [...(found['the menu'] ?? []), ...(await violations(page))];
      await page.getByRole('menuitem', { name: entry }).click();
      await page.getByRole('dialog', { name: dialog }).waitFor();
      found[dialog] = await violations(page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }

    await nav(page, 'Connections');
    found['connections'] = await violations(page);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog', { name: 'Remove “This computer”?' }).waitFor();
    found['removing a connection'] = await violations(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Add connection' }).click();
    await page.getByRole('button', { name: 'Save connection' }).click();
    await page.getByText('Enter the name of the bucket.').waitFor();
    found['the form with errors'] = await violations(page);
    await page.getByRole('button', { name: 'Advanced' }).click();
    await page.getByRole('radio', { name: 'Teal' }).waitFor();
    found['the whole form'] = await violations(page);

    await nav(page, 'Settings');
    found['settings'] = await violations(page);
    await page.getByRole('combobox', { name: 'Link expires in' }).click();
    await page.getByRole('option', { name: '7 days' }).waitFor();
    found['an open list'] = await violations(page);

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])));
    expect((await viewOf(page)).theme).toBe(theme);
    await expect(uploadRow(page, 'live.txt')).toBeHidden();
  });
}

/** What stands out of the window to the side: nobody could read it. */
const tooWide = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main')].some((e) => e.scrollWidth > e.clientWidth),
  );

test('nor in Korean with more contrast, nor at 420 x 480, nor with text twice as large', async ({
  app,
  page,
  file,
}) => {
  await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
  await drop(page, [await file('live.txt', 'live')]);
  await shareRow(page, 'live.txt').waitFor();
  await drop(page, [
    await file('icon.png', await readFile(join(import.meta.dirname, '../../resources/icons/64x64.png'))),
  ]);
  // Its own picture, read from the file, served once and decoded in the window.
  await expect(shareRow(page, 'icon.png').locator('img')).toHaveAttribute('src', /^data:image\/webp/);
  await setLanguage(page, 'ko');
  const resize = (width: number, height: number) =>
    app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
      width,
      height,
    ] as const);
  const found: Record<string, readonly string[]> = {};
  for (const screen of ['공유', '연결', '설정']) {
    await nav(page, screen);
    found[screen] = await violations(page);
    await resize(420, 480);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    found[`${screen}, small, large text`] = [
      ...(await violations(page)),
      ...((await tooWide(page)) ? ['too wide'] : []),
    ];
    await page.evaluate(() => (document.documentElement.style.fontSize = ''));
    found[`${screen}, small`] = (await tooWide(page)) ? ['too wide'] : [];
    await resize(920, 680);
  }
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])));
  expect(await page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length)).toBe(0);
});
