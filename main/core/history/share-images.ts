// Why this exists: a link that is carried from a screen to a phone; a picture of it is as secret as the link.
import { asFailure, Failure } from '../model/failure';
import { qrPng, type QrModules } from '../model/qr';
import type { Copy } from './copy-link';
import type { Shared } from '../model/share-request';
import type { EncodeQr } from '../ports/desktop';

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
