// Announces to screen readers that an upload started or failed, never its progress.
import { useEffect, useRef, useState } from 'react';
import type { UploadView } from '../../../preload/views/views';
import { shownName } from '../ui/display-name';
import { words } from '../state/words';

type Known = ReadonlyMap<string, UploadView['phase']>;

/** The sentence for a change between two lists of uploads; `undefined` for no news. */
export function announce(before: Known, uploads: readonly UploadView[]): string | undefined {
  const begun = uploads.filter((u) => !before.has(u.id) && u.phase !== 'failed');
  const failed = uploads.filter((u) => u.phase === 'failed' && before.has(u.id) && before.get(u.id) !== 'failed');
  const said: string[] = [];
  const [first] = begun;
  if (first !== undefined) {
    said.push(
      begun.length === 1
        ? words.uploads.announceOne({ name: shownName(first.name) })
        : words.uploads.announceMany({ count: begun.length }),
    );
  }
  for (const { name } of failed.slice(0, 3)) said.push(words.uploads.announceFailed({ name: shownName(name) }));
  return said.length === 0 ? undefined : said.join('. ');
}

/** Text of the live region; keeps the last sentence until the next one. */
export function useAnnouncement(uploads: readonly UploadView[]): string {
  const known = useRef<Known>(new Map());
  const [text, setText] = useState('');
  useEffect(() => {
    const next = announce(known.current, uploads);
    known.current = new Map(uploads.map((u) => [u.id, u.phase]));
    if (next !== undefined) setText(next);
  }, [uploads]);
  return text;
}
