// Which type a link answers with. A type that can run code never opens in the browser at the bucket's origin.
import type { Disposition } from '../../model/share';

export const unknownType = 'application/octet-stream';

/** Types a browser only shows. PDF is not among them: its viewers run scripts. SVG, XML and HTML run scripts at the bucket's origin. */
const inlineSafe =
  /^(image\/(png|jpeg|gif|webp|avif|bmp)|audio\/(mpeg|mp4|aac|ogg|opus|wav|x-wav|flac|x-flac|webm)|video\/(mp4|webm|ogg|quicktime)|text\/plain)$/;

const runs = /(html|xml|svg|script|wasm|pdf|mhtml|rfc822|x-shockwave-flash|x-httpd|hta|xslt)/;

const essence = (contentType: string) => (contentType.split(';')[0] ?? '').trim().toLowerCase();

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
