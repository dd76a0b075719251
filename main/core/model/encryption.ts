// End-to-end encryption of a share: each file is an age file, and their manifest is one under a passphrase. https://c2sp.org/age
import { Failure } from './failure';
import { checkUsable, type Organised } from './policy/organisation-rule';

/**
 * What opens the manifest of an encrypted share. `link`: the secret in the fragment of its link; `password`: also a password, which the sender
 * gives to the recipient in another way.
 */
export type Encryption = 'link' | 'password';

/** Whether the shares of a connection are encrypted. `usual`: unless the user says otherwise; `demanded`: all of them. */
export type EncryptionRule = 'usual' | 'demanded';

/** In characters, after NFC. */
export const mostPasswordCharacters = 1_024;

/** Made once for a file and never used for other bytes: equal keys and nonces over two contents give both away. */
export interface FileSecrets {
  /** Header and nonce, as they begin the age file. */
  readonly head: Uint8Array;
  /** 32 bytes. */
  readonly payloadKey: Uint8Array;
}

/** The header of an age file and its file key. Every file that it begins gets a nonce of its own, and by that another payload key. */
export interface AgeLock {
  readonly header: Uint8Array;
  /** 16 bytes. */
  readonly fileKey: Uint8Array;
}

/** What opens an encrypted share; the password itself is in none of it. */
export interface ShareSecrets {
  /** `AGE-SECRET-KEY-1…`: opens its files. */
  readonly identity: string;
  /** The fragment of its link: 22 characters. */
  readonly secret: string;
  /** Of the manifest, until that is written: an upload that goes on after a crash needs no password. With a password it stays, for the next one. */
  readonly lock?: AgeLock;
}

/** The secrets of a share or draft as the ledger has them. */
export interface SealedSecretsRow {
  readonly shareId: string;
  /** `ShareSecrets` under a key that lies where the typed keys of the connection lie. */
  readonly sealed: string;
  /** The age file of the manifest as it is stored, base64; absent for a draft. */
  readonly manifest?: string;
}

export const encryptionOf = (password: string | undefined): Encryption =>
  password === undefined ? 'link' : 'password';

/** The part of a connection that these read. */
interface Ruled extends Organised {
  readonly encryption?: EncryptionRule;
}

/**
 * What opens the share; `undefined` for one that is not encrypted. A password comes only with encryption. Raises `encryption-demanded` for
 * a choice against a rule that demands it, `set-by-organisation` where that is the organisation's, `bad-request` for a password without encryption.
 */
export function encryptionWanted(
  { encrypt, password }: { readonly encrypt?: boolean; readonly password?: string },
  connection: Ruled,
): Encryption | undefined {
  const { encryption: rule } = connection;
  if (encrypt === false && rule === 'demanded') throw demanded(connection);
  if (encrypt ?? rule !== undefined) return encryptionOf(password);
  if (password !== undefined) throw new Failure('bad-request', { reason: 'a password belongs to an encrypted share' });
  return undefined;
}

const demanded = ({ name: connectionName, organisation }: Ruled): Failure =>
  organisation?.demandsEncryption === true
    ? new Failure('set-by-organisation', { reason: 'everything that is shared is encrypted' })
    : new Failure('encryption-demanded', { connectionName });

/**
 * A connection whose rule demands encryption gives away nothing else, whatever was made before the rule: no link, short link or form, and no more
 * time. Objects that are in the bucket already, and what guests are given, are not encrypted. Raises
 * `encryption-demanded`, and `set-by-organisation` also for a connection that the organisation does not allow.
 */
export function refuseUnencrypted(connection: Ruled, isEncrypted = false): void {
  checkUsable(connection);
  if (connection.encryption === 'demanded' && !isEncrypted) throw demanded(connection);
}

/**
 * The connection with the rule that holds for it now, not to be saved: plain http can be read along in a network, so what the bucket on this computer
 * gives away there is encrypted unless somebody asks for less. `isOnNetwork` may read the ledger: it is asked of that bucket alone.
 */
export const encryptedOnNetwork = <
  C extends { readonly kind: 's3' | 'embedded'; readonly encryption?: EncryptionRule },
>(
  connection: C,
  isOnNetwork: () => boolean,
): C => (connection.kind === 'embedded' && isOnNetwork() ? { encryption: 'usual', ...connection } : connection);
