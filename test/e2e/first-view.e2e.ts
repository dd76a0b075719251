// The window is on the screen, and usable, before the scripts that draw it have run.
import type { Page } from '@playwright/test';
import { violations } from './axe';
import { beginAgain } from './begin-again';
import { clipboardText, copiedLink, drop, expect, test, setClipboard } from './fixtures';
import { setLanguage, shareRow, viewOf } from './window';

const firstFile = 'in the first moment.txt';

/** Where the parts of the first view stand. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('nav button, main h1, main h2[elementtiming], [data-testid="drop-zone"] button')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .slice(0, 8)
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return `${element.getAttribute('aria-label') ?? element.textContent}: ${[x, y, width, height].map(Math.round).join(' ')}`;
      }),
  );

for (const used of [false, true])
  for (const language of ['en', 'ko'] as const)
    test(`the first view is the window without what it does not know (${used ? 'used' : 'first run'}, ${language}) @deep`, async ({
      app,
      page,
      file,
    }) => {
      await setLanguage(page, language);
      if (used) {
        await drop(page, [await file(firstFile, 'x')]);
        await copiedLink(app);
      }
      const said: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') said.push(message.text());
      });
      const { goOn } = await beginAgain(app, page);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(await violations(page)).toEqual([]);
      const before = await places(page);
      expect(before.length).toBeGreaterThanOrEqual(7);
      await goOn();
      expect(await places(page)).toEqual(before);
      expect(said).toEqual([]);
    });

test('what is dropped on the first view gets its link', async ({ app, page, file }) => {
  const { goOn } = await beginAgain(app, page);
  await drop(page, [await file(firstFile, 'held')]);
  await goOn();
  await expect(shareRow(page, firstFile)).toBeVisible();
  expect(await (await fetch(await copiedLink(app))).text()).toBe('held');
});

test('buttons and keys of the first view do what they say, and the focus stays', async ({ app, page }) => {
  await setClipboard(app, 'kept words');
  const first = await beginAgain(app, page);
  await page.getByRole('button', { name: 'More ways to share' }).click();
  await first.goOn();
  await page.getByRole('menuitem', { name: 'Share clipboard' }).click();
  await expect.poll(async () => (await viewOf(page)).shares.length).toBe(1);
  await expect(page.getByRole('button', { name: 'More ways to share' })).toBeFocused();

  const second = await beginAgain(app, page);
  await page.keyboard.press('Control+4');
  await second.goOn();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();

  const third = await beginAgain(app, page);
  await setClipboard(app, 'pasted words');
  await page.keyboard.press('Control+V');
  await third.goOn();
  await expect.poll(async () => (await viewOf(page)).shares.length).toBe(2);
  expect(await clipboardText(app)).toContain('X-Amz-Signature=');
});
