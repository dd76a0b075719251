// What a phone in the same network fetched is counted, and what the owner's own proof read is not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { interrupt, runCli, startCli } from '../cli/run-cli';
import { hasNetwork, network } from './network';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-receipts-'));
  for (const name of ['a.txt', 'b.txt']) writeFileSync(join(folder, name), `from the owner: ${name}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Listed {
  readonly kind: 'file' | 'page';
  readonly receipts: { readonly opened: number; readonly saved: number; readonly exact: boolean };
}

/** What `list` says once the bucket has told, which it does within a second. */
const receiptsIn = (profile: string) => async () => {
  const { stdout } = await runCli(['list', '--json', '--profile-dir', profile]);
  return (JSON.parse(stdout) as readonly Listed[]).map(({ receipts: { opened, saved } }) => ({ opened, saved }));
};

test.runIf(hasNetwork)('a file counts each whole copy, a page each opening', async () => {
  const { phone, other } = network();
  const profile = join(folder, 'profile');
  const share = (...paths: readonly string[]) =>
    startCli(['share', ...paths, '--nearby', '--no-encrypt', '--quiet', '--profile-dir', profile]);
  const get = (from: typeof phone, url: string, ...more: readonly string[]) =>
    from.run('curl', ['-sS', '--globoff', '-m', '10', '-o', join(folder, 'got'), ...more, url]);
  const read = receiptsIn(profile);

  const file = share(join(folder, 'a.txt'));
  const url = await file.firstLine();
  expect(await read()).toEqual([{ opened: 0, saved: 0 }]);
  for (const from of [phone, other]) expect((await get(from, url)).code).toBe(0);
  // Two halves are a whole, one half of another computer is none, and a look at the head is nothing.
  for (const range of ['0-7', '8-']) await get(phone, url, '-r', range);
  await get(other, url, '-r', '0-7');
  await get(phone, url, '-r', '0-0');
  await expect.poll(read, { timeout: 20_000 }).toEqual([{ opened: 0, saved: 3 }]);
  await interrupt(file);

  const page = share(join(folder, 'a.txt'), join(folder, 'b.txt'));
  const pageUrl = await page.firstLine();
  await get(phone, pageUrl, '-H', 'Accept: text/html,*/*;q=0.8');
  await get(other, pageUrl, '-H', 'Accept: text/html,*/*;q=0.8', '-A', 'WhatsApp/2.23');
  await expect.poll(read, { timeout: 20_000 }).toContainEqual({ opened: 1, saved: 0 });
  await interrupt(page);
});
