// The icon of a page on a phone's home screen: an arrow into a tray, drawn as a PNG, because phones take no SVG there.
import { lineBytesOf, pngOfBits, setPixel } from '../../model/pictures/png';

/** As large as phones show it. Source: Apple, Human Interface Guidelines, "App icons": 60 pt at three pixels each. */
const pixels = 180;
/** The colour of Mayfly's buttons by day, and white. */
export const touchColour = '#b4530a';
const palette = Buffer.from(`${touchColour.slice(1)}ffffff`, 'hex');

/** Whether a pixel is white: the shaft and the head of the arrow, the tray below it. */
function isDrawn(x: number, y: number): boolean {
  const fromMiddle = Math.abs(x - (pixels - 1) / 2);
  const isShaft = y >= 36 && y < 84 && fromMiddle < 9;
  const isHead = y >= 72 && fromMiddle <= 108 - y;
  const isFloor = y >= 128 && y < 144 && fromMiddle < 54;
  const isWall = y >= 104 && y < 144 && fromMiddle >= 38 && fromMiddle < 54;
  return isShaft || isHead || isFloor || isWall;
}

let drawn: Uint8Array | undefined;

/** A PNG of some hundred bytes. */
export function touchIcon(): Uint8Array {
  drawn ??= draw();
  return drawn;
}

function draw(): Uint8Array {
  const lineBytes = lineBytesOf(pixels);
  const data = Buffer.alloc(lineBytes * pixels);
  for (let y = 0; y < pixels; y += 1)
    for (let x = 0; x < pixels; x += 1) if (isDrawn(x, y)) setPixel(data, y * lineBytes, x);
  return pngOfBits(pixels, data, palette);
}
