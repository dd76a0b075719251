// A file request with a short link: switched on in the form, opened by a guest's browser at the short address, and dead there once it is closed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { file } from '../request-page/fixtures';
import { clipboardText, expect, test } from './kept-app';
import { sendByPhone } from './phone-guest';
import { openBrowser } from './recipient';
import { viewOf, shareBy, useThisComputer } from './window';

const address = /^http:\/\/127\.0\.0\.1:\d+\/mayfly-doors\/[0-9A-Za-z]{16}$/;

test('a guest sends a file by the short link of a request, which opens nothing once the request is closed @deep', async ({
  app,
  page,
  folder,
}) => {
  await app.evaluate(({ app: electron }, downloads) => electron.setPath('downloads', downloads), folder);
  await useThisComputer(page);
  await shareBy(page, 'Request files');
  const form = page.getByRole('dialog', { name: 'Request files' });
  const doorSwitch = form.getByRole('switch', { name: 'Short link' });
  const advanced = form.getByRole('button', { name: 'Advanced' });
  await advanced.click();
  await expect(form.getByRole('switch', { name: 'Encrypt to this computer' })).toBeVisible();
  await expect(doorSwitch).toHaveCount(0);
  await form.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('navigation').getByRole('button', { name: 'Connections' }).click();
  await page.getByRole('listitem').getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('menuitem', { name: 'Short links…' }).click();
  const links = page.getByRole('dialog', { name: 'Short links' });
  await links.getByRole('button', { name: 'Set up short links' }).click();
  await links.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('dialog', { name: 'Short links' })).toHaveCount(0);

  await page.getByRole('navigation').getByRole('button', { name: 'Requests' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Request files' }).click();
  await form.getByRole('textbox', { name: 'Title' }).fill('Party');
  await advanced.click();
  await expect(doorSwitch).not.toBeChecked();
  await doorSwitch.click();
  await form.getByRole('button', { name: 'Make and copy link' }).click();
  await expect.poll(() => clipboardText(app)).toMatch(address);
  const link = await clipboardText(app);
  const row = page.getByRole('list', { name: 'Requests' }).getByRole('listitem', { name: 'Party' });
  const shown = link.replace('http://', '');
  await expect(row).toContainText(shown);
  expect(JSON.stringify(await viewOf(page))).not.toContain('X-Amz');

  const browser = await openBrowser();
  try {
    await sendByPhone(browser, link, [file('plan.txt', 'meet at noon', 'text/plain')], 'Kim');
    await expect(row).toContainText('1 of 100 files');
    await row.getByRole('button', { name: 'Show Party' }).click();
    const plan = page.getByRole('list', { name: 'What arrived' }).getByRole('listitem', { name: 'plan.txt' });
    await expect(plan).toContainText('Saved');
    expect(await readFile(join(folder, 'Mayfly', 'Party', 'plan.txt'), 'utf8')).toBe('meet at noon');
    await expect(page.getByRole('definition').filter({ hasText: `${shown}, the same until` })).toBeVisible();

    await page.getByRole('button', { name: 'Close request' }).click();
    const question = page.getByRole('dialog', { name: 'Close this request?' });
    await expect(question).toContainText(`${shown} opens nothing any more.`);
    await question.getByRole('button', { name: 'Close it' }).click();
    await expect(page.getByRole('main')).toContainText('Closed');
    await expect.poll(async () => (await viewOf(page)).fileRequests[0]?.doorAddress).toBeUndefined();
    await expect(page.getByText(shown)).toHaveCount(0);
    const visitor = await browser.newPage();
    await visitor.goto(link);
    await expect(visitor.getByText('This link was closed.')).toBeVisible();
    await expect(visitor.getByRole('button', { name: 'Choose files' })).toHaveCount(0);
  } finally {
    await browser.close();
  }
});
