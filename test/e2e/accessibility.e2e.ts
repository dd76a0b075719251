// Every screen in both themes and both languages, judged by axe inside the real window with its real policy; and what people
// set who see less or get dizzy.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { setTheme, violations, violationsInEveryLook } from './axe';
import { drop, expect, test } from './kept-app';
import {
  expireAfterSeconds,
  fillConnection,
  openDetails,
  setLanguage,
  shareRow,
  uploadRow,
  limitBandwidth,
  switchOn,
  useThisComputer,
} from './window';

const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('button', { name }).click();

/** What was found, by where. */
type Found = Record<string, readonly string[]>;

const expectNothing = (found: Found) =>
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((where) => [where, []])));

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function openFromMenu(page: Page, entry: string, dialog: string): Promise<void> {
  await shareRow(page, 'live.txt').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
  await page.getByRole('dialog', { name: dialog }).waitFor();
}

test('no violations where links are made and kept, in both themes and languages', async ({ page, file }) => {
  const found: Found = {};
  found['first run'] = await violationsInEveryLook(page);
  await useThisComputer(page);

  await expireAfterSeconds(page, 5);
  await drop(page, [await file('ended.txt', 'ended')]);
  await shareRow(page, 'ended.txt').waitFor();
  await expireAfterSeconds(page, 600);
  await drop(page, [await file('live.txt', 'live'), '/dev/null']);
  await page.getByRole('alert').waitFor();
  await shareRow(page, 'live.txt').waitFor();
  await expect(shareRow(page, 'ended.txt')).toContainText('Expired');
  found['shares, a notice and a failure'] = await violationsInEveryLook(page);
  await shareRow(page, 'live.txt').getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('button', { name: 'Delete and take back' }).waitFor();
  found['asking before revoking'] = await violationsInEveryLook(page);
  await page.keyboard.press('Escape');
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
  await switchOn(page, 'Encrypt');
  await page.getByRole('button', { name: 'Add a message…' }).click();
  found['the options'] = await violationsInEveryLook(page);
  await page.keyboard.press('Escape');
  found['what is switched on'] = await violationsInEveryLook(page);
  await expect(uploadRow(page, 'live.txt')).toBeHidden();
  await limitBandwidth(page, 1_024);
  await drop(page, [await file('slow.bin', Buffer.alloc(1_048_576))]);
  await page.getByRole('progressbar', { name: 'slow.bin' }).waitFor();
  found['an upload'] = await violationsInEveryLook(page);
  expectNothing(found);
});

test('nor in what opens over the links, or in the settings @deep', async ({ page, file }) => {
  const found: Found = {};
  await drop(page, [await file('live.txt', 'live')]);
  await shareRow(page, 'live.txt').waitFor();
  await shareRow(page, 'live.txt').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Change end…' }).waitFor();
  found['the menu'] = await violationsInEveryLook(page);
  await page.keyboard.press('Escape');
  for (const [entry, dialog] of [
    ['Change end…', 'Change end'],
    ['Take back…', 'Take this link back?'],
    ['Show code', 'Scan to open'],
  ] as const) {
    await openFromMenu(page, entry, dialog);
    found[dialog] = await violationsInEveryLook(page);
    await closeDialog(page);
  }
  await openDetails(page, 'live.txt');
  found['details'] = await violationsInEveryLook(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  found['the keys'] = await violationsInEveryLook(page);
  await closeDialog(page);

  await nav(page, 'Settings');
  found['settings'] = await violationsInEveryLook(page);
  await page.getByRole('combobox', { name: 'Link expires in' }).click();
  await page.getByRole('option', { name: '7 days' }).waitFor();
  found['an open list'] = await violationsInEveryLook(page);
  expectNothing(found);
});

test('nor where connections are made and removed @deep', async ({ page, file }) => {
  const found: Found = {};
  await drop(page, [await file('live.txt', 'live')]);
  await shareRow(page, 'live.txt').waitFor();
  await nav(page, 'Connections');
  found['connections'] = await violationsInEveryLook(page);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('dialog', { name: 'Remove “This computer”?' }).waitFor();
  found['removing a connection'] = await violationsInEveryLook(page);
  await closeDialog(page);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).waitFor();
  found['the menu of a connection'] = await violationsInEveryLook(page);
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('dialog', { name: 'Rename connection' }).waitFor();
  found['renaming'] = await violationsInEveryLook(page);
  await closeDialog(page);
  await page.getByRole('button', { name: 'Add connection' }).click();
  await page.getByRole('button', { name: 'Save connection' }).click();
  await page.getByText('Enter the name of the bucket.').waitFor();
  found['the form with errors'] = await violationsInEveryLook(page);
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByRole('radio', { name: 'Teal' }).waitFor();
  found['the whole form'] = await violationsInEveryLook(page);
  for (const from of ['AWS profile', 'Paste']) {
    await page.getByRole('radio', { name: from }).click();
    found[from] = await violationsInEveryLook(page);
  }
  await page.getByRole('button', { name: 'All connections' }).click();
  await fillConnection(page, {
    endpoint: 'http://127.0.0.1:9',
    bucket: 'nobody',
    accessKeyId: 'NOBODY',
    secretAccessKey: 'nobody is there',
  });
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('127.0.0.1');
  found['what the test found'] = await violationsInEveryLook(page);
  expectNothing(found);
});

const resize = (app: ElectronApplication, width: number, height: number) =>
  app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);

/** What stands out to the side, where nobody could read it. */
const tooWide = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, [role=dialog]')].some(
      (e) => e.scrollWidth > e.clientWidth,
    )
      ? ['too wide']
      : [],
  );

/** Whether a list that wants more room than there is, because of its large text, begins and ends within the window. */
async function listStaysInside(app: ElectronApplication, page: Page): Promise<boolean> {
  await resize(app, 420, 480);
  await page.evaluate(() => (document.documentElement.style.fontSize = '300%'));
  await page.getByRole('combobox', { name: 'Link expires in' }).click();
  const isInside = await page.getByRole('listbox').evaluate((list) => {
    const { top, bottom } = (list.parentElement ?? list).getBoundingClientRect();
    return list.scrollHeight > list.clientHeight && top >= 0 && bottom <= innerHeight;
  });
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  return isInside;
}

/** At 420 x 480, with text as it is and twice as large. */
async function cramped(app: ElectronApplication, page: Page): Promise<readonly string[]> {
  await resize(app, 420, 480);
  const small = await tooWide(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  const large = [...(await violations(page)), ...(await tooWide(page))];
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  await resize(app, 920, 680);
  return [...small, ...large.map((what) => `200 % text: ${what}`)];
}

test('nor with more contrast or the system’s own colours, at 420 x 480, and with text twice as large @deep', async ({
  app,
  page,
  file,
}) => {
  const found: Found = {};
  await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
  await drop(page, [await file('live.txt', 'live')]);
  await shareRow(page, 'live.txt').waitFor();
  await drop(page, [
    await file('icon.png', await readFile(join(import.meta.dirname, '../../resources/icons/64x64.png'))),
  ]);
  // Its own picture, read from the file, served once and decoded in the window.
  await expect(shareRow(page, 'icon.png').locator('img')).toHaveAttribute('src', /^data:image\/webp/);
  expect(await listStaysInside(app, page)).toBe(true);
  await openDetails(page, 'live.txt');
  found['details, small'] = await cramped(app, page);
  await nav(page, 'Connections');
  await page.getByRole('button', { name: 'Add connection' }).click();
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByRole('radio', { name: 'Teal' }).waitFor();
  found['the whole form, small'] = await cramped(app, page);
  await setLanguage(page, 'ko');
  for (const screen of ['공유', '연결', '설정']) {
    await nav(page, screen);
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme);
      found[`${screen}, more contrast, ${theme}`] = await violations(page);
    }
    found[`${screen}, small`] = await cramped(app, page);
  }
  expect(await page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length)).toBe(0);

  await page.emulateMedia({ contrast: null, forcedColors: 'active' });
  expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  for (const screen of ['연결', '공유']) {
    await nav(page, screen);
    // Not asked of axe, which reads the colours of the page and not those that are painted.
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      const fills = [...document.querySelectorAll('nav button')].map((one) => getComputedStyle(one).backgroundColor);
      return {
        keyboard: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
        withoutEdge: [...document.querySelectorAll('button')]
          .filter((button) => button.checkVisibility() && getComputedStyle(button).borderStyle !== 'solid')
          .map((button) => button.outerHTML),
        // The current screen has a fill of its own.
        fills: new Set(fills).size,
      };
    });
    expect(seen, 'where the keyboard and the window are, and every button').toEqual({
      keyboard: true,
      withoutEdge: [],
      fills: 2,
    });
  }
  expectNothing(found);
});
