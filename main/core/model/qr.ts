// Which QR code holds a link, what is told beside it, and its drawing as a PNG.
import { lineBytesOf, pngOfBits, setPixel } from './pictures/png';
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

/** A PNG of two colours, at least 1,000 pixels wide, its quiet zone in it. */
export function qrPng(modules: QrModules): Uint8Array {
  const scale = Math.ceil(leastPixels / modules.length);
  const pixels = modules.length * scale;
  const lineBytes = lineBytesOf(pixels);
  const data = Buffer.alloc(lineBytes * pixels);
  for (const [y, row] of modules.entries()) {
    const line = Buffer.alloc(lineBytes);
    // Light modules are white.
    for (let x = 0; x < pixels; x += 1) if (row[Math.floor(x / scale)] === false) setPixel(line, 0, x);
    for (let copy = 0; copy < scale; copy += 1) line.copy(data, (y * scale + copy) * lineBytes);
  }
  return pngOfBits(pixels, data);
}
