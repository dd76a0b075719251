// A third implementation of the cipher, to compare with.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { ChunkCipher } from '../../../main/adapters/encryption/chunk-cipher';

export const nobleCipher: ChunkCipher = {
  seal: (key, nonce, plain, target) => target.set(chacha20poly1305(key, nonce).encrypt(plain)),
  open(key, nonce, sealed, target) {
    try {
      target.set(chacha20poly1305(key, nonce).decrypt(sealed));
      return true;
    } catch {
      return false;
    }
  },
};
