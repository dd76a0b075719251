// A process that ended and was not waited for owns nothing any more: its upload goes on at the next start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive } from '../../../main/adapters/files/processes';

test('a running process is alive, one that ended is not', async () => {
  expect(isAlive(process.pid)).toBe(true);
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  expect(isAlive(child.pid ?? 0)).toBe(false);
});

test.runIf(process.platform === 'linux')('a zombie is not alive', async () => {
  // The shell becomes a program that waits for no child.
  const parent = spawn('sh', ['-c', 'sh -c "echo \\$\\$" & exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const zombie = Number(line.toString());
    await expect.poll(() => isAlive(zombie)).toBe(false);
    expect(() => process.kill(zombie, 0)).not.toThrow();
    expect(isAlive(parent.pid ?? 0)).toBe(true);
  } finally {
    parent.kill('SIGKILL');
  }
});
