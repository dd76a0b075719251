// The document carries its share as links or as a table with signatures; both are read here, once.
import { hexOf, list, number, record, text } from '../page/page-data';
import { liveOf } from './live/live-times';
import type { Entry, Share } from './share';

const json = (document: Document, id: string): unknown =>
  JSON.parse(document.getElementById(id)?.textContent ?? 'null');

const hash = (sha256: string) => (sha256 === '' ? {} : { sha256 });

function entryOfLink(link: HTMLAnchorElement, index: number): Entry {
  // The text shows every character; where the name to save under differs, the attribute has it.
  const text = link.textContent;
  const folder = text.slice(0, text.lastIndexOf('/') + 1);
  return {
    index,
    path: link.download === '' ? text : folder + link.download,
    sizeBytes: Number(link.dataset['size']),
    contentType: link.dataset['type'] ?? '',
    href: link.getAttribute('href') ?? '',
    ...hash(link.dataset['sha256'] ?? ''),
  };
}

function entriesOfTable(table: Readonly<Record<string, unknown>>): readonly Entry[] {
  const types = list(table['types']).map(text);
  const before = text(table['folder']);
  const query = text(table['query']);
  return list(table['files']).map((row, index) => {
    const [path, size, type, rest, signature, sha256] = list(row);
    return {
      index,
      path: text(path),
      sizeBytes: number(size),
      contentType: types[number(type)] ?? '',
      href: `${before}${text(rest)}?${query}&X-Amz-Signature=${hexOf(text(signature))}`,
      ...hash(text(sha256)),
    };
  });
}

/** Reads what `buildSharePage` wrote. */
export function readShare(document: Document): Share {
  const times = record(json(document, 'times'));
  const table = json(document, 'data');
  return {
    createdAtMs: number(times['created']),
    expiresAtMs: number(times['expires']),
    live: liveOf(times),
    entries:
      table === null
        ? Array.from(document.querySelectorAll<HTMLAnchorElement>('#plain a'), entryOfLink)
        : entriesOfTable(record(table)),
  };
}
