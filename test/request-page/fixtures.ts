// The guest at the other end of a request: a browser with no memory, and a bucket whose line can break.
import type { Locator, Page } from '@playwright/test';
import { opens } from '../share-page/fixtures';
import { sha256 } from '../share-page/published';
import type { RequestBucket } from './published';

export const test = opens.extend<{ readonly bucket: RequestBucket; readonly receiving: undefined }>({
  bucket: ({ requestBucket }, use) => use(requestBucket),
  receiving: [
    async ({ bucket }, use) => {
      await use(undefined);
      await bucket.endReceiving();
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
export { barriers, nothing, remembered } from '../share-page/fixtures';

export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const file = (name: string, body: string | Buffer = `the file ${name}`, mimeType = 'text/plain'): GivenFile => ({
  name,
  mimeType,
  buffer: Buffer.from(body),
});

/** Through the button and the browser's own picker. */
export async function choose(page: Page, files: readonly GivenFile[], press?: () => Promise<void>): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  // Listening begins with a command to the browser that nobody waits for. A key that overtakes it opens the browser's own picker, which tells nobody.
  await page.evaluate(() => document.hasFocus());
  await (press ?? (() => page.getByRole('button', { name: 'Choose files' }).click()))();
  await (await choosing).setFiles([...files]);
}

export const send = (page: Page): Promise<void> => page.getByRole('button', { name: /^Send \d+ files?$/ }).click();

/** Of all files, in the bar or in the head. */
export const status = (page: Page): Locator =>
  page.getByRole('status').and(page.locator('.told')).filter({ hasText: /\S/ });

export const row = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Files' }).getByRole('listitem', { name, exact: true });

/** The SHA-256 of what is stored, by what the manifests call it. */
export function byName(stored: ReadonlyMap<string, Buffer>): ReadonlyMap<string, string> {
  return new Map(
    [...stored]
      .filter(([key]) => key.endsWith('/about'))
      .map(([key, about]) => {
        const { name } = JSON.parse(about.toString()) as { readonly name: string };
        const data = stored.get(key.replace('/about', '/data'));
        return [name, data === undefined ? 'no data' : sha256(data)];
      }),
  );
}

/** The same of what was chosen. */
export const hashes = (files: readonly GivenFile[]): ReadonlyMap<string, string> =>
  new Map(files.map(({ name, buffer }) => [name, sha256(buffer)]));
