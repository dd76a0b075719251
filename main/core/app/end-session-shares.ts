// Marks links as revoked that ended with the process of their bucket.
import { sessionPid, type Share } from '../model/share';
import { asFailure } from '../model/failure';
import type { Ports } from '../ports/ports';

/**
 * A bucket with its keys in memory ends with its process, and so do its links. Marks the live ones of this process or of one that is gone,
 * and gives them. Closes its file requests, and forgets uploads to it: its objects are gone.
 */
export function endSessionShares(ports: Ports): readonly Share[] {
  try {
    return markEnded(ports);
  } catch (error) {
    // On a full disk the history can still be read; the next start marks them.
    const failure = asFailure(error);
    if (failure.code !== 'disk-full') throw failure;
    return [];
  }
}

function markEnded({ ledger, isAlive, pid, clock }: Ports): readonly Share[] {
  const ended = (key: string) => {
    const owner = sessionPid(key);
    // Process ids are reused: an earlier process with this id has ended too.
    return owner !== undefined && (owner === pid || !isAlive(owner));
  };
  for (const { id, key } of ledger.unfinishedUploads()) if (ended(key)) ledger.forgetUpload(id);
  for (const { id, folder } of ledger.pageDrafts()) if (ended(folder)) ledger.forgetPageDraft(id);
  const nowMs = clock();
  for (const request of ledger.fileRequests()) {
    if (!ended(request.key) || request.removedAtMs !== undefined) continue;
    ledger.saveFileRequest({ ...request, closedAtMs: request.closedAtMs ?? nowMs, removedAtMs: nowMs });
    // What was not saved went with the bucket.
    const lost = ledger.arrivals(request.id).filter(({ state }) => state === 'arrived');
    if (lost.length > 0) ledger.saveArrivals(lost.map((arrival) => ({ ...arrival, state: 'deleted' })));
  }
  const marked = ledger
    .sharesOfSession(nowMs)
    .filter((share) => ended(share.key))
    .map((share): Share => ({ ...share, revokedAtMs: nowMs }));
  for (const share of marked) ledger.saveShare(share);
  return marked;
}
