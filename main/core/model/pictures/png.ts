// A square PNG of two colours: the code of a link, the icon of a page.
import { crc32, deflateSync } from 'node:zlib';

/** Bytes of a line of the picture as it is deflated: its filter, which is none, and a bit for each pixel. */
export const lineBytesOf = (pixels: number): number => 1 + Math.ceil(pixels / 8);

/** Sets the bit of pixel `x` in the line that begins at `start` of `data`. */
export function setPixel(data: Buffer, start: number, x: number): void {
  const at = start + 1 + (x >> 3);
  data.writeUInt8(data.readUInt8(at) | (0x80 >> (x & 7)), at);
}

/**
 * `data`: as many lines as pixels, of `lineBytesOf(pixels)` bytes each. A bit that is set is white, or the second colour of `palette`, six bytes of red,
 * green and blue. Source: W3C PNG, third edition.
 */
export function pngOfBits(pixels: number, data: Buffer, palette?: Buffer): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  // One bit a pixel: of grey, or of a palette.
  header.writeUInt8(1, 8);
  header.writeUInt8(palette === undefined ? 0 : 3, 9);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...(palette === undefined ? [] : [chunk('PLTE', palette)]),
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
