// The keychain's twin keeps the promises of the real one, which test/desktop/keychain.test.ts asks the same.
import { expect, test } from 'vitest';
import type { KeychainState } from '../../main/core/ports/secrets';
import { rejected } from '../fakes/failing';
import { createMemorySecrets } from '../fakes/memory-secrets';
import { secretStoreSuite } from './secret-store';

secretStoreSuite('memory', createMemorySecrets);

test.each([
  'keychain-no-bus',
  'keychain-no-service',
  'keychain-no-collection',
  'keychain-locked',
  'keychain-denied',
  'keychain-unavailable',
] satisfies KeychainState[])('in the state %s every way in raises it', async (state) => {
  const secrets = createMemorySecrets();
  secrets.answer = state;
  expect(await secrets.state()).toBe(state);
  for (const call of [() => secrets.get('x'), () => secrets.set('x', 'y'), () => secrets.remove('x')]) {
    expect((await rejected(call())).code).toBe(state);
  }
});
