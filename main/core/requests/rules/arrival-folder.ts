// The name of the folder for what arrives by a file request: its title, as every disk takes it.
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
