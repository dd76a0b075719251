// Answers the window's requests from a fixed list of built files.
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { OfferedPicture } from './one-time-images';

export const pageScheme = 'mayfly-app';
export const pageOrigin = `${pageScheme}://window`;

const scriptType = 'text/javascript';

/** The last script of the page's document. The page sends no request to main before it. */
export const lastScript = `${pageOrigin}/answering.js`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': `${scriptType}; charset=utf-8`,
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The page's Content-Security-Policy: no network, no inline code, no frame around or inside it. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** From the path on the page's origin, such as `/assets/index.js`, to its file. */
export type PageFiles = ReadonlyMap<string, string>;

/** Lists the built files once, without files of unknown type; later files are not served. */
export async function listPageFiles(folder: string, at = '/'): Promise<PageFiles> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      for (const file of await listPageFiles(path, `${at}${entry.name}/`)) found.set(...file);
    } else if (entry.isFile() && extname(entry.name) in contentTypes) found.set(`${at}${entry.name}`, path);
  }
  return found;
}

export type PageAnswer =
  | { readonly status: 200; readonly path: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly status: 200; readonly bytes: Uint8Array; readonly headers: Readonly<Record<string, string>> }
  | { readonly status: 404 | 405; readonly headers: Readonly<Record<string, string>> };

// Not `Cross-Origin-Opener-Policy`: no page opens a window here, and with it Chromium gives up the process that it began with the window and
// starts a second one for the document.
const commonHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

function decodedPath(url: string): string | undefined {
  try {
    const { protocol, host, username, password, pathname } = new URL(url);
    if (`${protocol}//${host}` !== pageOrigin || username !== '' || password !== '') return undefined;
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function fileAt(asked: string, files: PageFiles, windowDocument: () => string): string | undefined {
  if (!windowPaths.has(asked)) return files.get(asked);
  return files.get(windowDocument()) ?? files.get('/index.html');
}

/** The parts that change at run time. */
export interface PageOffers {
  /** The one-time image under a path. */
  readonly takePicture?: (path: string) => OfferedPicture | undefined;
  /** Path of the window's first document. */
  readonly windowDocument?: () => string;
}

/** The window's address; its document is chosen at the request. */
const windowPaths = new Set(['/', '/index.html']);

/** Answers a request. The path is decoded once and looked up: no file path is made of it. */
export function answerPageRequest(
  method: string,
  url: string,
  files: PageFiles,
  { takePicture = () => undefined, windowDocument = () => '/index.html' }: PageOffers = {},
): PageAnswer {
  if (method !== 'GET') return { status: 405, headers: { ...commonHeaders, Allow: 'GET' } };
  const asked = decodedPath(url);
  const picture = asked === undefined ? undefined : takePicture(asked);
  if (picture !== undefined) {
    const { bytes, contentType } = picture;
    return { status: 200, bytes, headers: { ...commonHeaders, 'Content-Type': contentType } };
  }
  const path = asked === undefined ? undefined : fileAt(asked, files, windowDocument);
  if (path === undefined) return { status: 404, headers: commonHeaders };
  return { status: 200, path, headers: { ...commonHeaders, 'Content-Type': contentTypes[extname(path)] ?? '' } };
}
