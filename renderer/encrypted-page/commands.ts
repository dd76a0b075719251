// How the files are had without this page: by `curl` and `age`, in a shell. Everything in it is text that the shell takes as it is.
import { safeName } from '../share-page/saved-paths';

/** For the shell of POSIX: nothing within single quotes means anything. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** On these Windows and file managers act as soon as they show the folder: main/core/model/requests/arrival-name.ts has the sources. */
const acting = /^(?:desktop\.ini|thumbs\.db|mayfly\.db)$/i;
const actingType =
  /\.(?:lnk|scf|url|website|local|library-ms|search-ms|searchconnector-ms|theme|themepack|desktop|\{[^{}]*\})$/i;

/** A name as files of guests get it: never hidden, because hidden files configure programs, and nothing on which a program acts. */
export function commandName(name: string): string {
  const shown = safeName(name.replace(/^[\s.]+/, ''));
  if (acting.test(shown)) return `_${shown}`;
  return actingType.test(shown) ? safeName(`${shown}.download`) : shown;
}

export interface CommandFile {
  /** Of parts that `commandName` gave; unique. */
  readonly path: string;
  /** Absolute, presigned. */
  readonly url: string;
}

/**
 * Saves every file in a new folder below the one where it runs, so that no name of the sender's meets a file of the reader's. A file has its name
 * only once `age` found all of it whole; of one that was not, its path is told after `notSaved`.
 */
export function fileCommands(identity: string, files: readonly CommandFile[], notSaved: string): string {
  const folders = new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)));
  return [
    '(set -Cu; umask 077',
    'folder=$(mktemp -d ./mayfly-XXXXXX) && cd "$folder" || exit',
    `echo ${quoted(identity)} > key.txt`,
    'failed=0',
    'get() {',
    '  if curl -fsS "$2" | age -d -i key.txt >| part && [ ! -e "$1" ] && mv part "$1"; then return; fi',
    `  failed=1; rm -f part; echo ${quoted(notSaved)} "$1" >&2`,
    '}',
    ...Array.from(folders, (folder) => `mkdir -p ${quoted(`./files/${folder}`)}`),
    ...files.map(({ path, url }) => `get ${quoted(`./files/${path}`)} ${quoted(url)}`),
    'echo "$PWD/files"; exit $failed)',
  ].join('\n');
}
