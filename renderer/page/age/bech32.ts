// Bech32 (BIP 173), as the keys of age are written: https://c2sp.org/age, "The X25519 recipient type".
import { Refusal } from './refusal';

const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const checkLetters = 6;

function checksum(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ff_ffff) << 5) ^ value;
    for (const [bit, mask] of generator.entries()) if (((top >>> bit) & 1) === 1) sum ^= mask;
  }
  return sum;
}

/** The 32 bytes of a key in lower case that begins with `prefix` and `1`; `undefined` where it is none. */
export function keyIn(prefix: string, text: string): Uint8Array | undefined {
  const values = Array.from(text.slice(prefix.length + 1), (letter) => letters.indexOf(letter));
  const expanded = [
    ...Array.from(prefix, (letter) => letter.charCodeAt(0) >> 5),
    0,
    ...Array.from(prefix, (letter) => letter.charCodeAt(0) & 31),
  ];
  const isWhole = text.startsWith(`${prefix}1`) && !values.includes(-1) && checksum([...expanded, ...values]) === 1;
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const value of values.slice(0, -checkLetters)) {
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >>> count) & 0xff);
    }
  }
  return isWhole && bytes.length === 32 ? Uint8Array.from(bytes) : undefined;
}

/** Of `AGE-SECRET-KEY-1…`; raises a refusal of the reason `no match` where it is none. */
export function identityKey(identity: string): Uint8Array {
  const key = identity === identity.toUpperCase() ? keyIn('age-secret-key-', identity.toLowerCase()) : undefined;
  if (key === undefined) throw new Refusal('no match');
  return key;
}
