// The order of waiting uploads is changed by dragging them, with the engine's real drag and drop.
import { drop, expect, test } from './kept-app';
import { setPages, limitBandwidth } from './window';

test('a waiting upload is dragged before another one, and nothing is shared by it', async ({ page, file }) => {
  // So slow that those that travel at once are under way as long as this takes: the others wait.
  await limitBandwidth(page, 1_024);
  await setPages(page, 'never');
  const names = Array.from({ length: 35 }, (_, index) => `file-${String(index).padStart(2, '0')}.bin`);
  const paths: string[] = [];
  for (const name of names) paths.push(await file(name, Buffer.alloc(1_500_000)));
  await drop(page, paths);
  const list = page.getByRole('list', { name: 'Uploads' });
  const rows = list.getByRole('listitem');
  await expect(rows).toHaveCount(35);
  const waiting = list.locator('li[data-phase="waiting"]');
  await expect(waiting).toHaveCount(3);
  const order = () => waiting.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')));
  expect(await order()).toEqual(['file-32.bin', 'file-33.bin', 'file-34.bin']);
  await waiting.nth(2).dragTo(waiting.nth(0));
  await expect.poll(order).toEqual(['file-34.bin', 'file-32.bin', 'file-33.bin']);
  await waiting.nth(0).dragTo(waiting.nth(1));
  await expect.poll(order).toEqual(['file-32.bin', 'file-34.bin', 'file-33.bin']);
  await expect(rows).toHaveCount(35);
});
