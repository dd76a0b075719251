// The window names no path on this computer. Main keeps the path that the user picked in the system's dialog and gives the
// window an id for it.
import { Failure } from '../core/model/failure';

export function createPickedFiles() {
  const paths: string[] = [];
  return {
    /** Returns the id of the path; it is valid until Mayfly ends. */
    keep: (path: string): string => `picked-${paths.push(path)}`,
    /** Raises `bad-request` for an unknown id. */
    path(id: string): string {
      const found = paths.find((_path, index) => id === `picked-${index + 1}`);
      if (found === undefined) throw new Failure('bad-request');
      return found;
    },
  };
}
