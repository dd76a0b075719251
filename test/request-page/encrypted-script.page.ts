// The whole way from the command line: `request --encrypt`, a guest's real browser, `receive --wait`; and no byte of it in clear in the storage, in
// the profile or in what was said.
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { runCli, startCli } from '../cli/run-cli';
import { keys, serveBucket } from '../cli/served-bucket';
import { opens } from '../share-page/fixtures';
import { choose, file, send, status } from './fixtures';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Every file under a folder, and the names of all. */
async function everything(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat([Buffer.from(files.join('\n')), ...(await Promise.all(files.map((path) => readFile(path))))]);
}

const canary = 'CANARY-content-of-the-guest ';
const sent = [
  file('CANARY-name 비밀.txt', canary.repeat(20_000)),
  file('CANARY-other.bin', Buffer.concat([Buffer.from(canary), randomBytes(3_000_000)]), 'application/x-canary'),
];

opens('what a browser encrypts for the terminal arrives whole, and nothing else reads it @deep', async ({ open }) => {
  const served = await serveBucket();
  const { folder: home } = served;
  try {
    await writeFile(join(home, 'passphrase'), 'correct horse battery\n', { mode: 0o600 });
    const env = {
      MAYFLY_PROFILE_DIR: join(home, 'client'),
      MAYFLY_PASSPHRASE_FILE: join(home, 'passphrase'),
      DBUS_SESSION_BUS_ADDRESS: undefined,
      XDG_RUNTIME_DIR: undefined,
    };
    const own = ['--access-key-id', keys.AWS_ACCESS_KEY_ID, '--store', 'file'];
    const add = ['connections', 'add', 'Home', ...served.there, ...own];
    const added = await runCli(add, { env, noTerminal: true, stdin: `${keys.AWS_SECRET_ACCESS_KEY}\n` });
    expect([added.code, added.stderr]).toEqual([0, '']);
    const asked = await runCli(['request', '--title', 'Plans', '--encrypt', '--json'], { env, noTerminal: true });
    expect(asked.code, asked.stderr).toBe(0);
    const made = JSON.parse(asked.stdout) as { readonly id: string; readonly url: string; readonly encrypted: boolean };
    expect(made.encrypted).toBe(true);

    const folder = join(home, 'to');
    const receiving = startCli(['receive', made.id, '--to', folder, '--wait', '--json'], { env, noTerminal: true });
    const { page, leaks } = await open(made);
    await choose(page, sent);
    await page.getByRole('textbox', { name: 'Your name' }).fill('CANARY-sender');
    await page.getByRole('textbox', { name: 'Note' }).fill('CANARY-note');
    await send(page);
    await expect(status(page)).toHaveText(/^2 files received\./);
    expect(leaks.filter((leak) => !leak.includes('404'))).toEqual([]);

    const received = await receiving.ended;
    expect(received.code, received.stderr).toBe(0);
    const told = received.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const expected = sent.map(({ name, buffer }) => ({
      name,
      sizeBytes: buffer.length,
      sha256: sha256(buffer),
      sender: 'CANARY-sender',
      note: 'CANARY-note',
    }));
    const byName = (one: Readonly<Record<string, unknown>>) => String(one['name']);
    expect(told.toSorted((a, b) => byName(a).localeCompare(byName(b)))).toMatchObject(
      expected.toSorted((a, b) => a.name.localeCompare(b.name)),
    );
    for (const { name, buffer } of sent) expect(sha256(await readFile(join(folder, name)))).toBe(sha256(buffer));

    const stored = await everything(join(home, 'server'));
    expect(stored.length).toBeGreaterThan(3_000_000);
    expect(stored.includes('age-encryption.org/v1')).toBe(true);
    for (const secret of ['CANARY', 'canary-content', '비밀', 'x-canary', 'AGE-SECRET-KEY']) {
      expect(stored.includes(secret), secret).toBe(false);
    }
    // The owner's own names are in the ledger; the key to what comes is nowhere in clear.
    const kept = Buffer.concat([await everything(join(home, 'client')), Buffer.from(received.stdout + asked.stdout)]);
    expect(kept.indexOf('AGE-SECRET-KEY')).toBe(-1);
    expect(kept.indexOf('CANARY-content')).toBe(-1);
  } finally {
    await served.close();
  }
});
