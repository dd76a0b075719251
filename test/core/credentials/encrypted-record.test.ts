// A sealed secret opens with its own key, for its own connection, unchanged, and in no other way.
import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seal, sealKeyBytes, sealNonceBytes, unseal } from '../../../main/core/credentials/rules/encrypted-record';

const key = randomBytes(sealKeyBytes);
const nonce = randomBytes(sealNonceBytes);

describe('a sealed record', () => {
  const made = () => seal('the secret', 'c-work', key, nonce);

  test('gives any text back', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 5_000 });
    fc.assert(
      fc.property(texts, fc.string(), (text, boundTo) => {
        expect(unseal(seal(text, boundTo, key, nonce), boundTo, key)).toBe(text);
      }),
    );
  });

  test('shows nothing of it', () => {
    expect(Buffer.from(made()).toString('latin1')).not.toMatch(/secret|c-work/);
  });

  test('does not open for another connection, nor with another key', () => {
    const sealed = made();
    expect(unseal(sealed, 'c-home', key)).toBeUndefined();
    expect(unseal(sealed, 'c-work', randomBytes(sealKeyBytes))).toBeUndefined();
    expect(unseal(sealed, 'c-work', key.subarray(1))).toBeUndefined();
    expect(unseal(sealed, 'c-work', new Uint8Array())).toBeUndefined();
  });

  test('does not open when any byte of it was changed, or some are missing', () => {
    const sealed = made();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal(changed, 'c-work', key)).toBeUndefined();
      expect(unseal(sealed.subarray(0, at), 'c-work', key)).toBeUndefined();
    }
  });
});
