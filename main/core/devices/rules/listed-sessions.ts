// How long the list of what devices sent may grow.
import type { ListedSession } from '../../model/devices/nearby';

export const mostSessions = 500;
export const mostFiles = 100_000;

/** Those of the list, newest first, that leave it for a new session of so many files. The files themselves stay. */
export function pushedOut(
  sessions: readonly Pick<ListedSession, 'id' | 'fileCount'>[],
  newFileCount: number,
): readonly string[] {
  let files = newFileCount;
  return sessions
    .filter(({ fileCount }, index) => {
      files += fileCount;
      return index + 1 >= mostSessions || files > mostFiles;
    })
    .map(({ id }) => id);
}
