// A secret typed into the form lands in the system's keychain and is never shown again.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openBareBus } from './bare-bus';
import { copiedLink, drop, expect, launch, quit, test } from './fixtures';
import { serveForeignBucket, type ForeignServer } from './foreign-server';
import { receive } from './recipient';
import { fillConnection, saveConnection, viewOf } from './window';

const keys = { accessKeyId: 'FOREIGNKEY', secretAccessKey: 'typed-by-a-person' };
let server: ForeignServer | undefined;

const inKeychain = (connectionId: string) =>
  execFileSync('secret-tool', ['lookup', 'service', 'Mayfly', 'account', `connection:${connectionId}`], {
    encoding: 'utf8',
  });

test.afterEach(async () => {
  await server?.stop();
  server = undefined;
});

test('saved, tested, used, changed, and the secret stays in the keychain', async ({
  app,
  page,
  file,
  folder,
  profileDir,
}) => {
  server = await serveForeignBucket(join(folder, 'server'), keys);
  await fillConnection(page, server);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('The connection works.');
  await saveConnection(page);
  const view = await viewOf(page);
  const id = view.connections[0]?.id ?? '';
  expect(JSON.parse(inKeychain(id))).toEqual(keys);
  expect(JSON.stringify(view)).not.toContain(keys.secretAccessKey);

  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByLabel('Secret access key')).toHaveValue('');
  await expect(page.getByLabel('Endpoint')).toHaveValue(server.endpoint);
  await page.getByLabel('Name', { exact: true }).fill('Archive');
  await saveConnection(page, 'Archive');
  expect(JSON.parse(inKeychain(id)), 'an empty field keeps the secret').toEqual(keys);

  await page.getByRole('button', { name: 'Shares', exact: true }).click();
  await drop(page, [await file('abroad.txt', 'abroad')]);
  const link = await copiedLink(app);
  expect(new URL(link).origin).toBe(server.endpoint);
  expect((await receive(link)).status).toBe(200);

  await quit(app);
  const again = await launch({ profileDir });
  try {
    await drop(again.page, [await file('later.txt', 'later')]);
    await expect.poll(async () => (await receive(await copiedLink(again.app))).disposition).toContain('later.txt');
    await again.page.getByRole('button', { name: 'Connections' }).click();
    await again.page.getByRole('button', { name: 'Edit' }).click();
    await again.page.getByRole('radio', { name: 'Paste' }).click();
    const pasted = `export AWS_ACCESS_KEY_ID=FOREIGNKEY\nexport AWS_SECRET_ACCESS_KEY=pasted-by-a-person`;
    await again.page.getByRole('textbox', { name: 'Text with keys' }).fill(pasted);
    await expect(again.page.getByRole('list', { name: 'What was recognised' })).toContainText('Secret access key');
    expect(await again.page.content(), 'what was pasted leaves the page').not.toContain('pasted-by-a-person');
    await saveConnection(again.page, 'Archive');
    expect(JSON.parse(inKeychain(id))).toEqual({ ...keys, secretAccessKey: 'pasted-by-a-person' });
    await again.page.getByRole('listitem').getByRole('button', { name: 'More' }).click();
    await again.page.getByRole('menuitem', { name: 'Remove…' }).click();
    await again.page.getByRole('button', { name: 'Remove connection' }).click();
    // Behind the dialog nothing has a role: it stands until the connection is gone.
    await expect(again.page.getByRole('dialog')).toBeHidden();
    await expect(again.page.getByRole('listitem', { name: 'Archive' })).toBeHidden();
    // The row goes at once, what it stood for a moment later.
    await expect(() => expect(() => inKeychain(id)).toThrow()).toPass();
  } finally {
    await quit(again.app);
  }
});

test('without a keychain the choices are offered, and a session secret works @deep', async ({
  folder,
  profileDir,
  file,
}) => {
  server = await serveForeignBucket(join(folder, 'server'), keys);
  const bus = await openBareBus(folder);
  const { app, page } = await launch({ profileDir, env: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
  try {
    await fillConnection(page, server);
    await page.getByRole('button', { name: 'Save connection' }).click();
    await expect(page.getByText('This computer runs no keychain').first()).toBeVisible();
    await page.getByRole('button', { name: 'Keep for this session only' }).click();
    await expect(page.getByRole('listitem', { name: 'Work' })).toContainText('Keys for this session only');
    await page.getByRole('button', { name: 'Shares', exact: true }).click();
    await drop(page, [await file('session.txt', 'session')]);
    expect((await receive(await copiedLink(app))).status).toBe(200);
  } finally {
    await quit(app);
    bus.close();
  }
});
