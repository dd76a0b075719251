// Announces to screen readers that an upload started or failed, never its progress.
import { useEffect, useRef, useState } from 'react';
import type { UploadView } from '../../../preload/views/views';
import { shownName } from '../ui/display-name';
import { words } from '../state/words';

/** By the upload's id, how many files have failed: of a page perhaps many. */
type Known = ReadonlyMap<string, number>;

const failedOf = ({ phase, page }: UploadView): number => page?.failed?.count ?? (phase === 'failed' ? 1 : 0);

/** The sentence for a change between two lists of uploads; `undefined` for no news. */
export function announce(before: Known, uploads: readonly UploadView[]): string | undefined {
  const begun = uploads.filter((u) => !before.has(u.id) && u.phase !== 'failed');
  const failed = uploads.filter((u) => failedOf(u) > (before.get(u.id) ?? Number.POSITIVE_INFINITY));
  const said: string[] = [];
  const [first] = begun;
  if (first !== undefined) {
    said.push(
      begun.length === 1
        ? words.uploads.announceOne({ name: shownName(first.name) })
        : words.uploads.announceMany({ count: begun.length }),
    );
  }
  for (const { name, page } of failed.slice(0, 3)) {
    said.push(words.uploads.announceFailed({ name: shownName(page?.failed?.name ?? name) }));
  }
  return said.length === 0 ? undefined : said.join('. ');
}

/** Text of the live region; keeps the last sentence until the next one. */
export function useAnnouncement(uploads: readonly UploadView[]): string {
  const known = useRef<Known>(new Map());
  const [text, setText] = useState('');
  useEffect(() => {
    const next = announce(known.current, uploads);
    known.current = new Map(uploads.map((u) => [u.id, failedOf(u)]));
    if (next !== undefined) setText(next);
  }, [uploads]);
  return text;
}
