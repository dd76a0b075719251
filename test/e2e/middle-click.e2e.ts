// Under X11 a middle click is a paste of what is selected in any program. It shared the clipboard, which may hold a password.
import { execFileSync } from 'node:child_process';
import { expect, setClipboard, test } from './kept-app';
import { pointer, viewOf } from './window';

test('a middle click beside the fields shares nothing, and pastes into a field @x11', async ({ app, page }) => {
  await setClipboard(app, 'a password');
  // It stays behind to serve what was selected.
  execFileSync('xclip', ['-selection', 'primary'], { input: 'selected', stdio: ['pipe', 'ignore', 'ignore'] });
  const [left, top] = await page.evaluate(() => [window.screenX, window.screenY] as const);
  await page.getByRole('button', { name: 'Requests' }).click();
  pointer('mousemove', left + 500, top + 600, 'click', 2);

  // The field's paste comes after what the click before it began.
  await page.getByRole('button', { name: 'Connections' }).click();
  await page.getByRole('button', { name: 'Add connection' }).click();
  const field = page.getByLabel('Name', { exact: true });
  const box = await field.boundingBox();
  if (box === null) throw new Error('the field is not on the screen');
  pointer('mousemove', Math.round(left + box.x + 20), Math.round(top + box.y + 10), 'click', 2);
  await expect(field).toHaveValue(/selected/);
  const { shares, uploads } = await viewOf(page);
  expect([shares, uploads]).toEqual([[], []]);
});
