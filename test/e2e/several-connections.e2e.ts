// With several storages each file goes to the one that was chosen, lives as long as that one says, and a storage that goes
// takes its links along or leaves them, as was asked.
import { join } from 'node:path';
import { copiedLink, drop, expect, test, type Mayfly } from './kept-app';
import { serveForeignBucket, type ForeignServer } from './foreign-server';
import { receive } from './recipient';
import { fillConnection, pick, saveConnection, shareRow, viewOf } from './window';

const servers: ForeignServer[] = [];
test.afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(dataDir: string): Promise<ForeignServer> {
  const server = await serveForeignBucket(dataDir, { accessKeyId: 'SEVERALKEY', secretAccessKey: 'one-of-several' });
  servers.push(server);
  return server;
}

const secondsOf = (link: string) => Number(new URL(link).searchParams.get('X-Amz-Expires'));
const rowOf = ({ page }: Pick<Mayfly, 'page'>, name: string) =>
  page.getByRole('list', { name: 'Connections' }).getByRole('listitem', { name, exact: true });

test('files go where they are sent, and a connection goes with its links or without @deep', async ({
  app,
  page,
  folder,
  file,
}) => {
  const [work, home] = await Promise.all([serve(join(folder, 'work')), serve(join(folder, 'home'))]);
  await fillConnection(page, work, 'Work');
  await saveConnection(page, 'Work');
  await fillConnection(page, home, 'Home');
  await page.getByRole('button', { name: 'Advanced' }).click();
  await pick(page, 'Links expire in', '1 hour');
  await page.getByRole('radio', { name: 'Teal' }).click();
  await saveConnection(page, 'Home');
  await expect(rowOf({ page }, 'Home')).toContainText('Links live 1 hour');

  await page.getByRole('button', { name: 'Shares', exact: true }).click();
  const shareAt = async (connection: string, name: string, expiry?: string) => {
    await pick(page, 'Files go to', connection);
    if (expiry !== undefined) await pick(page, 'Link expires in', expiry);
    await drop(page, [await file(name, name)]);
    await expect(shareRow(page, name)).toContainText(connection);
    await expect.poll(async () => (await receive(await copiedLink(app))).disposition).toContain(name);
    return copiedLink(app);
  };
  const toHome = await shareAt('Home', 'home.txt');
  expect([new URL(toHome).origin, secondsOf(toHome)]).toEqual([home.endpoint, 3_600]);
  const toWork = await shareAt('Work', 'work.txt');
  expect([new URL(toWork).origin, secondsOf(toWork)]).toEqual([work.endpoint, (await viewOf(page)).expirySeconds]);
  const shortly = await shareAt('Home', 'shortly.txt', '15 minutes');
  expect([new URL(shortly).origin, secondsOf(shortly)], 'what was chosen wins').toEqual([home.endpoint, 900]);

  await page.getByRole('button', { name: 'Connections' }).click();
  const remove = async (name: string, open: string, options: string) => {
    await rowOf({ page }, name).getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    const dialog = page.getByRole('dialog', { name: `Remove “${name}”?` });
    await expect(dialog).toContainText(open);
    await dialog.getByRole('radio', { name: options }).click();
    await dialog.getByRole('button', { name: 'Remove connection' }).click();
    // Behind the dialog nothing has a role: a row that is there still would count as gone.
    await expect(dialog).toBeHidden();
    await expect(rowOf({ page }, name)).toBeHidden();
  };
  await remove('Home', '2 links to it are still open.', 'Take them back now');
  expect([(await receive(toHome)).status, (await receive(shortly)).status]).toEqual([404, 404]);
  await remove('Work', '1 link to it is still open.', 'Keep them until their end');
  expect((await receive(toWork)).status).toBe(200);
  expect((await viewOf(page)).connections).toEqual([]);
});
