// Whether the first bytes of a file are of the kinds that are asked for: the rule by which the receiving computer refuses what came
// (main/core/requests/rules/file-kind.ts; test/core/requests/kind-vector.ts is one for both sides).
import type { AskedKind } from '../request';

/** So many bytes at the beginning of a file decide. */
export const kindBytes = 4096;

/** One letter for each byte. */
const pictures =
  // oxlint-disable-next-line no-control-regex -- bytes
  /^(?:\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF[^]{4}WEBP|II\*\0|MM\0\*|BM[^]{4}\0{4}|[^]{4}ftyp(?:hei[cxms]|mif1|msf1|avi[fs]))/;
// oxlint-disable-next-line no-control-regex -- bytes
const documents = /^(?:%PDF-|\{\\rtf|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|HWP Document File)/;
/** The name of the first file in a ZIP archive. */
const zipped = /^(?:\[Content_Types\]\.xml|mimetype|_rels\/|docProps\/|word\/|xl\/|ppt\/)/;

/** UTF-8; a character may be cut off at the end. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    // oxlint-disable-next-line no-control-regex -- text has none of them
    return !/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}

/** `bytes`: the first `kindBytes` of a file, or all of it. */
export function isOfKind(asked: AskedKind, bytes: Uint8Array): boolean {
  if (asked === 'any') return true;
  const letters = String.fromCharCode(...bytes);
  if (asked === 'pictures') return pictures.test(letters);
  const nameBytes = (bytes[26] ?? 0) + 256 * (bytes[27] ?? 0);
  const isZipped = letters.startsWith('PK\x03\x04') && zipped.test(letters.slice(30, 30 + nameBytes));
  return documents.test(letters) || isZipped || (!letters.startsWith('#!') && isText(bytes));
}
