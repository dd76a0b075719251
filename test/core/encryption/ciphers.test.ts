// The ciphers of chunks are one: the same bytes of every length, the same refusals, and nothing shown of what is refused.
import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { nodeCipher } from '../../../main/adapters/encryption/node-cipher';
import { createSodiumCipher } from '../../../main/adapters/encryption/sodium-cipher';
import { chunkBytes, tagBytes } from '../../../main/core/model/age/age-layout';
import { nobleCipher } from './noble-cipher';

const ciphers = { node: nodeCipher, libsodium: await createSodiumCipher(chunkBytes), noble: nobleCipher };
const key = randomBytes(32);
const nonce = randomBytes(12);
/** Around the blocks of the tag (16 bytes) and of the cipher (64), and the chunk of age. */
const lengths = [0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 255, 256, 257, 4_095, 65_519, 65_535, 65_536];
const inPlace = (bytes: Uint8Array, length: number): Uint8Array => {
  const place = new Uint8Array(new SharedArrayBuffer(length));
  place.set(bytes);
  return place;
};
const sealed = (plain: Uint8Array): Uint8Array => {
  const target = new Uint8Array(plain.length + tagBytes);
  nodeCipher.seal(key, nonce, plain, target);
  return target;
};
const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

describe.each(Object.entries(ciphers))('%s', (_name, cipher) => {
  test.each(lengths)('seals and opens %i bytes as the others do, also where they lie', (length) => {
    const plain = Uint8Array.from(randomBytes(length));
    const wanted = sealed(plain);
    const place = inPlace(plain, length + tagBytes);
    cipher.seal(key, nonce, place.subarray(0, length), place);
    expect(Buffer.compare(place, wanted)).toBe(0);
    expect(cipher.open(key, nonce, place, place)).toBe(true);
    expect(Buffer.compare(place.subarray(0, length), plain)).toBe(0);
  });

  test('refuses what was not sealed so, and shows nothing of it', () => {
    const plain = Uint8Array.from(randomBytes(1_000));
    const right = sealed(plain);
    const refused = [
      ...Array.from({ length: tagBytes }, (_, index) => flipped(right, plain.length + index)),
      flipped(right, 0),
      flipped(right, plain.length - 1),
      right.subarray(0, -1),
      right.subarray(0, tagBytes),
      new Uint8Array(right.length),
    ].map((bytes) => [key, nonce, bytes] as const);
    for (const [by, at, bytes] of [
      ...refused,
      [flipped(key, 31), nonce, right] as const,
      [key, flipped(nonce, 0), right] as const,
    ]) {
      const target = new Uint8Array(right.length).fill(7);
      expect(cipher.open(by, at, bytes, target)).toBe(false);
      expect(target.every((byte) => byte === 7)).toBe(true);
    }
    expect(cipher.open(key, nonce, right, new Uint8Array(right.length))).toBe(true);
  });
});

test('libsodium takes no chunk, key or nonce that is longer than its place', () => {
  const { seal, open } = ciphers.libsodium;
  const target = new Uint8Array(70_000);
  expect(() => seal(key, nonce, new Uint8Array(65_537), target)).toThrow(RangeError);
  expect(() => open(key, nonce, new Uint8Array(65_553), target)).toThrow(RangeError);
  expect(() => seal(new Uint8Array(33), nonce, new Uint8Array(1), target)).toThrow(RangeError);
  expect(() => open(key, new Uint8Array(24), new Uint8Array(17), target)).toThrow(RangeError);
});

test('no key stays in the memory of libsodium', async () => {
  const made = vi.spyOn(WebAssembly, 'instantiate');
  const { seal, open } = await createSodiumCipher(chunkBytes);
  const source: unknown = await made.mock.results[0]?.value;
  made.mockRestore();
  const { exports } = (source as WebAssembly.WebAssemblyInstantiatedSource).instance;
  const memory = Object.values(exports).find((part) => part instanceof WebAssembly.Memory);
  const heap = Buffer.from(memory?.buffer ?? new ArrayBuffer());
  const target = Buffer.alloc(300);
  const plain = randomBytes(200);
  seal(key, nonce, plain, target);
  expect([heap.includes(target.subarray(0, 216)), heap.includes(key)]).toEqual([true, false]);
  open(key, nonce, target.subarray(0, 216), target);
  expect([heap.includes(plain), heap.includes(key)]).toEqual([true, false]);
  open(key, flipped(nonce, 0), target.subarray(0, 216), target);
  expect(heap.includes(key)).toBe(false);
});
