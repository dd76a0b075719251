// The page of a folder is kept in step with it by a switch in its details, says when it was, and why it is not.
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copiedLinks, drop, expect, test } from './kept-app';
import { setLanguage, shareRow } from './window';

async function names(link: string): Promise<readonly string[]> {
  const html = await (await fetch(link)).text();
  return Array.from(html.matchAll(/<a href="[^"]+"[^>]*><bdi>([^<]*)<\/bdi>/g), ([, name = '']) => name);
}

test('a page follows its folder while the switch is on @deep', async ({ app, page }, info) => {
  test.setTimeout(120_000);
  const home = await mkdtemp(join(tmpdir(), 'mayfly-e2e-follow-'));
  const folder = join(home, 'Trip');
  await mkdir(folder);
  for (const name of ['plan.txt', 'notes.txt']) await writeFile(join(folder, name), name);
  await drop(page, [folder]);
  const [link = ''] = await copiedLinks(app, 1);
  const row = shareRow(page, 'Trip');
  await row.getByRole('button', { name: 'Trip' }).click();
  const details = page.getByRole('region', { name: 'Details' });
  const keeps = details.getByRole('switch', { name: 'Keep in step with the folder' });
  await expect(keeps).not.toBeChecked();
  await expect(details).toContainText(folder);
  await keeps.click();
  await expect(keeps).toBeChecked();
  await expect(row).toContainText('In step ');
  await page.screenshot({ path: info.outputPath('in-step.png') });

  await writeFile(join(folder, 'map.txt'), 'the map');
  await expect(row).toContainText('3 files', { timeout: 20_000 });
  expect(await names(link)).toEqual(['notes.txt', 'plan.txt', 'map.txt']);
  await rm(join(folder, 'plan.txt'));
  await expect(row).toContainText('2 files', { timeout: 40_000 });
  expect(await names(link)).toEqual(['notes.txt', 'map.txt']);

  await rename(folder, join(home, 'Gone'));
  await expect(row).toContainText('Out of step', { timeout: 40_000 });
  await expect(details).toContainText('The page is not in step with “Trip”: the folder is not there now.');
  expect(await names(link)).toEqual(['notes.txt', 'map.txt']);
  await page.screenshot({ path: info.outputPath('out-of-step.png') });
  await setLanguage(page, 'ko');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: info.outputPath('out-of-step-ko-dark.png') });
  await page.setViewportSize({ width: 420, height: 680 });
  await page.getByRole('switch', { name: '폴더와 같게 유지' }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: info.outputPath('out-of-step-narrow.png') });
  await setLanguage(page, 'en');
  await rename(join(home, 'Gone'), folder);
  await expect(row).toContainText('In step ', { timeout: 40_000 });
  await keeps.click();
  await expect(row).not.toContainText('In step ');
  await rm(home, { recursive: true });
});
