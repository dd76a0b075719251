// Every failure on the screen says what happened, that the file is safe, and the one next step.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { copiedLink, drop, expect, test } from './kept-app';
import { serveForeignBucket } from './foreign-server';
import { receive } from './recipient';
import { fillConnection, saveConnection, shareRow, uploadRow } from './window';

const keys = { accessKeyId: 'FOREIGNKEY', secretAccessKey: 'the-right-secret' };

test('a wrong secret: the test of the connection says it, and so does the upload @deep', async ({
  page,
  file,
  folder,
}) => {
  const server = await serveForeignBucket(join(folder, 'server'), keys);
  try {
    await fillConnection(page, { ...server, secretAccessKey: 'a-wrong-secret' });
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('did not accept the signature: the secret access key is wrong.')).toBeVisible();
    await expect(page.getByText('Enter the secret access key again.')).toBeVisible();
    await saveConnection(page);
    await page.getByRole('button', { name: 'Shares', exact: true }).click();
    await drop(page, [await file('report.pdf', 'report')]);
    const row = uploadRow(page, 'report.pdf');
    await expect(row).toContainText('the secret access key is wrong');
    await expect(row).toContainText('Your file is safe on this computer; what was sent of it may lie on the server');
    await expect(shareRow(page, 'report.pdf')).toBeHidden();
  } finally {
    await server.stop();
  }
});

test('what is no ordinary file is refused by name, and the rest is shared @deep', async ({
  app,
  page,
  file,
  folder,
}) => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  await drop(page, [pipe, await file('fine.txt', 'fine')]);
  await expect(shareRow(page, 'fine.txt')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('“pipe” is a named pipe');
  expect((await receive(await copiedLink(app))).status).toBe(200);
});

test('an endpoint that cannot be one is refused at its field, with the reason', async ({ page }) => {
  await fillConnection(page, { endpoint: 'https://user:pass@s3.example.com', bucket: 'files', ...keys });
  await page.getByRole('button', { name: 'Save connection' }).click();
  await expect(page.getByLabel('Endpoint')).toHaveAccessibleDescription(/user name or password/);
});
