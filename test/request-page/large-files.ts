// Large files on the disk, as browsers read them.
import { createHash } from 'node:crypto';
import { open as openFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

export const mebibyte = 1_048_576;

/** A file of pseudo-random bytes, after `start`. */
export async function fileOf(path: string, size: number, start = ''): Promise<string> {
  const block = createHash('shake256', { outputLength: mebibyte }).update(path).digest();
  const file = await openFile(path, 'w');
  try {
    for (let at = 0; at < size; at += mebibyte) {
      block.writeUInt32LE(at / mebibyte);
      await file.write(block.subarray(0, Math.min(mebibyte, size - at)));
    }
    if (start !== '') await file.write(start, 0);
  } finally {
    await file.close();
  }
  return path;
}

export async function choosePath(page: Page, path: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await choosing).setFiles(path);
}

/** As if files above `directBytes` were large, whenever the page reads what was asked for: it is loaded again with that. */
export async function lowerTo(page: Page, directBytes: number): Promise<void> {
  // Not by a route: each byte of every part would go by way of Playwright.
  await page.addInitScript((lowered) => {
    const parse = JSON.parse;
    JSON.parse = (text: string) =>
      parse(text, (name: string, value: unknown) => (name === 'directBytes' ? lowered : value)) as unknown;
  }, directBytes);
  await page.reload();
}
