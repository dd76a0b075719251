// The whole of a request of the bucket on this computer, without a keychain: what its guest read as received is in the folder of the command that
// asked, although that is interrupted at this moment. Other browsers, after a minute of reading: test/configs/playwright.browsers.config.ts.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Made } from '../cli/guest-of-link';
import { interrupt, startCli } from '../cli/run-cli';
import { sha256 } from '../share-page/published';
import { expect, test } from '../share-page/readers/fixtures';
import { bytesOf, choose, said } from './browser-guest';

test('a guest of this computer reads, sends, and what it was told is received lies in the folder', async ({
  reader,
  readMs,
}) => {
  const home = await mkdtemp(join(tmpdir(), 'mayfly-own-'));
  const folder = join(home, 'in');
  const asking = startCli(['request', '--json', '--save-to', folder, '--profile-dir', join(home, 'profile')]);
  try {
    const { url } = JSON.parse(await asking.firstLine()) as Made;
    await reader.open(url);
    await said(reader, 'Up to 100 files');
    await new Promise((resolve) => setTimeout(resolve, readMs));
    const files = { 'Beach.jpg': 12_000_000, '읽어 보세요 🌊.txt': 20, 'empty.bin': 0 };
    await choose(reader, files);
    await reader.press('Send 3 files');
    await said(reader, '3 files received.', 60_000);
    expect((await interrupt(asking)).code).toBe(130);
    const names = await readdir(folder);
    const saved = await Promise.all(
      names.map(async (name) => [name, sha256(await readFile(join(folder, name)))] as const),
    );
    const sent = Object.entries(files).map(([name, size]) => [name, sha256(Buffer.from(bytesOf(size)))] as const);
    expect(new Map(saved)).toEqual(new Map(sent));
  } finally {
    await interrupt(asking);
    await rm(home, { recursive: true, force: true });
  }
});
