// Whether the first bytes of a file are of the kinds that a request asks for. Only bytes count: a guest may claim any type and name.
import type { AskedKind } from '../../model/file-request';

/** So many bytes at the beginning of a file decide. */
export const kindBytes = 4_096;

const ascii = (text: string) => [...Buffer.from(text, 'latin1')];
/** Bytes at an offset. */
type Mark = readonly [offset: number, bytes: readonly number[]];

/** Source: the signatures of these formats in the magic file of file(1). No SVG: it is a program for a browser. */
const pictures: readonly (readonly Mark[])[] = [
  [[0, [0xff, 0xd8, 0xff]]],
  [[0, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]]],
  [[0, ascii('GIF87a')]],
  [[0, ascii('GIF89a')]],
  [
    [0, ascii('RIFF')],
    [8, ascii('WEBP')],
  ],
  [[0, ascii('II*\0')]],
  [[0, ascii('MM\0*')]],
  [
    [0, ascii('BM')],
    [6, [0, 0, 0, 0]],
  ],
  // ISO/IEC 14496-12: the brand of HEIF and AVIF pictures.
  ...['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'].map((brand): readonly Mark[] => [
    [4, ascii(`ftyp${brand}`)],
  ]),
];

/** Of a ZIP archive the name of its first entry: Office Open XML, OpenDocument and EPUB (and HWPX). */
const zipped = /^(?:\[Content_Types\]\.xml|mimetype|_rels\/|docProps\/|word\/|xl\/|ppt\/)/;

const documents: readonly (readonly Mark[])[] = [
  [[0, ascii('%PDF-')]],
  [[0, ascii('{\\rtf')]],
  // Compound File Binary: Word, Excel and PowerPoint of before 2007, HWP 5.
  [[0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]]],
  [[0, ascii('HWP Document File')]],
];

const has = (bytes: Uint8Array, marks: readonly Mark[]): boolean =>
  marks.every(([offset, mark]) => mark.every((byte, index) => bytes[offset + index] === byte));

/** APPNOTE.TXT of PKWARE, 4.3.7: the name of the first file follows 30 bytes of its header. */
function isZippedDocument(bytes: Uint8Array): boolean {
  if (!has(bytes, [[0, [0x50, 0x4b, 0x03, 0x04]]])) return false;
  const nameBytes = (bytes[26] ?? 0) + 256 * (bytes[27] ?? 0);
  return zipped.test(Buffer.from(bytes.subarray(30, 30 + nameBytes)).toString('latin1'));
}

/** Plain text in UTF-8 that no system runs as a program. A character may be cut off at the end. */
function isText(bytes: Uint8Array): boolean {
  if (has(bytes, [[0, ascii('#!')]])) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    // oxlint-disable-next-line no-control-regex -- text has none of them
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text);
  } catch {
    return false;
  }
}

/** `bytes`: the first `kindBytes` of the file, or all of it. */
export function isOfKind(asked: AskedKind, bytes: Uint8Array): boolean {
  if (asked === 'any') return true;
  if (asked === 'pictures') return pictures.some((marks) => has(bytes, marks));
  return documents.some((marks) => has(bytes, marks)) || isZippedDocument(bytes) || isText(bytes);
}
