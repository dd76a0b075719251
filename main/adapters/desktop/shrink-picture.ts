// Makes the small picture of a row by Electron's decoder, which takes PNG and JPEG.
import { nativeImage } from 'electron';

/** Twice as wide as it is drawn, for dense screens. */
const sizePx = 96;

/** The middle of the picture as a square PNG; nothing of what is no picture. */
export async function shrinkPicture(picture: Uint8Array): Promise<Uint8Array | undefined> {
  const whole = nativeImage.createFromBuffer(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength));
  const { width, height } = whole.getSize();
  const side = Math.min(width, height);
  if (side === 0) return undefined;
  const middle = { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), width: side, height: side };
  return whole.crop(middle).resize({ width: sizePx, height: sizePx, quality: 'good' }).toPNG();
}
