// A file name is untrusted text: control and bidirectional characters could hide its extension or reverse the line.

/**
 * What `deceptive` of main/core/model/visible-text.ts is (it has the reasons), without the lookbehind that older browsers lack. The groups are what stays:
 * a flag of a part of a country, and the first of several selectors.
 */
const deceptive =
  /(\u{1F3F4}[\u{E0020}-\u{E007E}]{0,6}[\u{E0020}-\u{E007F}])|(\p{VS})(\p{VS}+)|(?!\p{VS}|[\u034F\u200C\u200D])[\p{Cc}\p{DI}\p{Zl}\p{Zp}\uFFF9-\uFFFB]/gu;
const replacement = '\uFFFD';

/** C0 controls have pictures of their own; everything else that cannot be seen or reorders the text becomes U+FFFD. */
function pictureOf(char: string): string {
  const code = char.charCodeAt(0);
  if (code === 0x7f) return '\u2421';
  return code < 0x20 ? String.fromCharCode(0x24_00 + code) : replacement;
}

/** The name with every character visible: `a\rb` becomes `a␍b`, a right-to-left override becomes `�`. */
export const shownName = (name: string): string =>
  name.replaceAll(deceptive, (found, flag?: string, first?: string, more = '') =>
    first === undefined ? (flag ?? pictureOf(found)) : first + replacement.repeat([...more].length),
  );

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
