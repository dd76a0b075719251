// Saves the rows of many uploads in one transaction: each transaction waits for the disk, and thousands of small files would wait one by one.
import type { Ledger } from '../ports/ledger';

/**
 * Runs `write` inside a transaction, which may be that of others too. Durable once it resolves. Raises what `write` raises, of which nothing is
 * written then, and what the ledger raises.
 */
export type Commit = (write: () => void) => Promise<void>;

interface Waiting {
  readonly write: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const longestWaitMs = 50;
/** Transactions take this part of the time at most: a quick disk lets nobody wait. */
const restPerWork = 10;

/** The first write is saved at once. Those that follow wait together, ten times as long as the last transaction took, at most 50 ms. */
export function createRowBatch(ledger: Pick<Ledger, 'together'>, now: () => number = () => performance.now()): Commit {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let restUntilMs = Number.NEGATIVE_INFINITY;

  const saveAll = (writes: readonly Waiting[]) => {
    try {
      ledger.together(() => {
        for (const { write } of writes) write();
      });
    } catch (error) {
      const [only] = writes;
      // Nothing was written: one that fails does so alone.
      if (writes.length === 1) only?.reject(error);
      else for (const one of writes) saveAll([one]);
      return;
    }
    for (const { resolve } of writes) resolve();
  };
  const flush = () => {
    timer = undefined;
    const writes = waiting;
    waiting = [];
    const beganMs = now();
    saveAll(writes);
    const endedMs = now();
    restUntilMs = endedMs + Math.min(longestWaitMs, restPerWork * (endedMs - beganMs));
  };

  return (write) =>
    new Promise((resolve, reject) => {
      waiting.push({ write, resolve, reject });
      if (timer !== undefined) return;
      const waitMs = restUntilMs - now();
      if (waitMs <= 0) flush();
      else timer = setTimeout(flush, waitMs);
    });
}
