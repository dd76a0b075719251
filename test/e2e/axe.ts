// What axe finds in a window, in each of its looks.
import type { Page } from '@playwright/test';
import type { Bridge } from '../../preload/bridge';
import { axeViolations } from '../axe';
import { setLanguage } from './window';

/** What stands over everything else, in the order of its layers. */
const layers = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

export const violations = (page: Page, within: 'page' | 'last layer' = 'page'): Promise<readonly string[]> =>
  axeViolations(page, within === 'page' ? undefined : layers);

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
