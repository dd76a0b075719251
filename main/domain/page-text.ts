// Why this exists: what people typed becomes part of a page at the bucket's origin; here it loses every way of being more than text.

/** For text between tags and for attributes in double quotes. Source: WHATWG HTML, 13.3 "Serializing HTML fragments", and stricter. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * JSON for a `<script type="application/json">`: without `<` nothing can end the element or open a comment in it (WHATWG HTML, 4.12.1.3
 * "Restrictions for contents of script elements").
 */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, unicodeEscape);

/** Characters that cannot be seen or turn the line around. Joiners stay: emoji and several scripts are written with them. */
const deceptive = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** JSON in which every character shows: what `visibleLine` would take out is written as JSON writes it, so that it is read back unchanged. */
export const visibleJson = (json: string): string => json.replaceAll(deceptive, unicodeEscape);

/** One line in which every character shows: what could hide an extension or fake another line becomes `\ufffd`. */
export const visibleLine = (text: string): string => text.toWellFormed().replaceAll(deceptive, '\ufffd');

/** As `visibleLine`, but line breaks and tabs stay. */
export const visibleText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(deceptive, (character) => (character === '\n' || character === '\t' ? character : '\ufffd'));
