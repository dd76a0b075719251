// The page's reader of age files against the official test vectors (https://c2sp.org/CCTV/age).
import { createHash, randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { x25519 as noble } from '@noble/curves/ed25519.js';
import * as vectors from 'cctv-age';
import { describe, expect, test } from 'vitest';
import { createAgeReader } from '../../renderer/page/age/open-age';
import { chunkBytes } from '../../renderer/page/age/chunks';
import { Refusal } from '../../renderer/page/age/refusal';
import { x25519 } from '../../renderer/page/age/x25519';
import { byIdentity, byPassphrase, type Unwrap } from '../../renderer/page/age/unwrap';

interface Vector {
  readonly name: string;
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly file: Uint8Array;
}

function vectorOf(name: string, bytes: Uint8Array): Vector {
  const all = Buffer.from(bytes);
  const end = all.indexOf('\n\n');
  const fields = new Map<string, string[]>();
  for (const line of all.subarray(0, end).toString().split('\n')) {
    const [key = '', value = ''] = line.split(/: (.*)/s);
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  const body = all.subarray(end + 2);
  return { name, fields, file: fields.has('compressed') ? inflateSync(body) : body };
}

const all = Object.entries(vectors).map(([name, bytes]) => vectorOf(name, bytes));
const identities = ({ fields }: Vector) => fields.get('identity') ?? [];
const isPostQuantum = (vector: Vector) => identities(vector).some((identity) => identity.includes('-PQ-'));
const isArmored = ({ fields }: Vector) => fields.has('armored');

/** With every key of the vector. */
const keysOf = (vector: Vector): Unwrap => {
  const ways = [
    ...identities(vector).map(byIdentity),
    ...(vector.fields.get('passphrase') ?? []).map((passphrase) => byPassphrase(passphrase)),
  ];
  return (stanza) => {
    for (const way of ways) {
      const key = way(stanza);
      if (key !== undefined) return key;
    }
    return undefined;
  };
};

/** What came of the file when it arrives in pieces of so many bytes, and what was given out of it. */
function read(vector: Vector, pieceBytes: number) {
  const hash = createHash('sha256');
  let came = 'success';
  let givenBytes = 0;
  const give = (plain: Uint8Array) => {
    hash.update(plain);
    givenBytes += plain.length;
  };
  try {
    const reader = createAgeReader(keysOf(vector));
    for (let at = 0; at < vector.file.length; at += pieceBytes) {
      reader.push(vector.file.slice(at, at + pieceBytes)).forEach(give);
    }
    give(reader.end());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    came = { header: 'header failure', mac: 'HMAC failure', payload: 'payload failure', 'no match': 'no match' }[
      error.reason
    ];
  }
  return { came, sha256: hash.digest('hex'), givenBytes };
}

/** Pieces matter to payloads, crumbs to heads; scrypt and X25519 take their time again and again. */
const isWorth =
  (pieceBytes: number) =>
  ({ name, file }: Vector): boolean =>
    pieceBytes > 1_000_000 ||
    (file.length / pieceBytes < 200 && (pieceBytes > 100 ? name.startsWith('stream_') : /^(stanza|hmac)/.test(name)));
const readable = all.filter((vector) => !isPostQuantum(vector) && !isArmored(vector));

test('the vectors are the whole set', () => {
  expect([all.length, readable.length]).toEqual([143, 92]);
});

describe.each([
  ['at once', Number.MAX_SAFE_INTEGER],
  ['in pieces', 70_001],
  ['in crumbs', 33],
] as const)('%s', (_how, pieceBytes) => {
  test.each(readable.filter(isWorth(pieceBytes)))('$name: opened or refused as the vector says', (vector) => {
    const { came, sha256, givenBytes } = read(vector, pieceBytes);
    expect(came).toBe(vector.fields.get('expect')?.[0]);
    // The reference gives out a full chunk that nothing follows, and refuses then; here it waits for what tells whether it is the last.
    const expected = came === 'success' ? vector.fields.get('payload')?.[0] : sha256;
    expect([sha256, came === 'success' || givenBytes % chunkBytes === 0]).toEqual([expected, true]);
  });
});

test('armor is not read: a share has none', () => {
  for (const vector of all.filter((one) => isArmored(one) && !isPostQuantum(one))) {
    expect(read(vector, 70_001).came).toBe('header failure');
  }
});

test('a post-quantum identity is none of a share', () => {
  for (const vector of all.filter(isPostQuantum)) expect(() => keysOf(vector)).toThrow(new Refusal('no match'));
});

test('X25519 is that of noble’s Edwards curve, for any key and any point', () => {
  for (let round = 0; round < 20; round += 1) {
    const [key, point] = [randomBytes(32), randomBytes(32)];
    expect(x25519.getSharedSecret(key, point)).toEqual(noble.getSharedSecret(key, point));
    expect(x25519.getPublicKey(key)).toEqual(noble.getPublicKey(key));
  }
  // Points of low order: RFC 7748, section 6.1.
  for (const point of [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31))]) {
    expect(() => x25519.getSharedSecret(randomBytes(32), point)).toThrow('invalid private or public key received');
  }
});
