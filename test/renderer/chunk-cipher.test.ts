// The pages' two ciphers make what OpenSSL makes, and refuse what it refuses.
import { createCipheriv, randomBytes, randomInt } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { beforeAll, expect, test } from 'vitest';
import { createChunkCipher, type ChunkCipher } from '../../renderer/page/age/cipher/chacha-wasm';
import { volume } from '../volume';

let cipher: ChunkCipher;
beforeAll(async () => {
  cipher = await createChunkCipher();
});

function bySystem(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Buffer {
  const made = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([made.update(plain), made.final(), made.getAuthTag()]);
}

const sealed = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array) => {
  const target = Buffer.alloc(plain.length + 16);
  cipher.seal(key, nonce, plain, target);
  return target;
};

/** Around the steps of 16, 64 and 256 bytes, and a whole chunk; then any length. */
const lengths = [0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 255, 256, 257, 511, 512, 513, 65_535, 65_536];

test('the same bytes as OpenSSL for every length and key, and nothing for a changed byte', () => {
  const random = Array.from({ length: volume(5_000) }, () => randomInt(1_200));
  for (const [index, length] of [...lengths, ...lengths, ...random].entries()) {
    const [key, nonce] = [randomBytes(32), randomBytes(12)];
    const plain = index % 2 === 0 ? randomBytes(length) : Buffer.alloc(length, 255);
    const theirs = bySystem(key, nonce, plain);
    expect(sealed(key, nonce, plain).equals(theirs), `sealed, ${length} bytes`).toBe(true);
    const target = Buffer.alloc(length);
    expect(cipher.open(key, nonce, theirs, target)).toBe(true);
    expect(target.equals(plain), `opened, ${length} bytes`).toBe(true);
    const inPlace = Buffer.from(theirs);
    expect(cipher.open(key, nonce, inPlace, inPlace.subarray(0, length))).toBe(true);
    expect(inPlace.subarray(0, length).equals(plain), `opened in place, ${length} bytes`).toBe(true);
    const changed = Buffer.from(theirs);
    const at = randomInt(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << randomInt(8));
    const untouched = Buffer.alloc(length);
    expect(cipher.open(key, nonce, changed, untouched)).toBe(false);
    expect(untouched.equals(Buffer.alloc(length)), `given out, ${length} bytes`).toBe(true);
  }
});

test('encrypted bytes of ones, which take the sums of Poly1305 to their largest', () => {
  for (let blocks = 0; blocks < 80; blocks += 1) {
    const [key, nonce] = [randomBytes(32), randomBytes(12)];
    const stream = chacha20poly1305(key, nonce)
      .encrypt(new Uint8Array(16 * blocks))
      .subarray(0, 16 * blocks);
    const plain = stream.map((byte) => byte ^ 255);
    expect(sealed(key, nonce, plain).equals(bySystem(key, nonce, plain))).toBe(true);
  }
});

test('it takes a chunk at most', () => {
  const [key, nonce] = [randomBytes(32), randomBytes(12)];
  expect(() => sealed(key, nonce, new Uint8Array(65_537))).toThrow(RangeError);
  expect(() => cipher.open(key, nonce, new Uint8Array(15), new Uint8Array(0))).toThrow(RangeError);
});
