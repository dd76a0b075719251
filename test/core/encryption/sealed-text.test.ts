// The secrets of shares and files as the ledger has them: a record that names its key, and opens with it alone, for its own row.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sealKeyBytes, sealNonceBytes } from '../../../main/core/credentials/rules/encrypted-record';
import {
  keyIdOf,
  sealFileSecrets,
  sealSecrets,
  sealText,
  unsealFileSecrets,
  unsealSecrets,
  unsealText,
} from '../../../main/core/encryption/rules/sealed-text';

const bytes = (text: string) => Buffer.from(text);
const key = { id: 'k-1', bytes: randomBytes(sealKeyBytes) };
const nonce = () => randomBytes(sealNonceBytes);

test('a text names its key, and opens with it for its own row', () => {
  const sealed = sealText('the secret', 's-1', key, nonce());
  expect(sealed).toMatch(/^k-1\.[\w-]+$/);
  expect(keyIdOf(sealed)).toBe('k-1');
  expect(unsealText(sealed, 's-1', key)).toBe('the secret');
  expect(unsealText(sealed, 's-2', key)).toBeUndefined();
  expect(unsealText(sealed, 's-1', { id: 'k-1', bytes: randomBytes(sealKeyBytes) })).toBeUndefined();
});

const open = { identity: 'AGE-SECRET-KEY-1X', secret: 'abc' };
const locked = { ...open, lock: { header: bytes('header'), fileKey: bytes('key') } };

test('the secrets of a share are kept, its lock in base64', () => {
  const [sealed, unlocked] = [locked, open].map((secrets) => sealSecrets(secrets, 's-1', key, nonce()));
  const text = unsealText(sealed ?? '', 'share:s-1', key) ?? '';
  expect(JSON.parse(text)).toEqual({ ...open, header: 'aGVhZGVy', fileKey: 'a2V5' });
  expect(unsealSecrets(sealed ?? '', 's-1', key)).toEqual(locked);
  expect(unsealSecrets(unlocked ?? '', 's-1', key)).toEqual(open);
  expect(unsealSecrets(sealed ?? '', 's-2', key)).toBeUndefined();
  expect(unsealFileSecrets(sealed ?? '', 's-1', key)).toBeUndefined();
});

test.each([
  ['no JSON', undefined],
  ['{"identity":"i"}', undefined],
  ['{"secret":"s"}', undefined],
  ['{"identity":1,"secret":"s"}', undefined],
  // Half a lock opens nothing.
  ['{"identity":"i","secret":"s","header":"aGVhZGVy"}', { identity: 'i', secret: 's' }],
  ['{"identity":"i","secret":"s","fileKey":"a2V5"}', { identity: 'i', secret: 's' }],
  ['{"identity":"i","secret":"s","header":1,"fileKey":"a2V5"}', { identity: 'i', secret: 's' }],
])('%s: the secrets %j', (text, secrets) => {
  expect(unsealSecrets(sealText(text, 'share:s-1', key, nonce()), 's-1', key)).toEqual(secrets);
});

test('the secrets of a file are kept in base64', () => {
  const secrets = { head: bytes('head'), payloadKey: bytes('key') };
  const sealed = sealFileSecrets(secrets, 's-1', key, nonce());
  expect(JSON.parse(unsealText(sealed, 'file:s-1', key) ?? '')).toEqual({ head: 'aGVhZA==', payloadKey: 'a2V5' });
  expect(unsealFileSecrets(sealed, 's-1', key)).toEqual(secrets);
  expect(unsealFileSecrets(sealed, 's-2', key)).toBeUndefined();
});

test.each(['', '[]', '{"head":"aGVhZA=="}', '{"payloadKey":"a2V5"}', '{"head":1,"payloadKey":"a2V5"}'])(
  '%s has no secrets of a file',
  (text) => {
    expect(unsealFileSecrets(sealText(text, 'file:s-1', key, nonce()), 's-1', key)).toBeUndefined();
  },
);
