// Escapes users' text for share pages: it must stay text at the bucket's origin.
import { unicodeEscape } from '../model/visible-text';

/** For text between tags and for attributes in double quotes. Source: WHATWG HTML, 13.3 "Serializing HTML fragments", and stricter. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/**
 * JSON for a `<script type="application/json">`: without `<` nothing can end the element or open a comment in it (WHATWG HTML, 4.12.1.3
 * "Restrictions for contents of script elements").
 */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, unicodeEscape);
