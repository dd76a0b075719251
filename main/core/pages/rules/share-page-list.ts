// The two ways in which a share page carries its list of files.
import { references, shareQuery } from './page-link-encoding';
import { escapeHtml, scriptJson } from '../../wording/escape';
import { displayName } from '../../model/file-name';
import { visibleLine } from '../../model/visible-text';

/** Relative folders stay, but each is a name a disk can take, so that none climbs out. */
function safePath(path: string): string {
  const names = path.split('/').filter((name) => name !== '');
  return names.length === 0 ? displayName('') : names.map(displayName).join('/');
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** 43 characters for 64; the page shows it as hex. */
const shortHash = (sha256: string | undefined): string =>
  sha256 === undefined ? '' : Buffer.from(sha256, 'hex').toString('base64url');

/** Real links, one list item each: they work with JavaScript off. The page's script reads what it needs from them. */
export function linkItems(files: readonly SharePageFile[]): string {
  const links = references(files.map(({ url }) => url));
  return files
    .map((file, index) => {
      const path = safePath(file.path);
      const hash = shortHash(file.sha256);
      const name = fileName(path);
      const attributes = [
        `href="${escapeHtml(links[index] ?? '')}"`,
        // Only where the shown text is not exactly the name: a page of a thousand files has little room.
        visibleLine(name) === name ? 'download' : `download="${escapeHtml(name)}"`,
        `data-size="${file.sizeBytes}"`,
        `data-type="${escapeHtml(file.contentType)}"`,
        ...(hash === '' ? [] : [`data-sha256="${hash}"`]),
      ].join(' ');
      return `<li><a ${attributes}><bdi>${escapeHtml(visibleLine(path))}</bdi></a> <span>${bytes(file.sizeBytes)}</span></li>`;
    })
    .join('\n');
}

/** The shared query once, and per file `[path, size, type's number, rest of the URL's path, signature, hash]`; script makes the list. */
export function signatureData(files: readonly SharePageFile[]): string {
  const { query, folder, links } = shareQuery(files.map(({ url }) => url));
  const types = [...new Set(files.map(({ contentType }) => contentType))];
  const typeNumbers = new Map(types.map((type, index) => [type, index]));
  const rows = files.map((file, index) => [
    safePath(file.path),
    file.sizeBytes,
    typeNumbers.get(file.contentType) ?? 0,
    links[index]?.rest ?? '',
    links[index]?.signature ?? '',
    shortHash(file.sha256),
  ]);
  return scriptJson({ query, folder, types, files: rows });
}

export interface SharePageFile {
  /** Its name with relative folders, `/` between them. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Lower-case hex. */
  readonly sha256?: string;
  /** A bearer secret: presigned, at the origin the page is opened at, with the page's own end. */
  readonly url: string;
}

/**
 * `links`: the list is HTML and works with JavaScript off, at some 470 bytes a file before compression. `signatures`: 90 bytes a file, but
 * script must make the list.
 */
export type PageForm = 'links' | 'signatures';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `2.1 MB`, in powers of 1,000 as file managers count. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
