// The window comes first. On a desktop whose keyring nobody unlocked, a start showed no window but the system's question for a
// password: Chromium wanted a key for its cookies, of which there are none.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, launch, quit, startCommand, test } from './fixtures';
import { openKeyringBus } from './keyring-bus';
import { seenWindows } from './seen-windows';
import { fillConnection } from './window';

test.skip(process.platform !== 'linux', 'Linux asks for the keyring of the session');

const keys = { accessKeyId: 'KEY', secretAccessKey: 'typed-by-a-person' };

const startIsOver = async (profileDir: string) =>
  (await readFile(join(profileDir, 'logs', 'mayfly.log'), 'utf8').catch(() => '')).includes('the window stands');

for (const keyring of ['none', 'locked'] as const) {
  test(`a first start shows the window and asks for no password (keyring: ${keyring})${keyring === 'none' ? ' @deep' : ''}`, async ({
    folder,
    profileDir,
  }) => {
    const session = await openKeyringBus(folder, keyring);
    const [program, ...args] = await startCommand([`--profile-dir=${profileDir}`]);
    const app = spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...session.env } });
    const ended = once(app, 'exit');
    try {
      await expect.poll(seenWindows).not.toEqual([]);
      // The rest of a start, which reads what the keychain's state is, comes after the window.
      await expect.poll(() => startIsOver(profileDir)).toBe(true);
      expect(session.prompts()).toBe(0);
    } finally {
      app.kill('SIGTERM');
      await ended;
      await session.close();
    }
  });
}

test('a question for the keyring’s password that nobody answers holds nothing up, and is told @deep', async ({
  folder,
  profileDir,
}) => {
  const session = await openKeyringBus(folder, 'locked');
  const { app, page } = await launch({ profileDir, env: session.env });
  try {
    await fillConnection(page, { endpoint: 'http://127.0.0.1:9', bucket: 'bucket', ...keys });
    expect(session.prompts(), 'nobody has asked yet').toBe(0);
    await page.getByRole('button', { name: 'Save connection' }).click();
    await expect.poll(session.prompts, { message: 'Mayfly itself asks' }).toBeGreaterThan(0);
    // While the question stands the window answers.
    await page.getByLabel('Name', { exact: true }).fill('Meanwhile');
    await expect(page.getByText('The keychain is locked').first()).toBeVisible();
  } finally {
    await quit(app);
    await session.close();
  }
});
