// A connection's credentials: typed keys come from the vault, those of an AWS profile are resolved.
import {
  checkAddresses,
  endpointHost,
  keyStoreOf,
  type Connection,
  type Credentials,
  type SecretPlace,
} from '../model/connection';
import { Failure } from '../model/failure';
import { intakeItem, type Vault } from './vault';
import { refreshAtMs } from './rules/credential-refresh';
import type { Clock } from '../model/system';
import type { AwsProfiles } from '../ports/secrets';

export const createConnectionCredentials = (
  vault: Pick<Vault, 'get' | 'atHand' | 'forget' | 'otherKeeper'>,
  profiles: ProfileCredentials,
) => ({
  /** `undefined` where the vault has none. Raises `keychain-*`, `passphrase-*`, `secret-file-unusable`, `profile-unconfirmed`, `addresses-unconfirmed` and what resolving a profile raises. */
  async get(connection: Connection): Promise<Credentials | undefined> {
    const { id, credentials: source } = connection;
    checkAddresses(connection);
    if (source?.kind !== 'profile') return vault.get(id);
    checkConfirmed(connection);
    return profiles.get(source.profile);
  },
  /** The connection's intake key. Raises `intake-key-missing`, and what the vault raises. */
  intake: async ({ id, name: connectionName }: Connection): Promise<Credentials> => {
    const key = await vault.get(intakeItem(id));
    if (key === undefined) throw new Failure('intake-key-missing', { connectionName });
    return key;
  },
  /** Whether `get` gives them from memory. */
  atHand: ({ id, credentials: source }: Connection): boolean =>
    source?.kind === 'profile' ? profiles.atHand(source.profile) : vault.atHand(id),
  /** After a server refused them: the next `get` reads the keychain or resolves the profile again. */
  forget({ id, credentials: source }: Connection) {
    if (source?.kind === 'profile') profiles.forget(source.profile);
    else vault.forget(id);
  },
  /** The failure that says why there are none. Never raises. */
  async missing(connection: Connection): Promise<Failure> {
    const { name: connectionName } = connection;
    if (keyStoreOf(connection) === 'file') return new Failure('secret-file-unusable', { reason: 'it is not there' });
    const other = await vault.otherKeeper();
    return other === undefined
      ? new Failure('secret-missing', { connectionName })
      : new Failure('secret-elsewhere', { connectionName, ...other });
  },
  /** Clears every cache; keys of this session stay. */
  forgetAll() {
    vault.forget();
    profiles.forget();
  },
});

export type ConnectionCredentials = ReturnType<typeof createConnectionCredentials>;

/** Raises `profile-unconfirmed`: an imported file could send a profile's signatures to any server. */
export function checkConfirmed({ name: connectionName, endpoint, credentials }: Connection): void {
  if (credentials?.kind !== 'profile' || credentials.unconfirmed !== true) return;
  const { profile } = credentials;
  throw new Failure('profile-unconfirmed', { connectionName, profile, host: endpointHost(endpoint) });
}

/** Where the secret is, without asking the keychain; `kept` is the place of typed keys, `keychain` for wherever the connection stores them. */
export function placeOfSecret(connection: Connection, kept: SecretPlace): SecretPlace {
  if (connection.credentials?.kind === 'profile') return 'profile';
  if (kept !== 'keychain') return kept;
  return connection.awaitsKeys === true ? 'missing' : keyStoreOf(connection);
}

interface Resolved {
  readonly found: Promise<Credentials>;
  /** Once they are there, at that time (Unix ms). */
  got?: { readonly credentials: Credentials; readonly atMs: number };
}

export function createProfileCredentials(profiles: Pick<AwsProfiles, 'resolve'>, clock: Clock) {
  const kept = new Map<string, Resolved>();
  const isDue = ({ got }: Resolved) => got !== undefined && clock() >= refreshAtMs(got.credentials, got.atMs);
  return {
    /** Raises what resolving a profile raises. */
    get(profile: string): Promise<Credentials> {
      const known = kept.get(profile);
      if (known !== undefined && !isDue(known)) return known.found;
      // Calls during a resolution share its promise: a credential process may be asking a person.
      const entry: Resolved = { found: profiles.resolve(profile) };
      kept.set(profile, entry);
      const forget = () => {
        if (kept.get(profile) === entry) kept.delete(profile);
      };
      entry.found.then((credentials) => (entry.got = { credentials, atMs: clock() }), forget);
      return entry.found;
    },
    /** Whether they are resolved and no renewal is due. */
    atHand(profile: string): boolean {
      const known = kept.get(profile);
      return known?.got !== undefined && !isDue(known);
    },
    /** Drops the cached credentials of one profile, or of all. */
    forget(profile?: string) {
      if (profile === undefined) kept.clear();
      else kept.delete(profile);
    },
  };
}

export type ProfileCredentials = ReturnType<typeof createProfileCredentials>;
