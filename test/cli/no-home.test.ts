// A user whose home nobody knows: containers run commands as such, without HOME, or with an empty one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { cacheDir, defaultProfileDir } from '../../main/adapters/files/profile-folder';
import { runCli } from './run-cli';

afterEach(() => void vi.unstubAllEnvs());

// Commands made a profile below whichever folder they ran in.
test.runIf(process.platform === 'linux').each(['', 'home'])('HOME=%s counts as none', (home) => {
  for (const name of ['XDG_DATA_HOME', 'XDG_CACHE_HOME']) vi.stubEnv(name, '');
  vi.stubEnv('HOME', home);
  const { homedir } = userInfo();
  expect(defaultProfileDir()).toBe(join(homedir, '.local', 'share', 'mayfly'));
  expect(cacheDir()).toBe(join(homedir, '.cache', 'mayfly'));
});

const asNobody = ['setpriv', '--reuid', '54321', '--clear-groups', 'env', '-u', 'HOME'];
const [program = '', ...before] = asNobody;
const env = { XDG_DATA_HOME: '', XDG_CACHE_HOME: '', MAYFLY_PROFILE_DIR: '' };
const mayBeNobody = spawnSync(program, [...before, process.execPath, '--version']).status === 0;

// It ended with a stack trace.
test.runIf(mayBeNobody)('a user of whom the system knows nothing has no profile, and can name one', async () => {
  expect(await runCli(['list', '--json'], { runner: asNobody, env })).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  const { code, stderr } = await runCli(['share', '/etc/hostname', '--json'], { runner: asNobody, env });
  expect([code, stderr]).toEqual([5, expect.stringContaining('"code":"ledger-unusable"')]);
});

// They asked the system for its home, and ended with “unexpected”.
test.runIf(mayBeNobody)('such a user finds devices and sends to one by its name', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'mayfly-nobody-'));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  chmodSync(profile, 0o777);
  const more = ['--json', '--listen', '127.0.0.1', '--profile-dir', join(profile, 'own')];
  const run = (...args: readonly string[]) => runCli([...args, ...more], { runner: asNobody, env });
  expect(await run('nearby', '--list')).toMatchObject({ code: 0, stderr: '' });
  const sent = await run('share', '/etc/hostname', '--to', 'No such device');
  expect(JSON.parse(sent.stderr)).toMatchObject({ error: { code: 'device-not-found' } });
});
