// Why this exists: what the user named becomes files, in the order in which it was named, and what could not be taken at its place.
import { basename } from 'node:path';
import { asFailure } from '../domain/failure';
import type { ItemResult } from './app';
import type { FileSource, Found, FoundFile } from './ports';

export interface CollectedFile extends FoundFile {
  /** Which of the named things it belongs to, counted from 0. */
  readonly root: number;
}

export type Collected = { readonly file: CollectedFile } | { readonly refused: ItemResult };

export interface Collection {
  readonly entries: readonly Collected[];
  /** Symbolic links that were not followed. */
  readonly skippedLinks: number;
}

/** A thousand files on one command line are looked at faster than one after another, and the disk is not flooded. */
const lookedAtOnce = 16;

/** Never rejects: what cannot be found is refused at its place. */
export async function collectFiles(source: FileSource, paths: readonly string[]): Promise<Collection> {
  const entries: Collected[] = [];
  let skippedLinks = 0;
  const take = (found: Found, root: number) => {
    skippedLinks += found.skippedLinks.length;
    for (const file of found.files) entries.push({ file: { ...file, root } });
    for (const { name, failure } of found.refused) entries.push({ refused: { ok: false, name, failure } });
  };
  for (let from = 0; from < paths.length; from += lookedAtOnce) {
    const some = paths.slice(from, from + lookedAtOnce);
    // All are waited for before the first is looked at: a rejection must not come before somebody listens.
    const found = await Promise.allSettled(some.map((path) => source.find(path)));
    for (const [index, one] of found.entries()) {
      const path = some[index] ?? '';
      if (one.status === 'fulfilled') take(one.value, from + index);
      else {
        const failure = asFailure(one.reason);
        entries.push({ refused: { ok: false, name: basename(path) || path, failure } });
      }
    }
  }
  return { entries, skippedLinks };
}
