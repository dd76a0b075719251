// ChaCha20-Poly1305 (RFC 8439) for the chunks of age files: Node's own where it has it, noble's where not, as in Electron.
import { createCipheriv, getCiphers } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { tagBytes } from '../../core/encryption/rules/age-layout';

/** Writes the encrypted bytes of `plain` and their tag to the beginning of `target`. */
export type SealChunk = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, target: Uint8Array) => void;

const cipherName = 'chacha20-poly1305';

export const sealByNode: SealChunk = (key, nonce, plain, target) => {
  const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
  target.set(cipher.update(plain));
  cipher.final();
  target.set(cipher.getAuthTag(), plain.length);
};

export const sealByNoble: SealChunk = (key, nonce, plain, target) => {
  chacha20poly1305(key, nonce).encrypt(plain, target.subarray(0, plain.length + tagBytes));
};

export const sealChunk: SealChunk = getCiphers().includes(cipherName) ? sealByNode : sealByNoble;
