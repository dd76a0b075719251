// A bucket is chosen or made in the form.
import { join } from 'node:path';
import { serveForeignBucket, type ForeignServer } from './foreign-server';
import { expect, test } from './kept-app';
import { fillConnection, saveConnection } from './window';

let server: ForeignServer | undefined;
test.afterEach(async () => {
  await server?.stop();
  server = undefined;
});

test('the bucket is chosen by the keyboard, or made by one press @deep', async ({ page, folder }) => {
  server = await serveForeignBucket(join(folder, 'server'), {
    accessKeyId: 'FOREIGNKEY',
    secretAccessKey: 'typed-by-a-person',
  });
  await fillConnection(page, { ...server, bucket: '' });
  await page.getByRole('textbox', { name: 'Bucket' }).focus();
  const bucket = page.getByRole('combobox', { name: 'Bucket' });
  await expect(bucket).toHaveAccessibleDescription('The key sees 1 bucket. The arrow keys choose it.');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: server.bucket })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(bucket).toHaveValue(server.bucket);

  await bucket.fill('brand-new');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Create bucket “brand-new”' }).click();
  await expect(bucket).toHaveAccessibleDescription('Bucket “brand-new” was made in us-east-1. It is private.');
  await expect(bucket).toBeFocused();
  await saveConnection(page);
  await expect(page.getByRole('listitem', { name: 'Work' })).toContainText('The connection works.');
});
