// What other programs of this computer know becomes a connection by one press, and a bucket is chosen or made in the form.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, launch, quit, test as withOwnApp } from './fixtures';
import { serveForeignBucket, type ForeignServer } from './foreign-server';
import { test } from './kept-app';
import { fillConnection, saveConnection, viewOf } from './window';

const programs = join(import.meta.dirname, '..', 'fixtures', 'programs');
let server: ForeignServer | undefined;
test.afterEach(async () => {
  await server?.stop();
  server = undefined;
});

withOwnApp(
  'a remote of rclone is a tested connection by one press, and its file stays as it is @deep',
  async ({ folder, profileDir }) => {
    const keys = { accessKeyId: 'RCLONEPLAIN', secretAccessKey: 'CANARY/plain+secret==' };
    server = await serveForeignBucket(join(folder, 'server'), keys);
    const conf = join(folder, 'rclone.conf');
    const made = readFileSync(join(programs, 'rclone.conf'), 'utf8');
    writeFileSync(conf, made.replace('http://127.0.0.1:9000', server.endpoint));
    const facts = () => [readFileSync(conf, 'utf8'), statSync(conf, { bigint: true }).mtimeNs];
    const before = facts();
    const { app, page } = await launch({ profileDir, env: { RCLONE_CONFIG: conf, MC_CONFIG_DIR: folder } });
    try {
      await page.getByRole('button', { name: 'Connections' }).click();
      await page.getByRole('button', { name: 'Add connection' }).click();
      const found = page.getByRole('list', { name: 'Found on this computer' });
      await expect(found, 'before it is asked for').toBeHidden();
      await page.getByRole('button', { name: 'Look on this computer' }).click();
      await expect(found.getByRole('listitem')).toHaveCount(4);
      expect(await page.content()).not.toContain('CANARY');
      await page.getByRole('button', { name: 'Connect “plain”' }).click();
      const row = page
        .getByRole('list', { name: 'Connections' })
        .getByRole('listitem')
        .filter({ hasText: server.bucket });
      await expect(row).toContainText('The connection works.');
      const [connection] = (await viewOf(page)).connections;
      const account = `connection:${connection?.id}`;
      const kept = execFileSync('secret-tool', ['lookup', 'service', 'Mayfly', 'account', account], {
        encoding: 'utf8',
      });
      expect(JSON.parse(kept)).toEqual(keys);
      expect(JSON.stringify(await viewOf(page))).not.toContain('CANARY');
      expect(facts()).toEqual(before);
    } finally {
      await quit(app);
    }
  },
);

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
