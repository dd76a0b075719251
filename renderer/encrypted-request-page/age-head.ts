// The head of an age file for one X25519 recipient, and the key of its payload: https://c2sp.org/age, "Header" and "The X25519 recipient type".
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { x25519 } from './x25519';

export interface Secrets {
  /** Header and nonce, as they begin the file. */
  readonly head: Uint8Array<ArrayBuffer>;
  readonly payloadKey: Uint8Array;
}

/** Of every head that is made here. */
export const headBytes = 184;

const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** Of the checksum (BIP 173). */
const checkLetters = 6;

/** The public key in `age1…`, which Mayfly itself wrote into the page. Raises where it is none. */
export function publicKeyOf(recipient: string): Uint8Array {
  const values = Array.from(recipient.slice('age1'.length, -checkLetters), (letter) => letters.indexOf(letter));
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  const bytes = Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  if (!recipient.startsWith('age1') || values.includes(-1) || bytes.length !== 32) throw new Error('no recipient');
  return Uint8Array.from(bytes);
}

const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount));
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const base64 = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replaceAll('=', '');

function together(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A new file key, for one file and never for another. */
export function createSecrets(publicKey: Uint8Array): Secrets {
  const fileKey = random(16);
  const ephemeral = random(32);
  const share = x25519.getPublicKey(ephemeral);
  const shared = x25519.getSharedSecret(ephemeral, publicKey);
  const wrapKey = hkdf(sha256, shared, together(share, publicKey), latin('age-encryption.org/v1/X25519'), 32);
  const wrapped = chacha20poly1305(wrapKey, new Uint8Array(12)).encrypt(fileKey);
  const signed = `age-encryption.org/v1\n-> X25519 ${base64(share)}\n${base64(wrapped)}\n---`;
  const mac = hmac(sha256, hkdf(sha256, fileKey, undefined, latin('header'), 32), latin(signed));
  const nonce = random(16);
  return {
    head: together(latin(`${signed} ${base64(mac)}\n`), nonce),
    payloadKey: hkdf(sha256, fileKey, nonce, latin('payload'), 32),
  };
}

/** What a manifest says of its file's head, so that nobody can pass another file for it: SHA-256 in base64url. */
export const headHash = ({ head }: Pick<Secrets, 'head'>): string =>
  base64(sha256(head)).replaceAll('+', '-').replaceAll('/', '_');
