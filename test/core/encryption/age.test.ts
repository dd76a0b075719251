// Age files that are made range by range: the same bytes whatever the ranges, opened by the library and by the `age` command.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAgeHead } from '../../../main/adapters/encryption/age-head';
import { nodeCipher } from '../../../main/adapters/encryption/node-cipher';
import { sealRange } from '../../../main/adapters/encryption/seal-range';
import { createSodiumCipher } from '../../../main/adapters/encryption/sodium-cipher';
import type { FileSecrets } from '../../../main/core/model/encryption';
import { chunkBytes, chunksBetween, encryptedBytes } from '../../../main/core/model/age/age-layout';
import { onPosix } from '../../platform';
import { nobleCipher } from './noble-cipher';
import { volume } from '../../volume';

let identity: string;
let secrets: FileSecrets;
const sodiumCipher = await createSodiumCipher(chunkBytes);
beforeAll(async () => {
  identity = await generateX25519Identity();
  secrets = await createAgeHead(await identityToRecipient(identity));
});

const reading = (plain: Uint8Array) => async (offset: number, target: Uint8Array) => {
  const piece = plain.subarray(offset, offset + target.length);
  target.set(piece);
  return piece.length;
};
const sizeOf = (plainBytes: number) => encryptedBytes({ headBytes: secrets.head.length, plainBytes });

async function sealed(plain: Uint8Array, cuts: readonly number[] = [], cipher = nodeCipher): Promise<Buffer> {
  const end = sizeOf(plain.length);
  const borders = [0, ...cuts.map((cut) => cut % end).sort((left, right) => left - right), end];
  const pieces: Uint8Array[] = [];
  for (const [index, from] of borders.slice(0, -1).entries()) {
    const target = new Uint8Array((borders[index + 1] ?? end) - from);
    const { readBytes } = await sealRange(secrets, plain.length, from, target, reading(plain), { cipher });
    expect(readBytes).toBe(target.length);
    pieces.push(target);
  }
  return Buffer.concat(pieces);
}

const opened = async (file: Uint8Array) => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(file);
};

const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 1_048_576, 1_048_577];

describe.each(sizes)('%i bytes', (size) => {
  test('are opened by the library, and have the size that was told', async () => {
    const plain = randomBytes(size);
    const file = await sealed(plain);
    expect(file.length).toBe(sizeOf(size));
    expect(Buffer.from(await opened(file)).equals(plain)).toBe(true);
  });

  test.runIf(onPosix('the age command'))('are opened by the age command', async () => {
    const plain = randomBytes(size);
    const file = await sealed(plain);
    const key = execFileSync('mktemp').toString().trim();
    execFileSync('sh', ['-c', 'cat > "$1"', 'sh', key], { input: identity });
    expect(execFileSync('age', ['-d', '-i', key], { input: file, maxBuffer: 2 ** 24 }).equals(plain)).toBe(true);
  });
});

test('the bytes do not depend on the ranges in which they are made, nor on the implementation of the cipher', async () => {
  const size = fc.oneof(fc.constantFrom(...sizes), fc.integer({ min: 0, max: 300_000 }));
  await fc.assert(
    fc.asyncProperty(size, fc.array(fc.nat(400_000), { maxLength: 6 }), async (plainBytes, cuts) => {
      const plain = randomBytes(plainBytes);
      const whole = await sealed(plain);
      expect((await sealed(plain, cuts)).equals(whole)).toBe(true);
      expect((await sealed(plain, cuts, sodiumCipher)).equals(whole)).toBe(true);
      expect((await sealed(plain, cuts, nobleCipher)).equals(whole)).toBe(true);
    }),
    { numRuns: volume(100) },
  );
});

test('what is cut at a chunk, flipped, swapped or longer is refused', async () => {
  const plain = randomBytes(65_536 * 3);
  const file = await sealed(plain);
  const [first, second, third] = chunksBetween(
    { headBytes: secrets.head.length, plainBytes: plain.length },
    0,
    file.length,
  );
  const flipped = Buffer.from(file);
  flipped[file.length - 20] = (flipped[file.length - 20] ?? 0) ^ 1;
  const swapped = Buffer.concat([
    file.subarray(0, first?.offset),
    file.subarray(second?.offset, third?.offset),
    file.subarray(first?.offset, second?.offset),
    file.subarray(third?.offset),
  ]);
  for (const bad of [file.subarray(0, third?.offset), flipped, swapped, Buffer.concat([file, Buffer.alloc(1)])]) {
    await expect(opened(bad)).rejects.toThrow(Error);
  }
});
