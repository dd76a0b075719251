// The server is down: window, shelf and tray say so alike, nobody counts a byte, and the upload goes on once the server is back.
import { join } from 'node:path';
import { test } from './desktop-test';
import { clipboardText, copiedLink, drop, expect } from './fixtures';
import { serveForeignBucket } from './foreign-server';
import { receive } from './recipient';
import { fillConnection, saveConnection, shareRow, uploadRow } from './window';

const keys = { accessKeyId: 'FOREIGNKEY', secretAccessKey: 'the-right-secret' };

// In an app of its own: once a test has opened the shelf, its window stays, and no other one opens.
test('a stopped server: the words say so, nothing is copied, and the upload goes on by itself once it is back @deep', async ({
  desktop,
  app,
  page,
  file,
  folder,
}, info) => {
  const server = await serveForeignBucket(join(folder, 'server'), keys);
  await fillConnection(page, server);
  await saveConnection(page);
  await page.getByRole('button', { name: 'Shares', exact: true }).click();
  await server.stop();
  await drop(page, [await file('report.pdf', 'report')]);
  const row = uploadRow(page, 'report.pdf');
  await expect(row).toContainText(`The server 127.0.0.1:${server.port} cannot be reached`);
  await expect(row).toContainText('Waiting for the network · 0 bytes of 6 bytes');
  expect(await clipboardText(app)).toBe('');

  const icon = await desktop.icon();
  const opening = app.waitForEvent('window');
  await icon.activate();
  const shelf = await opening;
  const onShelf = uploadRow(shelf, 'report.pdf');
  await expect(onShelf).toContainText('Waiting for the network · 0 bytes of 6 bytes');
  await expect(onShelf.getByRole('progressbar')).toHaveJSProperty('value', 0);
  await expect
    .poll(async () => (await icon.menu()).children.flatMap(({ children }) => children.map(({ label }) => label)))
    .toContain('report.pdf, waiting for the network');
  expect(await icon.tooltip()).toBe('Mayfly: report.pdf waiting for the network');
  await shelf.screenshot({ path: info.outputPath('shelf.png') });
  await page.screenshot({ path: info.outputPath('window.png') });

  const back = await serveForeignBucket(join(folder, 'server'), keys, server.port);
  try {
    await expect(shareRow(page, 'report.pdf')).toBeVisible({ timeout: 15_000 });
    expect((await receive(await copiedLink(app))).status).toBe(200);
  } finally {
    await back.stop();
  }
});
