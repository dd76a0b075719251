// Age files that others made are opened piece by piece: those of the library, and the vectors of the age project.
import { createHash, randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import * as cctv from 'cctv-age';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openAgeHead } from '../../../main/adapters/encryption/age-head';
import type { ChunkCipher } from '../../../main/adapters/encryption/chunk-cipher';
import { nodeCipher } from '../../../main/adapters/encryption/node-cipher';
import { openStream } from '../../../main/adapters/encryption/open-stream';
import { createSodiumCipher } from '../../../main/adapters/encryption/sodium-cipher';
import { chunkBytes, encryptedBytes, layoutIn } from '../../../main/core/model/age/age-layout';
import type { FileSecrets } from '../../../main/core/model/encryption';
import { nobleCipher } from './noble-cipher';
import { volume } from '../../volume';

const identity = await generateX25519Identity();
const ciphers = [nodeCipher, await createSodiumCipher(chunkBytes), nobleCipher];

async function made(plain: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  return encrypter.encrypt(plain);
}

/** The whole plain file, or undefined where any of it is refused. */
async function opened(file: Uint8Array, by: string, pieceBytes: number, cipher = nodeCipher) {
  return openedWith(await openAgeHead(by, file.subarray(0, 1_024)), file, pieceBytes, cipher);
}

function openedWith(secrets: FileSecrets | undefined, file: Uint8Array, pieceBytes: number, cipher: ChunkCipher) {
  const layout = secrets && layoutIn(file.length, secrets.head.length);
  if (secrets === undefined || layout === undefined) return undefined;
  const payload = openStream(cipher, secrets.payloadKey, layout.plainBytes);
  const pieces: Uint8Array[] = [];
  for (let at = secrets.head.length; at < file.length; at += pieceBytes) {
    const piece = payload.push(file.subarray(at, at + pieceBytes));
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return payload.isWhole() ? Buffer.concat(pieces) : undefined;
}

const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 300_000];

test.each(sizes)('%i bytes of the library are opened in pieces of any length by every cipher', async (size) => {
  const plain = randomBytes(size);
  const file = await made(plain);
  const lengths = fc.oneof(fc.constantFrom(65_551, 65_552, 65_553, 1_048_576), fc.integer({ min: 900, max: 400_000 }));
  await fc.assert(
    fc.asyncProperty(lengths, fc.constantFrom(...ciphers), async (pieceBytes, cipher) => {
      expect((await opened(file, identity, pieceBytes, cipher))?.equals(plain)).toBe(true);
    }),
    { numRuns: volume(12) },
  );
});

test('a file that was cut, flipped, swapped or made longer is refused, and so is one for somebody else', async () => {
  const file = await made(randomBytes(65_536 * 3));
  const headBytes = file.length - 3 * 65_552;
  const flipped = (at: number) => {
    const other = Buffer.from(file);
    other[at] = (other[at] ?? 0) ^ 1;
    return other;
  };
  const chunk = (index: number) => file.subarray(headBytes + index * 65_552, headBytes + (index + 1) * 65_552);
  const wrong = {
    'cut at a chunk': file.subarray(0, -65_552),
    'cut within a chunk': file.subarray(0, -1),
    'cut to its head': file.subarray(0, headBytes),
    'cut in its head': file.subarray(0, headBytes - 1),
    longer: Buffer.concat([file, Buffer.alloc(1)]),
    swapped: Buffer.concat([file.subarray(0, headBytes), chunk(1), chunk(0), chunk(2)]),
    'flipped in its header': flipped(60),
    'flipped in its nonce': flipped(headBytes - 1),
    'flipped in its first chunk': flipped(headBytes),
    'flipped in its last tag': flipped(file.length - 1),
    'no age file': randomBytes(1_000),
    empty: new Uint8Array(),
  };
  expect(await opened(file, identity, 100_000)).toBeDefined();
  const accepted: string[] = [];
  for (const [name, bytes] of Object.entries(wrong)) {
    for (const cipher of ciphers) {
      if ((await opened(bytes, identity, 100_000, cipher)) !== undefined) accepted.push(name);
    }
  }
  expect(accepted).toEqual([]);
  expect(await opened(file, await generateX25519Identity(), 100_000)).toBeUndefined();
});

test('every size of an age file is told from the sizes that none has', () => {
  for (const plainBytes of [...sizes, 5_000_000_000]) {
    const stored = encryptedBytes({ headBytes: 184, plainBytes });
    expect(layoutIn(stored, 184)).toEqual({ headBytes: 184, plainBytes });
  }
  for (const stored of [0, 184, 199, 184 + 65_552 + 1, 184 + 65_552 + 16])
    expect(layoutIn(stored, 184)).toBeUndefined();
});

interface Vector {
  readonly name: string;
  readonly expected: string;
  readonly payload: string | undefined;
  readonly identity: string;
  readonly file: Uint8Array;
}

/** Those of the age project that are for one of our identities. */
const vectors = Object.entries(cctv).flatMap(([name, bytes]): readonly Vector[] => {
  const whole = Buffer.from(bytes);
  const end = whole.indexOf('\n\n');
  const lines = whole.subarray(0, end).toString('utf8').split('\n');
  const said = new Map(lines.map((line) => line.split(': ') as [string, string]));
  const key = said.get('identity') ?? '';
  if (!key.startsWith('AGE-SECRET-KEY-1') || said.has('armored') || said.has('passphrase')) return [];
  const body = whole.subarray(end + 2);
  const file = said.get('compressed') === 'zlib' ? inflateSync(body) : body;
  return [{ name, expected: said.get('expect') ?? '', payload: said.get('payload'), identity: key, file }];
});

test('the vectors of the age project are opened and refused as they say', async () => {
  expect(vectors.length).toBeGreaterThan(60);
  const different: string[] = [];
  for (const { name, expected, payload, identity: by, file } of vectors) {
    const secrets = await openAgeHead(by, file.subarray(0, 1_024));
    for (const cipher of ciphers) {
      const plain = openedWith(secrets, file, 50_000, cipher);
      const hash = plain && createHash('sha256').update(plain).digest('hex');
      if (hash !== (expected === 'success' ? payload : undefined)) different.push(name);
    }
  }
  expect(different).toEqual([]);
});
