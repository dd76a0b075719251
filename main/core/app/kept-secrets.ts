// The secrets of connections, as the faces of the app keep, move and forget them.
import type { ConnectionCredentials, Vault } from '../credentials/credentials';
import type { SecretStore } from '../ports/secrets';
import type { Store } from '../state/state';
import type { WarmUp } from '../storage/storage';
import type { App } from './app';

interface Keeping {
  readonly vault: Pick<Vault, 'moveToKeychain' | 'changePassphrase'>;
  readonly credentials: Pick<ConnectionCredentials, 'forgetAll'>;
  readonly warmth: Pick<WarmUp, 'coolDown'>;
  /** Loads the state from the ledger. */
  readonly reload: () => void;
}

export const createKeptSecrets = (
  secrets: Pick<SecretStore, 'state'>,
  store: Pick<Store, 'get'>,
  { vault, credentials, warmth, reload }: Keeping,
): Pick<App, 'forgetSecrets' | 'keychainState' | 'retryKeychain' | 'changePassphrase'> => ({
  forgetSecrets() {
    warmth.coolDown();
    credentials.forgetAll();
  },
  keychainState: () => secrets.state(),
  async retryKeychain() {
    const state = await secrets.state();
    if (state === 'ok') {
      // The embedded bucket keeps its session keys until the next start: they signed its links.
      const own = store.get().connections.filter(({ kind }) => kind === 's3');
      await vault.moveToKeychain(own.map(({ id }) => id));
      reload();
    }
    return state;
  },
  changePassphrase: () => vault.changePassphrase(),
});
