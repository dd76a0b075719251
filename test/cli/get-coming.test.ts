// A share that is still being sent: its files are saved as they are stored, and a sender that is away is said.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveSealed } from './cheap-keys';
import { startCuttingBucket, type CuttingBucket } from './cutting-bucket';
import { runCli, startCli } from './run-cli';
import { isDeep } from '../volume';

let folder: string;
let env: NodeJS.ProcessEnv;
let front: CuttingBucket;
const profile = () => ['--profile-dir', join(folder, 'client')];
const large = randomBytes(12_000_000);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-cli-coming-'));
  front = await startCuttingBucket();
  // Without a keychain: an encrypted share needs a connection that keeps its keys.
  await writeFile(join(folder, 'passphrase'), 'correct horse battery', { mode: 0o600 });
  env = { MAYFLY_PASSPHRASE_FILE: join(folder, 'passphrase') };
  await saveSealed(join(folder, 'client'), 'correct horse battery', front);
  await runCli(['connections', 'default', 'Work', ...profile()], { env });
  await mkdir(join(folder, 'trip'));
  await writeFile(join(folder, 'trip', 'a.txt'), 'small');
  await writeFile(join(folder, 'trip', 'b.bin'), large);
});
afterAll(async () => {
  await front.close();
  await rm(folder, { recursive: true, force: true });
});

const send = (...more: readonly string[]) => {
  const args = ['share', join(folder, 'trip'), '--link-first', ...profile(), ...more];
  return startCli(args, { env, noTerminal: true });
};
const codeIn = (stderr: string) => (JSON.parse(stderr) as { error: { code: string } }).error.code;

test.each(isDeep ? ['--no-encrypt', '--encrypt'] : ['--encrypt'])(
  'what is stored is taken at once, the rest with --wait %s',
  async (option) => {
    const sender = send(option, '--limit', '1MB/s');
    const link = await sender.firstLine();
    const to = join(folder, `out${option}`);
    const early = await runCli(['get', link, '--to', to, '--json']);
    expect([codeIn(early.stderr), early.code]).toEqual(['still-sending', 4]);
    const whole = await runCli(['get', link, '--to', to, '--wait']);
    expect(whole.code).toBe(0);
    // The status tells of the small file by its next writing.
    expect(whole.stderr).toMatch(/still being sent; waiting for (it|them)\./);
    expect(await readFile(join(to, 'a.txt'), 'utf8')).toBe('small');
    expect(large.equals(await readFile(join(to, 'b.bin')))).toBe(true);
    expect((await sender.ended).code).toBe(0);
  },
);

test('a sender that was killed is away', async () => {
  await writeFile(join(folder, 'trip', 'b.bin'), randomBytes(12_000_000));
  const sender = send('--limit', '1MB/s');
  const link = await sender.firstLine();
  sender.child.kill('SIGKILL');
  await sender.ended;
  front.pass(60_000);
  const ended = await runCli(['get', link, '--to', join(folder, 'away'), '--wait', '--json']);
  expect([codeIn(ended.stderr), ended.code]).toEqual(['sender-away', 4]);
}, 120_000);
