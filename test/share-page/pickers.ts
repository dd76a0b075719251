// Where a browser asks for a place on the disk, tests answer in its stead; and they take that away, as other browsers do.
import type { Page } from '@playwright/test';

/** The pickers are the system's own windows; the folder behind them is a real one, the browser's private one. */
export async function pickIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: () => navigator.storage.getDirectory(),
      showSaveFilePicker: async ({ suggestedName }: { readonly suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    });
  });
  await page.reload();
}

/** As every browser but Chromium's. */
export async function withoutPickers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { showDirectoryPicker: undefined, showSaveFilePicker: undefined });
  });
  await page.reload();
}

/** A file that the reader had written by `pickIn`. */
export const pickedFile = async (page: Page, name: string): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate(async (wanted) => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle(wanted);
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    }, name),
    'latin1',
  );

/** The hash of one that is too large to be carried out of the page, in lower-case hex. */
export const pickedHash = (page: Page, name: string): Promise<string> =>
  page.evaluate(async (wanted) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(wanted);
    const hash = await crypto.subtle.digest('SHA-256', await (await handle.getFile()).arrayBuffer());
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }, name);

/** Everything that was written by `pickIn`. */
export const pickedNames = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const names: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names;
  });
