// The files of a page share are added, replaced and removed in its details, and the link that people have gives the present ones.
import type { ElectronApplication } from '@playwright/test';
import { copiedLinks, drop, expect, test } from './kept-app';
import { setLanguage, shareRow } from './window';

const willChoose = (app: ElectronApplication, paths: readonly string[]) =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...chosen] });
  }, paths);

/** The names on the page and what their links give. */
async function given(link: string): Promise<Readonly<Record<string, string>>> {
  const html = await (await fetch(link)).text();
  const found: Record<string, string> = {};
  for (const [, href = '', name = ''] of html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g)) {
    found[name] = await (await fetch(new URL(href.replaceAll('&amp;', '&'), link))).text();
  }
  return found;
}

test('a share that grows keeps its link', async ({ app, page, file }, info) => {
  await drop(page, [await file('plan.txt', 'the plan'), await file('notes.txt', 'notes')]);
  const [link = ''] = await copiedLinks(app, 1);
  const row = shareRow(page, 'plan.txt and 1 more');
  await row.getByRole('button', { name: 'plan.txt and 1 more' }).click();
  const details = page.getByRole('region', { name: 'Details' });
  const files = details.getByRole('list', { name: 'Files' }).or(details.getByRole('region', { name: 'Files' }));
  await expect(files.getByRole('listitem')).toHaveCount(2);
  await page.screenshot({ path: info.outputPath('details.png') });

  await willChoose(app, [await file('map.txt', 'the map')]);
  await details.getByRole('button', { name: 'Add files' }).click();
  const title = 'plan.txt and 2 more';
  await expect(shareRow(page, title)).toContainText('3 files');
  await expect(files.getByRole('listitem')).toHaveCount(3);
  expect(await given(link)).toEqual({ 'plan.txt': 'the plan', 'notes.txt': 'notes', 'map.txt': 'the map' });

  const better = await file('better.txt', 'a better plan');
  await willChoose(app, [better]);
  await files.getByRole('listitem').filter({ hasText: 'plan.txt' }).getByRole('button', { name: 'Replace…' }).click();
  await expect
    .poll(() => given(link))
    .toEqual({ 'plan.txt': 'a better plan', 'notes.txt': 'notes', 'map.txt': 'the map' });

  await files
    .getByRole('listitem')
    .filter({ hasText: 'notes.txt' })
    .getByRole('button', { name: 'Remove from share…' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Remove this file from the share?' });
  await page.screenshot({ path: info.outputPath('question.png') });
  await dialog.getByRole('button', { name: 'Remove from share', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(files.getByRole('listitem')).toHaveCount(2);
  expect(await given(link)).toEqual({ 'plan.txt': 'a better plan', 'map.txt': 'the map' });

  await setLanguage(page, 'ko');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: info.outputPath('details-ko-dark.png') });
  await page.setViewportSize({ width: 420, height: 680 });
  await page.screenshot({ path: info.outputPath('details-narrow.png') });
});
