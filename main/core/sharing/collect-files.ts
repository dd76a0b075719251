// Finds the files of the paths that the user named, each once and in their order; a path that cannot be read keeps its place as a failure.
import { basename } from 'node:path';
import { asFailure, Failure } from '../model/failure';
import { eachOnce } from '../model/given-file';
import type { ItemResult } from '../model/share-request';
import type { FileSource, Found, FoundFile } from '../ports/files';
import type { MayFollow, NamedLink } from '../ports/desktop';
import type { Ports } from '../ports/ports';
import type { Tell } from '../state/state';

export interface CollectedFile extends FoundFile {
  /** Index of the named path that it was found under. */
  readonly root: number;
}

export type Collected = { readonly file: CollectedFile } | { readonly refused: ItemResult };

export interface Collection {
  readonly entries: readonly Collected[];
  /** Of the entries, those that can be shared. */
  readonly files: readonly CollectedFile[];
  /** Of the entries, the others. */
  readonly refused: readonly ItemResult[];
  /** Symbolic links that were not followed. */
  readonly skippedLinks: number;
  /** Of the named paths, without those whose files all lie in others. */
  readonly namedCount: number;
}

/** Paths looked up at once: Node asks the disk of four at a time, and the event loop hears of many together. */
const lookedAtOnce = 256;

/** Never rejects: a path that cannot be read is refused at its place, and so is a symbolic link that `mayFollow` declines. */
export async function collectFiles(
  source: FileSource,
  paths: readonly string[],
  mayFollow: MayFollow,
): Promise<Collection> {
  const roots: (Found | ItemResult)[] = [];
  while (roots.length < paths.length) {
    // The first alone: once its folder has answered, its other files may be looked up without a wait for each.
    const some = paths.slice(roots.length, roots.length === 0 ? 1 : roots.length + lookedAtOnce);
    // Settled together: a rejection before its turn in the loop would be unhandled.
    const found = await Promise.allSettled(some.map((path) => source.find(path)));
    for (const [index, one] of found.entries()) {
      roots.push(one.status === 'fulfilled' ? one.value : refusal(some[index] ?? '', asFailure(one.reason)));
    }
  }
  const links = roots.flatMap((root, index): readonly NamedLink[] =>
    'files' in root && root.linkTarget !== undefined
      ? [{ name: nameOf(paths[index] ?? ''), target: root.linkTarget }]
      : [],
  );
  const follows = links.length === 0 || (await mayFollow(links));

  const found: Collected[] = [];
  let skippedLinks = 0;
  for (const [root, one] of roots.entries()) {
    if (!('files' in one)) found.push({ refused: one });
    else if (one.linkTarget !== undefined && !follows) {
      found.push({ refused: refusal(paths[root] ?? '', new Failure('cancelled')) });
    } else {
      skippedLinks += one.skippedLinks.length;
      for (const file of one.files) found.push({ file: { ...file, root } });
      for (const { name, failure } of one.refused) found.push({ refused: { ok: false, name, failure } });
    }
  }
  const all = filesAmong(found);
  const files = eachOnce(all);
  const kept = new Set(files);
  const entries = found.filter((entry) => !('file' in entry) || kept.has(entry.file));
  const refused = entries.flatMap((entry) => ('refused' in entry ? [entry.refused] : []));
  const repeated = rootsOf(all).size - rootsOf(files).size;
  return { entries, files, refused, skippedLinks, namedCount: paths.length - repeated };
}

const filesAmong = (entries: readonly Collected[]) => entries.flatMap((entry) => ('file' in entry ? [entry.file] : []));

const rootsOf = (files: readonly CollectedFile[]): ReadonlySet<number> => new Set(files.map(({ root }) => root));

interface CollectingContext {
  readonly ports: Pick<Ports, 'files' | 'mayFollow'>;
  readonly tell: Tell;
}

/** What lies at these paths; links that are not followed are told. */
export async function collected({ ports, tell }: CollectingContext, paths: readonly string[]): Promise<Collection> {
  const collection = await collectFiles(ports.files, paths, ports.mayFollow);
  const { skippedLinks: count } = collection;
  if (count > 0) tell({ kind: 'skipped', count });
  return collection;
}

const nameOf = (path: string): string => basename(path) || path;

const refusal = (path: string, failure: Failure): ItemResult => ({
  ok: false,
  name: nameOf(path),
  given: path,
  failure,
});
