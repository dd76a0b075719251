// Places where nothing can be made, and file calls that never return: a command fails at once there, and a signal ends it always.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
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
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('with a file call that never returns ends by %s', { timeout: hangsMs }, async (signal, code) => {
    const pipe = join(folder, `${signal}.fifo`);
    execFileSync('mkfifo', [pipe]);
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: resolve('main/cli/end-process.ts'),
        outDir: join(folder, 'built'),
        rollupOptions: { output: { entryFileNames: 'end.mjs' } },
      },
    });
    const script = join(folder, `${signal}.mjs`);
    writeFileSync(
      script,
      `import { open } from 'node:fs';
       import { endProcess } from ${JSON.stringify(join(folder, 'built', 'end.mjs'))};
       open(${JSON.stringify(pipe)}, 'r', () => undefined);
       process.on('${signal}', () => endProcess(${code}));
       setTimeout(() => process.stdout.write('ready'), 50);
       setInterval(() => undefined, 1000);`,
    );
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
  });
});
