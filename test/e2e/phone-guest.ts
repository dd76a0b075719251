// A guest with a phone's browser and nothing but the link of a file request.
import { readdir } from 'node:fs/promises';
import { devices, expect, type Browser } from '@playwright/test';
import { choose, send, status, type GivenFile } from '../request-page/fixtures';

export async function sendByPhone(
  browser: Browser,
  link: string,
  files: readonly GivenFile[],
  name?: string,
): Promise<void> {
  const { defaultBrowserType: _chosen, ...phone } = devices['Pixel 7'];
  const page = await browser.newPage({ ...phone, locale: 'en-GB' });
  await page.goto(link);
  await choose(page, files, () => page.getByRole('button', { name: 'Choose files' }).tap());
  if (name !== undefined) {
    await page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await page.getByRole('textbox', { name: 'Note' }).fill('From the second day.');
  }
  await send(page);
  await expect(status(page)).toHaveText(/^\d files? received\./);
  await page.close();
}

export async function filesIn(place: string): Promise<readonly string[]> {
  const names: readonly string[] = await readdir(place).catch(() => []);
  return names.toSorted();
}
