// Loads the keychain's libraries only for commands that need a secret.
import type { SecretStore } from '../core/ports/secrets';

/** The keychain's libraries are the largest of all; a one-off connection needs none of them. */
export function lazySecrets(): SecretStore {
  let loading: Promise<SecretStore> | undefined;
  const load = () =>
    (loading ??= Promise.all([import('../adapters/secrets/keychain'), import('../adapters/desktop/dbus-session')]).then(
      ([{ createKeychain }, { openSessionBus }]) => createKeychain(openSessionBus),
    ));
  return {
    get: async (id) => (await load()).get(id),
    set: async (id, secret) => (await load()).set(id, secret),
    remove: async (id) => (await load()).remove(id),
    state: async () => (await load()).state(),
    keeper: async () => (await load()).keeper(),
  };
}
