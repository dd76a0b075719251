// The file's own name reaches the recipient in one header, whatever characters it is made of.
import type { Disposition } from '../../model/share';
import { displayName } from '../../model/file-name';

/** Percent-encodes for `filename*`: RFC 5987 `attr-char` is smaller than what encodeURIComponent leaves alone. */
const extendedValue = (text: string): string =>
  encodeURIComponent(text).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * A Content-Disposition value with both forms of the name: `filename` in plain ASCII for old clients, `filename*` exactly.
 * Sources: RFC 6266 section 4, appendix D (no `%`, `"` or `\` in the plain form); RFC 5987 section 3.2.
 */
export function contentDisposition(disposition: Disposition, name: string): string {
  const shown = displayName(name);
  const ascii = shown
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\u0020-\u007e]/gu, '_');
  // A fullwidth slash has just become a slash, and one ligature up to eighteen characters.
  const plain = displayName(ascii).replace(/["%]/g, '_');
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${extendedValue(shown)}`;
}
