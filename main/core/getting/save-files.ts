// Saves the files that a link offers, several at once.
import { basename, join } from 'node:path';
import { forEachLimited } from '../async/for-each-limited';
import { asFailure, Failure, whileGetting, type FailureCode } from '../model/failure';
import type { GettingContext } from './getting-context';
import type { OfferedFile, OpenedLink } from './opened-link';
import { createRooms, usualPace } from './read-range';
import { isSamePath } from './rules/saved-path';
import { saveFile, type SavedFile } from './save-file';

const filesAtOnce = 4;

/** What ends the whole run: the next file would fail alike. */
const ending: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'cancelled',
  'disk-full',
  'endpoint-unreachable',
  'host-unknown',
  'connection-refused',
  'proxy-unreachable',
]);

export interface SaveOptions {
  /** A path; made where there is none. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Called with each number of bytes of any file that are here. */
  readonly onBytes: (bytes: number) => void;
  readonly onSaved: (saved: SavedFile) => void;
  /** Of one file; the others go on. */
  readonly onFailed: (file: OfferedFile, failure: Failure) => void;
}

/**
 * Makes the folders of a page below `root`, one after the other. Raises `folder-unusable` where one that is there is a link that leads
 * elsewhere.
 */
function folderMaker({ arrivalFiles }: Pick<GettingContext, 'arrivalFiles'>, root: string) {
  const made = new Map<string, Promise<string>>();
  const below = async (folder: Promise<string>, name: string): Promise<string> => {
    const path = join(await folder, name);
    const real = await arrivalFiles.prepare(path);
    if (!isSamePath(real, path)) throw new Failure('folder-unusable', { fileName: basename(path) });
    return real;
  };
  return (folders: readonly string[]): Promise<string> => {
    let folder = Promise.resolve(root);
    for (const [at, name] of folders.entries()) {
      const path = folders.slice(0, at + 1).join('/');
      const known = made.get(path) ?? below(folder, name);
      made.set(path, known);
      folder = known;
    }
    return folder;
  };
}

/**
 * Saves all files of `opened`, those of its page below the folder as the page has them. A file that fails keeps no other from being saved;
 * what would end them all is raised: `cancelled`, `disk-full`, a network that is away, and `folder-unusable` where `folder` cannot be had.
 */
export async function saveFiles(context: GettingContext, opened: OpenedLink, options: SaveOptions): Promise<void> {
  const { signal, onBytes } = options;
  const root = await context.arrivalFiles.prepare(options.folder);
  const folderOf = folderMaker(context, root);
  const source = { web: context.web, links: opened.links, pace: usualPace(), rooms: createRooms(), signal };
  const save = async (file: OfferedFile): Promise<void> => {
    try {
      const folder = await folderOf(file.saved.folders);
      options.onSaved(await saveFile(context, file, { source, folder, origin: opened.origin, onBytes }));
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'disk-full') throw whileGetting(failure, { fileName: file.saved.name });
      if (ending.has(failure.code)) throw failure;
      options.onFailed(file, failure);
    }
  };
  await forEachLimited(opened.files, filesAtOnce, save, (first) => first === undefined && !signal.aborted);
  if (signal.aborted) throw new Failure('cancelled');
}
