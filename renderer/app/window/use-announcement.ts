// Announces to screen readers that an upload started or failed, never its progress.
import { useEffect, useRef, useState } from 'react';
import type { UploadView } from '../../../preload/views/views';
import { shownName } from '../ui/display-name';
import { words } from '../state/words';

/** By the upload's id, how many files have failed: of a page perhaps many. */
type Known = ReadonlyMap<string, number>;

const failedOf = ({ phase, page }: UploadView): number => page?.failed?.count ?? (phase === 'failed' ? 1 : 0);

const hasBegun = (before: Known, { id, phase }: UploadView): boolean => !before.has(id) && phase !== 'failed';
const hasFailed = (before: Known, upload: UploadView): boolean =>
  failedOf(upload) > (before.get(upload.id) ?? Number.POSITIVE_INFINITY);

/** The sentence for a change between two lists of uploads; `undefined` for no news. */
export function announce(before: Known, uploads: readonly UploadView[]): string | undefined {
  const begun = uploads.filter((u) => hasBegun(before, u));
  const failed = uploads.filter((u) => hasFailed(before, u));
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

/** Text of the live region, while any upload that it is about is there: a screen reader finds it at any time. */
export function useAnnouncement(uploads: readonly UploadView[]): string {
  const known = useRef<Known>(new Map());
  const about = useRef<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  useEffect(() => {
    const before = known.current;
    const next = announce(before, uploads);
    known.current = new Map(uploads.map((u) => [u.id, failedOf(u)]));
    if (next !== undefined) {
      about.current = new Set(uploads.filter((u) => hasBegun(before, u) || hasFailed(before, u)).map(({ id }) => id));
      setText(next);
    } else if (!uploads.some(({ id }) => about.current.has(id))) setText('');
  }, [uploads]);
  return text;
}
