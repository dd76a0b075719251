// The icon of a page on a phone's home screen: an arrow into a tray, drawn as a PNG, because phones take no SVG there.
import { crc32, deflateSync } from 'node:zlib';

/** As large as phones show it. Source: Apple, Human Interface Guidelines, "App icons": 60 pt at three pixels each. */
const pixels = 180;
/** The colour of Mayfly's buttons by day, and white. */
export const touchColour = '#b4530a';
const palette = Buffer.from('b4530affffff', 'hex');

/** Whether a pixel is white: the shaft and the head of the arrow, the tray below it. */
function isDrawn(x: number, y: number): boolean {
  const fromMiddle = Math.abs(x - (pixels - 1) / 2);
  const isShaft = y >= 36 && y < 84 && fromMiddle < 9;
  const isHead = y >= 72 && y < 108 && fromMiddle <= 108 - y;
  const isFloor = y >= 128 && y < 144 && fromMiddle < 54;
  const isWall = y >= 104 && y < 144 && fromMiddle >= 38 && fromMiddle < 54;
  return isShaft || isHead || isFloor || isWall;
}

let drawn: Uint8Array | undefined;

/** A PNG of two colours and some hundred bytes. Source: W3C PNG, third edition. */
export function touchIcon(): Uint8Array {
  drawn ??= draw();
  return drawn;
}

function draw(): Uint8Array {
  const lineBytes = 1 + Math.ceil(pixels / 8);
  const data = Buffer.alloc(lineBytes * pixels);
  for (let y = 0; y < pixels; y += 1)
    for (let x = 0; x < pixels; x += 1) {
      const at = y * lineBytes + 1 + (x >> 3);
      if (isDrawn(x, y)) data.writeUInt8(data.readUInt8(at) | (0x80 >> (x & 7)), at);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  // One bit a pixel, of a palette.
  header.writeUInt8(1, 8);
  header.writeUInt8(3, 9);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
