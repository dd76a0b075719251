// The key that a passphrase gives: https://c2sp.org/age, "The scrypt recipient type". By Node's scrypt: the library's would hold the main thread.
import { scrypt } from 'node:crypto';

const keyBytes = 32;
const blockSize = 8;

/** Base64 as age writes it. */
export const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** `logN`: log2 of scrypt's cost; it takes 2^(logN + 10) bytes of memory. */
export function passphraseKey(passphrase: string, salt: Uint8Array, logN: number): Promise<Uint8Array> {
  const N = 2 ** logN;
  const labelled = Buffer.concat([Buffer.from('age-encryption.org/v1/scrypt'), salt]);
  return new Promise((resolve, reject) => {
    scrypt(passphrase, labelled, keyBytes, { N, r: blockSize, p: 1, maxmem: 256 * N * blockSize }, (error, derived) =>
      error === null ? resolve(derived) : reject(error),
    );
  });
}
