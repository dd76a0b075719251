// The row of a request whose page took a while to write: what another process did to it meanwhile stays.
import { placeOf } from '../model/connection';
import { Failure } from '../model/failure';
import type { Arrival, FileRequest } from '../model/requests/file-request';
import type { Orphan } from '../model/share';
import type { Ledger } from '../ports/ledger';
import type { ObjectStore } from '../ports/object-store';
import { slotKey } from '../model/keys/object-key';
import { mergedRequest } from './rules/request-change';
import { lastSlotOffered } from './rules/slots';

/** Every slot that a page of it has offered, to be removed when the last of their signatures has ended. */
export const slotsLeft = (request: FileRequest, arrivals: readonly Arrival[]): Orphan => ({
  shareId: request.id,
  connectionId: request.connectionId,
  ...placeOf(request),
  keys: Array.from({ length: lastSlotOffered(request, arrivals) }, (_, index) => index + 1).flatMap((slot) => [
    slotKey(request.folder, slot, 'data'),
    slotKey(request.folder, slot, 'about'),
  ]),
  expiresAtMs: request.leaseEndsAtMs,
});

/** `closed`, `removed`: by another process, meanwhile. */
export type Written =
  | { readonly fate: 'saved' | 'closed'; readonly request: FileRequest }
  | { readonly fate: 'removed'; readonly request?: undefined };

/** After the closing, by whatever clock that was told: that is how a page that says so is told from one with slots. */
const closedBy = (request: FileRequest, { writtenAtMs }: FileRequest): FileRequest => {
  const closedAtMs = Math.min(request.closedAtMs ?? writtenAtMs, writtenAtMs);
  return { ...request, closedAtMs, writtenAtMs: Math.max(writtenAtMs, closedAtMs + 1) };
};

/**
 * Saves what became of `before` while its page was written as `next` says. The row of one that was closed meanwhile says that its page has
 * slots again, so the upkeep writes it once more; of one that was removed the page is deleted, and its slots when they have ended. `beside` saves
 * what belongs to a saved row, in the same transaction.
 */
export async function saveWritten(
  objects: Pick<ObjectStore, 'remove'>,
  ledger: Pick<Ledger, 'fileRequest' | 'saveFileRequest' | 'saveOrphan' | 'together'>,
  before: FileRequest,
  next: FileRequest,
  beside: () => void = () => undefined,
): Promise<Written> {
  const written = ledger.together((): Written => {
    const still = ledger.fileRequest(before.id);
    if (still === undefined) {
      // The process that removed it did not know of this page.
      if (next.leaseEndsAtMs > before.leaseEndsAtMs) ledger.saveOrphan(slotsLeft(next, []));
      return { fate: 'removed' };
    }
    const leaseEndsAtMs = Math.max(still.leaseEndsAtMs, next.leaseEndsAtMs);
    if (still.closedAtMs !== undefined && before.closedAtMs === undefined) {
      const request = { ...still, leaseEndsAtMs, writtenAtMs: still.closedAtMs };
      ledger.saveFileRequest(request);
      return { fate: 'closed', request };
    }
    const merged = { ...mergedRequest(before, next, still), leaseEndsAtMs };
    const request = merged.closedAtMs === undefined ? merged : closedBy(merged, next);
    ledger.saveFileRequest(request);
    beside();
    return { fate: 'saved', request };
  });
  if (written.fate === 'removed') await objects.remove(next.key);
  return written;
}

/** The row that was saved. Raises `request-not-found`, `request-over` where another process was first. */
export function savedRow({ fate, request }: Written): FileRequest {
  if (request === undefined) throw new Failure('request-not-found');
  if (fate === 'closed') throw new Failure('request-over');
  return request;
}
