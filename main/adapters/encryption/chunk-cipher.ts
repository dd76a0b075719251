// ChaCha20-Poly1305 (RFC 8439) for the chunks of age files: Node's own where it has it, noble's where not, as in Electron.
import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { chunkBytes, tagBytes } from '../../core/encryption/rules/age-layout';

/** Writes the encrypted bytes of `plain` and their tag to the beginning of `target`, which may hold `plain` too. */
export type SealChunk = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, target: Uint8Array) => void;

const cipherName = 'chacha20-poly1305';

let nowhere: InstanceType<typeof MessagePort> | undefined;

/**
 * A cipher of Node gives new memory for every chunk, and some forty megabytes of it wait for the garbage collector in every thread. Transferred to a
 * closed port it is freed at once.
 */
function free({ buffer, byteLength }: Uint8Array): void {
  // Not of a pool.
  if (buffer.byteLength !== byteLength || buffer instanceof SharedArrayBuffer) return;
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
  nowhere.postMessage(undefined, [buffer]);
}

export const sealByNode: SealChunk = (key, nonce, plain, target) => {
  const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
  const sealed = cipher.update(plain);
  target.set(sealed);
  free(sealed);
  cipher.final();
  target.set(cipher.getAuthTag(), plain.length);
};

/** Noble is faster by half between buffers that are aligned, and refuses those that overlap. */
let spaces: readonly [plain: Uint8Array, sealed: Uint8Array] | undefined;

export const sealByNoble: SealChunk = (key, nonce, plain, target) => {
  spaces ??= [new Uint8Array(chunkBytes), new Uint8Array(chunkBytes + tagBytes)];
  const aligned = spaces[0].subarray(0, plain.length);
  const sealed = spaces[1].subarray(0, plain.length + tagBytes);
  aligned.set(plain);
  chacha20poly1305(key, nonce).encrypt(aligned, sealed);
  target.set(sealed);
};

/** Writes the plain bytes of `sealed` to the beginning of `target`; false, and nothing there is to be used, where its tag is not theirs. */
export type OpenChunk = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, target: Uint8Array) => boolean;

export const openByNode: OpenChunk = (key, nonce, sealed, target) => {
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  target.set(plain);
  free(plain);
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
};

export const openByNoble: OpenChunk = (key, nonce, sealed, target) => {
  try {
    chacha20poly1305(key, nonce).decrypt(sealed, target.subarray(0, sealed.length - tagBytes));
    return true;
  } catch {
    return false;
  }
};

/** Listing the ciphers takes longer than a chunk. */
let isNative: boolean | undefined;
const hasNative = () => (isNative ??= getCiphers().includes(cipherName));

export const sealChunk: SealChunk = (...chunk) => (hasNative() ? sealByNode : sealByNoble)(...chunk);
export const openChunk: OpenChunk = (...chunk) => (hasNative() ? openByNode : openByNoble)(...chunk);
