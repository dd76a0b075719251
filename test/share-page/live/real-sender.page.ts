// The page that `mayfly share --link-first` gives, open while the files are still sent, and while more are added.
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCli, type Running } from '../../cli/run-cli';
import { serveBucket } from '../../cli/served-bucket';
import { expect, saved, test as base } from '../fixtures';
import { sha256 } from '../published';

interface Sender {
  readonly folder: string;
  readonly mayfly: (...words: readonly string[]) => Running;
}

const test = base.extend<object, { readonly sender: Sender }>({
  sender: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameters
    async ({}, use) => {
      const served = await serveBucket();
      const { folder } = served;
      const env = await served.awsProfile();
      served.connect('client', '');
      await use({
        folder,
        mayfly: (...words) => startCli([...words, '--profile-dir', join(folder, 'client')], { env }),
      });
      await served.close();
    },
    { scope: 'worker' },
  ],
});

test('a share is offered as it comes, whole in the end, and grows @deep', async ({
  open,
  sender: { folder, mayfly },
}) => {
  const trip = join(folder, 'trip');
  await mkdir(trip);
  const small = randomBytes(1_000);
  const large = randomBytes(48_000_000);
  await writeFile(join(trip, 'a.bin'), small);
  await writeFile(join(trip, 'b.bin'), large);
  const running = mayfly('share', trip, '--link-first', '--limit', '6MB/s');
  const { page, leaks } = await open({ url: await running.firstLine() });
  const arrives = async (name: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `Download ${name}` }).click();
    return (await saved(await download)).sha256;
  };
  await expect(page.getByText('1 of 2 files are here').first()).toBeVisible();
  await expect(page.getByText(/^Being sent, \d+%$/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download b.bin' })).toHaveCount(0);
  expect(await arrives('a.bin')).toBe(sha256(small));
  await expect(page.getByText('Everything is here.')).toBeVisible();
  expect((await running.ended).code).toBe(0);
  expect(await arrives('b.bin')).toBe(sha256(large));
  await expect(page.getByRole('button', { name: 'Download all' })).toBeVisible();

  await writeFile(join(folder, 'c.txt'), 'one more');
  const { stdout } = await mayfly('list', '--json').ended;
  const [made] = JSON.parse(stdout) as readonly { readonly id: string }[];
  const { code } = await mayfly('share', '--into', made?.id ?? '', join(folder, 'c.txt')).ended;
  expect(code).toBe(0);
  await page.getByRole('button', { name: '1 new file' }).click({ timeout: 15_000 });
  expect(await arrives('c.txt')).toBe(sha256('one more'));
  expect(leaks).toEqual([]);
});

test('one file: an open page offers it once it is stored, and one that is opened later leads to it at once @deep', async ({
  open,
  sender: { folder, mayfly },
}) => {
  const film = randomBytes(24_000_000);
  await writeFile(join(folder, 'film.bin'), film);
  const running = mayfly('share', join(folder, 'film.bin'), '--link-first', '--limit', '6MB/s');
  const url = await running.firstLine();
  const { page: early, leaks } = await open({ url });
  await expect(early.getByText('Still being sent', { exact: false })).toBeVisible();
  await expect(early.getByRole('link', { name: 'Download film.bin' })).toHaveCount(0);
  expect((await running.ended).code).toBe(0);
  await expect(early.getByText('The file is here.')).toBeVisible();
  const pressed = early.waitForEvent('download');
  await early.getByRole('link', { name: 'Download film.bin' }).click();
  expect((await saved(await pressed)).sha256).toBe(sha256(film));
  expect(leaks).toEqual([]);

  const late = await early.context().newPage();
  const begun = late.waitForEvent('download');
  await late.goto(url);
  expect(await saved(await begun)).toEqual({ name: 'film.bin', sha256: sha256(film) });
  await expect(late.getByText('Handed to your browser')).toBeVisible();
  // Read again it begins nothing by itself.
  let again = 0;
  late.on('download', () => (again += 1));
  await late.reload();
  await expect(late.getByRole('link', { name: 'Download film.bin' })).toBeVisible();
  expect(again).toBe(0);
});

test('one file that a browser shows takes the place of its page @deep', async ({
  context,
  sender: { folder, mayfly },
}) => {
  await writeFile(join(folder, 'notes.txt'), 'To be shown.');
  const running = mayfly('share', join(folder, 'notes.txt'), '--link-first', '--inline');
  const url = await running.firstLine();
  await running.ended;
  const page = await context.newPage();
  await page.goto(url);
  await expect(page.getByText('To be shown.')).toBeVisible();
  expect(new URL(page.url()).pathname).toMatch(/notes\.txt$/);
});
