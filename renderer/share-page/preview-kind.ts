// Selects the preview of a file. No preview can run code: markup is shown as text, SVG and PDF have none.
import { fileKind } from '../app/ui/file-kind';
import { fileName, type Entry } from './share';

export type Preview =
  | {
      readonly kind: 'image';
      /** The type of the blob: a picture format, never one with script. */ readonly type: string;
    }
  | { readonly kind: 'audio' | 'video' | 'text' };

const images: readonly (readonly [RegExp, string])[] = [
  [/^image\/png$|\.png$/, 'image/png'],
  [/^image\/jpe?g$|\.jpe?g$/, 'image/jpeg'],
  [/^image\/gif$|\.gif$/, 'image/gif'],
  [/^image\/webp$|\.webp$/, 'image/webp'],
  [/^image\/avif$|\.avif$/, 'image/avif'],
  [/^image\/(bmp|x-ms-bmp)$|\.bmp$/, 'image/bmp'],
];

/** Documents that are no text although their kind is. */
const binary =
  /pdf|msword|officedocument|opendocument|rtf|ms-excel|spreadsheet|\.(docx?|odt|ods|pdf|rtf|xlsx?|numbers)$/;

/** `undefined` when the file can only be downloaded. */
export function previewOf(entry: Entry): Preview | undefined {
  const name = fileName(entry.path).toLowerCase();
  const type = entry.contentType.toLowerCase();
  const kind = fileKind(name, type);
  if (kind === 'image') {
    // The sender's type decides; the name only where there is none.
    const said = type.startsWith('image/') ? type : name;
    const found = images.find(([pattern]) => pattern.test(said));
    return found === undefined ? undefined : { kind, type: found[1] };
  }
  if (kind === 'audio' || kind === 'video') return { kind };
  if ((kind === 'text' || kind === 'code' || kind === 'sheet') && !binary.test(type) && !binary.test(name)) {
    return { kind: 'text' };
  }
  return undefined;
}

/** Text in the encodings people have; `undefined` when it is none. `cut`: the file goes on, so `bytes` may end within a character. */
export function decodeText(bytes: Uint8Array, cut: boolean, language: 'en' | 'ko'): string | undefined {
  const marks = [
    [[0xff, 0xfe], 'utf-16le'],
    [[0xfe, 0xff], 'utf-16be'],
  ] as const;
  const marked = marks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return new TextDecoder(marked[1]).decode(bytes, { stream: cut });
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    // Text that is not UTF-8: guess the legacy encoding of the reader's language.
    return new TextDecoder(language === 'ko' ? 'euc-kr' : 'windows-1252').decode(bytes, { stream: cut });
  }
}
