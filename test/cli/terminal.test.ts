// The command on a terminal of its own, which `script` (util-linux) makes: where it is closed, and where Ctrl-C answers a question.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { cliPath, runCli } from './run-cli';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.txt');
writeFileSync(file, 'a');
const profile = join(folder, 'profile');

/** `command` is read by a shell. Resolves once the terminal shows `shown`. */
async function onTerminal(command: string, shown: string) {
  const env = {
    ...process.env,
    DBUS_SESSION_BUS_ADDRESS: undefined,
    XDG_RUNTIME_DIR: undefined,
    LC_ALL: 'C.UTF-8',
    SHELL: '/bin/sh',
  };
  const child = spawn('script', ['-qec', command, '/dev/null'], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let all = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    all += String(text);
    if (all.includes(shown)) return child;
  }
  throw new Error(`it ended before: ${all}`);
}
const mayfly = (...args: readonly string[]) =>
  [process.execPath, cliPath, ...args, '--profile-dir', profile].map((word) => `'${word}'`).join(' ');

describe.runIf(process.platform === 'linux')('on a terminal', () => {
  test('that is closed the command ends by that, and leaves no dump of its memory', async () => {
    const code = join(folder, 'code');
    const shell = `${mayfly('share', file)} < /dev/tty & trap "kill -HUP $!" HUP; wait $!; wait $!; echo $? > '${code}'`;
    const child = await onTerminal(shell, 'Ctrl-C ends it');
    child.kill('SIGKILL');
    const read = () => {
      try {
        return readFileSync(code, 'utf8');
      } catch {
        return '';
      }
    };
    await expect.poll(read, { timeout: 10_000 }).toBe('129\n');
  });

  const adding = ['--endpoint', 'http://127.0.0.1:1', '--bucket', 'files', '--access-key-id', 'A', '--no-test'];
  test.each([
    ['--remove-my-data', ['--remove-my-data'], 'Type yes: '],
    ['connections add', ['connections', 'add', 'X', ...adding], 'Secret access key: '],
  ])('Ctrl-C in place of an answer to %s is an interruption', async (_what, args, prompt) => {
    await runCli(['config', 'set', 'page', 'always', '--profile-dir', profile]);
    const child = await onTerminal(mayfly(...args), prompt);
    // Raw mode is on a moment after the prompt.
    await wait(200);
    child.stdin.write('\u0003');
    expect(await once(child, 'exit')).toEqual([130, null]);
  });
});
