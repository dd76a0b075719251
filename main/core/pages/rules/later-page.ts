// Where the pages of a share lie, one after the other: each computer that has the share finds the next one, though nobody told it.
import { createHash } from 'node:crypto';
import type { Share, ShareItem } from '../../model/share';
import { pageKey } from '../../model/keys/object-key';

const randomLength = 16;
const isPage = ({ role }: ShareItem): boolean => role === 'page';

/**
 * The key of the page that follows the one, or the file, at `key`. It is made of the id of the share, which stands in no page, link or object: who has
 * nothing but a link of the share cannot find it.
 */
export const laterPageKey = (prefix: string, shareId: string, key: string): string =>
  pageKey(prefix, createHash('sha256').update(`page after\n${shareId}\n${key}`).digest().subarray(0, randomLength));

/** The key of the last page that was stored of the share, or of its only file; `undefined` for one that has no page yet. */
export const lastKey = ({ key }: Partial<Pick<Share, 'key'>>, items: readonly ShareItem[]): string | undefined =>
  items.findLast((item) => isPage(item) && item.sizeBytes > 0)?.key ?? key;

/** A page as one of the objects of its share; `sizeBytes` 0: it may be stored. */
export const pageItem = (
  { id: shareId, name }: Pick<Share, 'id' | 'name'>,
  key: string,
  { sizeBytes, storedCheck }: Pick<ShareItem, 'sizeBytes' | 'storedCheck'>,
): ShareItem => ({ shareId, role: 'page', key, path: name, sizeBytes, contentType: 'text/html', storedCheck });

/** Which of a share's pages has this key; the number of its pages for a new one. */
export function pageNumber(items: readonly ShareItem[], key: string): number {
  const pages = items.filter(isPage);
  const at = pages.findIndex((page) => page.key === key);
  return at < 0 ? pages.length : at;
}
