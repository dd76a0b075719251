// Which QR code holds a link, what is told beside it, and its drawing as a PNG.
import { crc32, deflateSync } from 'node:zlib';
import type { Reach } from './host-reach';

/** Dark modules are true; the quiet zone is part of it. */
export type QrModules = readonly (readonly boolean[])[];

export interface QrCode {
  readonly modules: QrModules;
  /** For a terminal: two rows of modules a line, as wide as `modules`, light modules as blocks. */
  readonly halfBlocks: () => readonly string[];
}

/** Who can open the link, and where a phone has to be for it. */
interface CodeFacts {
  readonly reach: Reach;
  /** The name of this computer's Wi-Fi, for a link that opens only in this network; absent where the system does not tell it. */
  readonly wifi?: string;
}

export type LinkCode = QrCode & CodeFacts;

/** The code as a PNG, which is as secret as its link, and the end of that link (Unix ms by the server's clock). */
export interface ShownCode extends CodeFacts {
  readonly png: Uint8Array;
  readonly name: string;
  readonly expiresAtMs: number;
}

/** Bytes that the largest code holds at its lowest level. Source: ISO/IEC 18004, table 7, version 40-L in byte mode. */
export const longestQrBytes = 2_953;
/** Above this, level M makes modules too small for most cameras. */
const sturdyUpToBytes = 1_000;

/** The least level of error correction: M takes 15 % of damage, L 7 %. */
export const qrLevel = (lengthBytes: number): 'L' | 'M' => (lengthBytes <= sturdyUpToBytes ? 'M' : 'L');

/** Light modules around the code. Source: ISO/IEC 18004, section 5.3.8. */
export const quietZone = 4;
/** What cameras of phones read on a screen all the same, where there is no room for more. */
export const narrowQuietZone = 2;
/** Sharp on paper and large on a screen. */
const leastPixels = 1_000;

/** A PNG of two colours, at least 1,000 pixels wide, its quiet zone in it. Source: W3C PNG, third edition. */
export function qrPng(modules: QrModules): Uint8Array {
  const scale = Math.ceil(leastPixels / modules.length);
  const pixels = modules.length * scale;
  const lineBytes = 1 + Math.ceil(pixels / 8);
  const data = Buffer.alloc(lineBytes * pixels);
  for (const [y, row] of modules.entries()) {
    const line = Buffer.alloc(lineBytes);
    // Grey of one bit: 1 is white. The first byte is the filter, none.
    for (let x = 0; x < pixels; x += 1) {
      const at = 1 + (x >> 3);
      if (row[Math.floor(x / scale)] === false) line.writeUInt8(line.readUInt8(at) | (0x80 >> (x & 7)), at);
    }
    for (let copy = 0; copy < scale; copy += 1) line.copy(data, (y * scale + copy) * lineBytes);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header.writeUInt8(1, 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
