// X25519 (RFC 7748, section 5), by BigInt: a library brings what the pages have no room for. Not of constant time, as nothing with BigInt is: the pages open and
// seal what a link names, and answer nobody.

const P = 2n ** 255n - 19n;
const keyBytes = 32;

/** Of 32 bytes, the lowest first; raises for any other length. */
function numberOf(bytes: Uint8Array): bigint {
  if (bytes.length !== keyBytes) throw new RangeError();
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/** `value` to the power of P - 2, which has 255 bits, all of them set but bits 2 and 4: 1 / `value`. */
function inverse(value: bigint): bigint {
  let power = value;
  for (let bit = 253; bit >= 0; bit -= 1) power = (power * power * (bit === 2 || bit === 4 ? 1n : value)) % P;
  return power;
}

/** The u-coordinate of `key` times the point `u`, each of 32 bytes. Raises for a point of low order, which gives zeros with every key. */
function multiply(key: Uint8Array, u: Uint8Array): Uint8Array {
  // `decodeScalar25519`: the three lowest bits are 0, bit 255 is 0, bit 254 is 1. The top bit of a coordinate is left out.
  const scalar = (numberOf(key) & (2n ** 254n - 8n)) | (2n ** 254n);
  const x1 = numberOf(u) & (2n ** 255n - 1n);
  let [x2, z2, x3, z3] = [1n, 0n, x1, 1n];
  /** Exchanges the two points where `bit` is 1, without a branch. */
  const exchange = (bit: bigint) => {
    const [x, z] = [bit * (x2 - x3), bit * (z2 - z3)];
    [x2, z2, x3, z3] = [x2 - x, z2 - z, x3 + x, z3 + z];
  };
  for (let at = 254n; at >= 0n; at -= 1n) {
    const bit = (scalar >> at) & 1n;
    exchange(bit);
    const [a, b] = [x2 + z2, x2 - z2];
    const [da, cb] = [(x3 - z3) * a, (x3 + z3) * b];
    const [aa, bb] = [(a * a) % P, (b * b) % P];
    const e = aa - bb;
    x3 = (da + cb) ** 2n % P;
    z3 = (x1 * ((da - cb) ** 2n % P)) % P;
    x2 = (aa * bb) % P;
    z2 = (e * (aa + 121_665n * e)) % P;
    exchange(bit);
  }
  let shared = (((x2 * inverse(z2)) % P) + P) % P;
  if (shared === 0n) throw new RangeError();
  return new Uint8Array(keyBytes).map(() => {
    const byte = Number(shared & 255n);
    shared >>= 8n;
    return byte;
  });
}

/** Keys, points and secrets of 32 bytes; raises for any other length. */
export const x25519 = {
  getPublicKey: (key: Uint8Array): Uint8Array => multiply(key, Uint8Array.of(9, ...new Uint8Array(keyBytes - 1))),
  /** Raises for a point of low order, which has to be refused. */
  getSharedSecret: multiply,
};
