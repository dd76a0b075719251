// The pure part of every list: which entries of a sorted set make up a page, with prefix, delimiter and continuation.

import { compareUtf8, lowerBound } from '../storage/sorted-keys';

export interface PageQuestion {
  readonly prefix: string;
  readonly delimiter: string;
  /** Entries up to and including this one are skipped; with a common prefix, so is everything it stands for. */
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

/** Takes one page out of `keys`, which are sorted by their UTF-8 bytes. Common prefixes are jumped over, not walked through. */
export function takePage(keys: readonly string[], question: PageQuestion): Page {
  const { prefix, delimiter, after, maximum } = question;
  const entries: PageEntry[] = [];
  const isInside = (key: string): boolean => key.startsWith(prefix);
  const groupEnd = (key: string): number => {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return at === -1 ? -1 : at + delimiter.length;
  };
  // A common prefix stands for all that begins with it; a key that merely ends like one stands for itself.
  const skipsGroup = isInside(after) && groupEnd(after) === after.length;
  let index = lowerBound(keys, (key) => {
    if (compareUtf8(key, prefix) < 0) return false;
    if (after === '') return true;
    return compareUtf8(key, after) > 0 && !(skipsGroup && key.startsWith(after));
  });
  while (index < keys.length) {
    const key = keys[index] ?? '';
    if (!isInside(key)) break;
    // S3 answers an empty page of a list that goes on with "not truncated" when nothing was asked for.
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
