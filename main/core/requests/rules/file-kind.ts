// Whether the first bytes of a file are of the kinds that a request asks for, and the name that fits them. Only bytes count: a guest may claim any
// type and name, and a picture that is called `cat.html` too is a page to whatever opens it by its name. The page of its guests has the same rule
// (renderer/request-page/choosing/first-bytes.ts).
import type { AskedKind } from '../../model/requests/file-request';
import { displayName } from '../../model/file-name';

/** So many bytes at the beginning of a file decide. */
export const kindBytes = 4_096;

const ascii = (text: string) => [...Buffer.from(text, 'latin1')];
/** Bytes at an offset. */
type Mark = readonly [offset: number, bytes: readonly number[]];
/** The extension for a file whose name has none of its kind. */
type Format = readonly [extension: string, ...marks: readonly Mark[]];

/** Source: the signatures of these formats in the magic file of file(1). No SVG: it is a program for a browser. */
const pictures: readonly Format[] = [
  ['jpg', [0, [0xff, 0xd8, 0xff]]],
  ['png', [0, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]]],
  ['gif', [0, ascii('GIF87a')]],
  ['gif', [0, ascii('GIF89a')]],
  ['webp', [0, ascii('RIFF')], [8, ascii('WEBP')]],
  ['tif', [0, ascii('II*\0')]],
  ['tif', [0, ascii('MM\0*')]],
  ['bmp', [0, ascii('BM')], [6, [0, 0, 0, 0]]],
  // ISO/IEC 14496-12: the brand of HEIF and AVIF pictures.
  ...['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'].map((brand): Format => [
    brand.startsWith('av') ? 'avif' : 'heic',
    [4, ascii(`ftyp${brand}`)],
  ]),
];

/** Of a ZIP archive the name of its first entry: Office Open XML, OpenDocument and EPUB (and HWPX). */
const zipped = /^(?:\[Content_Types\]\.xml|mimetype|_rels\/|docProps\/|word\/|xl\/|ppt\/)/;

const documents: readonly Format[] = [
  ['pdf', [0, ascii('%PDF-')]],
  ['rtf', [0, ascii('{\\rtf')]],
  // Compound File Binary: Word, Excel and PowerPoint of before 2007, HWP 5; installers of Windows too, which their extension would run.
  ['doc', [0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]]],
  ['hwp', [0, ascii('HWP Document File')]],
];

/** By which no system runs a file. Raw pictures of cameras are TIFF. Office asks before it runs macros of files from elsewhere. */
const extensions = {
  pictures: /\.(?:jpe?g|jpe|jfif|a?png|gif|webp|tiff?|dng|nef|nrw|cr2|arw|srw|pef|3fr|bmp|dib|hei[cf]|hif|avif)$/i,
  documents:
    /\.(?:pdf|rtf|doc[xm]?|dot[x]?|xls[xmb]?|xlt[x]?|pp[ts][xm]?|od[tspg]|ot[tsp]|epub|hwpx?|txt|text|md|markdown|csv|tsv|log|json|ya?ml|tex|bib|srt|vtt|ics|vcf|eml)$/i,
} as const;

const has = (bytes: Uint8Array, marks: readonly Mark[]): boolean =>
  marks.every(([offset, mark]) => mark.every((byte, index) => bytes[offset + index] === byte));

/** APPNOTE.TXT of PKWARE, 4.3.7: the name of the first file follows 30 bytes of its header. */
function isZippedDocument(bytes: Uint8Array): boolean {
  if (!has(bytes, [[0, [0x50, 0x4b, 0x03, 0x04]]])) return false;
  const nameBytes = (bytes[26] ?? 0) + 256 * (bytes[27] ?? 0);
  return zipped.test(Buffer.from(bytes.subarray(30, 30 + nameBytes)).toString('latin1'));
}

/** Plain text in UTF-8. A character may be cut off at the end. */
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

/**
 * `name` where its extension is of the kind asked for, else with one that fits its first bytes; `undefined` for a file of another kind. `bytes`:
 * the first `kindBytes` of the file, or all of it.
 */
export function nameOfKind(asked: Exclude<AskedKind, 'any'>, name: string, bytes: Uint8Array): string | undefined {
  const formats = asked === 'pictures' ? pictures : documents;
  const [found] = formats.find(([, ...marks]) => has(bytes, marks)) ?? [];
  const other = asked === 'pictures' ? undefined : isZippedDocument(bytes) ? 'docx' : isText(bytes) ? 'txt' : undefined;
  const extension = found ?? other;
  if (extension === undefined) return undefined;
  return extensions[asked].test(name) ? name : displayName(`${name}.${extension}`);
}
