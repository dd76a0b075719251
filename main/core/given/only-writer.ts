// One process at a time makes the page of a share anew: two would each write one that lacks the files of the other.
import { untilTaken } from '../async/until-taken';
import type { Ports } from '../ports/ports';

export type WriterPorts = Pick<Ports, 'ledger' | 'pid' | 'isAlive' | 'clock'>;

/**
 * Runs `action` while no other process that lives does so for this share, which has a row. One that takes longer than a minute is not waited for: what it
 * writes then is found out by the revision of the page. Of this process its caller has the mutex of the share. With `evenUnmarked` the action runs also
 * where the ledger takes no mark, as on a full disk: for what may not wait for room.
 */
export async function asOnlyWriter<T>(
  ports: WriterPorts,
  shareId: string,
  action: () => Promise<T>,
  { evenUnmarked = false } = {},
): Promise<T> {
  const failed = (error: unknown) => {
    if (!evenUnmarked) throw error;
  };
  await untilTaken(ports.clock, (evenSo) => takes(ports, shareId, evenSo)).catch(failed);
  try {
    return await action();
  } finally {
    try {
      leave(ports, shareId);
    } catch (error) {
      // The mark of a process ends with it.
      failed(error);
    }
  }
}

const takes = ({ ledger, pid, isAlive }: WriterPorts, shareId: string, evenSo: boolean): boolean =>
  ledger.together(() => {
    // Of a share that is gone the action says so.
    if (ledger.share(shareId) === undefined) return true;
    const { revision, writerPid } = ledger.rewrittenPage(shareId) ?? { revision: 0 };
    const isFree = evenSo || writerPid === undefined || writerPid === pid || !isAlive(writerPid);
    if (isFree) ledger.saveRewrittenPage({ shareId, revision, writerPid: pid });
    return isFree;
  });

function leave({ ledger, pid }: WriterPorts, shareId: string): void {
  ledger.together(() => {
    const found = ledger.rewrittenPage(shareId);
    if (found?.writerPid === pid) ledger.saveRewrittenPage({ shareId, revision: found.revision });
  });
}
