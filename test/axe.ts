// What axe finds in a page, with nothing on its way between two looks.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

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
      readonly nodes: readonly { readonly target: readonly string[]; readonly html: string }[];
    }[];
  }>;
}

/** Each rule that is broken, with an element that breaks it. `within`: a selector, whose last element alone is judged where there is one. */
export async function axeViolations(page: Page, within?: string): Promise<readonly string[]> {
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
  return page.evaluate(async (selector) => {
    const { axe } = window as unknown as { readonly axe: Axe };
    const layer = selector === undefined ? undefined : [...document.querySelectorAll(selector)].at(-1);
    const found = await axe.run(layer ?? document, { resultTypes: ['violations'], preload: false });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html}`),
    );
  }, within);
}
