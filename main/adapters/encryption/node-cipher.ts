// ChaCha20-Poly1305 by Node itself.
import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';
import { tagBytes } from '../../core/model/age/age-layout';
import type { ChunkCipher } from './chunk-cipher';

const cipherName = 'chacha20-poly1305';

/** Electron's BoringSSL has it not. Listing the ciphers takes longer than a chunk. */
export const nodeHasCipher = (): boolean => getCiphers().includes(cipherName);

let nowhere: InstanceType<typeof MessagePort> | undefined;

/**
 * A cipher of Node gives new memory for every chunk, and some forty megabytes of it wait for the garbage collector in every thread. Transferred to a
 * closed port it is freed at once.
 */
function free({ buffer, byteLength }: Uint8Array): void {
  // The memory of a pool, or of several threads, cannot be given up.
  if (buffer.byteLength !== byteLength || buffer instanceof SharedArrayBuffer) return;
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
  nowhere.postMessage(undefined, [buffer]);
}

export const nodeCipher: ChunkCipher = {
  seal(key, nonce, plain, target) {
    const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
    const sealed = cipher.update(plain);
    target.set(sealed);
    free(sealed);
    cipher.final();
    target.set(cipher.getAuthTag(), plain.length);
  },
  open(key, nonce, sealed, target) {
    const end = sealed.length - tagBytes;
    const decipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(end));
    const plain = decipher.update(sealed.subarray(0, end));
    try {
      decipher.final();
      target.set(plain);
      return true;
    } catch {
      return false;
    } finally {
      free(plain);
    }
  },
};
