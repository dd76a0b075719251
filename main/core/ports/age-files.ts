// Age files: https://c2sp.org/age. The library is loaded by the first call.
import type { AgeLock, FileSecrets } from '../model/encryption';

/** The payload of one age file, whose pieces come in their order. */
export interface AgePayload {
  /**
   * The plain bytes of the chunks that this piece completes; undefined where the payload is not as it was encrypted. They lie at the beginning
   * of `target`, which has room for a chunk with its tag and the piece; in new memory where it is absent.
   */
  push(piece: Uint8Array, target?: Uint8Array): Uint8Array | undefined;
  /** The last chunk came. */
  isWhole(): boolean;
}

export interface OpenedHead {
  /** Header and nonce, as they begin the file. */
  readonly head: Uint8Array;
  /** `plainBytes`: as the stored length tells. `fromChunk`: the index of the chunk that the first piece begins with, 0 where absent. */
  readonly payload: (plainBytes: number, fromChunk?: number) => AgePayload;
}

export interface AgeFiles {
  /** A new X25519 identity, `AGE-SECRET-KEY-1…`. */
  createIdentity(): Promise<string>;
  /** `age1…` */
  recipientOf(identity: string): Promise<string>;
  /** A new file key that this identity opens; the head has `headBytes`. */
  createHead(identity: string): Promise<FileSecrets>;
  /** A new file key that this passphrase opens, by scrypt with the cost 2^`logN`. */
  lock(passphrase: string, logN: number): Promise<AgeLock>;
  /** The age file of these bytes, with a new nonce. */
  seal(lock: AgeLock, plain: Uint8Array): Promise<Uint8Array>;
  /** The bytes of a whole file that `seal` made with this lock; undefined for any other file. */
  unseal(lock: AgeLock, file: Uint8Array): Promise<Uint8Array | undefined>;
  /** Reads the head of the file that begins with `start`; undefined where `identity` does not open it, or it is longer than `start`. */
  openHead(identity: string, start: Uint8Array): Promise<OpenedHead | undefined>;
  /**
   * The plain bytes of a small age file that a passphrase locks; `wrong` where that is another one, `damaged` where the file is not as it was
   * encrypted, or wants more work for its key than Mayfly's files do.
   */
  unlock(passphrase: string, file: Uint8Array): Promise<Uint8Array | 'wrong' | 'damaged'>;
}
