// An entry of the keychain that another program touched must not become credentials, nor an error.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Credentials } from '../../../main/core/model/connection';
import { credentialsText, parseCredentials } from '../../../main/core/credentials/rules/keychain-entry';

describe('credentials', () => {
  test.each([
    [{ accessKeyId: 'AK', secretAccessKey: 's' }],
    [{ accessKeyId: 'AK', secretAccessKey: 's', sessionToken: 't' }],
    [{ accessKeyId: 'AK', secretAccessKey: 's', sessionToken: 't', expiresAtMs: 1_700_000_000_000 }],
  ] satisfies [Credentials][])('%j come back', (credentials) => {
    expect(parseCredentials(credentialsText(credentials))).toEqual(credentials);
  });

  test('of any characters come back', () => {
    const text = fc.string({ unit: 'grapheme' });
    const credentials = fc.record(
      { accessKeyId: text, secretAccessKey: text, sessionToken: text, expiresAtMs: fc.nat() },
      { requiredKeys: ['accessKeyId', 'secretAccessKey'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(credentials, (given) => {
        expect(parseCredentials(credentialsText(given as Credentials))).toEqual(given);
      }),
    );
  });

  test('with a long session token fit into a Windows credential', () => {
    // CRED_MAX_CREDENTIAL_BLOB_SIZE is 5 * 512 bytes; AWS says that tokens vary and are typically below 2 KiB.
    const text = credentialsText({
      accessKeyId: 'A'.repeat(20),
      secretAccessKey: 's'.repeat(40),
      sessionToken: 't'.repeat(2_048),
    });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_560);
  });
});

describe('an entry that holds something else', () => {
  test.each([
    '',
    ' ',
    'wJalrXUtnFEMI',
    'null',
    'true',
    '42',
    '"text"',
    '[]',
    '{}',
    '{"accessKeyId":"AK"}',
    '{"secretAccessKey":"s"}',
    '{"accessKeyId":1,"secretAccessKey":"s"}',
    '{"accessKeyId":"AK","secretAccessKey":null}',
    '{"accessKeyId":["AK"],"secretAccessKey":{"s":1}}',
    '{"accessKeyId":"AK","secretAccessKey":"s"',
  ])('%j gives none', (text) => {
    expect(parseCredentials(text)).toBeUndefined();
  });

  test('gives only what credentials have', () => {
    const text =
      '{"accessKeyId":"AK","secretAccessKey":"s","sessionToken":7,"expiresAtMs":"soon","__proto__":{"x":1},"y":2}';
    expect(parseCredentials(text)).toEqual({ accessKeyId: 'AK', secretAccessKey: 's' });
  });
});
