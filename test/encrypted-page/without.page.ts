// What the page prints for readers without it works as it stands: `curl`, `age` and a shell get every file, and the key itself.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, test } from '../share-page/fixtures';
import { sha256, type GivenFile } from '../share-page/published';
import { mixed } from '../share-page/sample-files';
import { publishSealed } from './sealed-share';
import { someOf } from '../volume';

const run = promisify(execFile);
/** Names by which a sender would have the reader's own files written, and as what they are saved instead. */
const saved: Readonly<Record<string, string>> = {
  "it's $HOME `date`; \\x.txt": "it's $HOME `date`; _x.txt",
  '-rf/--help': '-rf/--help',
  '.bashrc': 'bashrc',
  '.ssh/authorized_keys': 'ssh/authorized_keys',
  '.config/autostart/x.desktop': 'config/autostart/x.desktop.download',
  '../../.profile': '_/_/profile',
  '/etc/passwd': 'etc/passwd',
  'key.txt': 'key.txt',
  'a\u001b[201~\nid\n.txt': 'a_[201~_id_.txt',
  '! & $(id) !!': '! & $(id) !!',
};
const files: readonly GivenFile[] = [...mixed, ...Object.keys(saved).map((path) => ({ path, body: `of ${path}` }))];

const printed = (page: Page, label: string) => page.locator(`pre[aria-label="${label}"]`).innerText();

/** In a terminal of its own, where `age` asks for the passphrase. */
async function inTerminal(command: string, folder: string, passphrase: string): Promise<string> {
  await writeFile(join(folder, 'run.sh'), command);
  const shell = 'bash -o pipefail run.sh';
  const child = spawn('script', ['-qec', shell, '/dev/null'], { cwd: folder, stdio: 'pipe' });
  let text = '';
  let asked = false;
  child.stdout.on('data', (piece: Buffer) => {
    text += piece.toString();
    if (asked || !text.includes('passphrase')) return;
    asked = true;
    child.stdin.write(`${passphrase}\n`);
  });
  const code = await new Promise((ended) => child.once('exit', ended));
  if (code !== 0) throw new Error(text);
  return text;
}

/** Everything below a folder, with its mode. */
async function everythingIn(folder: string): Promise<ReadonlyMap<string, number>> {
  const names = await readdir(folder, { recursive: true });
  const modes = names.map(async (name) => [name, (await stat(join(folder, name))).mode & 0o777] as const);
  return new Map(await Promise.all(modes));
}

for (const shell of someOf([['bash', '-euo', 'pipefail'], ['dash', '-eu'], ['sh']])) {
  test(`the printed commands write into a new folder only, whatever the names are (${shell.join(' ')})`, async ({
    bucket,
    open,
  }) => {
    const { page } = await open(await publishSealed(bucket, files));
    await page.getByText('Open with other programs').click();
    const home = await mkdtemp(join(tmpdir(), 'mayfly-without-'));
    try {
      const own = { '.bashrc': 'mine', 'key.txt': 'mine', part: 'mine', files: 'mine' };
      for (const [name, text] of Object.entries(own)) await writeFile(join(home, name), text, { mode: 0o644 });
      const [name = '', ...options] = shell;
      const commands = await printed(page, 'Commands that save the files');
      const { stdout, stderr } = await run(name, [...options, '-c', commands], {
        cwd: home,
        // Of the first level bash takes its standard input, a socket, for a network's, and reads .bashrc.
        env: { ...process.env, HOME: home, SHLVL: '2' },
      });
      expect(stderr).toBe('');
      for (const [kept, text] of Object.entries(own)) expect(await readFile(join(home, kept), 'utf8')).toBe(text);
      const made = (await readdir(home)).filter((entry) => !(entry in own));
      expect(made).toEqual([expect.stringMatching(/^mayfly-\w{6}$/)]);
      const folder = join(home, made[0] ?? '');
      expect(stdout).toBe(`${folder}/files\n`);
      for (const { path, body } of files)
        expect(sha256(await readFile(join(folder, 'files', saved[path] ?? path)))).toBe(sha256(body));
      const inside = await everythingIn(folder);
      expect([...inside.keys()].filter((entry) => /(^|\/)\./.test(entry))).toEqual([]);
      expect(inside.get('key.txt')).toBe(0o600);
      expect([...inside.values()].filter((mode) => (mode & 0o077) !== 0)).toEqual([]);
      expect(inside.has('part')).toBe(false);
    } finally {
      await rm(home, { recursive: true });
    }
  });
}

test('a file that does not arrive whole gets no name, is told, and the others come', async ({ bucket, open }) => {
  const given: readonly GivenFile[] = ['first', 'cut', 'gone', 'last'].map((path) => ({
    path,
    body: path.repeat(50_000),
  }));
  const share = await publishSealed(bucket, given);
  await bucket.store(share.keys[1] ?? '', share.sealed[1]?.subarray(0, 100_000) ?? '');
  await bucket.remove([share.keys[2] ?? '']);
  const { page } = await open(share);
  await page.getByText('Open with other programs').click();
  const commands = await printed(page, 'Commands that save the files');
  const home = await mkdtemp(join(tmpdir(), 'mayfly-without-'));
  try {
    const ended = await run('sh', ['-c', commands], { cwd: home }).catch((error: unknown) => error);
    const told = ended as { readonly code: number; readonly stderr: string; readonly stdout: string };
    expect(told.code).toBe(1);
    expect(told.stderr.match(/^Not saved: .*$/gm)).toEqual(['Not saved: ./files/cut', 'Not saved: ./files/gone']);
    expect((await readdir(told.stdout.trim())).sort()).toEqual(['first', 'last']);
  } finally {
    await rm(home, { recursive: true });
  }
});

test('the command that shows the key says nothing else, also with pipefail @deep', async ({ bucket, open }) => {
  const share = await publishSealed(bucket, files, { password: '여름 7' });
  const { page } = await open(share);
  await page.getByLabel('Password', { exact: true }).fill('여름 7');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('Open with other programs').click();
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-without-'));
  try {
    const command = await printed(page, 'Command that shows the key');
    const shown = await inTerminal(command, folder, `${share.secret}.여름 7`);
    expect(shown).not.toContain('invalid');
    expect(JSON.parse(/\{.*\}/s.exec(shown)?.[0] ?? '')).toMatchObject({ version: 1, identity: share.identity });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('what is printed can be copied @deep', async ({ bucket, open }) => {
  const { page } = await open(await publishSealed(bucket, files), { permissions: ['clipboard-read'] });
  await page.getByText('Open with other programs').click();
  await page.getByRole('button', { name: 'Copy' }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    await printed(page, 'Commands that save the files'),
  );
});
