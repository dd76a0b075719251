// What axe finds in a window, with nothing on its way between two looks.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../preload/bridge';
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
  // What is on its way between two colours has neither yet, and what was told just now sets out with the next frame.
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const onTheWay = () => document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    do {
      await Promise.allSettled(onTheWay().map(({ finished }) => finished));
      await frame();
      await frame();
    } while (onTheWay().some(({ playState }) => playState === 'running'));
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
  await page.evaluate(async (wanted) => {
    await (window as unknown as { readonly mayfly: Bridge }).mayfly['settings:save']({ theme: wanted });
    const isDark = matchMedia('(prefers-color-scheme: dark)');
    // Asked with every frame: a look at every state in every theme is many looks.
    const { dataset } = document.documentElement;
    while (isDark.matches !== (wanted === 'dark') || dataset['theme'] !== wanted)
      await new Promise(requestAnimationFrame);
  }, theme);
}

/**
 * What axe finds in what stands there now, in each theme and each language: colours depend on the one, names and widths on the other. It is
 * English and light again afterwards.
 */
export async function violationsInEveryLook(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [theme, language] of [
    ['dark', 'ko'],
    ['light', 'en'],
  ] as const) {
    await setTheme(page, theme);
    await setLanguage(page, language);
    found.push(...(await violations(page)).map((violation) => `${theme}, ${language}: ${violation}`));
  }
  return found;
}
