// The row of a request whose page took a while to write: what another process did to it meanwhile stays.
import { Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import type { Ledger } from '../ports/ledger';
import { mergedRequest } from './rules/request-change';

/**
 * Saves what became of `before` while its page was written as `next` says; gives the row. Raises `request-not-found` for one that was removed
 * meanwhile, and `request-over` for one that was closed: its row says that the page has slots again, so the upkeep writes it once more.
 */
export function saveWritten(
  ledger: Pick<Ledger, 'fileRequest' | 'saveFileRequest' | 'together'>,
  before: FileRequest,
  next: FileRequest,
): FileRequest {
  let saved: FileRequest | undefined;
  let wasClosed = false;
  ledger.together(() => {
    const still = ledger.fileRequest(before.id);
    if (still === undefined) return;
    const { closedAtMs } = still;
    const leaseEndsAtMs = Math.max(still.leaseEndsAtMs, next.leaseEndsAtMs);
    wasClosed = closedAtMs !== undefined && before.closedAtMs === undefined;
    saved =
      wasClosed && closedAtMs !== undefined
        ? { ...still, leaseEndsAtMs, writtenAtMs: closedAtMs }
        : { ...mergedRequest(before, next, still), leaseEndsAtMs };
    ledger.saveFileRequest(saved);
  });
  if (saved === undefined) throw new Failure('request-not-found');
  if (wasClosed) throw new Failure('request-over');
  return saved;
}
