// The files that a stored page lists, as rows of its share.
import { isPageKey, looksOurs } from '../../model/keys/object-key';
import type { Share, ShareItem } from '../../model/share';
import { readManifest } from './read-manifest';
import { readPage, type ReadPage } from './read-page';

export interface PagePlaceFacts {
  /** A presigned URL of the page itself: what precedes its key precedes those of its files. */
  readonly url: string;
  readonly prefix: string;
  readonly keyTemplate: string | undefined;
}

type Listed = Pick<ShareItem, 'path' | 'sizeBytes' | 'contentType' | 'headSha256'> & {
  readonly sha256: string | undefined;
  readonly href: string;
};

function decoded(segments: readonly string[]): string | undefined {
  try {
    return segments.map(decodeURIComponent).join('/');
  } catch {
    return undefined;
  }
}

/**
 * The key of the object that a reference in the page leads to; `undefined` for what lies in another bucket, or is nothing that Mayfly stores as a file: a
 * take-back deletes it.
 */
export function keyInLink(
  href: string,
  pageKey: string,
  { url, prefix, keyTemplate }: PagePlaceFacts,
): string | undefined {
  if (!URL.canParse(href, url)) return undefined;
  const [page, file] = [new URL(url), new URL(href, url)];
  const segments = page.pathname.split('/');
  const base = segments.slice(0, -pageKey.split('/').length);
  if (decoded(segments.slice(base.length)) !== pageKey || file.origin !== page.origin) return undefined;
  const path = file.pathname.split('/');
  const key = base.every((segment, at) => path[at] === segment) ? decoded(path.slice(base.length)) : undefined;
  if (key?.startsWith(prefix) !== true) return undefined;
  const name = key.slice(prefix.length);
  const isFile = looksOurs(name, keyTemplate) && !/^(?:p|in)\//.test(name) && !isPageKey(name);
  return isFile ? key : undefined;
}

async function listedIn(
  page: ReadPage | undefined,
  manifestIn: (file: Uint8Array) => Promise<string | undefined>,
): Promise<readonly Listed[] | undefined> {
  if (page?.kind === 'share') return page.files;
  if (page?.kind !== 'encrypted') return undefined;
  const manifest = readManifest((await manifestIn(page.manifest)) ?? '');
  if (manifest?.files.length !== page.objects.length) return undefined;
  return manifest.files.map((file, index) => ({ ...file, href: page.objects[index]?.href ?? '' }));
}

/** In the order of the page; `undefined` for one that this Mayfly cannot read. `manifestIn` gives the text of its manifest. */
export async function listedFiles(
  html: string,
  { id: shareId, key: pageKey, encryption }: Pick<Share, 'id' | 'key' | 'encryption'>,
  place: PagePlaceFacts,
  manifestIn: (file: Uint8Array) => Promise<string | undefined>,
): Promise<readonly ShareItem[] | undefined> {
  const page = readPage(html);
  if ((page?.kind === 'encrypted') !== (encryption !== undefined)) return undefined;
  const listed = await listedIn(page, manifestIn);
  const found = listed?.flatMap(({ href, sha256, ...file }): readonly ShareItem[] => {
    const key = keyInLink(href, pageKey, place);
    const hash = sha256 === undefined ? {} : { sha256 };
    return key === undefined ? [] : [{ ...file, ...hash, shareId, role: 'file', key, storedCheck: 'sample' }];
  });
  const isWhole = found !== undefined && found.length === listed?.length;
  return isWhole && new Set(found.map(({ key }) => key)).size === found.length ? found : undefined;
}

/** The keys of all files or objects of a page, as far as they are read. */
export function keysIn(html: string, pageKey: string, place: PagePlaceFacts): readonly string[] {
  const page = readPage(html);
  const offered = page?.kind === 'share' ? page.files : page?.kind === 'encrypted' ? page.objects : [];
  return offered.flatMap(({ href }) => keyInLink(href, pageKey, place) ?? []);
}
