// The window names no path on this computer. What a person picked in the system's dialog waits here under an id, and main
// looks up what the id stands for.
import { Failure } from '../core/model/failure';

export interface PickedFiles {
  /** Gives the id under which the window may name it, as long as Mayfly runs. */
  keep(path: string): string;
  /** Raises `bad-request` for an id that was never given. */
  path(id: string): string;
}

export function createPickedFiles(): PickedFiles {
  const paths: string[] = [];
  return {
    keep: (path) => `picked-${paths.push(path)}`,
    path(id) {
      const found = paths.find((_path, index) => id === `picked-${index + 1}`);
      if (found === undefined) throw new Failure('bad-request');
      return found;
    },
  };
}
