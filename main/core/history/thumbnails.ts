// Why this exists: a row shows the picture that was shared, read from the file on this computer, and only while it is what it was then.
import type { Copy } from './copy-link';
import type { Ports } from '../ports/ports';
import { compareFiles } from '../model/file-stamp';

/** What to draw: the file itself, where the window can decode it, or the file that the system knows a picture of. */
export type LocalPicture =
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly kind: 'film'; readonly path: string; readonly mtimeNs: bigint };

export interface Thumbnails {
  /** Nothing for what is no picture, is too large, changed or went away; raises `share-not-found` alone. */
  localPicture(shareId: string): Promise<LocalPicture | undefined>;
}

const mostBytes = 24 * 1_048_576;

/** What a browser engine decodes without running anything: SVG is a document, and not among them. */
const decoded = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const film = /^video\//;

export function createThumbnails({ files }: Pick<Ports, 'files'>, shares: Pick<Copy, 'shareOf'>): Thumbnails {
  return {
    async localPicture(shareId) {
      const { kind, source, sizeBytes, contentType } = shares.shareOf(shareId);
      const isPicture = decoded.test(contentType) && sizeBytes > 0 && sizeBytes <= mostBytes;
      if (kind === 'page' || source?.stamp === undefined || !(isPicture || film.test(contentType))) return undefined;
      const { path, stamp } = source;
      // What cannot be read is no news here: the row shows the sign of its kind.
      const file = await files.open(path).catch(() => undefined);
      if (file === undefined) return undefined;
      try {
        if (compareFiles({ sizeBytes, ...stamp }, file.snapshot) !== 'same') return undefined;
        if (!isPicture) return { kind: 'film', path, mtimeNs: stamp.mtimeNs };
        const bytes = new Uint8Array(sizeBytes);
        return (await file.read(0, bytes)) === sizeBytes ? { kind: 'picture', bytes, contentType } : undefined;
      } catch {
        return undefined;
      } finally {
        await file.close();
      }
    },
  };
}
