// A proxy's password lies in the keychain, and only that there is one, and for whom, stands in the ledger: a proxy without a
// password never makes the keychain ask for its own.
import * as z from 'zod/mini';
import type { ProxyPassword } from '../../core/model/proxy-route';
import type { SecretStore } from '../../core/ports/secrets';
import type { KeptPasswords } from './network';
import type { Ledger } from '../../core/ports/ledger';

const entry = (host: string) => `proxy:${host}`;
const kept = z.object({ user: z.string(), password: z.string() });

/**
 * `of` gives nothing where the keychain does not give it: the proxy itself will say what is missing. `known`: what is known from elsewhere,
 * which comes first.
 */
export function createProxyPasswords(
  secrets: SecretStore,
  ledger: Pick<Ledger, 'value' | 'saveValue'>,
  known: (host: string) => ProxyPassword | undefined = () => undefined,
): KeptPasswords {
  const inMemory = new Map<string, ProxyPassword>();

  const read = async (host: string): Promise<ProxyPassword | undefined> => {
    // Empty: it was forgotten.
    if ((ledger.value(entry(host)) ?? '') === '') return undefined;
    try {
      const found = kept.safeParse(JSON.parse((await secrets.get(entry(host))) ?? ''));
      if (!found.success) return undefined;
      inMemory.set(host, found.data);
      return found.data;
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
