// A file name is untrusted text: control and bidirectional characters could hide its extension or reverse the line.

/** C0 controls have pictures of their own; everything else that cannot be seen or reorders the text becomes U+FFFD. */
const control = /\p{Cc}/gu;
/**
 * What `deceptive` of main/core/model/visible-text.ts is (it has the reasons), without the lookbehind that older browsers lack. The groups are what stays:
 * a flag of a part of a country, and the first of several selectors.
 */
const invisible =
  /(\u{1F3F4}[\u{E0020}-\u{E007E}]{0,6}[\u{E0000}-\u{E00FF}\u{E01F0}-\u{E0FFF}])|(\p{Variation_Selector})(\p{Variation_Selector}+)|[\p{Zl}\p{Zp}\u{AD}\u{61C}\u{115F}\u{1160}\u{180E}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{3164}\u{FEFF}\u{FFA0}\u{FFF0}-\u{FFFB}\u{E0000}-\u{E00FF}\u{E01F0}-\u{E0FFF}]/gu;
const replacement = '\u{FFFD}';

function pictureOf(char: string): string {
  const code = char.charCodeAt(0);
  if (code === 0x7f) return '\u{2421}';
  return code < 0x20 ? String.fromCodePoint(0x24_00 + code) : replacement;
}

const visible = (_found: string, flag?: string, first = '', more = ' '): string =>
  flag ?? first + replacement.repeat(Array.from(more).length);

/** The name with every character visible: `a\rb` becomes `a␍b`, a right-to-left override becomes `�`. */
export function shownName(name: string): string {
  return name.replaceAll(control, pictureOf).replaceAll(invisible, visible);
}

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
