// The slots of a file request: which are free, and how long their signatures live.
import { wasAccepted, type Arrival, type FileRequest } from '../../model/requests/file-request';

/** Keys have four digits. */
const lastSlot = 9_999;

/**
 * The numbers of the slots that a page offers: as many as files may still come, none of a file that arrived. A guest's page itself passes over
 * those that another guest is writing.
 */
export function freeSlots({ files }: Pick<FileRequest, 'files'>, arrivals: readonly Arrival[]): readonly number[] {
  const used = new Set(arrivals.map(({ slot }) => slot));
  const free: number[] = [];
  const most = files - arrivals.filter(wasAccepted).length;
  for (let slot = 1; slot <= lastSlot && free.length < most; slot += 1) if (!used.has(slot)) free.push(slot);
  return free;
}

/** The seconds to sign slots for, at `nowMs` on the server's clock. */
export const leaseSeconds = (
  { expiresAtMs, mostLeaseSeconds }: Pick<FileRequest, 'expiresAtMs' | 'mostLeaseSeconds'>,
  nowMs: number,
): number => Math.max(1, Math.min(mostLeaseSeconds, Math.floor((expiresAtMs - nowMs) / 1_000)));

/** Unix ms: when the page gets new slots, half way through the present ones; never once they last as long as the request. */
export const renewLeaseAtMs = ({
  writtenAtMs,
  leaseEndsAtMs,
  expiresAtMs,
}: Pick<FileRequest, 'writtenAtMs' | 'leaseEndsAtMs' | 'expiresAtMs'>): number =>
  leaseEndsAtMs >= expiresAtMs ? Number.POSITIVE_INFINITY : (writtenAtMs + leaseEndsAtMs) / 2;

/** The highest slot that any page of the request has offered so far. */
export const lastSlotOffered = (request: Pick<FileRequest, 'files'>, arrivals: readonly Arrival[]): number =>
  Math.max(request.files, ...freeSlots(request, arrivals), ...arrivals.map(({ slot }) => slot));

/** Unix ms: when a page without slots gets new signatures of answers. It leaves the lease of the slots before it as it was. */
export const renewAnswersAtMs = ({
  writtenAtMs,
  mostLeaseSeconds,
}: Pick<FileRequest, 'writtenAtMs' | 'mostLeaseSeconds'>): number => writtenAtMs + mostLeaseSeconds * 500;
