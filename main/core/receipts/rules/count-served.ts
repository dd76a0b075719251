// Which receipts follow from what the embedded bucket sent.
import type { Receipt, ServedKey, ServedObject } from '../../model/receipts/receipt';

/**
 * Of a page its openings count, of a file that it was saved, also where a browser showed it. What belongs to no share counts nothing, such as the pages of
 * file requests and of short links.
 */
export function receiptsOfServed(served: readonly ServedObject[], keys: readonly ServedKey[]): readonly Receipt[] {
  const known = new Map(keys.map((found) => [found.key, found]));
  return served.flatMap(({ key, what, count, lastAtMs }) => {
    const found = known.get(key);
    if (found === undefined || found.isPage !== (what === 'opened')) return [];
    return [{ shareId: found.shareId, kind: what, count, lastAtMs, exactness: 'exact' as const }];
  });
}
