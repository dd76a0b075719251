// Images of shares: the link as a QR code, which is as secret as the link, and thumbnails of local files.
import { asFailure, Failure } from '../model/failure';
import { linkCode, shownCode } from '../links/links';
import type { LinkCode, ShownCode } from '../model/qr';
import type { Copy } from './fresh-link';
import type { Shared } from '../model/share-request';
import type { Ports } from '../ports/ports';
import { compareFiles } from '../model/given-file';

/** Characters: cameras read the code of a longer link badly, so a short link is tried. */
const comfortable = 400;

function createQr({ freshLink }: Pick<Copy, 'freshLink'>, ports: Pick<Ports, 'encodeQr' | 'wifiName'>) {
  const shortened = async (shared: Shared): Promise<Shared> => {
    if (shared.url.length <= comfortable || shared.share.kind === 'page') return shared;
    return freshLink(shared.share.id, { short: true }).catch((error: unknown) => {
      if (asFailure(error).code === 'link-not-shorter') return shared;
      throw error;
    });
  };

  /** The same for a terminal with so many columns; `expiresAtMs` (Unix ms) is the end of this link. */
  const qrInTerminal = async (
    shareId: string,
    columns?: number,
  ): Promise<LinkCode & Pick<ShownCode, 'name' | 'expiresAtMs'>> => {
    const { share, url } = await shortened(await freshLink(shareId));
    try {
      return { ...(await linkCode(ports, url, columns)), name: share.name, expiresAtMs: share.expiresAtMs };
    } catch (error) {
      const failure = asFailure(error);
      throw failure.code === 'qr-too-long'
        ? new Failure('qr-too-long', { ...failure.detail, fileName: share.name })
        : error;
    }
  };

  return {
    /** The code of a link that was just made. Raises `qr-too-long`. */
    codeOfLink: (url: string, columns?: number): Promise<LinkCode> => linkCode(ports, url, columns),
    qrInTerminal,
    /** The link as a code, signed and proven as `freshLink` does it. Raises what that raises, and `qr-too-long`. */
    qrCode: async (shareId: string): Promise<ShownCode> => shownCode(await qrInTerminal(shareId)),
  };
}

export type Qr = ReturnType<typeof createQr>;

export const createSharePictures = (
  ports: Pick<Ports, 'encodeQr' | 'files' | 'wifiName' | 'keptPictures'>,
  copy: Copy,
): Qr & Thumbnails => ({
  ...createQr(copy, ports),
  ...createThumbnails(ports, copy),
});

/** `picture`: bytes that the window decodes. `film`: a file that the system makes the thumbnail of. */
export type LocalPicture =
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly kind: 'film'; readonly path: string; readonly mtimeNs: bigint };

const mostBytes = 24 * 1_048_576;

/** Types that a browser decodes without running code; SVG is a document and none of them. */
const decoded = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

const film = /^video\//;

export function createThumbnails(
  { files, keptPictures }: Pick<Ports, 'files' | 'keptPictures'>,
  shares: Pick<Copy, 'shareOf'>,
) {
  return {
    /**
     * `undefined` for another type, and for a file too large, changed or gone; of a temporary picture that is gone the small one that was kept. Raises
     * only `share-not-found`.
     */
    async localPicture(shareId: string): Promise<LocalPicture | undefined> {
      const { kind, source, sizeBytes, contentType } = shares.shareOf(shareId);
      const isPicture = decoded.test(contentType) && sizeBytes > 0 && sizeBytes <= mostBytes;
      if (kind === 'page' || source?.stamp === undefined || !(isPicture || film.test(contentType))) return undefined;
      const { path, stamp } = source;
      // An unreadable file is no failure here: the row shows the icon of its type.
      const file = await files.open(path).catch(() => undefined);
      if (file === undefined) {
        const bytes = isPicture ? await keptPictures.of(path) : undefined;
        return bytes && { kind: 'picture', bytes, contentType: 'image/png' };
      }
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

export type Thumbnails = ReturnType<typeof createThumbnails>;
