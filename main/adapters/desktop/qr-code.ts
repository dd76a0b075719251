// QR codes, by the library `uqr`.
import { encode, renderUnicodeCompact } from 'uqr';
import { Failure } from '../../core/model/failure';
import { longestQrBytes, narrowQuietZone, qrLevel, quietZone, type QrCode } from '../../core/model/qr';
import type { EncodeQr } from '../../core/ports/desktop';

/**
 * In the smallest code that holds the text, with as much error correction as fits into that; where it is wider than `columns`, with less of it,
 * and then with a narrower quiet zone.
 */
export const encodeQr: EncodeQr = (text, columns = Number.POSITIVE_INFINITY) => {
  const lengthBytes = Buffer.byteLength(text);
  if (lengthBytes > longestQrBytes) throw new Failure('qr-too-long', { sizeBytes: lengthBytes });
  const usual = codeOf(text, qrLevel(lengthBytes), quietZone);
  if (usual.modules.length <= columns) return usual;
  const weaker = codeOf(text, 'L', quietZone);
  return weaker.modules.length <= columns ? weaker : codeOf(text, 'L', narrowQuietZone);
};

function codeOf(text: string, ecc: 'L' | 'M', border: number): QrCode {
  const options = { ecc, boostEcc: true, border };
  return {
    modules: encode(text, options).data,
    halfBlocks: () => renderUnicodeCompact(text, options).split('\n'),
  };
}
