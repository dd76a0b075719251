// A link that is carried from a screen to a phone; a picture of it is as secret as the link.
import { asFailure, Failure } from '../model/failure';
import { qrPng, type QrModules } from '../model/qr';
import type { Copy } from './copy-link';
import type { Shared } from '../model/share-request';
import type { EncodeQr } from '../ports/desktop';
import type { Ports } from '../ports/ports';
import { compareFiles } from '../model/file-stamp';

export interface Qr {
  /** The link as a PNG, signed and proven as `freshLink` does it. Raises what that raises, and `qr-too-long`. */
  qrCode(shareId: string): Promise<Uint8Array>;
  /** The same as modules, for a terminal; `expiresAtMs` (Unix ms) is when this link ends. */
  qrModules(shareId: string): Promise<{ readonly modules: QrModules; readonly expiresAtMs: number }>;
}

/** Codes of longer links are hard for cameras, so they are asked to be shorter where they can. */
const comfortable = 400;

export function createQr({ freshLink }: Pick<Copy, 'freshLink'>, encodeQr: EncodeQr): Qr {
  const shortened = async (shared: Shared): Promise<Shared> => {
    if (shared.url.length <= comfortable || shared.share.kind === 'page') return shared;
    return freshLink(shared.share.id, { short: true }).catch((error: unknown) => {
      if (asFailure(error).code === 'link-not-shorter') return shared;
      throw error;
    });
  };

  const qrModules: Qr['qrModules'] = async (shareId) => {
    const { share, url } = await shortened(await freshLink(shareId));
    try {
      return { modules: encodeQr(url), expiresAtMs: share.expiresAtMs };
    } catch (error) {
      const failure = asFailure(error);
      throw failure.code === 'qr-too-long'
        ? new Failure('qr-too-long', { ...failure.detail, fileName: share.name })
        : error;
    }
  };

  return { qrModules, qrCode: async (shareId) => qrPng((await qrModules(shareId)).modules) };
}

export const createSharePictures = (ports: Pick<Ports, 'encodeQr' | 'files'>, copy: Copy): Qr & Thumbnails => ({
  ...createQr(copy, ports.encodeQr),
  ...createThumbnails(ports, copy),
});

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
