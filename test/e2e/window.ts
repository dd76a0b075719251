// Gestures in the window that several tests share, by the names a screen reader says.
import { execFileSync } from 'node:child_process';
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import type { Bridge } from '../../preload/bridge';
import type { AppView } from '../../preload/views/views';
import type { ForeignServer } from './foreign-server';

/** What the main process tells this window. */
export async function viewOf(page: Page): Promise<AppView> {
  const outcome = await page.evaluate(() => (window as unknown as { readonly mayfly: Bridge }).mayfly['state:get']());
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

/** As the settings would: a page for several files, for one as well, or for none. */
export async function setPages(page: Page, pages: 'several' | 'always' | 'never'): Promise<void> {
  await page.evaluate(
    (habit) => (window as unknown as { readonly mayfly: Bridge }).mayfly['settings:save']({ pages: habit }),
    pages,
  );
}

/** As the settings would. */
export async function setLanguage(page: Page, language: 'system' | 'en' | 'ko'): Promise<void> {
  await page.evaluate(async (chosen) => {
    await (window as unknown as { readonly mayfly: Bridge }).mayfly['settings:save']({ language: chosen });
    const { documentElement } = document;
    while (documentElement.lang !== (chosen === 'ko' ? 'ko' : 'en')) await new Promise(requestAnimationFrame);
  }, language);
}

export const shareRow = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Shares' }).getByRole('listitem', { name, exact: true });

/** Shows what is known of a share, below its row. */
export async function openDetails(page: Page, name: string): Promise<Locator> {
  const opener = shareRow(page, name).getByRole('button', { name, exact: true });
  if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
  return page.getByRole('region', { name: 'Details' });
}

export const uploadRow = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Uploads' }).getByRole('listitem', { name, exact: true });

export async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Shares by an entry of the menu beside "Choose files". */
export async function shareBy(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'More ways to share' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Opens the panel of the drop zone and presses these switches. */
export async function switchOn(page: Page, ...names: readonly string[]): Promise<Locator> {
  await page.getByRole('button', { name: 'Options' }).click();
  const panel = page.getByRole('dialog', { name: 'Options' });
  for (const name of names) await panel.getByRole('switch', { name }).click();
  return panel;
}

/** The first choice of a new profile: the bucket on this computer. */
export async function useThisComputer(page: Page): Promise<void> {
  await pick(page, 'Files go to', 'This computer');
  await expect.poll(async () => (await viewOf(page)).connections.length).toBe(1);
}

export async function expireAfterSeconds(page: Page, seconds: number): Promise<void> {
  await pick(page, 'Link expires in', 'Custom…');
  await pick(page, 'Unit', 'seconds');
  await page.getByLabel('Amount').fill(`${seconds}`);
  await expect.poll(async () => (await viewOf(page)).expirySeconds).toBe(seconds);
  await page.keyboard.press('Escape');
}

/** Fills the form for a new connection and leaves it open. */
export async function fillConnection(
  page: Page,
  server: Omit<ForeignServer, 'stop' | 'port'>,
  name = 'Work',
): Promise<void> {
  await page.getByRole('button', { name: 'Connections' }).click();
  await page.getByRole('button', { name: 'Add connection' }).click();
  await pick(page, 'Provider', 'Other S3');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Endpoint').fill(server.endpoint);
  await page.getByLabel('Bucket').fill(server.bucket);
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByLabel('Access key ID').fill(server.accessKeyId);
  await page.getByLabel('Secret access key').fill(server.secretAccessKey);
}

/** Saves the open form and waits until the connection is in the list. */
export async function saveConnection(page: Page, name = 'Work'): Promise<void> {
  await page.getByRole('button', { name: 'Save connection' }).click();
  await expect(page.getByRole('list', { name: 'Connections' }).getByRole('listitem', { name })).toBeVisible();
}

/** The pointer and the keys of this worker’s screen, as xdotool moves and presses them. */
export const pointer = (...args: readonly (string | number)[]) => execFileSync('xdotool', args.map(String));

/** Takes hold of a row and pulls, until the system knows it for a drag; the pointer's button stays down. */
export async function pull(row: Locator): Promise<void> {
  await row.scrollIntoViewIfNeeded();
  const box = await row.boundingBox();
  if (box === null) throw new Error('the row is not on the screen');
  const [left, top] = await row.page().evaluate(() => [window.screenX, window.screenY] as const);
  pointer('mousemove', Math.round(left + box.x + 120), Math.round(top + box.y + 20), 'mousedown', 1);
  for (let step = 1; step <= 10; step += 1) pointer('mousemove_relative', '--', 4, 1);
}

/** In an open form whose advanced part is shown: the file of authorities, as the system's dialog gives it. */
export async function chooseCaFile(app: ElectronApplication, page: Page, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
  await page.getByRole('button', { name: 'Choose file…' }).click();
  await expect(page.getByLabel('Certificate authorities')).toHaveValue(path);
}

/** Limits all uploads together; bytes per second, 0 for no limit. */
export const limitBandwidth = (page: Page, bandwidthBytesPerSecond: number) =>
  page.evaluate(
    (bytesPerSecond) =>
      (window as unknown as { readonly mayfly: Bridge }).mayfly['settings:save']({
        bandwidthBytesPerSecond: bytesPerSecond,
      }),
    bandwidthBytesPerSecond,
  );
