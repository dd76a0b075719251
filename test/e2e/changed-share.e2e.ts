// The files of a page share are added, replaced and removed in its details, and the link that people have gives the present ones.
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { clipboardText, copiedLinks, drop, expect, test } from './kept-app';
import { openDetails, setLanguage, shareRow } from './window';

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

test('a share of one file becomes a page, which is said before @deep', async ({ app, page, file }, info) => {
  await drop(page, [await file('plan.txt', 'the plan')]);
  const [former = ''] = await copiedLinks(app, 1);
  const details = await openDetails(page, 'plan.txt');
  await details.getByRole('button', { name: 'Add files' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add files' });
  await expect(dialog).toContainText('has a new link');
  await expect(dialog).toContainText('goes on to open this one file');
  await page.screenshot({ path: info.outputPath('asked.png') });
  await willChoose(app, [await file('map.txt', 'the map')]);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(shareRow(page, 'plan.txt and 1 more')).toContainText('2 files');
  await expect.poll(() => clipboardText(app)).not.toBe(former);
  const [link = ''] = await copiedLinks(app, 1);
  expect(await given(link)).toEqual({ 'plan.txt': 'the plan', 'map.txt': 'the map' });
  expect(await (await fetch(former)).text()).toBe('the plan');
  await page.screenshot({ path: info.outputPath('page.png') });
});

/** Files of the operating system over the middle of a row. */
async function dragOver(page: Page, row: Locator, paths: readonly string[]) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const send = async (type: 'dragEnter' | 'dragOver' | 'drop', over: Locator) => {
    const box = await over.boundingBox();
    if (box === null) throw new Error('there is no such row on the screen');
    await session.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  };
  await send('dragEnter', row);
  await send('dragOver', row);
  return { to: (over: Locator) => send('dragOver', over), drop: (over: Locator) => send('drop', over) };
}

test('files that are dropped on the row of a page share come to it, on any other row they make a new one @deep', async ({
  app,
  page,
  file,
}, info) => {
  await drop(page, [await file('single.txt', 'alone')]);
  await copiedLinks(app, 1);
  await drop(page, [await file('plan.txt', 'the plan'), await file('notes.txt', 'notes')]);
  await expect(shareRow(page, 'plan.txt and 1 more')).toBeVisible();
  const [link = ''] = await copiedLinks(app, 1);
  const row = page.getByRole('listitem', { name: /^plan\.txt and/ });
  const single = shareRow(page, 'single.txt');
  const drag = await dragOver(page, single, [await file('map.txt', 'the map')]);
  await expect(page.getByText('Or on an outlined share, to add it there')).toBeVisible();
  await page.screenshot({ path: info.outputPath('over.png') });
  await drag.to(row);
  await expect(row.getByText('Add to this share')).toBeVisible();
  await expect(page.getByText('Let go to add it to this share')).toBeVisible();
  await page.screenshot({ path: info.outputPath('into.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: info.outputPath('into-dark.png') });
  await page.setViewportSize({ width: 420, height: 680 });
  await drag.to(single);
  await page.screenshot({ path: info.outputPath('over-narrow.png') });
  await drag.to(row);
  await page.screenshot({ path: info.outputPath('into-narrow.png') });
  await drag.drop(row);
  await expect(shareRow(page, 'plan.txt and 2 more')).toContainText('3 files');
  expect(await given(link)).toEqual({ 'plan.txt': 'the plan', 'notes.txt': 'notes', 'map.txt': 'the map' });
  await (await dragOver(page, single, [await file('other.txt', 'other')])).drop(single);
  await expect(shareRow(page, 'other.txt')).toBeVisible();
  await setLanguage(page, 'ko');
  await dragOver(page, row, [await file('more.txt', 'more')]);
  await page.screenshot({ path: info.outputPath('into-ko.png') });
});
