// Fetches a page and unpacks it: pages are stored with `Content-Encoding: gzip`.
import { Failure } from '../model/failure';
import type { Web } from '../ports/web';
import { askServer } from './ask-server';
import { mostPageBytes, pageHtml } from '../pages/rules/page-html';
import { readPage, type ReadPage } from '../pages/rules/read-page';

export interface FetchedPage {
  /** `undefined` for what is no page of Mayfly's. */
  readonly page: ReadPage | undefined;
  /** Unpacked; empty where there is no page. */
  readonly html: string;
  /** Unix ms on the server's clock, by its `Date`; this computer's where it says none. */
  readonly nowMs: number;
}

/** `mostBytes`: of its HTML; a longer answer is no page. Raises as `askServer`. */
export async function fetchPage(
  web: Web,
  url: string,
  signal: AbortSignal,
  mostBytes = mostPageBytes,
): Promise<FetchedPage> {
  const { bytes, headers, status } = await askServer(web, url, { mostBytes, pastCache: true, signal });
  const dateMs = Date.parse(headers['date'] ?? '');
  const nowMs = Number.isNaN(dateMs) ? Date.now() : dateMs;
  if (status !== 200 || bytes.length > mostBytes) return { page: undefined, html: '', nowMs };
  try {
    const html = await pageHtml(bytes, mostBytes);
    return { page: readPage(html), html, nowMs };
  } catch {
    // Not as it was packed, or longer than a page.
    return { page: undefined, html: '', nowMs };
  }
}

export const noPage = (): Failure => new Failure('link-not-ours', { reason: 'no page of Mayfly answers there' });
