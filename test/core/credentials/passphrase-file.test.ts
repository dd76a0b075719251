// A file that a passphrase opens tells a wrong passphrase from a changed file, and takes no more memory than Mayfly writes it with.
import { createHash, randomBytes, scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sealNonceBytes } from '../../../main/core/credentials/rules/encrypted-record';
import {
  derivedBytes,
  isKeyOf,
  parsePassphraseFile,
  passphraseBytes,
  passphraseFileText,
  saltBytes,
  scryptMemory,
  secretIn,
  usualCost,
} from '../../../main/core/credentials/rules/passphrase-file';
import { caught } from '../../fakes/failing';

const cost = { N: 2, r: 1, p: 1 };
const derive = (passphrase: string, salt: Uint8Array) =>
  scryptSync(passphraseBytes(passphrase), salt, derivedBytes, { ...cost, maxmem: scryptMemory(cost) });
const salt = randomBytes(saltBytes);
const derived = () => derive('a good passphrase', salt);
const written = () =>
  passphraseFileText('the secret', 'c-work', cost, { salt, nonce: randomBytes(sealNonceBytes), derived: derived() });
const reasonOf = (of: string) => {
  const { code, detail } = caught(() => parsePassphraseFile(of));
  return [code, detail.reason];
};
const damaged = ['secret-file-unusable', 'it was changed or damaged'];

test('opens with its passphrase for its connection, and shows nothing of the secret', () => {
  const text = written();
  const file = parsePassphraseFile(text);
  const key = derived();
  expect(isKeyOf(file, key)).toBe(true);
  expect([secretIn(file, 'c-work', key), secretIn(file, 'c-home', key)]).toEqual(['the secret', undefined]);
  expect(text).not.toMatch(/the secret|c-work|passphrase/);
  expect(JSON.parse(text)).toMatchObject({ mayfly: 'sealed-secret', kdf: 'scrypt', N: 2, r: 1, p: 1 });
});

test('is written in every version of Mayfly as in the first', () => {
  const [fixedSalt, nonce] = [Buffer.alloc(saltBytes, 1), Buffer.alloc(sealNonceBytes, 2)];
  const random = { salt: fixedSalt, nonce, derived: derive('비밀 ①', fixedSalt) };
  expect(passphraseFileText('the secret', 'c-work', cost, random)).toBe(`{
  "mayfly": "sealed-secret",
  "version": 1,
  "kdf": "scrypt",
  "N": 2,
  "r": 1,
  "p": 1,
  "salt": "AQEBAQEBAQEBAQEBAQEBAQ==",
  "check": "AM2GdtASvm443zvvKuUtXPSxQmdwpfOGcoFEw7rrZc4=",
  "sealed": "AQICAgICAgICAgICAhzfkscue6DL/aJhlhQQHg4SOJOx8tllLB2q",
  "sum": "261514b4ff192a80408c9ee11ce7ae233519526dcef25568ab5ef4364af2725c"
}
`);
});

test.each([
  { cost: { ...cost, N: 4 } },
  { cost: { ...cost, r: 2 } },
  { cost: { ...cost, p: 2 } },
  { salt: randomBytes(16) },
])('its key is none of the same file with another header (%#)', (change) => {
  expect(isKeyOf({ ...parsePassphraseFile(written()), ...change }, derived())).toBe(false);
});

test('another passphrase is not its key; one passphrase in two Unicode forms is', () => {
  const file = parsePassphraseFile(written());
  expect(isKeyOf(file, derive('another passphrase', salt))).toBe(false);
  expect(derive('비밀 문구'.normalize('NFD'), salt)).toEqual(derive('비밀 문구', salt));
});

test('is damaged when any character of it was changed or the end is missing, and never opens with other content', () => {
  const text = written();
  for (let at = 0; at < text.length - 1; at += 1) {
    const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    expect(reasonOf(changed)[0]).toBe('secret-file-unusable');
    expect(reasonOf(text.slice(0, at))).toEqual(damaged);
  }
});

test('costs 128 MiB as it is written, which is the most that a file may ask for', () => {
  expect(usualCost).toEqual({ N: 131_072, r: 8, p: 1 });
  expect(Math.floor(scryptMemory(usualCost) / 1_048_576)).toBe(128);
});

describe('a file that was made to harm', () => {
  /** With a sum that fits, as anybody can make one. */
  const made = (asked: object) => {
    const wrong = { ...cost, ...asked };
    return passphraseFileText('x', 'c', wrong, { salt, nonce: randomBytes(sealNonceBytes), derived: derived() });
  };
  test.each([
    [{ N: 2 ** 18 }],
    [{ N: 2 ** 30 }],
    [{ N: 2 ** 40 }],
    [{ N: 3 }],
    [{ N: 1 }],
    [{ N: 0 }],
    [{ N: -2 }],
    [{ N: 2.5 }],
    [{ N: '2' }],
    [{ r: 9 }],
    [{ r: 0 }],
    [{ p: 2 }],
    [{ p: null }],
  ])('asks for nothing with %j', (asked) => {
    expect(reasonOf(made(asked))).toEqual(damaged);
  });
  test.each([
    { salt: randomBytes(15).toString('base64') },
    { salt: randomBytes(17).toString('base64') },
    { salt: 7 },
    { check: randomBytes(31).toString('base64') },
    { check: undefined },
  ])('is not whole (%#)', (change) => {
    const file = { ...(JSON.parse(written()) as Readonly<Record<string, unknown>>), ...change };
    const fields = ['N', 'r', 'p', 'salt', 'check', 'sealed'].map(
      (name) => (file as Readonly<Record<string, unknown>>)[name],
    );
    const sum = createHash('sha256').update(JSON.stringify(fields)).digest('hex');
    expect(reasonOf(JSON.stringify({ ...file, sum }))).toEqual(damaged);
  });
  test.each(['', 'null', '[]', '7', '{}', '{"mayfly":"connections"}'])('is none: %s', (other) => {
    expect(reasonOf(other)).toEqual(damaged);
  });
  test('of another version says so', () => {
    expect(reasonOf(written().replace('"version": 1', '"version": 2'))).toEqual([
      'secret-file-unusable',
      'another version of Mayfly wrote it',
    ]);
  });
});
