// The window is served by us, so we decide which requests have an answer: a fixed list of built files and nothing else.
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { OfferedPicture } from './one-time-images';

export const pageScheme = 'mayfly-app';
export const pageOrigin = `${pageScheme}://window`;

const scriptType = 'text/javascript';

/** The script with which the page's document ends. The page asks nothing before its end. */
export const lastScript = `${pageOrigin}/answering.js`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': `${scriptType}; charset=utf-8`,
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The window needs itself and nothing else: no network, no inline code, no frame around or inside it. */
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

/** Path on the page's origin, such as `/assets/index.js`, to the file that answers it. */
export type PageFiles = ReadonlyMap<string, string>;

/** Lists the built page once; what is put there later is not served. Files of unknown type are left out. */
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

const commonHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
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

/** What changes while Mayfly runs. */
export interface PageOffers {
  /** Gives what is offered under a path once. */
  readonly takePicture?: (path: string) => OfferedPicture | undefined;
  /** Path of the document the window begins with. */
  readonly windowDocument?: () => string;
}

/** The window's own address; which document it gets is decided when it asks. */
const windowPaths = new Set(['/', '/index.html']);

/** Decides a request. The path is decoded once and looked up: no path is ever built from what was asked. */
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
