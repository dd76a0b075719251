// `mayfly watch` as other programs run it: a line for each new file, an end by Ctrl-C, and what was begun goes on.
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { startScripted } from '../ports/scripted-server';
import { sampleConnection } from '../fakes/samples';
import { interrupt, runCli, startCli, type Running } from './run-cli';

let home: string;
let folder: string;
let profile: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mayfly-cli-watch-'));
  folder = join(home, 'out');
  profile = join(home, 'profile');
  await mkdir(folder);
});
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

/** Waits until the command says on standard error that it watches. */
function watching({ child, ended }: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (text: string) => {
      said += text;
      if (said.includes('Ctrl-C')) resolve(said);
    });
    void ended.then(({ stderr }) => reject(new Error(`ended before: ${stderr}`)));
  });
}
/** With --json nothing is said: what is in the ledger tells that the folder was looked at. */
const looked = () =>
  expect
    .poll(() => {
      const { ledger } = openLedger(profile);
      const folders = ledger.watchedFolders();
      ledger.close();
      return folders.length;
    })
    .toBe(1);
const start = (...args: readonly string[]) => startCli(['watch', folder, '--profile-dir', profile, ...args]);

test('a new file becomes a line, what came while nobody watched too, and Ctrl-C ends it', async () => {
  await writeFile(join(folder, 'old.txt'), 'old');
  const first = start('--json');
  await writeFile(join(folder, '.hidden'), 'x');
  await looked();
  await writeFile(join(folder, 'new.txt'), 'new');
  const line = JSON.parse(await first.firstLine()) as { readonly files: readonly { readonly name: string }[] };
  expect(line.files.map(({ name }) => name)).toEqual(['new.txt']);
  expect(await interrupt(first)).toMatchObject({ code: 130, stderr: '' });

  await writeFile(join(folder, 'meanwhile.txt'), 'm');
  const second = start('--expires', '15m');
  await watching(second);
  const url = new URL(await second.firstLine());
  expect([url.pathname.endsWith('/meanwhile.txt'), url.searchParams.get('X-Amz-Expires')]).toEqual([true, '900']);
  const { stdout, stderr } = await interrupt(second);
  expect([stdout.trimEnd().split('\n').length, stderr]).toEqual([
    1,
    expect.stringContaining('1 file came since it was watched last'),
  ]);

  await writeFile(join(folder, 'unwanted.txt'), 'u');
  const third = start('--from-now');
  expect(await watching(third)).not.toContain('since');
  await writeFile(join(folder, 'wanted.txt'), 'w');
  expect(await third.firstLine()).toContain('/wanted.txt?');
  await interrupt(third);
});

test('Ctrl-C is its end, and told as no failure, on a machine too busy for the orderly end', async () => {
  const busy = join(home, 'busy.cjs');
  const wait = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000)';
  await writeFile(busy, `process.on('SIGINT', () => process.nextTick(() => ${wait}));`);
  const running = startCli(['watch', folder, '--profile-dir', profile, '--json'], {
    env: { NODE_OPTIONS: `--require=${busy}` },
  });
  await looked();
  expect(await interrupt(running)).toEqual({ code: 130, stdout: '', stderr: '' });
});

// Once it went on sharing files whose links nobody read.
test('ends with its reader', async () => {
  const running = start('--json');
  await looked();
  await writeFile(join(folder, 'read.txt'), 'r');
  await running.firstLine();
  running.child.stdout?.destroy();
  await writeFile(join(folder, 'unread.txt'), 'u');
  await once(running.child, 'exit');
  await writeFile(join(folder, 'never.txt'), 'n');
  const { ledger } = openLedger(profile);
  const names = ledger.shares().map(({ name }) => name);
  ledger.close();
  expect(names.toSorted()).toEqual(['read.txt', 'unread.txt']);
});

test('an upload that was interrupted goes on with the next watch', async () => {
  const server = await startScripted();
  // Nothing is ever answered.
  server.script = (request) => void request.resume();
  const credentials = join(home, 'credentials');
  await writeFile(credentials, '[suite]\naws_access_key_id = TESTKEY\naws_secret_access_key = test-secret\n');
  const env = { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: join(home, 'config') };
  const { ledger } = openLedger(profile);
  const credentialsOf = { credentials: { kind: 'profile', profile: 'suite' } as const };
  ledger.saveConnection({ ...sampleConnection, endpoint: server.endpoint, ...credentialsOf });
  const running = startCli(['watch', folder, '--profile-dir', profile], { env });
  await watching(running);
  await writeFile(join(folder, 'new.txt'), 'new');
  await expect.poll(() => ledger.unfinishedUploads().length).toBe(1);
  const { code } = await interrupt(running);
  expect(code).toBe(130);
  expect(ledger.unfinishedUploads().map(({ name, state }) => [name, state])).toEqual([['new.txt', 'active']]);
  const asked = new Promise<void>((resolve) => {
    server.script = (request) => {
      request.resume();
      resolve();
    };
  });
  const again = startCli(['watch', folder, '--profile-dir', profile], { env });
  await asked;
  await interrupt(again);
  expect(ledger.unfinishedUploads()).toHaveLength(1);
  ledger.close();
  await server.close();
});

test.each([
  [['none'], 5, 'file-missing'],
  [['profile'], 5, 'folder-not-watchable'],
  [['out', '--connection', 'None'], 2, 'connection-unknown'],
  [[], 2, 'bad-request'],
])('watch %j is refused', async ([name, ...more], code, failure) => {
  const operand = name === undefined ? [] : [join(home, name)];
  const { stderr, ...ended } = await runCli(['watch', ...operand, ...more, '--profile-dir', profile, '--json']);
  expect([ended.code, JSON.parse(stderr)]).toMatchObject([code, { error: { code: failure } }]);
});

test.runIf(process.platform === 'linux')(
  'a program of --exec gets no path that is another’s: of bytes that are no UTF-8 none',
  async () => {
    const [program, log] = [join(home, 'note.sh'), join(home, 'log')];
    await writeFile(program, `#!/bin/sh\nprintf '%s|%s\\n' "$MAYFLY_NAME" "\${MAYFLY_PATH-none}" >> '${log}'\n`, {
      mode: 0o755,
    });
    const running = startCli(['watch', folder, '--profile-dir', profile, '--exec', program], {
      env: { MAYFLY_PATH: '/of/another/program' },
    });
    await watching(running);
    await writeFile(Buffer.concat([Buffer.from(join(folder, 'caf')), Buffer.from([0xe9])]), 'coffee');
    await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toBe('caf_|none\n');
    await interrupt(running);
  },
);
