// What a link to a file answers with: its own name, whatever characters it is made of, and a type. One that can run code never opens in the
// browser at the bucket's origin.
import type { Disposition } from '../share';
import { displayName } from '../file-name';

/** Percent-encodes for `filename*`: RFC 5987 `attr-char` is smaller than what encodeURIComponent leaves alone. */
const extendedValue = (text: string): string =>
  encodeURIComponent(text).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Neither form changes it, nor does `displayName`. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}$/;

/**
 * A Content-Disposition value with both forms of the name: `filename` in plain ASCII for old clients, `filename*` exactly.
 * Sources: RFC 6266 section 4, appendix D (no `%`, `"` or `\` in the plain form); RFC 5987 section 3.2.
 */
export function contentDisposition(disposition: Disposition, name: string): string {
  // The quick path: every link and every object has such a value.
  if (plainName.test(name)) return `${disposition}; filename="${name}"; filename*=UTF-8''${name}`;
  const shown = displayName(name);
  const ascii = shown
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\u0020-\u007e]/gu, '_');
  // A fullwidth slash has just become a slash, and one ligature up to eighteen characters.
  const plain = displayName(ascii).replace(/["%]/g, '_');
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${extendedValue(shown)}`;
}
export const unknownType = 'application/octet-stream';

/** Types a browser only shows. PDF is not among them: its viewers run scripts. SVG, XML and HTML run scripts at the bucket's origin. */
const inlineSafe =
  /^(image\/(png|jpeg|gif|webp|avif|bmp)|audio\/(mpeg|mp4|aac|ogg|opus|wav|x-wav|flac|x-flac|webm)|video\/(mp4|webm|ogg|quicktime)|text\/plain)$/;

const runs = /(html|xml|svg|script|wasm|pdf|mhtml|rfc822|x-shockwave-flash|x-httpd|hta|xslt)/;

const essence = (contentType: string) => contentType.replace(/;.*/s, '').trim().toLowerCase();

export interface Answer {
  readonly disposition: Disposition;
  readonly contentType: string;
}

/**
 * The type and disposition of a link's answer for an object of `contentType`: inline only for types that cannot run, otherwise an
 * attachment, and an attachment of a type that could run says `application/octet-stream`.
 */
export function linkAnswer(contentType: string, wanted: Disposition): Answer {
  const type = essence(contentType);
  if (wanted === 'inline' && inlineSafe.test(type)) {
    return { disposition: 'inline', contentType: type === 'text/plain' ? 'text/plain; charset=utf-8' : type };
  }
  // Without any type a browser guesses, and may guess HTML.
  return { disposition: 'attachment', contentType: type === '' || runs.test(type) ? unknownType : type };
}
