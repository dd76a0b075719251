// Where a file that a guest sent in a folder is saved: below the folder of the request, in one that was made for what came with it.
import { join, relative, sep } from 'node:path';
import { asFailure } from '../../model/failure';
import type { Arrival } from '../../model/requests/file-request';
import type { ArrivalFiles } from '../../ports/arrival-files';
import type { Ledger } from '../../ports/ledger';
import { isSameName } from '../../model/requests/arrival-folder';
import { numberedName } from '../../model/requests/arrival-name';

/** Names of one folder that are tried. */
const mostNames = 100;

interface Making {
  readonly ledger: Pick<Ledger, 'arrivals'>;
  readonly arrivalFiles: Pick<ArrivalFiles, 'prepare' | 'isFree'>;
}

/** The names that the folder called `top` has on the disk, for the files of this batch that were saved, or were about to be. */
function topsOf({ ledger }: Making, { requestId, batch }: Arrival, root: string, top: string): readonly string[] {
  const found = ledger.arrivals(requestId).flatMap(({ batch: other, folder, path }) => {
    if (other !== batch || folder === undefined || path === undefined) return [];
    const [name = '', ...rest] = relative(root, path).split(sep);
    const isBelow = rest.length > 0 && !name.startsWith('.');
    return isBelow && isSameName(folder.split('/')[0] ?? '', top) ? [name] : [];
  });
  return [...new Set(found)];
}

/**
 * Makes the folders of `arrival` below `root`, a real path; gives them with `/` between them, and an empty text where it came in none, or they cannot
 * be had. The first of them is of its batch alone, so that nothing comes to lie among files that were there before; a name that something else has
 * is followed by ` (2)` and so on, and no symbolic link is followed. `tops`: what it found before, to be given again with the next file. Raises
 * `disk-full`, `folder-missing`.
 */
export async function folderBelow(
  making: Making,
  arrival: Arrival,
  root: string,
  tops: Map<string, string>,
): Promise<string> {
  const { arrivalFiles } = making;
  const isMade = async (parent: string, name: string): Promise<boolean> => {
    const path = join(parent, name);
    try {
      // What a link leads to is elsewhere.
      return isSameName(await arrivalFiles.prepare(path), path);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'folder-unusable') return false;
      throw failure;
    }
  };
  const firstMade = async (parent: string, name: string, isMeant: (path: string) => Promise<boolean>) => {
    for (let number = 1; number <= mostNames; number += 1) {
      const numbered = numberedName(name, number);
      if ((await isMeant(join(parent, numbered))) && (await isMade(parent, numbered))) return numbered;
    }
    return undefined;
  };
  const [top, ...deeper] = arrival.folder?.split('/') ?? [];
  if (top === undefined) return '';
  const batchTop = `${arrival.batch}/${top}`;
  const known = tops.get(batchTop);
  let own: string | undefined;
  for (const name of known === undefined ? topsOf(making, arrival, root, top) : [known]) {
    if (own === undefined && (await isMade(root, name))) own = name;
  }
  own ??= await firstMade(root, top, (path) => arrivalFiles.isFree(path));
  if (own === undefined) return '';
  tops.set(batchTop, own);
  const names = [own];
  for (const folder of deeper) {
    const name = await firstMade(join(root, ...names), folder, async () => true);
    if (name === undefined) return '';
    names.push(name);
  }
  return names.join('/');
}
