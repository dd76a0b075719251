// The proxies of this computer as the services need them: which there are, and a place for their passwords.
import type { ProxyPassword } from '../model/proxy-route';

export interface KnownProxy {
  /** host:port. */
  readonly host: string;
  /** Whose password is known, here or in the environment. */
  readonly user?: string;
}

/** The proxies of this computer, and the passwords that are kept for them: each is told to its own proxy only. */
export interface Proxies {
  /** On the way to `url`, the preferred one first. */
  before(url: string): Promise<readonly KnownProxy[]>;
  /** Holds until this process ends, and in the keychain; raises `keychain-*` where it could not be kept there. */
  keep(host: string, password: ProxyPassword): Promise<void>;
  /** Raises `keychain-*`. */
  forget(host: string): Promise<void>;
}
