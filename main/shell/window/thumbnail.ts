// Makes a thumbnail of an image file that is small enough to decode at once: only PNG and JPEG, which
// Electron decodes.
import { stat } from 'node:fs/promises';
import { nativeImage, type NativeImage } from 'electron';

const mostBytes = 8 * 1_048_576;
const height = 64;

/** An empty image for another format, or a file too large. Rejects when the file cannot be read. */
export async function thumbnail(path: string): Promise<NativeImage> {
  const found = await stat(path);
  const isPicture = /\.(png|jpe?g)$/i.test(path) && found.isFile() && found.size <= mostBytes;
  const picture = isPicture ? nativeImage.createFromPath(path) : nativeImage.createEmpty();
  return picture.isEmpty() ? picture : picture.resize({ height, quality: 'good' });
}
