// The file key out of a header, by an identity or a passphrase: https://c2sp.org/age, "X25519" and "scrypt".
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { equalBytes } from '@noble/ciphers/utils.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { identityKey } from './bech32';
import { base64, type Header, type Stanza } from './header';
import { joined, macOf, utf8, version, wrapKeyOf } from './keys';
import { Refusal } from './refusal';
import { x25519 } from './x25519';

/** Of one stanza; `undefined` when it is for another key. Raises a refusal when it is malformed. */
export type Unwrap = (stanza: Stanza) => Uint8Array | undefined;

const fileKeyBytes = 16;
const tagBytes = 16;
/** 2^18: 256 MiB, what `age -p` takes. Mayfly itself takes 17 at most. */
export const mostWork = 18;

const refuse = (): never => {
  throw new Refusal('header');
};

/** A file key of another length could be one that opens under two keys. */
function openKey(wrapKey: Uint8Array, body: Uint8Array): Uint8Array | undefined {
  if (body.length !== fileKeyBytes + tagBytes) refuse();
  try {
    return chacha20poly1305(wrapKey, new Uint8Array(12)).decrypt(body);
  } catch {
    return undefined;
  }
}

/** Refuses a share of another length, or of low order. */
function secretWith(key: Uint8Array, share: Uint8Array): Uint8Array {
  try {
    return x25519.getSharedSecret(key, share);
  } catch {
    return refuse();
  }
}

/** By `AGE-SECRET-KEY-1…`. */
export function byIdentity(identity: string): Unwrap {
  const key = identityKey(identity);
  const recipient = x25519.getPublicKey(key);
  return ({ type, args, body }) => {
    if (type !== 'X25519') return undefined;
    const share = base64(args[0] ?? '');
    if (args.length !== 1) refuse();
    return openKey(wrapKeyOf(secretWith(key, share), share, recipient), body);
  };
}

/** By a passphrase, which takes scrypt as long as the stanza says. */
export const byPassphrase =
  (passphrase: string): Unwrap =>
  ({ type, args, body }) => {
    if (type !== 'scrypt') return undefined;
    const [salt = '', work = ''] = args;
    const bytes = base64(salt);
    if (args.length !== 2 || bytes.length !== 16 || !/^[1-9]\d?$/.test(work) || Number(work) > mostWork) refuse();
    const salted = joined(utf8(`${version}/scrypt`), bytes);
    return openKey(scrypt(utf8(passphrase), salted, { N: 2 ** Number(work), r: 8, p: 1, dkLen: 32 }), body);
  };

/** Raises a refusal: a stanza is malformed, none is for this key, or the header was changed. */
export function fileKeyOf({ stanzas, mac, signed }: Header, unwrap: Unwrap): Uint8Array {
  // A passphrase beside other recipients would let them make files that it seems to vouch for.
  if (stanzas.length > 1 && stanzas.some(({ type }) => type === 'scrypt')) refuse();
  let found: Uint8Array | undefined;
  for (const stanza of stanzas) found ??= unwrap(stanza);
  if (found === undefined) throw new Refusal('no match');
  if (!equalBytes(macOf(found, signed), mac)) throw new Refusal('mac');
  return found;
}
