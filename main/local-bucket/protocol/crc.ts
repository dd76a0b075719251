// CRC-32C and CRC-64/NVME, which Node lacks, and the CRC of concatenated parts from their CRCs.
// Catalogue of parameters: https://reveng.sourceforge.io/crc-catalogue/all.htm

/** Reflected polynomial and width of one CRC; all three here start and end with all bits set. */
export interface CrcShape {
  readonly widthBits: 32 | 64;
  readonly polynomial: bigint;
}

export const crc32Shape: CrcShape = { widthBits: 32, polynomial: 0xedb8_8320n };
export const crc32cShape: CrcShape = { widthBits: 32, polynomial: 0x82f6_3b78n };
export const crc64NvmeShape: CrcShape = { widthBits: 64, polynomial: 0x9a6c_9329_ac4b_c9b5n };

const slices = 8;

interface Tables {
  /** Low 32 bits for slice and byte, at `slice * 256 + byte`. */
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** Tables for eight bytes a step ("slicing by eight"): slice n holds the effect of a byte n bytes further on. */
function makeTables(shape: CrcShape): Tables {
  const low = new Uint32Array(slices * 256);
  const high = new Uint32Array(slices * 256);
  const polynomialLow = Number(shape.polynomial & 0xffff_ffffn);
  const polynomialHigh = Number(shape.polynomial >> 32n);
  for (let byte = 0; byte < 256; byte += 1) {
    let [l, h] = [byte, 0];
    for (let bit = 0; bit < 8; bit += 1) {
      const out = l & 1;
      l = ((l >>> 1) | (h << 31)) >>> 0;
      h >>>= 1;
      if (out === 1) {
        l = (l ^ polynomialLow) >>> 0;
        h = (h ^ polynomialHigh) >>> 0;
      }
    }
    low[byte] = l;
    high[byte] = h;
  }
  for (let index = 256; index < slices * 256; index += 1) {
    const [l, h] = [low[index - 256] ?? 0, high[index - 256] ?? 0];
    low[index] = ((l >>> 8) | (h << 24)) ^ (low[l & 255] ?? 0);
    high[index] = (h >>> 8) ^ (high[l & 255] ?? 0);
  }
  return { low, high };
}

const tablesByShape = new Map<CrcShape, Tables>();

function tablesOf(shape: CrcShape): Tables {
  const known = tablesByShape.get(shape);
  if (known !== undefined) return known;
  const made = makeTables(shape);
  tablesByShape.set(shape, made);
  return made;
}

/** A CRC over bytes that come in pieces. */
export class RunningCrc {
  readonly #tables: Tables;
  readonly #widthBits: 32 | 64;
  #low = 0xffff_ffff;
  #high: number;

  constructor(shape: CrcShape) {
    this.#tables = tablesOf(shape);
    this.#widthBits = shape.widthBits;
    this.#high = shape.widthBits === 64 ? 0xffff_ffff : 0;
  }

  update(bytes: Uint8Array): void {
    const { low, high } = this.#tables;
    let [l, h] = [this.#low, this.#high];
    const end = bytes.length;
    let at = 0;
    // Every index below is in range by construction, hence the assertions.
    for (; at + 8 <= end; at += 8) {
      l ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      h ^= bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
      const [a, b, c, d] = [1792 + (l & 255), 1536 + ((l >>> 8) & 255), 1280 + ((l >>> 16) & 255), 1024 + (l >>> 24)];
      const [e, f, g, i] = [768 + (h & 255), 512 + ((h >>> 8) & 255), 256 + ((h >>> 16) & 255), h >>> 24];
      l = low[a]! ^ low[b]! ^ low[c]! ^ low[d]! ^ low[e]! ^ low[f]! ^ low[g]! ^ low[i]!;
      h = high[a]! ^ high[b]! ^ high[c]! ^ high[d]! ^ high[e]! ^ high[f]! ^ high[g]! ^ high[i]!;
    }
    for (; at < end; at += 1) {
      const index = (l ^ bytes[at]!) & 255;
      l = ((l >>> 8) | (h << 24)) ^ low[index]!;
      h = (h >>> 8) ^ high[index]!;
    }
    this.#low = l;
    this.#high = h;
  }

  /** Big-endian bytes of the finished sum, as S3 encodes it. */
  digest(): Buffer {
    const out = Buffer.alloc(this.#widthBits / 8);
    if (this.#widthBits === 64) out.writeUInt32BE(~this.#high >>> 0, 0);
    out.writeUInt32BE(~this.#low >>> 0, out.length - 4);
    return out;
  }
}

/** Product of two polynomials over GF(2) modulo the CRC's own; the top bit of a value is the coefficient of x^0. */
function multiply(shape: CrcShape, left: bigint, right: bigint): bigint {
  let product = 0n;
  for (let bit = BigInt(shape.widthBits - 1); bit >= 0n; bit -= 1n) {
    if (((left >> bit) & 1n) === 1n) product ^= right;
    right = (right & 1n) === 1n ? (right >> 1n) ^ shape.polynomial : right >> 1n;
  }
  return product;
}

/** x^(8 * sizeBytes): the effect of that many following bytes on a CRC. */
function shiftBy(shape: CrcShape, sizeBytes: number): bigint {
  let result = 1n << BigInt(shape.widthBits - 1);
  let power = result >> 1n;
  for (let exponent = BigInt(sizeBytes) * 8n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = multiply(shape, power, result);
    power = multiply(shape, power, power);
  }
  return result;
}

/** The CRC of concatenated parts from their CRCs (big-endian bytes) and sizes, without their bytes. */
export function combineCrcs(
  shape: CrcShape,
  parts: readonly { readonly crc: Uint8Array; readonly sizeBytes: number }[],
): Buffer {
  const shifts = new Map<number, bigint>();
  let whole = 0n;
  for (const { crc, sizeBytes } of parts) {
    const shift = shifts.get(sizeBytes) ?? shiftBy(shape, sizeBytes);
    shifts.set(sizeBytes, shift);
    whole = multiply(shape, shift, whole) ^ BigInt(`0x${Buffer.from(crc).toString('hex')}`);
  }
  return Buffer.from(whole.toString(16).padStart(shape.widthBits / 4, '0'), 'hex');
}
