// A connection is typed as endpoint, keys and bucket; the rest is found out, and what is wrong is said with its way out.
import { join } from 'node:path';
import { copiedLink, drop, expect, test } from './kept-app';
import { namedPlaces } from '../named-places';
import { serveForeignBucket, serveInFrontOf, type ForeignServer } from './foreign-server';
import { receive } from './recipient';
import { fillConnection, saveConnection, viewOf } from './window';

const keys = { accessKeyId: 'FOREIGNKEY', secretAccessKey: 'typed-by-a-person' };
type Serve = (folder: string, port?: number) => Promise<ForeignServer>;

const foreign: Serve = (folder, port) => serveForeignBucket(join(folder, 'server'), keys, port);
const named = namedPlaces.map((place): readonly [string, Serve] => [
  `${place.name}: `,
  (_folder, port) => serveInFrontOf(place, port),
]);

let server: ForeignServer | undefined;
test.afterEach(async () => {
  await server?.stop();
  server = undefined;
});

for (const [where, serve] of [['', foreign] as const, ...named]) {
  test(`${where}endpoint, keys and bucket are enough, and a wrong secret is named`, async ({
    app,
    page,
    file,
    folder,
  }) => {
    server = await serve(folder);
    await fillConnection(page, { ...server, secretAccessKey: 'another' });
    await page.getByLabel('Region').fill('');
    await page.getByRole('button', { name: 'Test connection' }).click();
    const report = page.getByRole('region', { name: 'Connection test' });
    await expect(report).toContainText('The connection does not work yet.');
    await expect(report).toContainText('did not accept the signature: the secret access key is wrong.');
    await expect(report).toContainText('Enter the secret access key again.');

    await page.getByLabel('Secret access key').fill(server.secretAccessKey);
    await expect(report, 'of other keys').toBeHidden();
    await saveConnection(page);
    await page.getByRole('button', { name: 'Test results' }).click();
    await expect(report).toContainText('The connection works.');
    const [connection] = (await viewOf(page)).connections;
    expect(connection).toMatchObject({ region: 'us-east-1', bucket: server.bucket });
    await page.getByRole('button', { name: 'Shares', exact: true }).click();
    await drop(page, [await file('abroad.txt', 'abroad')]);
    expect((await receive(await copiedLink(app))).status).toBe(200);
  });

  test(`${where}a server that stopped is named, and tested again when it is back @deep`, async ({ page, folder }) => {
    server = await serve(folder);
    await fillConnection(page, server);
    await saveConnection(page);
    await expect(page.getByText('The connection works.', { exact: true }).first()).toBeVisible();
    const { port } = server;
    await server.stop();

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Test connection' }).click();
    const report = page.getByRole('region', { name: 'Connection test' });
    await expect(report).toContainText('cannot be reached: nothing listens there.');
    await expect(report).toContainText('Check that the server runs, and the port in the endpoint, then try again.');
    server = await serve(folder, port);
    await report.getByRole('button', { name: 'Test again' }).click();
    await expect(report).toBeHidden();
    await expect(page.getByRole('listitem', { name: 'Work' })).toContainText('The connection works.');
  });
}

test('a wrong region is corrected, in the form and in what was saved @deep', async ({ page, folder }) => {
  server = await foreign(folder);
  await fillConnection(page, server);
  const region = page.getByLabel('Region');
  await region.fill('mars-north-1');
  await page.getByRole('button', { name: 'Test connection' }).click();
  const report = page.getByRole('region', { name: 'Connection test' });
  await expect(report).toContainText('Filled in from what the server said: region us-east-1.');
  await expect(region).toHaveValue('us-east-1');

  await region.fill('mars-north-1');
  await saveConnection(page);
  await expect.poll(async () => (await viewOf(page)).connections[0]?.region).toBe('us-east-1');
});

for (const [where, serve] of named) {
  test(`${where}a wrong region is corrected, or does no harm`, async ({ app, page, file, folder }) => {
    server = await serve(folder);
    await fillConnection(page, server);
    await page.getByLabel('Region').fill('mars-north-1');
    await saveConnection(page);
    await page.getByRole('button', { name: 'Test results' }).click();
    await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('The connection works.');
    await page.getByRole('button', { name: 'Shares', exact: true }).click();
    await drop(page, [await file('abroad.txt', 'abroad')]);
    expect((await receive(await copiedLink(app))).status).toBe(200);
  });
}

test('the verdict comes into view above the one test button, in a window of the usual size', async ({
  page,
  folder,
}) => {
  server = await foreign(folder);
  await fillConnection(page, { ...server, secretAccessKey: 'another' });
  const form = page.getByRole('form');
  const press = form.getByRole('button', { name: /^Test/ });
  await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0));
  await press.click();
  const report = page.getByRole('region', { name: 'Connection test' });
  const verdict = report.getByText('The connection does not work yet.');
  await expect(verdict).toBeVisible();
  await expect(press, 'one button').toHaveCount(1);
  // Playwright would scroll for a click; this looks at the point as it is.
  const uncovered = () =>
    verdict.evaluate((element) => {
      const { left, top, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + 4, top + height / 2));
    });
  await expect.poll(uncovered).toBe(true);
  const [seen, button] = [await report.boundingBox(), await press.boundingBox()];
  expect((button?.y ?? 0) - ((seen?.y ?? 0) + (seen?.height ?? 0)), 'between report and button, px').toBeLessThan(60);
});
