// Reads what Mayfly wrote into its own pages. The page may be anybody's: what is not as Mayfly writes it is no page of Mayfly's.
import { catalogues } from '../../../../resources/words/messages';
import { objectIn } from '../../model/json-object';
import { pageElements, type PageElements, type PageLink } from './page-elements';

/** A file as its page names it. */
export interface PageFile {
  /** With folders, `/` between them. Text of the sender, not checked. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Lower-case hex. */
  readonly sha256: string | undefined;
  /** A reference; presigned. */
  readonly href: string;
}

/** An object of an encrypted share: nothing tells what is in it. */
export interface SealedObject {
  /** Of the age file. */
  readonly sizeBytes: number;
  /** A reference; presigned. */
  readonly href: string;
}

interface PageTimes {
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  /** A reference to the status object, while files are sent; presigned. */
  readonly status: string | undefined;
}

export type ReadPage =
  | ({ readonly kind: 'share'; readonly files: readonly PageFile[] } & PageTimes)
  | ({
      readonly kind: 'encrypted';
      readonly objects: readonly SealedObject[];
      readonly manifest: Uint8Array;
      readonly needsPassword: boolean;
    } & PageTimes)
  | { readonly kind: 'request' }
  /** A short link's page. `url`: absolute, where it forwards to; times in Unix ms on the server's clock. */
  | { readonly kind: 'door'; readonly url: string; readonly linkEndsAtMs: number; readonly untilMs: number }
  | { readonly kind: 'closed-door' };

type Json = Readonly<Record<string, unknown>>;

export const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
export const isText = (value: unknown): value is string => typeof value === 'string';

/** Lower-case hex of `bytes` bytes in base64url; `undefined` for any other text. */
export function hexOf(base64url: string, bytes: number): string | undefined {
  const found = /^[\w-]+$/.test(base64url) ? Buffer.from(base64url, 'base64url') : undefined;
  return found?.length === bytes ? found.toString('hex') : undefined;
}

const sha256Bytes = 32;

/** `undefined` for a row that Mayfly does not write. */
type Row<T> = T | undefined;

function whole<T>(rows: readonly Row<T>[]): readonly T[] | undefined {
  const found = rows.filter((row) => row !== undefined);
  return found.length === rows.length ? found : undefined;
}

function fileOfLink({ href, download, size, sha256, type: contentType, text }: PageLink): Row<PageFile> {
  const sizeBytes = /^\d{1,16}$/.test(size) ? Number(size) : -1;
  const hash = sha256 === '' ? undefined : hexOf(sha256, sha256Bytes);
  if (!isSize(sizeBytes) || href === '' || (sha256 !== '' && hash === undefined)) return undefined;
  // The text shows every character; where the name to save under differs, the attribute has it.
  const folder = text.slice(0, text.lastIndexOf('/') + 1);
  const path = download === undefined || download === '' ? text : folder + download;
  return { path, sizeBytes, contentType, sha256: hash, href };
}

/** The reference of a row of a table whose links share their query. */
function hrefOf({ folder, query }: Json, rest: unknown, signature: unknown): string | undefined {
  const hex = isText(signature) ? hexOf(signature, sha256Bytes) : undefined;
  if (!isText(folder) || !isText(query) || !isText(rest) || hex === undefined) return undefined;
  return `${folder}${rest}?${query}&X-Amz-Signature=${hex}`;
}

function fileOfRow(table: Json, row: unknown): Row<PageFile> {
  if (!Array.isArray(row)) return undefined;
  const [path, sizeBytes, type, rest, signature, sha256] = row as readonly unknown[];
  const contentType = Array.isArray(table['types']) ? (table['types'] as readonly unknown[])[Number(type)] : undefined;
  const href = hrefOf(table, rest, signature);
  const hash = isText(sha256) && sha256 !== '' ? hexOf(sha256, sha256Bytes) : undefined;
  const isHashed = sha256 === '' || sha256 === undefined || hash !== undefined;
  if (!isText(path) || !isSize(sizeBytes) || !isText(contentType)) return undefined;
  if (href === undefined || !isHashed) return undefined;
  return { path, sizeBytes, contentType, sha256: hash, href };
}

function objectOfRow(table: Json, row: unknown): Row<SealedObject> {
  if (!Array.isArray(row)) return undefined;
  const [sizeBytes, rest, signature] = row as readonly unknown[];
  const href = hrefOf(table, rest, signature);
  return isSize(sizeBytes) && href !== undefined ? { sizeBytes, href } : undefined;
}

function timesIn({ scripts }: PageElements): PageTimes | undefined {
  const { expires, status } = objectIn(scripts.get('times'));
  if (!isSize(expires)) return undefined;
  return { expiresAtMs: expires, status: isText(status) ? status : undefined };
}

function doorOf({ door }: PageElements): ReadPage | undefined {
  if (door === undefined || !/^\d{1,15}$/.test(door.linkEnds) || !/^\d{1,15}$/.test(door.until)) return undefined;
  return { kind: 'door', url: door.href, linkEndsAtMs: Number(door.linkEnds), untilMs: Number(door.until) };
}

/** `undefined` for what is no page of Mayfly's, or of another version. */
export function readPage(html: string): ReadPage | undefined {
  const elements = pageElements(html);
  const { scripts } = elements;
  const times = timesIn(elements);
  if (times === undefined) {
    // The page says it in English where no script runs.
    const isClosed = elements.text.includes(catalogues.en.doorPage.closed);
    return doorOf(elements) ?? (isClosed ? { kind: 'closed-door' } : undefined);
  }
  const data = scripts.get('data')?.trim();
  const table = objectIn(data);
  if ('way' in table && 'limits' in table) return { kind: 'request' };
  const manifest = scripts.get('manifest')?.trim();
  const rows = Array.isArray(table['files']) ? (table['files'] as readonly unknown[]) : undefined;
  if (manifest !== undefined) {
    const objects = rows && whole(rows.map((row) => objectOfRow(table, row)));
    if (objects === undefined || !/^[A-Za-z0-9+/]+=*$/.test(manifest)) return undefined;
    const { needsPassword } = elements;
    return { kind: 'encrypted', ...times, objects, manifest: Buffer.from(manifest, 'base64'), needsPassword };
  }
  const files =
    data === 'null' ? whole(elements.links.map(fileOfLink)) : rows && whole(rows.map((row) => fileOfRow(table, row)));
  return files === undefined ? undefined : { kind: 'share', ...times, files };
}
