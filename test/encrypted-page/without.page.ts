// What the page prints for readers without it works as it stands: `curl`, `age` and a shell get every file, and the key itself.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, test } from '../share-page/fixtures';
import { sha256, type GivenFile } from '../share-page/published';
import { mixed } from '../share-page/sample-files';
import { publishSealed } from './sealed-share';

const run = promisify(execFile);
const files: readonly GivenFile[] = [
  ...mixed,
  { path: "it's $HOME `date`; \\x.txt", body: 'hostile' },
  { path: '-rf/--help', body: 'options' },
];

const printed = (page: Page, label: string) => page.locator(`pre[aria-label="${label}"]`).innerText();

/** In a terminal of its own, where `age` asks for the passphrase. */
async function inTerminal(command: string, folder: string, passphrase: string): Promise<string> {
  await writeFile(join(folder, 'run.sh'), command);
  const child = spawn('script', ['-qec', 'sh run.sh', '/dev/null'], { cwd: folder, stdio: 'pipe' });
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

test('the printed commands save every file, and show the key', async ({ bucket, open }) => {
  const share = await publishSealed(bucket, files, { password: '여름 7' });
  const { page } = await open(share);
  await page.getByLabel('Password', { exact: true }).fill('여름 7');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('Without this page').click();
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-without-'));
  try {
    const commands = await printed(page, 'Commands that save the files');
    await run('sh', ['-euc', commands], { cwd: folder, env: { ...process.env, HOME: '/nowhere' } });
    for (const { path, body } of files) {
      const at = path.replace('\\', '_');
      expect(sha256(await readFile(join(folder, at)))).toBe(sha256(body));
    }
    const command = await printed(page, 'Command that shows the key');
    const shown = await inTerminal(command, folder, `${share.secret}.여름 7`);
    expect(JSON.parse(/\{.*\}/s.exec(shown)?.[0] ?? '')).toMatchObject({ version: 1, identity: share.identity });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('what is printed can be copied', async ({ bucket, open }) => {
  const { page } = await open(await publishSealed(bucket, files), { permissions: ['clipboard-read'] });
  await page.getByText('Without this page').click();
  await page.getByRole('button', { name: 'Copy' }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    await printed(page, 'Commands that save the files'),
  );
});
