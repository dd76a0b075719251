// A picture of the window with a phone before it.
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
export type Theme = 'light' | 'dark';

export const openPhone = (browser: Browser, theme: Theme, height = 915): Promise<Page> =>
  browser.newPage({
    viewport: { width: 412, height },
    deviceScaleFactor: 2,
    locale: 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });

/** `name`: of the file, without its extension. */
export async function takeBoth(name: string, page: Page, ofPhone: Buffer, browser: Browser): Promise<void> {
  await page.mouse.move(1, 1);
  const ofWindow = await page.screenshot();
  const image = (png: Buffer, style: string) =>
    `<img style="position: absolute; ${style}" src="data:image/png;base64,${png.toString('base64')}">`;
  const window = page.viewportSize() ?? (await page.evaluate(() => ({ width: innerWidth, height: innerHeight })));
  const size = { width: window.width + 120, height: window.height + 24 };
  const both = await browser.newPage({ viewport: size });
  const edge = 'border: 1px solid #8886; box-sizing: border-box;';
  await both.setContent(
    `<body style="margin: 0">${image(ofWindow, `left: 0; top: 0; ${edge}`)}
     ${image(ofPhone, `right: 0; bottom: 0; width: 284px; border-radius: 18px; box-shadow: 0 0 0 6px #1c1c1e, 0 0 0 7px #8886; margin: 7px`)}`,
  );
  await both.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
}

/** Without news, which lie over the rows. */
export async function dismissNews(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) {
    await dismiss.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
    await page.waitForTimeout(500);
  }
}
