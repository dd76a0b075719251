// The keys of an age file, each derived under its label: https://c2sp.org/age, "Header MAC", "The X25519 recipient type" and "Payload".
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

export const version = 'age-encryption.org/v1';
export const nonceBytes = 16;

/** Labels and headers are ASCII, passphrases any text. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** HKDF-SHA-256 (RFC 5869) of 32 bytes: one block, so that its counter is always 1. Without a salt it is a block of zeros. */
const hkdf = (secret: Uint8Array, salt: Uint8Array, label: string): Uint8Array =>
  hmac(sha256, hmac(sha256, salt, secret), joined(utf8(label), Uint8Array.of(1)));

/** Wraps the file key; `secret` is what both sides of X25519 have, `share` the ephemeral public key. */
export const wrapKeyOf = (secret: Uint8Array, share: Uint8Array, recipient: Uint8Array): Uint8Array =>
  hkdf(secret, joined(share, recipient), `${version}/X25519`);

/** Of the header as far as `---`. */
export const macOf = (fileKey: Uint8Array, signed: Uint8Array): Uint8Array =>
  hmac(sha256, hkdf(fileKey, new Uint8Array(32), 'header'), signed);

export const payloadKeyOf = (fileKey: Uint8Array, nonce: Uint8Array): Uint8Array => hkdf(fileKey, nonce, 'payload');
