// X25519 as RFC 7748, section 5, has it: the page of an encrypted share has no room for noble's montgomery, with which it is 41.5 of at most 40 KB
// compressed. Not of constant time, as nothing with BigInt is: the pages open and seal what a link names, and answer nobody.

const prime = 2n ** 255n - 19n;
const bytes = 32;

function numberOf(littleEndian: Uint8Array): bigint {
  let number = 0n;
  for (let at = bytes - 1; at >= 0; at -= 1) number = (number << 8n) | BigInt(littleEndian[at] ?? 0);
  return number;
}

const modulo = (value: bigint): bigint => ((value % prime) + prime) % prime;

/** By Fermat: x^(p-2) is the inverse of x. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let power = value;
  for (let left = prime - 2n; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * power) % prime;
    power = (power * power) % prime;
  }
  return result;
}

/** The point that everybody begins at. */
const basePoint = Uint8Array.from({ length: bytes }, (_, at) => (at === 0 ? 9 : 0));

/** `key` and `point` have 32 bytes. All zeros for a point of low order. */
function multiplied(key: Uint8Array, point: Uint8Array): Uint8Array {
  const scalar = (numberOf(key) & (2n ** 254n - 8n)) | (2n ** 254n);
  const u = modulo(numberOf(point) & (2n ** 255n - 1n));
  let [x2, z2, x3, z3] = [1n, 0n, u, 1n];
  let swapped = 0n;
  for (let bit = 254n; bit >= 0n; bit -= 1n) {
    const now = (scalar >> bit) & 1n;
    if (now !== swapped) [x2, x3, z2, z3] = [x3, x2, z3, z2];
    swapped = now;
    const [a, b, c, d] = [x2 + z2, x2 - z2, x3 + z3, x3 - z3];
    const [aa, bb, da, cb] = [(a * a) % prime, (b * b) % prime, d * a, c * b];
    const e = aa - bb;
    x3 = modulo((da + cb) ** 2n);
    z3 = modulo(u * modulo((da - cb) ** 2n));
    x2 = modulo(aa * bb);
    z2 = modulo(e * (aa + 121_665n * e));
  }
  if (swapped === 1n) [x2, z2] = [x3, z3];
  let left = modulo(x2 * inverse(z2));
  return Uint8Array.from({ length: bytes }, () => {
    const byte = Number(left & 255n);
    left >>= 8n;
    return byte;
  });
}

export const publicKey = (key: Uint8Array): Uint8Array => multiplied(key, basePoint);

/** `undefined` for a point of low order, which gives zeros with every key and has to be refused. */
export function sharedSecret(key: Uint8Array, point: Uint8Array): Uint8Array | undefined {
  const secret = multiplied(key, point);
  return secret.some((byte) => byte !== 0) ? secret : undefined;
}
