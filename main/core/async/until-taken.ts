// Waits for a mark in the ledger that one process at a time has.
import type { Clock } from '../model/system';

const againAfterMs = 50;
const longestMs = 60_000;
const wait = () => new Promise((resolve) => setTimeout(resolve, againAfterMs));

/** Resolves once `takes` gives true. After a minute it is asked with `evenSo`: a process that has the mark for so long hangs. Rejects with what `takes` throws. */
export async function untilTaken(clock: Clock, takes: (evenSo: boolean) => boolean): Promise<void> {
  const startedAtMs = clock();
  while (!takes(Math.abs(clock() - startedAtMs) > longestMs)) await wait();
}
