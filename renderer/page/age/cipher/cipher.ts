// ChaCha20-Poly1305 (RFC 8439) of the chunks of age files: by WebAssembly where the browser has it, three to six times as fast, else by noble.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { createChunkCipher, type ChunkCipher } from './chacha-wasm';

const noble: ChunkCipher = {
  seal: (key, nonce, plain, target) => void chacha20poly1305(key, nonce).encrypt(plain, target),
  open(key, nonce, sealed, target) {
    try {
      // Not into `target`, which may lie over `sealed`.
      target.set(chacha20poly1305(key, nonce).decrypt(sealed));
      return true;
    } catch {
      return false;
    }
  },
};

let cipher = noble;

// Nothing waits for it: until then, and where it cannot be had, noble does the same.
void createChunkCipher().then(
  (made) => {
    cipher = made;
  },
  () => undefined,
);

/** Writes the plain bytes of a chunk, encrypted, and their tag of 16 bytes to `target`, which is as long. */
export const sealWith: ChunkCipher['seal'] = (key, nonce, plain, target) => cipher.seal(key, nonce, plain, target);

/**
 * Writes the plain bytes of a chunk to `target`, which is as long and may lie over the chunk; false where the tag is wrong: then nothing was decrypted,
 * and nothing written.
 */
export const openWith: ChunkCipher['open'] = (key, nonce, sealed, target) => cipher.open(key, nonce, sealed, target);
