// Places where nothing can be made, and file calls that never return: a command fails at once there, and a signal ends it always.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { build } from 'vite';
import { onPosix } from '../platform';
import { runCli } from './run-cli';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-places-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.txt');
writeFileSync(file, 'a');

/** Only ends what hangs. */
const hangsMs = 20_000;
const ofNobody = { XDG_DATA_HOME: undefined, XDG_CONFIG_HOME: undefined, XDG_CACHE_HOME: undefined };

describe.runIf(process.platform === 'linux' && onPosix('/proc and named pipes'))('a command', () => {
  test.each<[string, readonly string[], NodeJS.ProcessEnv]>([
    ['with a home in /proc', ['share', file], { ...ofNobody, HOME: '/proc' }],
    ['with a profile in /proc', ['share', file, '--profile-dir', '/proc/x'], {}],
    ['with a profile below one in /proc', ['watch', folder, '--profile-dir', '/proc/self/x/y'], {}],
  ])('%s fails', { timeout: hangsMs }, async (_what, args, env) => {
    const { code, stdout, stderr } = await runCli([...args, '--json'], { env });
    expect([code, stdout, JSON.parse(stderr)]).toMatchObject([5, '', { error: { code: 'ledger-unusable' } }]);
  });

  test('has its ledger in a profile whose relative path looks like a URI', { timeout: hangsMs }, async () => {
    const args = ['connections', 'default', 'This computer', '--profile-dir', 'file:x?y#%41'];
    for (let start = 1; start <= 2; start += 1) expect(await runCli(args, { cwd: folder })).toMatchObject({ code: 0 });
    expect([existsSync(join(folder, 'file:x?y#%41', 'mayfly.db')), existsSync(join(folder, 'x'))]).toEqual([
      true,
      false,
    ]);
  });

  test('takes nothing of its own profile, and saves nothing there', { timeout: hangsMs }, async () => {
    const profile = join(folder, 'own');
    for (const [args, error] of [
      [['share', join(profile, 'mayfly.db')], 'file-of-mayfly'],
      [['share', '--encrypt', profile], 'file-of-mayfly'],
      [['request', '--save-to', join(profile, 'new')], 'folder-unusable'],
    ] as const) {
      const { code, stdout, stderr } = await runCli([...args, '--json', '--profile-dir', profile]);
      expect([code, stdout, JSON.parse(stderr)]).toMatchObject([5, '', { error: { code: error } }]);
    }
  });

  test('that reads finds nothing there', { timeout: hangsMs }, async () => {
    expect(await runCli(['list', '--json'], { env: { ...ofNobody, HOME: '/proc' } })).toEqual({
      code: 0,
      stdout: '[]\n',
      stderr: '',
    });
  });

  test('whose ledger is a named pipe fails', { timeout: hangsMs }, async () => {
    const profile = join(folder, 'pipe');
    mkdirSync(profile);
    execFileSync('mkfifo', [join(profile, 'mayfly.db')]);
    for (const args of [['list'], ['share', file]]) {
      const { code, stderr } = await runCli([...args, '--json', '--profile-dir', profile]);
      expect([code, JSON.parse(stderr)]).toMatchObject([5, { error: { code: 'ledger-unusable' } }]);
    }
  });

  test.each([
    ['', 'SIGTERM', 143],
    ['', 'SIGINT', 130],
    [' in a thread', 'SIGINT', 130],
  ] as const)('with a file call%s that never returns ends by %s', { timeout: hangsMs }, async (where, signal, code) => {
    const pipe = join(folder, `${signal}${where}.fifo`);
    execFileSync('mkfifo', [pipe]);
    const built = (name: string) => join(folder, 'built', name);
    for (const [name, entry] of [
      ['end.mjs', 'main/cli/end-process.ts'],
      ['starts.mjs', 'main/adapters/body-threads/thread-starts.ts'],
    ] as const)
      await build({
        configFile: false,
        logLevel: 'error',
        build: {
          ssr: resolve(entry),
          outDir: join(folder, 'built'),
          emptyOutDir: false,
          rollupOptions: { output: { entryFileNames: name } },
        },
      });
    const program = built(`${signal}.cjs`);
    // One native call, from opening the pipe on.
    writeFileSync(program, `require('node:fs').readFileSync(${JSON.stringify(pipe)}, 'utf8')`);
    const script = join(folder, `${signal}${where}.mjs`);
    writeFileSync(
      script,
      `import { constants, open, openSync } from 'node:fs';
       import { setTimeout as wait } from 'node:timers/promises';
       import { endProcess } from ${JSON.stringify(built('end.mjs'))};
       import { createThreadStarts } from ${JSON.stringify(built('starts.mjs'))};
       const threads = createThreadStarts(${JSON.stringify(program)});
       process.on('${signal}', () => endProcess(${code}, threads));
       setInterval(() => undefined, 1000);
       const hasReader = () => {
         try {
           return openSync(${JSON.stringify(pipe)}, constants.O_WRONLY | constants.O_NONBLOCK) > 0;
         } catch {
           return false;
         }
       };
       if (${where === ''}) open(${JSON.stringify(pipe)}, 'r', () => undefined);
       else for (threads.take(); !hasReader(); ) await wait(5);
       setTimeout(() => process.stdout.write('ready'), 50);`,
    );
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
  });
});
