// Why this exists: a connection's credentials, wherever they come from: the vault keeps what was typed, a profile is resolved.
import { endpointHost, type Connection, type Credentials, type SecretPlace } from '../model/connection';
import { Failure } from '../model/failure';
import type { ProfileCredentials } from './profile-credentials';
import type { Vault } from './vault';

export interface ConnectionCredentials {
  /** `undefined` when nothing was kept. Raises `keychain-*`, `profile-unconfirmed` and what resolving a profile raises. */
  get(connection: Connection): Promise<Credentials | undefined>;
  /** A server refused them: the next `get` looks anew where that can bring others. */
  forget(connection: Connection): void;
  /** Why there are none. Never raises. */
  missing(connection: Connection): Promise<Failure>;
  /** Nothing is remembered that can be got again. */
  forgetAll(): void;
}

export const createConnectionCredentials = (
  vault: Pick<Vault, 'get' | 'forget' | 'otherKeeper'>,
  profiles: ProfileCredentials,
): ConnectionCredentials => ({
  async get(connection) {
    const { id, credentials: source } = connection;
    if (source?.kind !== 'profile') return vault.get(id);
    checkConfirmed(connection);
    return profiles.get(source.profile);
  },
  forget({ id, credentials: source }) {
    if (source?.kind === 'profile') profiles.forget(source.profile);
    else vault.forget(id);
  },
  async missing({ name: connectionName }) {
    const other = await vault.otherKeeper();
    return other === undefined
      ? new Failure('secret-missing', { connectionName })
      : new Failure('secret-elsewhere', { connectionName, ...other });
  },
  forgetAll() {
    vault.forget();
    profiles.forget();
  },
});

/** Raises `profile-unconfirmed`: a file that named a profile could send its signatures to any server. */
export function checkConfirmed({ name: connectionName, endpoint, credentials }: Connection): void {
  if (credentials?.kind !== 'profile' || credentials.unconfirmed !== true) return;
  const { profile } = credentials;
  throw new Failure('profile-unconfirmed', { connectionName, profile, host: endpointHost(endpoint) });
}

/** Where they are, as far as that is known without asking; `kept`: of those that were typed. */
export const placeOfSecret = ({ credentials: source, awaitsKeys }: Connection, kept: SecretPlace): SecretPlace =>
  source?.kind === 'profile' ? 'profile' : awaitsKeys === true && kept === 'keychain' ? 'missing' : kept;
