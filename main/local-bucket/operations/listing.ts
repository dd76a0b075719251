// Pages of a sorted set of names, by prefix, delimiter and continuation. Pure.

import { compareUtf8, lowerBound } from '../storage/sorted-keys';

export interface PageQuestion {
  readonly prefix: string;
  readonly delimiter: string;
  /** The page begins behind this entry; behind a common prefix, it begins behind all keys of that prefix. */
  readonly after: string;
  readonly maximum: number;
}

export type PageEntry =
  | { readonly type: 'key'; readonly name: string }
  | { readonly type: 'prefix'; readonly name: string };

export interface Page {
  readonly entries: readonly PageEntry[];
  readonly truncated: boolean;
}

/** One page of `keys`, which are sorted by their UTF-8 bytes. A binary search skips the keys of a common prefix. */
export function takePage(keys: readonly string[], question: PageQuestion): Page {
  const { prefix, delimiter, after, maximum } = question;
  const entries: PageEntry[] = [];
  const isInside = (key: string): boolean => key.startsWith(prefix);
  const groupEnd = (key: string): number => {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return at === -1 ? -1 : at + delimiter.length;
  };
  // A common prefix covers all keys that begin with it; a key that only ends like one covers itself.
  const skipsGroup = isInside(after) && groupEnd(after) === after.length;
  let index = lowerBound(keys, (key) => {
    if (compareUtf8(key, prefix) < 0) return false;
    if (after === '') return true;
    return compareUtf8(key, after) > 0 && !(skipsGroup && key.startsWith(after));
  });
  while (index < keys.length) {
    const key = keys[index] ?? '';
    if (!isInside(key)) break;
    // For a page of zero entries S3 answers "not truncated".
    if (entries.length >= maximum) return { entries, truncated: maximum > 0 };
    const end = groupEnd(key);
    if (end === -1) {
      entries.push({ type: 'key', name: key });
      index += 1;
      continue;
    }
    const group = key.slice(0, end);
    entries.push({ type: 'prefix', name: group });
    index = lowerBound(keys, (candidate) => compareUtf8(candidate, group) > 0 && !candidate.startsWith(group));
  }
  return { entries, truncated: false };
}

/** The common prefixes of a page. */
export function prefixesOf(page: Page): readonly string[] {
  return page.entries.filter(({ type }) => type === 'prefix').map(({ name }) => name);
}
