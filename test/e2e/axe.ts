// Why this exists: what axe finds in a window, with nothing on its way between two looks.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../preload/bridge';
import { expect } from './fixtures';
import { setLanguage } from './window';

const here = createRequire(import.meta.url);
/** Its builder for this driver brings half a megabyte into the page for every look; once is enough. */
const axeSource = readFileSync(
  createRequire(here.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);

interface Axe {
  readonly run: (
    context: Document,
    options: unknown,
  ) => Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly string[] }[];
    }[];
  }>;
}

export async function violations(page: Page): Promise<readonly string[]> {
  // What is on its way between two colours has neither yet.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { readonly axe: Axe };
    const found = await axe.run(document, { resultTypes: ['violations'], preload: false });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
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

/** What axe finds in what stands there now, in both themes and both languages. It is English and light again afterwards. */
export async function violationsInEveryLook(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [theme, language] of [
    ['light', 'en'],
    ['light', 'ko'],
    ['dark', 'ko'],
    ['dark', 'en'],
  ] as const) {
    await setTheme(page, theme);
    await setLanguage(page, language);
    found.push(...(await violations(page)).map((violation) => `${theme}, ${language}: ${violation}`));
  }
  await setTheme(page, 'light');
  return found;
}
