// Loads the state from the ledger, and again whenever another process has written there, or the rules of the organisation are others.
import { placeOfSecret, type ConnectionCredentials, type Vault } from '../credentials/credentials';
import type { Connection, SecretPlace } from '../model/connection';
import type { Ports } from '../ports/ports';
import { loaded, sharesInState } from '../state/rules/app-state';
import type { Store } from '../state/state';
import type { CredentialsWatch } from '../storage/storage';

/** In the ledger; changes with every saved connection. */
const credentialsValue = 'credentials-saved';

const lookEveryMs = 1_000;

interface Secrets {
  readonly vault: Pick<Vault, 'heldInMemory'>;
  readonly credentials: Pick<ConnectionCredentials, 'forgetAll'>;
  readonly renewed: Pick<CredentialsWatch, 'changed'>;
}

export function followLedger(
  { ledger, log, newId, policy }: Pick<Ports, 'ledger' | 'log' | 'newId' | 'policy'>,
  store: Store,
  { vault, credentials, renewed }: Secrets,
  /** Loaded each time too. */
  others: readonly { readonly load: () => void }[],
) {
  let looking: NodeJS.Timeout | undefined;
  let credentialsSeen = ledger.value(credentialsValue);
  /** Takes what the ledger has now into the state. */
  const load = () => {
    const known = ledger.connections();
    const saved = ledger.value(credentialsValue);
    if (saved !== credentialsSeen) {
      credentials.forgetAll();
      for (const { id } of known) renewed.changed(id);
    }
    credentialsSeen = saved;
    // Another process removed a connection.
    const isGone = ({ id }: Connection) => !known.some((connection) => connection.id === id);
    if (store.get().connections.some(isGone)) credentials.forgetAll();
    const places = known.map((connection): [string, SecretPlace] => {
      const { id } = connection;
      const kept = store.get().secrets[id] ?? 'keychain';
      const stored = kept === 'profile' || kept === 'file' ? 'keychain' : kept;
      const place = vault.heldInMemory(id) ? 'session' : stored;
      return [id, placeOfSecret(connection, place)];
    });
    store.apply(
      loaded({
        connections: known,
        secrets: Object.fromEntries(places),
        shares: ledger.newestShares(sharesInState),
        settings: ledger.settings(),
      }),
    );
    for (const other of others) other.load();
  };
  return {
    load,
    /** Loads at every write of another process, and with other rules, from now on until `stop`. `onRules`: called once those hold. */
    start: (onRules: () => void) => {
      let revision = ledger.revision();
      const lookAtRules = async () => {
        if (!(await policy.look()) || looking === undefined) return;
        log.info('the rules of the organisation are others now');
        load();
        onRules();
      };
      looking = setInterval(() => {
        const now = ledger.revision();
        if (now !== revision) load();
        revision = now;
        void lookAtRules();
      }, lookEveryMs);
      looking.unref();
    },
    stop: () => {
      clearInterval(looking);
      looking = undefined;
    },
    /** Tells the other processes that credentials were saved. */
    tellCredentials: () => ledger.saveValue(credentialsValue, newId()),
  };
}
