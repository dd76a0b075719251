// Draws what a person sees under the pointer while a share is dragged out: its picture, and below it its name.
import { nativeImage, type NativeImage } from 'electron';

/** In an image that is narrower Chromium writes the path of the file beside it (`kLinkDragImageMaxWidth`). */
const width = 150;
const gap = 4;
const bytesPerPixel = 4;

/** Puts the images below each other, in the middle; each is cut where it is too wide. */
export function dragImage(images: readonly NativeImage[]): NativeImage {
  const shown = images.filter((image) => !image.isEmpty());
  const height = shown.reduce((sum, image) => sum + image.getSize().height, gap * Math.max(0, shown.length - 1));
  const pixels = Buffer.alloc(width * height * bytesPerPixel);
  let top = 0;
  for (const image of shown) {
    const size = image.getSize();
    const from = image.toBitmap();
    const cut = Math.max(0, Math.floor((size.width - width) / 2));
    const left = Math.max(0, Math.floor((width - size.width) / 2));
    const length = Math.min(size.width, width) * bytesPerPixel;
    for (let row = 0; row < size.height; row += 1) {
      const start = (row * size.width + cut) * bytesPerPixel;
      from.copy(pixels, ((top + row) * width + left) * bytesPerPixel, start, start + length);
    }
    top += size.height + gap;
  }
  return nativeImage.createFromBitmap(pixels, { width, height });
}
