// Fetches a page and unpacks it: pages are stored with `Content-Encoding: gzip`.
import { gunzip } from 'node:zlib';
import { Failure } from '../model/failure';
import type { Web } from '../ports/web';
import { askServer } from './ask-server';
import { mostPageBytes, readPage, type ReadPage } from '../pages/rules/read-page';

const unpack = (bytes: Uint8Array, mostBytes: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength: mostBytes }, (error, html) => (error === null ? resolve(html) : reject(error)));
  });

/** RFC 1952, section 2.3.1. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

export interface FetchedPage {
  /** `undefined` for what is no page of Mayfly's. */
  readonly page: ReadPage | undefined;
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
  if (status !== 200 || bytes.length > mostBytes) return { page: undefined, nowMs };
  try {
    const html = isGzip(bytes) ? await unpack(bytes, mostBytes) : bytes;
    return { page: readPage(new TextDecoder().decode(html)), nowMs };
  } catch {
    // Not as it was packed, or longer than a page.
    return { page: undefined, nowMs };
  }
}

export const noPage = (): Failure => new Failure('link-not-ours', { reason: 'no page of Mayfly answers there' });
