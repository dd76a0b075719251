// The app and the command line must agree on where a person's profile is.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, startCommand, test } from './fixtures';
import { seenWindows } from './seen-windows';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.cjs');

test.skip(process.platform !== 'linux', 'elsewhere it stays where it always was');

test('the app takes the profile of the command line, and keeps Chromium’s files among the caches', async ({
  folder,
}) => {
  const at = (...names: readonly string[]) => join(folder, ...names);
  const env = {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: at('config'),
    XDG_DATA_HOME: at('data'),
    XDG_CACHE_HOME: at('cache'),
  };
  const mayfly = (...args: readonly string[]) => run(process.execPath, [cli, ...args], { env });
  const add = ['--endpoint', 'http://127.0.0.1:9', '--bucket', 'bucket', '--access-key-id', 'KEY', '--no-test'];
  const adding = mayfly('connections', 'add', 'Work', ...add);
  adding.child.stdin?.end('secret\n');
  await adding;

  const [program, ...args] = await startCommand([]);
  const app = spawn(program, args, { stdio: 'ignore', env });
  const ended = once(app, 'exit');
  try {
    await expect.poll(seenWindows).not.toEqual([]);
    expect([existsSync(at('cache', 'mayfly', 'chromium')), existsSync(at('data', 'mayfly', 'chromium'))]).toEqual([
      true,
      false,
    ]);
    const log = () => readFile(at('data', 'mayfly', 'logs', 'mayfly.log'), 'utf8');
    await expect.poll(log).toContain('the window stands');
    expect((await mayfly('connections', 'list')).stdout).toContain('Work');
  } finally {
    app.kill('SIGTERM');
    await ended;
  }
});
