// One process at a time makes the page of a share anew: two would each write one that lacks the files of the other.
import { setTimeout as wait } from 'node:timers/promises';
import type { Ports } from '../ports/ports';

const againAfterMs = 50;
/** One that takes longer hangs: what it writes then is found out by the revision of the page. */
const longestMs = 60_000;

export type WriterPorts = Pick<Ports, 'ledger' | 'pid' | 'isAlive' | 'clock'>;

/** Runs `action` while no other process that lives does so for this share, which has a row. Of this process its caller has the mutex of the share. */
export async function asOnlyWriter<T>(ports: WriterPorts, shareId: string, action: () => Promise<T>): Promise<T> {
  await wins(ports, shareId);
  try {
    return await action();
  } finally {
    leave(ports, shareId);
  }
}

/** As `asOnlyWriter`; where the ledger cannot be written, as on a full disk, `action` runs all the same: for what may not wait for room. */
export async function asOnlyWriterIfPossible<T>(
  ports: WriterPorts,
  shareId: string,
  action: () => Promise<T>,
): Promise<T> {
  await wins(ports, shareId).catch(() => undefined);
  try {
    return await action();
  } finally {
    try {
      leave(ports, shareId);
    } catch {
      // It is this process's own mark, which ends with it.
    }
  }
}

async function wins(ports: WriterPorts, shareId: string): Promise<void> {
  if (!takes(ports, shareId, false)) {
    const startedAtMs = ports.clock();
    do await wait(againAfterMs);
    while (!takes(ports, shareId, Math.abs(ports.clock() - startedAtMs) > longestMs));
  }
}

function takes({ ledger, pid, isAlive }: WriterPorts, shareId: string, evenSo: boolean): boolean {
  let isTaken = false;
  ledger.together(() => {
    // Of a share that is gone the action says so.
    if (ledger.share(shareId) === undefined) {
      isTaken = true;
      return;
    }
    const { revision, writerPid } = ledger.rewrittenPage(shareId) ?? { revision: 0 };
    isTaken = evenSo || writerPid === undefined || writerPid === pid || !isAlive(writerPid);
    if (isTaken) ledger.saveRewrittenPage({ shareId, revision, writerPid: pid });
  });
  return isTaken;
}

function leave({ ledger, pid }: WriterPorts, shareId: string): void {
  ledger.together(() => {
    const found = ledger.rewrittenPage(shareId);
    if (found?.writerPid === pid) ledger.saveRewrittenPage({ shareId, revision: found.revision });
  });
}
