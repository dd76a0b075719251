// Files of a followed folder that could not be stored: the page does without each until it changes, or some time has passed.
import type { Failure } from '../model/failure';
import type { Clock } from '../model/system';
import type { SeenFile } from './rules/folder-steps';

interface Refused {
  readonly file: SeenFile;
  readonly failure: Failure;
  readonly untilMs: number;
}

const againMs = 600_000;

export function createRefusedFiles(clock: Clock) {
  const refused = new Map<string, Refused>();
  const forgetOld = () => {
    const nowMs = clock();
    for (const [path, { untilMs }] of refused) if (untilMs <= nowMs || untilMs > nowMs + againMs) refused.delete(path);
  };
  return {
    isRefused: ({ path, snapshot }: SeenFile): boolean => {
      forgetOld();
      const earlier = refused.get(path)?.file.snapshot;
      if (earlier === undefined) return false;
      if (earlier.sizeBytes === snapshot.sizeBytes && earlier.mtimeNs === snapshot.mtimeNs) return true;
      refused.delete(path);
      return false;
    },
    note(files: readonly SeenFile[], failure: Failure) {
      for (const file of files) refused.set(file.path, { file, failure, untilMs: clock() + againMs });
    },
    /** Why one of `present` could not be stored; `undefined` where there is none. */
    failure(present: readonly SeenFile[]): Failure | undefined {
      if (refused.size === 0) return undefined;
      return present.map(({ path }) => refused.get(path)).find((one) => one !== undefined)?.failure;
    },
  };
}

export type RefusedFiles = ReturnType<typeof createRefusedFiles>;
