// Links that ended with their process are told as ended at the next look.
import { sessionPid, type Share } from '../model/share';
import type { Ports } from '../ports/ports';

/**
 * Links of a bucket whose keys lived in memory ended with their process. Marks the live ones that belong to this process or to one that is
 * gone, and gives them as they are now. Uploads to such a bucket cannot go on: its objects are gone.
 */
export function endSessionShares({ ledger, isAlive, pid, clock }: Ports): readonly Share[] {
  const ended = (key: string) => {
    const owner = sessionPid(key);
    // A process id comes round again: what an earlier process of this id left has ended too.
    return owner !== undefined && (owner === pid || !isAlive(owner));
  };
  for (const { id, key } of ledger.unfinishedUploads()) if (ended(key)) ledger.forgetUpload(id);
  for (const { id, folder } of ledger.pageDrafts()) if (ended(folder)) ledger.forgetPageDraft(id);
  const nowMs = clock();
  const marked = ledger
    .sharesOfSession(nowMs)
    .filter((share) => ended(share.key))
    .map((share): Share => ({ ...share, revokedAtMs: nowMs }));
  for (const share of marked) ledger.saveShare(share);
  return marked;
}
