// A file name is untrusted text: control and bidirectional characters could hide its extension or reverse the line.

/**
 * The rule of main/core/model/visible-text.ts, which has the reasons, without the lookbehind that older browsers lack. The group stays: a whole flag of
 * a part of a country, a joiner, the last of several selectors.
 */
const unseen =
  /(\u{1F3F4}[\u{E0020}-\u{E007E}]{0,6}\u{E007F}|[\u200C\u200D]|\p{VS}(?!\p{VS}))|[\p{DI}\p{Cc}\u2028\u2029\uFFF9-\uFFFB]/gu;

/** C0 controls have pictures of their own; everything else that cannot be seen or reorders the text becomes U+FFFD. */
function pictureOf(unseen: string): string {
  const code = unseen.charCodeAt(0);
  if (code === 0x7f) return '\u{2421}';
  return code < 0x20 ? String.fromCharCode(0x24_00 + code) : '\u{FFFD}';
}

/** The name with every character visible: `a\rb` becomes `a␍b`, a right-to-left override becomes `�`. `mark`: in place of each that is not. */
export const shownName = (name: string, mark = pictureOf): string =>
  name.replaceAll(unseen, (found, kept?: string) => kept ?? mark(found));

/** Names up to this many characters are never split, so that they stay one text node. */
const wholeUpTo = 20;
const tailMin = 6;
const tailMax = 14;

/**
 * Splits a shown name into what may be shortened and what must stay visible: the extension and a few characters before it, or the last words, so
 * that “and 299 more” is never cut to “9 more”. An extension longer than ten characters is not one.
 */
export function splitName(shown: string): { readonly head: string; readonly tail: string } {
  const chars = Array.from(shown);
  if (chars.length <= wholeUpTo) return { head: shown, tail: '' };
  const dot = chars.lastIndexOf('.');
  const extension = dot > 0 && chars.length - dot <= 11 ? chars.length - dot : 0;
  const space = extension > 0 ? -1 : chars.indexOf(' ', chars.length - tailMax);
  const tail = space < 0 ? Math.min(tailMax, Math.max(tailMin, extension + 4)) : chars.length - space;
  return { head: chars.slice(0, -tail).join(''), tail: chars.slice(-tail).join('') };
}
