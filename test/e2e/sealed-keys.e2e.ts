// A connection whose keys lie in a file is used on the command line; the window says so, and breaks nothing of it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { runCli } from '../cli/run-cli';
import { copiedLink, drop, expect, test } from './fixtures';
import { serveForeignBucket, type ForeignServer } from './foreign-server';
import { receive } from './recipient';
import { saveConnection, viewOf } from './window';

const keys = { accessKeyId: 'SEALEDKEY', secretAccessKey: 'sealed-by-a-passphrase' };
let server: ForeignServer | undefined;
test.afterEach(async () => {
  await server?.stop();
  server = undefined;
});

test('a running window shows it, refuses it in words, and takes it over once its keys are typed @deep', async ({
  app,
  page,
  file,
  folder,
  profileDir,
}, testInfo) => {
  server = await serveForeignBucket(join(folder, 'server'), keys);
  const passphraseFile = join(folder, 'passphrase');
  await writeFile(passphraseFile, 'correct horse battery', { mode: 0o600 });
  const cli = (args: readonly string[], stdin = '') =>
    runCli([...args, '--profile-dir', profileDir], {
      stdin,
      noTerminal: true,
      env: { MAYFLY_PASSPHRASE_FILE: passphraseFile },
    });
  const place = ['--endpoint', server.endpoint, '--bucket', server.bucket, '--region', 'us-east-1'];
  const added = await cli(
    ['connections', 'add', 'Box', ...place, '--access-key-id', keys.accessKeyId, '--store', 'file'],
    `${keys.secretAccessKey}\n`,
  );
  expect([added.code, added.stderr]).toEqual([0, '']);

  await page.getByRole('button', { name: 'Connections' }).click();
  const row = page.getByRole('list', { name: 'Connections' }).getByRole('listitem', { name: 'Box', exact: true });
  await expect(row).toContainText('Keys in a file: command line only');
  await page.screenshot({ path: testInfo.outputPath('connections.png') });

  await page.getByRole('button', { name: 'Shares', exact: true }).click();
  await drop(page, [await file('dropped.txt', 'dropped')]);
  await expect(page.getByText(/lie in a file that a passphrase opens/).first()).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath('refused.png') });
  const shared = await cli(['share', await file('typed.txt', 'typed')]);
  expect(
    [shared.code, (await receive(shared.stdout.trim())).status],
    'a running window is in no command’s way',
  ).toEqual([0, 200]);

  await page.getByRole('button', { name: 'Connections' }).click();
  await row.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByLabel('Secret access key')).toHaveAttribute('placeholder', /^Kept in a file/);
  await page.getByLabel('Name', { exact: true }).fill('Crate');
  await saveConnection(page, 'Crate');
  expect((await viewOf(page)).connections.map(({ name, secret }) => [name, secret])).toEqual([['Crate', 'file']]);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Access key ID').fill(keys.accessKeyId);
  await page.getByLabel('Secret access key').fill(keys.secretAccessKey);
  await saveConnection(page, 'Crate');
  expect((await viewOf(page)).connections.map(({ secret }) => secret)).toEqual(['keychain']);
  const secrets = join(profileDir, 'secrets');
  expect(existsSync(secrets) ? readdirSync(secrets) : []).toEqual([]);
  await page.getByRole('button', { name: 'Shares', exact: true }).click();
  await drop(page, [await file('later.txt', 'later')]);
  await expect.poll(async () => (await receive(await copiedLink(app))).disposition).toContain('later.txt');
});
