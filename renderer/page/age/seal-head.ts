// The head of an age file for one X25519 recipient, and the key of its payload: https://c2sp.org/age, "Header" and "The X25519 recipient type".
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { keyIn } from './bech32';
import { sha256Of } from './hash';
import { joined, macOf, nonceBytes, payloadKeyOf, utf8, version, wrapKeyOf } from './keys';
import { x25519 } from './x25519';

export interface Secrets {
  /** Header and nonce, as they begin the file. */
  readonly head: Uint8Array<ArrayBuffer>;
  readonly payloadKey: Uint8Array;
}

/** Of every head that is made here. */
export const headBytes = 184;

/** The public key in `age1…`, which Mayfly itself wrote into the page. Raises where it is none. */
export function publicKeyOf(recipient: string): Uint8Array {
  const key = keyIn('age', recipient);
  if (key === undefined) throw new Error('no recipient');
  return key;
}

const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount));
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll('=', '');

/** A new file key, for one file and never for another. `recipient`: the public key, of 32 bytes; raises where it is of low order. */
export function createSecrets(recipient: Uint8Array): Secrets {
  const fileKey = random(16);
  const ephemeral = random(32);
  const share = x25519.getPublicKey(ephemeral);
  const wrapKey = wrapKeyOf(x25519.getSharedSecret(ephemeral, recipient), share, recipient);
  const wrapped = chacha20poly1305(wrapKey, new Uint8Array(12)).encrypt(fileKey);
  const signed = `${version}\n-> X25519 ${base64(share)}\n${base64(wrapped)}\n---`;
  const mac = macOf(fileKey, utf8(signed));
  const nonce = random(nonceBytes);
  return { head: joined(utf8(`${signed} ${base64(mac)}\n`), nonce), payloadKey: payloadKeyOf(fileKey, nonce) };
}

/** What a manifest says of its file's head, so that nobody can pass another file for it: SHA-256 in base64url. */
export const headHash = ({ head }: Pick<Secrets, 'head'>): string => sha256Of(head);
