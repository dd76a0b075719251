// Paths whose bytes are no UTF-8, as texts: a name of an old archive or disk is shared all the same. Every byte that is none is one character of a private
// plane, U+10FE80 to U+10FEFF, and so is each byte of such a character in a name, so that two paths never become one text.
import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';

const firstCode = 0x10fe00;
/** Each is of four bytes, `F4 8F B8 80` to `F4 8F BB BF`. */
const escaped = /[\u{10FE00}-\u{10FEFF}]/u;
const runs = /[\u{10FE00}-\u{10FEFF}]+/gu;

const bytesAsText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : String.fromCodePoint(firstCode + byte))).join(
    '',
  );

/** Lengths of a sequence of UTF-8 by its first byte. */
const lengthOf = (first: number): number => (first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function whole(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return escaped.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The text for the bytes of a path. */
export function textOfPath(bytes: Uint8Array): string {
  const text = whole(bytes);
  if (text !== undefined) return text;
  let result = '';
  for (let at = 0; at < bytes.length;) {
    const length = lengthOf(bytes[at] ?? 0);
    const sequence = bytes.subarray(at, at + length);
    const one = sequence.length === length ? whole(sequence) : undefined;
    result += one ?? bytesAsText(bytes.subarray(at, at + 1));
    at += one === undefined ? 1 : length;
  }
  return result;
}

/** The path for the file system. */
export function pathOfText(text: string): string | Buffer {
  if (!escaped.test(text)) return text;
  return Buffer.concat(
    Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return escaped.test(character) ? Buffer.of(code - firstCode) : Buffer.from(character);
    }),
  );
}

export const hasRawBytes = (text: string): boolean => escaped.test(text);

/** A name that can be written, for one with such bytes. */
export const writableName = (name: string): string => name.replaceAll(runs, '_');

/** The real path, as a text. Raises the errors of the disk. */
export const realPathOf = async (path: string): Promise<string> =>
  textOfPath(await realpath(pathOfText(path), 'buffer'));

export interface Entry {
  readonly name: string;
  readonly kind: Dirent | Dirent<Buffer>;
}

/** What lies in the folder. Raises the errors of the disk. */
export async function entriesOf(path: string): Promise<readonly Entry[]> {
  const entries = await readdir(pathOfText(path), { withFileTypes: true });
  // Node writes one character for whatever is no UTF-8.
  if (!entries.some(({ name }) => name.includes('\ufffd'))) return entries.map((kind) => ({ name: kind.name, kind }));
  const raw = await readdir(pathOfText(path), { withFileTypes: true, encoding: 'buffer' });
  return raw.map((kind) => ({ name: textOfPath(kind.name), kind }));
}
