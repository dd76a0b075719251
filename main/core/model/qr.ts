// Draws a QR code as a PNG and in a terminal.
import { crc32, deflateSync } from 'node:zlib';

/** Dark modules are true; without a quiet zone. */
export type QrModules = readonly (readonly boolean[])[];

/** Bytes that the largest code holds at its lowest level. Source: ISO/IEC 18004, table 7, version 40-L in byte mode. */
export const longestQrBytes = 2_953;
/** Above this, level M makes modules too small for most cameras. */
const sturdyUpToBytes = 1_000;

/** The least level of error correction: M takes 15 % of damage, L 7 %. */
export const qrLevel = (lengthBytes: number): 'L' | 'M' => (lengthBytes <= sturdyUpToBytes ? 'M' : 'L');

/** Light modules around the code. Source: ISO/IEC 18004, section 5.3.8. */
const quietZone = 4;
/** Sharp on paper and large on a screen. */
const leastPixels = 1_000;

function withQuietZone(modules: QrModules): QrModules {
  const size = modules.length + 2 * quietZone;
  const light = Array.from({ length: size }, () => false);
  const margin = Array.from({ length: quietZone }, () => light);
  const side = light.slice(0, quietZone);
  return [...margin, ...modules.map((row) => [...side, ...row, ...side]), ...margin];
}

/** A PNG of two colours, at least 1,000 pixels wide, its quiet zone in it. Source: W3C PNG, third edition. */
export function qrPng(modules: QrModules): Uint8Array {
  const rows = withQuietZone(modules);
  const scale = Math.ceil(leastPixels / rows.length);
  const pixels = rows.length * scale;
  const lineBytes = 1 + Math.ceil(pixels / 8);
  const data = Buffer.alloc(lineBytes * pixels);
  for (const [y, row] of rows.entries()) {
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

/** Two rows of modules a line, in half blocks; dark on light in every colour scheme of the terminal. */
export function qrLines(modules: QrModules): readonly string[] {
  const rows = withQuietZone(modules);
  const lines: string[] = [];
  for (let y = 0; y < rows.length; y += 2) {
    const upper = rows[y] ?? [];
    const lower = rows[y + 1];
    const blocks = upper.map((dark, x) => (dark ? (lower?.[x] === true ? '█' : '▀') : lower?.[x] === true ? '▄' : ' '));
    lines.push(`\u001b[30;107m${blocks.join('')}\u001b[0m`);
  }
  return lines;
}

/** Columns that `qrLines` takes. */
export const qrColumns = (modules: QrModules): number => modules.length + 2 * quietZone;
