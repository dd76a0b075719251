// The rules of encrypted shares: who wants encryption, what a password is, and what the manifest says.
import { Decrypter } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { createAgeFiles } from '../../../main/adapters/encryption/age-files';
import { encryptionWanted, refuseUnencrypted, type EncryptionRule } from '../../../main/core/model/encryption';
import { checkPassword, passphraseOf, scryptCost, secretText } from '../../../main/core/encryption/rules/passphrase';
import { headBytes, manifestText, storedBytes } from '../../../main/core/encryption/rules/share-manifest';
import { Failure } from '../../../main/core/model/failure';
import type { ShareOptions } from '../../../main/core/model/share-request';
import { mostWork } from '../../../renderer/page/age/unwrap';
import { caught } from '../../fakes/failing';
import { isDeep } from '../../volume';

describe('who wants encryption', () => {
  test.each<[options: Pick<ShareOptions, 'encrypt' | 'password'>, rule: EncryptionRule | undefined, wanted: string]>([
    [{}, undefined, 'none'],
    [{ encrypt: false }, undefined, 'none'],
    [{ encrypt: true }, undefined, 'link'],
    [{ encrypt: true, password: 'p' }, undefined, 'password'],
    [{ password: 'p' }, undefined, 'bad-request'],
    [{ encrypt: false, password: 'p' }, 'usual', 'bad-request'],
    [{}, 'usual', 'link'],
    [{ password: 'p' }, 'usual', 'password'],
    [{ encrypt: false }, 'usual', 'none'],
    [{}, 'demanded', 'link'],
    [{ encrypt: true, password: 'p' }, 'demanded', 'password'],
    [{ encrypt: false }, 'demanded', 'encryption-demanded'],
  ])('%j where the connection says %s: %s', (options, rule, wanted) => {
    const connection = { name: 'Work', ...(rule !== undefined && { encryption: rule }) };
    const found = () => {
      try {
        return encryptionWanted(options, connection) ?? 'none';
      } catch (error) {
        return error instanceof Failure ? error.code : 'no failure';
      }
    };
    expect(found()).toBe(wanted);
  });

  test('a connection that demands it makes no link to what is in the bucket already', () => {
    expect(() => refuseUnencrypted({ name: 'Work', encryption: 'demanded' })).toThrow('encryption-demanded');
    expect(() => refuseUnencrypted({ name: 'Work', encryption: 'usual' })).not.toThrow();
  });
});

describe('a password', () => {
  test('is one password in both Unicode forms', () => {
    expect(checkPassword('cafe\u0301')).toBe('caf\u00e9');
  });
  test.each(['x', '𝄞'.repeat(1_024), 'e\u0301'.repeat(1_024)])('%j is one', (text) => {
    expect(checkPassword(text)).toBe(text.normalize('NFC'));
  });
  test.each([
    ['', { reason: 'the password is empty' }],
    ['x'.repeat(1_025), { reason: 'a password has at most {{most}} characters', reasonValues: { most: 1_024 } }],
  ])('%j is none', (text, detail) => {
    const failure = caught(() => checkPassword(text));
    expect([failure.code, failure.detail]).toEqual(['bad-request', detail]);
  });
  test('follows the secret, which is 22 characters', () => {
    const secret = secretText(new Uint8Array(16).fill(255));
    expect([secret.length, passphraseOf(secret, undefined), passphraseOf(secret, 'p.q')]).toEqual([
      22,
      secret,
      `${secret}.p.q`,
    ]);
  });
});

test('the manifest names the files in their order, with hashes in base64url', () => {
  const text = manifestText({
    title: 'Trip',
    message: 'Hello',
    identity: 'AGE-SECRET-KEY-1X',
    files: [
      { path: 'a/b.txt', sizeBytes: 5, contentType: 'text/plain', headSha256: 'H1' },
      { path: 'c', sizeBytes: 0, contentType: 'x/y', sha256: 'ff'.repeat(32), headSha256: 'H2' },
      { path: 'without a head', sizeBytes: 1, contentType: 'x/y' },
    ],
  });
  expect(JSON.parse(text)).toEqual({
    version: 1,
    title: 'Trip',
    message: 'Hello',
    identity: 'AGE-SECRET-KEY-1X',
    files: [
      ['a/b.txt', 5, 'text/plain', '', 'H1'],
      ['c', 0, 'x/y', '__________________________________________8', 'H2'],
      // Its page refuses it.
      ['without a head', 1, 'x/y', '', ''],
    ],
  });
});

test('the head of a file has the size that the rules count with', async () => {
  const age = createAgeFiles();
  const { head } = await age.createHead(await age.createIdentity());
  expect(head.length).toBe(headBytes);
  expect([storedBytes({ sizeBytes: 10 }), storedBytes({ sizeBytes: 10, headSha256: 'H' })]).toEqual([10, 210]);
});

test('a guess at a password costs at least 2^17, and no more than the page that opens it accepts', () => {
  expect(scryptCost.password).toBeGreaterThanOrEqual(17);
  expect(scryptCost.password).toBeLessThanOrEqual(mostWork);
});

test.each(isDeep ? (['link', 'password'] as const) : (['link'] as const))(
  'the library opens what a lock with the cost for “%s” seals, each with a nonce of its own',
  async (which) => {
    const age = createAgeFiles();
    const lock = await age.lock('the passphrase', scryptCost[which]);
    const files = await Promise.all([1, 2].map(() => age.seal(lock, Buffer.from('plain'))));
    for (const file of files) {
      const decrypter = new Decrypter();
      decrypter.addPassphrase('the passphrase');
      expect(await decrypter.decrypt(file, 'text')).toBe('plain');
    }
    const [one = new Uint8Array(), other = new Uint8Array()] = files;
    expect(Buffer.from(one.subarray(-21)).equals(other.subarray(-21))).toBe(false);
    const wrong = new Decrypter();
    wrong.addPassphrase('another passphrase');
    await expect(wrong.decrypt(one)).rejects.toThrow('no identity matched');
    expect(Buffer.from((await age.unseal(lock, one)) ?? []).toString()).toBe('plain');
    const damaged = one.with(one.length - 1, (one.at(-1) ?? 0) ^ 1);
    expect(await age.unseal(lock, damaged)).toBeUndefined();
    expect(await age.unseal(await age.lock('another passphrase', 10), one)).toBeUndefined();
  },
);
