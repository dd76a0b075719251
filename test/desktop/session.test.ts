// The private desktop itself: what it offers to a command, and that nothing of it stays behind.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startScript } from '../setup/scripts';

const run = (...command: readonly string[]) => startScript('desktop-session.mjs', command, process.env).ended;

function processesWith(text: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });
}

describe.runIf(process.platform === 'linux')('a private desktop', () => {
  test('passes the exit code on', async () => {
    expect((await run('sh', '-c', 'exit 7')).code).toBe(7);
  });

  test('has a display, folders of its own and an unlocked keychain from the first moment', async () => {
    const script = `require('keytar').setPassword('s', 'a', 'kept').then(() => require('keytar').getPassword('s', 'a'))
      .then((value) => console.log(JSON.stringify([value, process.env.DISPLAY, process.env.XDG_RUNTIME_DIR])))`;
    const { stdout } = await run(process.execPath, '-e', script);
    const [value, display, runtimeDir] = JSON.parse(stdout) as [string, string, string];
    expect(value).toBe('kept');
    expect(display).toMatch(/^:\d+$/);
    expect(runtimeDir).not.toBe(process.env['XDG_RUNTIME_DIR']);
    expect(existsSync(runtimeDir)).toBe(false);
  });

  test('takes along even what a command left behind in a session of its own', async () => {
    const { stdout } = await run('sh', '-c', 'setsid sleep 600 >/dev/null 2>&1 & echo "$MAYFLY_DESKTOP_SESSION"');
    const id = stdout.trim();
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(processesWith(id)).toEqual([]);
  });

  test('ends with its starter', async () => {
    const running = startScript(
      'desktop-session.mjs',
      ['sh', '-c', 'echo "$MAYFLY_DESKTOP_SESSION"; sleep 600'],
      process.env,
    );
    const id = await running.printed(/[0-9a-f-]{36}/);
    expect(processesWith(id).length).toBeGreaterThan(2);
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(143);
    expect(processesWith(id)).toEqual([]);
  });

  test('has a bus of its own', async () => {
    const { stdout } = await run('sh', '-c', 'echo "$DBUS_SESSION_BUS_ADDRESS"');
    expect(stdout.trim()).toMatch(/^unix:/);
    expect(stdout.trim()).not.toBe(process.env['DBUS_SESSION_BUS_ADDRESS']);
  });
});
