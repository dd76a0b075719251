// Secrets outside of this process: the system's keychain, encrypted records, AWS profiles.
import type { FailureCode } from '../model/failure';
import type { AwsProfile } from '../model/aws-profile';
import type { Credentials } from '../model/connection';

/** `ok`, or the failure code of an unusable keychain. */
export type KeychainState = 'ok' | Extract<FailureCode, `keychain-${string}`>;

/**
 * One secret per id in the operating system's keychain. Calls run one at a time with a time limit; every method raises a
 * `keychain-*` failure when the keychain cannot be used.
 */
export interface SecretStore {
  /** `undefined` when there is no entry. */
  get(id: string): Promise<string | undefined>;
  set(id: string, secret: string): Promise<void>;
  /** Removing a missing entry is fine. */
  remove(id: string): Promise<void>;
  /** Whether secrets can be kept at all; never raises, never prompts. */
  state(): Promise<KeychainState>;
  /** The name of the keyring program; `undefined` where it is unknown. Never raises. */
  keeper(): Promise<string | undefined>;
}

/** `known`: of the files that are there; `first`: of the first file; `another`: in place of the known one. */
export type PassphraseWanted = 'known' | 'first' | 'another';

/** Asks once in a process for each. Raises `passphrase-needed`, `passphrase-unusable`, `interrupted`. */
export type AskPassphrase = (wanted: PassphraseWanted) => Promise<string>;

/**
 * One secret per connection id in a file of the profile that a passphrase opens. Every method but `remove` asks for it, where there is a file, and
 * raises what asking raises, `passphrase-wrong`, `secret-file-unusable`; writing raises `disk-full`, `ledger-unusable`.
 */
export interface SealedSecrets extends Pick<SecretStore, 'get' | 'set' | 'remove'> {
  /** Encrypts the secrets of these ids with another passphrase; gives the ids that have one. A change that was cut off goes on with the same two. */
  changePassphrase(ids: readonly string[]): Promise<readonly string[]>;
}

/** Encrypted records beside the ledger, under names that are used once: letters, digits, `-` and `_`. */
export interface RecordStore {
  /** Durable once it resolves. Raises `disk-full`, `ledger-unusable`, also for a name that is taken. */
  write(name: string, record: Uint8Array): Promise<void>;
  /** `undefined` for a missing or unreadable record. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Removing a missing one is fine. */
  remove(name: string): Promise<void>;
}

/** The files of the AWS command line; Mayfly never writes them. */
export interface AwsProfiles {
  /** By name; none where there are no such files. Never raises. */
  list(): Promise<readonly AwsProfile[]>;
  /**
   * Resolves the credentials, uncached; may run a program, ask a server or wait for the user, for a minute at most.
   * Raises `profile-unknown`, `profile-unusable`, `profile-needs-code`, `sso-lapsed`, `process-failed`, `role-refused` and what stands in
   * the way of a network.
   */
  resolve(name: string): Promise<Credentials>;
}
