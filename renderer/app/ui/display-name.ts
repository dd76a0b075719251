// A file name is untrusted text: control and bidirectional characters could hide its extension or reverse the line.

/** C0 controls have pictures of their own; everything else that cannot be seen or reorders the text becomes U+FFFD. */
const control = /\p{Cc}/gu;
/** Zero-width joiners stay: emoji and several scripts are written with them. */
const invisible = /[\u{61C}\u{200B}\u{200E}\u{200F}\u{2028}-\u{202E}\u{2060}-\u{206F}\u{FEFF}]/gu;
const replacement = '\u{FFFD}';

function pictureOf(char: string): string {
  const code = char.charCodeAt(0);
  if (code === 0x7f) return '\u{2421}';
  return code < 0x20 ? String.fromCodePoint(0x24_00 + code) : replacement;
}

/** The name with every character visible: `a\rb` becomes `a␍b`, a right-to-left override becomes `�`. */
export function shownName(name: string): string {
  return name.replaceAll(control, pictureOf).replaceAll(invisible, replacement);
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
