// The first view lasts a quarter of a second; here it lasts until it was looked at.
import type { ElectronApplication, Page } from '@playwright/test';
import { windowStands } from './fixtures';

/** From now on the page gets the script that draws it only when `goOn` is called, and begins anew. */
export async function beginAgain(
  app: ElectronApplication,
  page: Page,
): Promise<{ readonly goOn: () => Promise<void> }> {
  await app.evaluate(({ session }) => {
    const held: (() => void)[] = [];
    Object.assign(globalThis, { goOn: () => held.splice(0).forEach((give) => give()) });
    session.fromPartition('window').webRequest.onBeforeRequest(({ url }, decide) => {
      if (/\/assets\/main-[^/]*\.js$/.test(url)) held.push(() => decide({}));
      else decide({});
    });
  });
  await page.reload({ waitUntil: 'commit' });
  await page.locator('[data-first-view]').waitFor();
  return {
    async goOn() {
      await app.evaluate(() => (globalThis as unknown as { readonly goOn: () => void }).goOn());
      await windowStands(page);
    },
  };
}
