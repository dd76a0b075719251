// The real keychain of a desktop session keeps the promises of the SecretStore port.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { openSessionBus } from '../../main/adapters/desktop/dbus-session';
import { createKeychain } from '../../main/adapters/secrets/keychain';
import { onPosix } from '../platform';
import { secretStoreSuite } from '../ports/secret-store';

const run = promisify(execFile);

/** A service of its own, so that a person's entries are never touched. */
const service = `Mayfly test ${process.pid}`;
const createTestKeychain = () => createKeychain(openSessionBus, { service, limitMs: 5_000 });

secretStoreSuite('the keychain of this session', createTestKeychain);

describe.runIf(onPosix('secret-tool') && process.platform === 'linux')('as another program sees it', () => {
  const id = 'connection:seen';
  const lookUp = () => run('secret-tool', ['lookup', 'service', service, 'account', id]);
  afterAll(() => createTestKeychain().remove(id));

  test('an entry stands under the service and the connection', async () => {
    await createTestKeychain().set(id, 'seen by others');
    expect((await lookUp()).stdout).toBe('seen by others');
  });

  test('a removed entry is gone', async () => {
    await createTestKeychain().remove(id);
    await expect(lookUp()).rejects.toMatchObject({ code: 1 });
  });

  test('another service does not see it', async () => {
    await createTestKeychain().set(id, 'ours');
    const other = createKeychain(openSessionBus, { service: `${service} other`, limitMs: 5_000 });
    expect(await other.get(id)).toBeUndefined();
  });
});
