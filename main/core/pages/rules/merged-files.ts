// The files of a share whose page another computer wrote meanwhile.
import type { ShareItem } from '../../model/share';
import { nameBeside } from './page-plan';

export interface Merging {
  /** Of the ledger, in their order. */
  readonly own: readonly ShareItem[];
  /** Of the page, in its order. */
  readonly listed: readonly ShareItem[];
  /** Keys that changes under way on this computer bring or take out: they decide on them. */
  readonly pending: ReadonlySet<string>;
  /** The writer of the page had seen the files of the ledger as they are. */
  readonly wasSeen: boolean;
  /** Of each file that only one of both knows. */
  readonly isStored: (key: string) => boolean;
}

export interface Merged {
  /** As on the page, then those that are missing there and stay. */
  readonly files: readonly ShareItem[];
  /** Keys of own files that the other computer took out. */
  readonly gone: readonly string[];
  /** How many came from the page. */
  readonly came: number;
}

/** Keys that only one of both has. */
export function keysInDoubt({ own, listed, pending }: Pick<Merging, 'own' | 'listed' | 'pending'>): readonly string[] {
  const [known, there] = [keysOf(own), keysOf(listed)];
  const all = [...listed.filter(({ key }) => !known.has(key)), ...own.filter(({ key }) => !there.has(key))];
  return all.map(({ key }) => key).filter((key) => !pending.has(key));
}

const keysOf = (items: readonly ShareItem[]): ReadonlySet<string> => new Set(items.map(({ key }) => key));

/**
 * What the page has and is stored belongs to the share. An own file that it lacks was taken out where its writer knew it; where a write was lost, the file
 * stays as long as it is stored. A page that lists what is not stored is one whose change failed: it takes nothing out.
 */
export function mergedFiles({ own, listed, pending, wasSeen, isStored }: Merging): Merged {
  const known = new Map(own.map((item) => [item.key, item]));
  const there = keysOf(listed);
  const unknown = listed.filter(({ key }) => !known.has(key) && !pending.has(key));
  const isWhole = unknown.every(({ key }) => isStored(key));
  const files = listed.flatMap((item) => {
    const mine = known.get(item.key);
    if (mine !== undefined) return [mine];
    return pending.has(item.key) || !isStored(item.key) ? [] : [item];
  });
  const gone: string[] = [];
  const taken = new Set(files.map(({ path }) => path));
  for (const item of own.filter(({ key }) => !there.has(key))) {
    if (pending.has(item.key) || (!(wasSeen && isWhole) && isStored(item.key))) {
      const path = nameBeside(item.path, taken);
      taken.add(path);
      files.push({ ...item, path });
    } else gone.push(item.key);
  }
  return { files, gone, came: unknown.filter(({ key }) => isStored(key)).length };
}
