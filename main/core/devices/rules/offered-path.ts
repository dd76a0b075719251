// Where a file that a device offers lies below the folder of what comes: names by the rules of guests' files, so that none leaves that folder.
import { arrivalName } from '../../model/requests/arrival-name';
import { folderName, mostFolders } from '../../model/requests/arrival-folder';

/**
 * The protocol puts `/` between folders and their file; Windows' own senders put `\`. Empty parts, `.` and `..` name nothing here. Files of deeper
 * folders lie in the last of `mostFolders`.
 */
export function offeredPath(fileName: string): { readonly name: string; readonly folders: readonly string[] } {
  const parts = fileName.split(/[/\\]/);
  const folders = parts
    .slice(0, -1)
    .filter((part) => !/^[\s.]*$/.test(part))
    .slice(0, mostFolders)
    .map(folderName);
  return { name: arrivalName(parts.at(-1) ?? ''), folders };
}
