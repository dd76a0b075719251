// The ledger's row of a followed folder: which process follows it, and when its page was in step.
import { shareState } from '../model/share';
import type { Clock } from '../model/system';
import type { FollowedFolder } from '../model/watched-folder';
import type { Ports } from '../ports/ports';

type RowPorts = Pick<Ports, 'ledger' | 'pid' | 'isAlive' | 'clock'>;

/** The row says to the minute when the page was in step. */
const savedEveryMs = 60_000;

/** `undefined` once the folder is no more to be followed; the row of a share that has ended goes. `now`: the server's clock. */
export function wantedRow(
  { ledger }: RowPorts,
  shareId: string,
  isWanted: (folder: FollowedFolder) => boolean,
  now: Clock,
): FollowedFolder | undefined {
  const row = ledger.followedFolder(shareId);
  const share = ledger.share(shareId);
  if (row === undefined || share === undefined || !isWanted(row)) return undefined;
  const state = shareState(share, now());
  if (state === 'live' || state === 'missing') return row;
  ledger.forgetFollowedFolder(shareId);
  return undefined;
}

/** One process at a time follows: two would each upload what came. */
export function claimRow({ ledger, pid, isAlive }: RowPorts, shareId: string): boolean {
  const isFree = (row: FollowedFolder | undefined) =>
    row !== undefined && (row.followerPid === undefined || !isAlive(row.followerPid));
  const before = ledger.followedFolder(shareId);
  if (before?.followerPid === pid) return true;
  if (!isFree(before)) return false;
  return ledger.together(() => {
    const row = ledger.followedFolder(shareId);
    if (row === undefined || !isFree(row)) return false;
    ledger.saveFollowedFolder({ ...row, followerPid: pid });
    return true;
  });
}

/** Another process may follow from now on. */
export function leaveRow({ ledger, pid }: RowPorts, shareId: string): void {
  ledger.together(() => {
    const row = ledger.followedFolder(shareId);
    if (row?.followerPid !== pid) return;
    const { followerPid: _ours, ...free } = row;
    ledger.saveFollowedFolder(free);
  });
}

/** Saves what a look found, where that is news. */
export function noteLook(
  { ledger, clock }: RowPorts,
  row: FollowedFolder,
  { identity, isInStep }: { readonly identity: string; readonly isInStep: boolean },
): boolean {
  const nowMs = clock();
  const isOld = Math.abs(nowMs - (row.inStepAtMs ?? 0)) >= savedEveryMs;
  if (identity === row.identity && !(isInStep && isOld)) return false;
  ledger.together(() => {
    const present = ledger.followedFolder(row.shareId);
    if (present !== undefined)
      ledger.saveFollowedFolder({ ...present, identity, ...(isInStep && { inStepAtMs: nowMs }) });
  });
  return true;
}
