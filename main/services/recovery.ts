// Why this exists: links that ended with their process are told as ended at the next look.
import { sessionPid, shareState } from '../domain/share';
import type { Ports } from './ports';

/**
 * Links of a bucket whose keys lived in memory ended with their process: marks them so, those of this process too when `ownAsWell`.
 * Uploads to such a bucket cannot go on: its objects are gone.
 */
export function endSessionShares({ ledger, isAlive, pid, clock }: Ports, ownAsWell: boolean): void {
  const ended = (key: string) => {
    const owner = sessionPid(key);
    return owner !== undefined && (owner === pid ? ownAsWell : !isAlive(owner));
  };
  for (const share of ledger.shares()) {
    if (ended(share.key) && shareState(share, clock()) === 'live') ledger.saveShare({ ...share, revokedAtMs: clock() });
  }
  for (const { id, key } of ledger.unfinishedUploads()) if (ended(key)) ledger.forgetUpload(id);
}
