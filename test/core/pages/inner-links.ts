// The links of the files on a share page are links like others, and a recipient finds them in its HTML.
import { gunzipSync } from 'node:zlib';
import type { Opened } from '../../ports/object-store-subject';

/** The files' links on a page as it was answered, absolute. */
export function innerLinks({ headers, body }: Opened, pageUrl: string): readonly string[] {
  const html = (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  return Array.from(
    html.matchAll(/href="([^"]+)"/g),
    ([, href = '']) => new URL(href.replaceAll('&amp;', '&'), pageUrl).href,
  );
}
