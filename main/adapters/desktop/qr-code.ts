// QR codes, by the library `uqr`.
import { encode, renderUnicodeCompact } from 'uqr';
import { Failure } from '../../core/model/failure';
import { longestQrBytes, qrLevel, quietZone } from '../../core/model/qr';
import type { EncodeQr } from '../../core/ports/desktop';

/** In the smallest code that holds the text, with as much error correction as fits into that. Raises `qr-too-long`. */
export const encodeQr: EncodeQr = (text) => {
  const lengthBytes = Buffer.byteLength(text);
  if (lengthBytes > longestQrBytes) throw new Failure('qr-too-long', { sizeBytes: lengthBytes });
  const options = { ecc: qrLevel(lengthBytes), boostEcc: true, border: quietZone };
  return {
    modules: encode(text, options).data,
    halfBlocks: () => renderUnicodeCompact(text, options).split('\n'),
  };
};
