// A later revision of the page beside what is shown: which files stay, which are others now, which came and which went.
import type { Entry } from '../share';

/** A key is never written twice: by its path an object is known again, whatever its signature. */
const keyOf = ({ href }: Entry): string => href.slice(0, href.indexOf('?'));

const isSame = (one: Entry, other: Entry): boolean =>
  one.path === other.path &&
  one.sizeBytes === other.sizeBytes &&
  one.contentType === other.contentType &&
  one.sha256 === other.sha256;

/** `shown` keep their places and numbers; the entries of `later` get those, or new ones. A file that stays gets its later link. */
export function merge(shown: readonly Entry[], later: readonly Entry[]) {
  const byKey = new Map(shown.map((entry) => [keyOf(entry), entry]));
  const laterKeys = new Set(later.map(keyOf));
  const left = new Map(shown.filter((entry) => !laterKeys.has(keyOf(entry))).map((entry) => [entry.path, entry]));
  let next = shown.reduce((most, { index }) => Math.max(most, index), -1) + 1;
  const now = new Map<number, Entry>();
  const added: Entry[] = [];
  const replaced: Entry[] = [];
  const listed = later.map((entry) => {
    const known = byKey.get(keyOf(entry));
    if (known !== undefined && isSame(known, entry)) {
      // A running download has this very object.
      known.href = entry.href;
      now.set(known.index, known);
      return known;
    }
    const before = known ?? left.get(entry.path);
    if (before !== undefined && !now.has(before.index)) {
      entry.index = before.index;
      if (known === undefined) replaced.push(entry);
    } else {
      entry.index = next;
      next += 1;
      added.push(entry);
    }
    now.set(entry.index, entry);
    return entry;
  });
  return {
    /** In the order they were shown in; what came is at the end. What was removed keeps its place. */
    entries: [...shown.map((entry) => now.get(entry.index) ?? entry), ...added],
    /** The files of the later revision, in its order. */
    listed,
    added,
    replaced,
    removed: shown.filter(({ index }) => !now.has(index)),
  };
}
