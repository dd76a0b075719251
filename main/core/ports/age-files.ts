// Age files: https://c2sp.org/age. The library is loaded by the first call.
import type { AgeLock, FileSecrets } from '../model/encryption';

export interface AgeFiles {
  /** A new X25519 identity, `AGE-SECRET-KEY-1…`. */
  createIdentity(): Promise<string>;
  /** A new file key that this identity opens; the head has `headBytes`. */
  createHead(identity: string): Promise<FileSecrets>;
  /** A new file key that this passphrase opens, by scrypt with the cost 2^`logN`. */
  lock(passphrase: string, logN: number): Promise<AgeLock>;
  /** The age file of these bytes, with a new nonce. */
  seal(lock: AgeLock, plain: Uint8Array): Promise<Uint8Array>;
}
