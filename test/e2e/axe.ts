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
    context: Document | Element,
    options: unknown,
  ) => Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly string[] }[];
    }[];
  }>;
}

/** What stands over everything else, in the order of its layers. */
const layers = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

export async function violations(page: Page, within: 'page' | 'last layer' = 'page'): Promise<readonly string[]> {
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
  return page.evaluate(
    async (selector) => {
      const { axe } = window as unknown as { readonly axe: Axe };
      const layer = selector === undefined ? undefined : [...document.querySelectorAll(selector)].at(-1);
      const found = await axe.run(layer ?? document, { resultTypes: ['violations'], preload: false });
      return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    },
    within === 'page' ? undefined : layers,
  );
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
 * What axe finds in what stands there now, in each theme and each language: colours depend on the one, names and widths on the other. What is
 * behind a dialog or a menu only the first look includes: it was judged while nothing stood over it. It is English and light again afterwards.
 */
export async function violationsInEveryLook(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [theme, language, within] of [
    ['dark', 'ko', 'page'],
    ['light', 'en', 'last layer'],
  ] as const) {
    await setTheme(page, theme);
    await setLanguage(page, language);
    found.push(...(await violations(page, within)).map((violation) => `${theme}, ${language}: ${violation}`));
  }
  return found;
}
