// On a desktop without a tray a hidden window could never come back, so a start shows it and closing it quits. The starts are
// as a desktop makes them, with no driver there.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, startCommand, test } from './fixtures';
import { seenWindows } from './seen-windows';

for (const first of [[], ['--hidden']]) {
  test(`a start${first.map((word) => ` with ${word}`).join('')} shows the window${first.length === 0 ? ' @deep' : ''}`, async ({
    profileDir,
  }) => {
    const [program, ...args] = await startCommand([...first, `--profile-dir=${profileDir}`]);
    const app = spawn(program, args, { stdio: 'ignore' });
    const ended = once(app, 'exit');
    await expect.poll(seenWindows).not.toEqual([]);
    app.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
}

test('closing the window quits where no tray would bring it back @deep', async ({ mayfly }) => {
  const gone = mayfly.app.waitForEvent('close');
  await mayfly.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await gone;
});
