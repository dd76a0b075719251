// The keys of an age file, each derived under its label: https://c2sp.org/age, "Header MAC", "The X25519 recipient type" and "Payload".
import { hkdf } from '@noble/hashes/hkdf.js';
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

/** Wraps the file key; `secret` is what both sides of X25519 have, `share` the ephemeral public key. */
export const wrapKeyOf = (secret: Uint8Array, share: Uint8Array, recipient: Uint8Array): Uint8Array =>
  hkdf(sha256, secret, joined(share, recipient), utf8(`${version}/X25519`), 32);

/** Of the header as far as `---`. */
export const macOf = (fileKey: Uint8Array, signed: Uint8Array): Uint8Array =>
  hmac(sha256, hkdf(sha256, fileKey, undefined, utf8('header'), 32), signed);

export const payloadKeyOf = (fileKey: Uint8Array, nonce: Uint8Array): Uint8Array =>
  hkdf(sha256, fileKey, nonce, utf8('payload'), 32);
