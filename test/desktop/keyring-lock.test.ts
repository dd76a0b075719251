// A keyring that is locked says so, and the app forgets what it read from it.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { openSessionBus } from '../../main/adapters/desktop/dbus-session';
import { watchKeyringLock } from '../../main/shell/startup/keyring-lock';

test.runIf(process.platform === 'linux')('a keyring tells its lock, and no other change', async () => {
  let locks = 0;
  await watchKeyringLock(openSessionBus, () => (locks += 1));
  const item = ['service', 'Mayfly', 'account', 'lock-test'];
  execFileSync('secret-tool', ['store', '--label=x', ...item], { input: 's' });
  expect(execFileSync('secret-tool', ['lookup', ...item], { encoding: 'utf8' })).toBe('s');
  const bus = await openSessionBus(2_000);
  const service = {
    destination: 'org.freedesktop.secrets',
    path: '/org/freedesktop/secrets',
    interfaceName: 'org.freedesktop.Secret.Service',
  };
  expect(locks).toBe(0);
  await bus.call(service, 'Lock', 'ao', [['/org/freedesktop/secrets/collection/login']]);
  await expect.poll(() => locks).toBe(1);
  bus.close();
});
