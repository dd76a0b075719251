// An encrypted share from the window to the browser of somebody else: the link carries the secret, the password is told in another way.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copiedLink, drop, expect, test } from './kept-app';
import { openBrowser, sha256, sha256OfFile } from './recipient';
import { shareRow, viewOf, switchOn } from './window';

const password = 'Alfama at dusk';

test('a folder dropped with “Encrypt” and a password opens in a browser by link and password, and by no less', async ({
  app,
  page,
  folder,
}) => {
  await mkdir(join(folder, 'Lisbon', 'day 1'), { recursive: true });
  await writeFile(join(folder, 'Lisbon', 'plan.txt'), 'meet at noon');
  await writeFile(join(folder, 'Lisbon', 'day 1', 'map.bin'), Buffer.alloc(200_000, 7));
  await switchOn(page, 'Encrypt');
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await drop(page, [join(folder, 'Lisbon')]);
  const link = new URL(await copiedLink(app));
  expect(link.hash).toMatch(/^#[\w-]{22}$/);
  await expect(shareRow(page, 'Lisbon').getByText('encrypted, password')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
  const state = JSON.stringify(await viewOf(page));
  expect([state.includes(password), state.includes(link.hash.slice(1))]).toEqual([false, false]);

  const browser = await openBrowser();
  try {
    const visitor = await browser.newPage();
    // The picker is a window of the system: without it the page saves as in browsers that have none.
    await visitor.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await visitor.goto(link.href);
    const unlock = async (typed: string) => {
      await visitor.getByRole('textbox', { name: 'Password' }).fill(typed);
      await visitor.getByRole('button', { name: 'Unlock' }).click();
    };
    expect(await visitor.content()).not.toContain('Lisbon');
    await unlock('Alfama at dawn');
    await expect(visitor.getByRole('textbox', { name: 'Password' })).toHaveAttribute('aria-invalid', 'true');
    expect(await visitor.content()).not.toContain('Lisbon');
    await unlock(password);
    await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Lisbon');
    const saving = visitor.waitForEvent('download');
    await visitor.getByRole('button', { name: 'Download plan.txt' }).last().click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('plan.txt');
    expect(await sha256OfFile(await saved.path())).toBe(sha256(Buffer.from('meet at noon')));
  } finally {
    await browser.close();
  }
});
