// The command on a terminal of its own, which `script` (util-linux) makes: where it is closed, and where Ctrl-C answers a question.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { cliPath, runCli } from './run-cli';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.txt');
writeFileSync(file, 'a');
const profile = join(folder, 'profile');

type Terminal = ChildProcessByStdio<Writable, Readable, Readable>;

/** Gives all that the terminal shows from now on, once that has `shown` in it. */
async function until(shown: string, { stdout }: Terminal): Promise<string> {
  let all = '';
  for await (const text of stdout.iterator({ destroyOnReturn: false })) {
    all += String(text);
    if (all.includes(shown)) return all;
  }
  throw new Error(`it ended before: ${all}`);
}

/** `command` is read by a shell. */
function onTerminal(command: string): Terminal {
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...env, LC_ALL: 'C.UTF-8', SHELL: '/bin/sh' },
    stdio: 'pipe',
  });
  child.stdout.setEncoding('utf8');
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Raw mode is on a moment after the prompt. */
async function type(keys: string, { stdin }: Terminal) {
  await wait(200);
  stdin.write(keys);
}
const mayfly = (...args: readonly string[]) =>
  [process.execPath, cliPath, ...args, '--profile-dir', profile].map((word) => `'${word}'`).join(' ');

/** Empty where nothing was written yet. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

describe.runIf(process.platform === 'linux')('on a terminal', () => {
  test('that is closed a command of nohup goes on', async () => {
    const out = join(folder, 'nohup.txt');
    const pidFile = join(folder, 'pid.txt');
    const served = mayfly('bucket', 'serve', '--json');
    const command = `nohup sh -c 'echo $$ > "$0"; exec "$@"' '${pidFile}' ${served} > '${out}' 2>&1`;
    const terminal = onTerminal(command);
    await vi.waitUntil(() => textOf(out).includes('endpoint'), 20_000);
    const pid = Number(textOf(pidFile));
    onTestFinished(() => void process.kill(pid, 'SIGKILL'));
    terminal.kill('SIGKILL');
    await once(terminal, 'close');
    // Not every shell passes it on.
    process.kill(pid, 'SIGHUP');
    // A command that ends by a signal is gone within a second.
    await wait(1_500);
    expect(process.kill(pid, 0)).toBe(true);
  });

  test('that is closed the command ends by that, and leaves no dump of its memory', async () => {
    const code = join(folder, 'code');
    const shell = `${mayfly('share', file)} < /dev/tty & trap "kill -HUP $!" HUP; wait $!; wait $!; echo $? > '${code}'`;
    const child = onTerminal(shell);
    await until('Ctrl-C ends it', child);
    child.kill('SIGKILL');
    await expect.poll(() => textOf(code), { timeout: 10_000 }).toBe('129\n');
  });

  /** What a share whose bytes take a second shows on a terminal that the shell has set up. */
  async function shownOfShare(shell: string): Promise<string> {
    const long = join(folder, 'a name that takes more columns than the terminal has.txt');
    writeFileSync(long, Buffer.alloc(300_000));
    const child = onTerminal(`${shell} ${mayfly('share', long, '--limit', '300K')}`);
    const shown = await until('Ctrl-C ends it', child);
    child.kill('SIGKILL');
    return shown;
  }

  test('that is narrow, how far it is takes one line', async () => {
    const shown = await shownOfShare('stty cols 30; TERM=xterm');
    const lines = shown.slice(0, shown.indexOf('http:')).split('\r\u001b[K');
    expect(lines.filter((line) => line.length >= 30)).toEqual([]);
    expect(lines.filter((line) => /^….*has\.txt: \d+% of /.test(line)).length).toBeGreaterThan(1);
  });

  test('that is dumb, nothing is overwritten', async () => {
    expect(await shownOfShare('TERM=dumb')).not.toContain('\u001b');
  });

  const adding = ['--endpoint', 'http://127.0.0.1:1', '--bucket', 'files', '--access-key-id', 'A', '--no-test'];
  test.each([
    ['--remove-my-data', ['--remove-my-data'], 'Type yes: '],
    ['connections add', ['connections', 'add', 'X', ...adding], 'Secret access key: '],
  ])('Ctrl-C in place of an answer to %s is an interruption', async (_what, args, prompt) => {
    await runCli(['config', 'set', 'page', 'always', '--profile-dir', profile]);
    const child = onTerminal(mayfly(...args));
    await until(prompt, child);
    await type('\u0003', child);
    expect(await once(child, 'exit')).toEqual([130, null]);
  });

  test.each([
    ['--remove-my-data', ['--remove-my-data'], 'Type yes: '],
    ['connections add', ['connections', 'add', 'X', ...adding], 'Secret access key: '],
    ['get -', ['get', '-'], 'Link: '],
  ])('that is closed in place of an answer to %s the command ends by that', async (_what, args, prompt) => {
    await runCli(['config', 'set', 'page', 'always', '--profile-dir', profile]);
    const code = join(folder, `code-${String(args[0])}`);
    const shell = `${mayfly(...args)} < /dev/tty & trap "kill -HUP $!" HUP; wait $!; wait $!; echo $? > '${code}'`;
    const child = onTerminal(shell);
    await until(prompt, child);
    child.kill('SIGKILL');
    await expect.poll(() => textOf(code), { timeout: 10_000 }).toBe('129\n');
  });

  test('nearby asks about an offer also after Ctrl-D', async () => {
    const child = onTerminal(mayfly('nearby', '--listen', '127.0.0.1', '--to', join(folder, 'in')));
    const [, port = ''] = /port (\d+)/.exec(await until('Ctrl-C ends it', child)) ?? [];
    await type('\u0004', child);
    const sent = runCli([
      'share',
      file,
      '--to',
      `127.0.0.1:${port}`,
      '--json',
      '--profile-dir',
      join(folder, 'sender'),
    ]);
    await until('Type yes: ', child);
    await type('no\r', child);
    const { code, stderr } = await sent;
    expect([code, stderr]).toEqual([4, expect.stringContaining('device-declined')]);
    await type('\u0003', child);
    expect(await once(child, 'exit')).toEqual([130, null]);
  });
});
