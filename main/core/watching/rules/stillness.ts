// Decides when a new file is complete: its size and times stand still for a while.
import type { FileSnapshot } from '../../model/given-file';
import { isUnfinished } from './file-names';

/** A new file that may still be growing. */
export interface Candidate {
  readonly snapshot: FileSnapshot;
  /** Unix ms: has looked like this since then. */
  readonly sinceMs: number;
  /** How long it has to stand still. */
  readonly waitMs: number;
}

export type Candidates = ReadonlyMap<string, Candidate>;

const longestWaitMs = 30_000;

/** Whether the file has not changed between the two looks. */
export const standsStill = (a: FileSnapshot, b: FileSnapshot): boolean =>
  a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.mtimeNs === b.mtimeNs;

/** `fresh`: the new files as they are now; `there`: all names in the folder. An empty file waits for its content where `holdsEmpty` says so. */
export function splitByStillness(
  before: Candidates,
  fresh: ReadonlyMap<string, FileSnapshot>,
  there: ReadonlySet<string>,
  nowMs: number,
  stillMs: number,
  holdsEmpty = true,
) {
  const candidates = new Map<string, Candidate>();
  const ready: string[] = [];
  let nextMs: number | undefined;
  for (const [name, snapshot] of fresh) {
    const earlier = before.get(name);
    const held = (holdsEmpty && snapshot.sizeBytes === 0) || isUnfinished(name, there);
    const candidate =
      earlier !== undefined && !held && standsStill(earlier.snapshot, snapshot)
        ? // A clock that was set back does not hold a file for hours.
          { ...earlier, sinceMs: Math.min(earlier.sinceMs, nowMs) }
        : { snapshot, sinceMs: nowMs, waitMs: stillMs };
    candidates.set(name, candidate);
    if (held) continue;
    const dueMs = candidate.sinceMs + candidate.waitMs;
    if (dueMs <= nowMs) ready.push(name);
    else nextMs = Math.min(nextMs ?? dueMs, dueMs);
  }
  const stamp = (name: string) => fresh.get(name)?.mtimeNs ?? 0n;
  return {
    candidates,
    /** Names of complete files, the oldest first. */
    ready: ready.toSorted((a, b) => Number(stamp(a) - stamp(b))),
    /** Unix ms of the next moment at which one may be complete. */
    nextMs,
  };
}

/** A file that stood still, and that a program has open for writing: it is asked again after twice the wait. */
export const postponed = (candidate: Candidate, nowMs: number): Candidate => ({
  ...candidate,
  sinceMs: nowMs,
  waitMs: Math.min(longestWaitMs, candidate.waitMs * 2),
});
