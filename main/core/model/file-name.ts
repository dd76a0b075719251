// The name of a file for its recipient.
import { Failure } from './failure';

/** Writes a text of any script in ASCII; what it does not know falls away. */
export type Transliterate = (text: string) => string;

const nameBytes = 255;
/** What follows the dot of `1. A long title` is no extension. */
const extensionBytes = 32;

/** `.pdf` of `report.pdf`, empty for `.env` and `Makefile`. */
export function extensionOf(name: string): string {
  const extension = name.slice(name.lastIndexOf('.'));
  return name.lastIndexOf('.') > 0 && Buffer.byteLength(extension) <= extensionBytes ? extension : '';
}

/**
 * A name that any disk can save: well-formed Unicode, no control characters or path separators, at most 255 bytes of UTF-8 (a
 * browser saves no file at all under a longer one), its extension kept.
 */
export function displayName(name: string): string {
  const clean = name
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029/\\]/g, '_');
  if (clean.trim() === '' || /^\.{1,2}$/.test(clean)) return 'file';
  if (Buffer.byteLength(clean) <= nameBytes) return clean;
  const extension = extensionOf(clean);
  let stem = '';
  for (const character of clean.slice(0, clean.length - extension.length)) {
    if (Buffer.byteLength(stem + character + extension) > nameBytes) break;
    stem += character;
  }
  return stem + extension;
}

/** Checks a typed name; raises `bad-request` where `displayName` would change it. */
export function checkChosenName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new Failure('bad-request', { reason: 'the name is empty' });
  if (displayName(trimmed) !== trimmed) {
    throw new Failure('bad-request', {
      reason: 'a name has at most 255 bytes and no slashes or control characters',
    });
  }
  return trimmed;
}

/** `wanted` with the extension of `original` where it has none: without one no program opens the file. */
export function renamed(original: string, wanted: string): string {
  const trimmed = wanted.trim();
  const dot = original.lastIndexOf('.');
  const ending = dot > 0 ? original.slice(dot) : '';
  // `.2` of `v1.2` is no extension: one has a letter.
  return /.\.(?=[^.\s]*\p{L})[^.\s]{1,10}$/u.test(trimmed) ? trimmed : trimmed + ending;
}

let collator: Intl.Collator | undefined;

/**
 * The order in which people look for names: `file 2` before `file 10`. The same on every computer, whatever its language. Names that are equal in it
 * are ordered by their code units.
 */
export function naturalOrder(one: string, other: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(one, other) || (one < other ? -1 : Number(one > other));
}
