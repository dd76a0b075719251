// What Debian's `age` command sealed, files and manifest alike, our page opens and saves whole.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, saved, test } from '../share-page/fixtures';
import { sha256, type GivenFile } from '../share-page/published';
import { publishSealed, type Sealer } from './sealed-share';

const files = [0, 1, 65_535, 65_536, 65_537, 200_000].map((size): GivenFile => ({
  path: `${size}.bin`,
  body: randomBytes(size),
}));

/** `age` asks for a passphrase, and asks again, on a terminal, which `script` (util-linux) gives it. */
async function sealByPassphrase(folder: string, passphrase: string, text: string): Promise<Buffer> {
  await writeFile(join(folder, 'manifest.json'), text);
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const command = 'age -p -o manifest.age manifest.json';
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env, stdio: 'pipe' });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    said += piece;
    if (!/(Enter|Confirm) passphrase[^:]*:/.test(said)) return;
    said = '';
    child.stdin.write(`${passphrase}\n`);
  });
  const [code] = await once(child, 'close');
  expect([code, said]).toEqual([0, expect.any(String)]);
  return readFile(join(folder, 'manifest.age'));
}

test('the page opens what the age command sealed, of every size around a chunk @deep', async ({ bucket, open }) => {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-by-age-'));
  const sealer: Sealer = {
    async file(recipient, body) {
      const name = randomBytes(8).toString('hex');
      await writeFile(join(folder, name), body);
      await promisify(execFile)('age', ['-r', recipient, '-o', `${name}.age`, name], { cwd: folder });
      return readFile(join(folder, `${name}.age`));
    },
    manifest: (passphrase, json) => sealByPassphrase(folder, passphrase, json),
  };
  try {
    const share = await publishSealed(bucket, files, { password: '여름 7', sealer });
    // The work that `age` chose, and not that of Mayfly.
    const [, sealed = ''] = /id="manifest"[^>]*>([^<]*)/.exec(share.html) ?? [];
    expect(Buffer.from(sealed, 'base64').toString('latin1')).toMatch(/^-> scrypt \S{22} 18$/m);
    const { page, leaks } = await open(share);
    await page.getByLabel('Password', { exact: true }).fill('여름 7');
    await page.getByRole('button', { name: 'Unlock' }).click();
    for (const { path, body } of files) {
      const press = page.getByRole('button', { name: `Download ${path}`, exact: true }).first();
      const [download] = await Promise.all([page.waitForEvent('download'), press.click()]);
      expect(await saved(download)).toEqual({ name: path, sha256: sha256(body) });
    }
    expect(leaks).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
