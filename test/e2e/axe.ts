// Why this exists: what axe finds in a window, with nothing on its way between two looks.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../preload/bridge';
import { expect } from './fixtures';

export async function violations(page: Page): Promise<readonly string[]> {
  // What is on its way between two colours has neither yet.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  // The usual mode opens a second page, which Electron has not.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  // Playwright pretends a light system unless told not to.
  await page.emulateMedia({ colorScheme: null });
  await page.evaluate(
    (wanted) => (window as unknown as { readonly mayfly: Bridge }).mayfly.saveSettings({ theme: wanted }),
    theme,
  );
  await expect
    .poll(() => page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')))
    .toBe(theme);
}
