// The folders of what arrives by a file request, as every disk takes them: its own, named by its title, and those that a guest sent.
import { arrivalName } from './arrival-name';

/** Windows takes paths of 260 characters (Microsoft, "Maximum Path Length Limitation"), and the names of files follow. */
const mostCharacters = 60;

/** Of a title with slashes the slashes alone are replaced: it is no path. */
export function folderName(title: string): string {
  let name = '';
  for (const { segment } of new Intl.Segmenter().segment(title.replaceAll(/[/\\]/g, '_'))) {
    if (name.length + segment.length > mostCharacters) break;
    name += segment;
  }
  // Cut before: a cut may leave a dot or a space at the end.
  return arrivalName(name);
}

/** Whether a disk may take the two names for one: many do not tell case or compositions apart. */
export const isSameName = (one: string, other: string): boolean =>
  one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();

/** Deeper ones are not kept: paths have an end on every system. */
export const mostFolders = 16;
/** With `/` between them; Linux takes paths of 4,096 bytes. */
const mostFolderCharacters = 512;
/** `.`, `..`, nothing, or a drive. */
const noFolder = /^(?:[\s.]*|[a-z]:.*)$/i;

/** Whether a guest's path says that the file was in a folder, on any system. */
export const saysFolder = (path: string): boolean => /[/\\]/.test(path);

/**
 * The folders of a path that a guest wrote, `/` between them, each a name that any disk takes; they lead nowhere but down. `undefined` where there
 * are none, and where the path is absolute, leads up, or is too deep or too long: the file has its bare name then.
 */
export function arrivalFolder(path: string): string | undefined {
  const said = path.split('/').slice(0, -1);
  if (said.length === 0 || said.length > mostFolders || said.some((one) => noFolder.test(one))) return undefined;
  const folder = said.map(folderName).join('/');
  return folder.length > mostFolderCharacters ? undefined : folder;
}
