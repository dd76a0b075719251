// A proxy's password lies in the keychain; the ledger holds the proxy's user and that a password exists. A proxy without a
// password never opens the keychain.
import { object, text } from '../files/shapes';
import type { ProxyPassword } from '../../core/model/proxy-route';
import type { SecretStore } from '../../core/ports/secrets';
import type { KeptPasswords } from './network';
import type { Ledger } from '../../core/ports/ledger';

const entry = (host: string) => `proxy:${host}`;
const kept = object({ user: text, password: text });

/**
 * `of` resolves to nothing where the keychain refuses: the proxy's answer tells that a password is missing. `known`: passwords from elsewhere,
 * which come first.
 */
export function createProxyPasswords(
  secrets: SecretStore,
  ledger: Pick<Ledger, 'value' | 'saveValue'>,
  known: (host: string) => ProxyPassword | undefined = () => undefined,
): KeptPasswords {
  const inMemory = new Map<string, ProxyPassword>();

  const read = async (host: string): Promise<ProxyPassword | undefined> => {
    // Empty: removed.
    if ((ledger.value(entry(host)) ?? '') === '') return undefined;
    try {
      const found = kept(JSON.parse((await secrets.get(entry(host))) ?? ''));
      inMemory.set(host, found);
      return found;
    } catch {
      return undefined;
    }
  };

  return {
    of: async (host) => known(host) ?? inMemory.get(host) ?? (await read(host)),
    async keep(host, password) {
      inMemory.set(host, password);
      await secrets.set(entry(host), JSON.stringify(password));
      ledger.saveValue(entry(host), password.user);
    },
    async forget(host) {
      inMemory.delete(host);
      const wasKept = (ledger.value(entry(host)) ?? '') !== '';
      ledger.saveValue(entry(host), '');
      if (wasKept) await secrets.remove(entry(host));
    },
  };
}
