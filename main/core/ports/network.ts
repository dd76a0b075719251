// The proxies of this computer and their passwords.
import type { ProxyPassword } from '../model/proxy-route';

export interface KnownProxy {
  /** host:port. */
  readonly host: string;
  /** Present where the password is known, here or in the environment. */
  readonly user?: string;
}

/** A password goes to its own proxy only. */
export interface Proxies {
  /** The proxies on the way to `url`, the preferred one first. */
  before(url: string): Promise<readonly KnownProxy[]>;
  /** Keeps it in memory and in the keychain. Raises `keychain-*` where only memory has it. */
  keep(host: string, password: ProxyPassword): Promise<void>;
  /** Raises `keychain-*`. */
  forget(host: string): Promise<void>;
}
