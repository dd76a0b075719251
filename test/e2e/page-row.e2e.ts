// Files without a page are copied together.
import { copiedLinks, drop, expect, test } from './kept-app';
import { setPages } from './window';

test('three files without a page are three links on the clipboard, and one notice', async ({ app, page, file }) => {
  await setPages(page, 'never');
  const names = ['a.txt', 'b.txt', 'c.txt'];
  await drop(page, await Promise.all(names.map((name) => file(name, name))));
  const copied = page.getByRole('status').getByText('3 links copied');
  await expect(copied).toBeVisible();
  const links = await copiedLinks(app, 3);
  expect(links.map((link) => new URL(link).pathname.split('/').at(-1))).toEqual(names);
  await expect(page.getByRole('status').getByText(/links? copied/i)).toHaveCount(1);
  await drop(page, [await file('d.txt', 'd')]);
  await copiedLinks(app, 1);
  // Only the links that lie on the clipboard are said to be copied.
  await expect(page.getByRole('status').getByText(/links? copied/i)).toHaveCount(1);
  await expect(copied).toHaveCount(0);
});
