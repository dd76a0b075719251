// X25519 (RFC 7748) by noble's Montgomery ladder. Its own `x25519` brings the Edwards curve along, which the pages have no room for. Not of constant time,
// as nothing with BigInt is: the pages open and seal what a link names, and answer nobody.
import { montgomery } from '@noble/curves/abstract/montgomery.js';

const P = 2n ** 255n - 19n;

/** Raises for a point of low order, which gives zeros with every key and has to be refused. */
export const x25519 = montgomery({
  P,
  type: 'x25519',
  powPminus2(value) {
    let power = value;
    // P - 2 has 255 bits, all of them set but bits 2 and 4.
    for (let bit = 253; bit >= 0; bit -= 1) power = (power * power * (bit === 2 || bit === 4 ? 1n : value)) % P;
    return power;
  },
  // RFC 7748, section 5: `decodeScalar25519`.
  adjustScalarBytes(bytes: Uint8Array) {
    bytes[0] = (bytes[0] ?? 0) & 248;
    bytes[31] = ((bytes[31] ?? 0) & 127) | 64;
    return bytes;
  },
});
