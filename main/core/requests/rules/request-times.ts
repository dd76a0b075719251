// When the upkeep looks at a file request, writes its page anew, and tells of what came.
import { assertNever } from '../../model/failure';
import type { Arrival, FileRequest } from '../../model/requests/file-request';
import { isBusy, type RequestContents } from './offer-times';
import { renewAnswersAtMs, renewLeaseAtMs } from './slots';

const seldomMs = 60_000;
/** While the parts of a guest who asked arrive: it waits to be told of the last one. */
const soonMs = 3_000;
const oftenMs = 10_000;
/** Of the bucket on this computer, where a look costs nobody anything. */
const hereMs = 2_000;
const busyMs = 10 * 60_000;
/** What was sent in the last moment before a slot lapsed may be listed later. */
const afterEndMs = 10 * 60_000;
/** A guest of whose other files none is on its way has gone. */
const batchMs = 30_000;

/** Unix ms: the next look, after one at `nowMs`. `isHere`: at the bucket on this computer; `underWay`: guests who did not ask. */
export function nextLookAtMs(
  { arrivals, underWay, offers }: Pick<RequestContents, 'arrivals' | 'offers'> & { readonly underWay: number },
  isHere: boolean,
  nowMs: number,
): number {
  if (isHere) return nowMs + hereMs;
  if (offers.some((offer) => isBusy(offer, nowMs))) return nowMs + soonMs;
  const isOften = underWay > 0 || arrivals.some(({ arrivedAtMs }) => nowMs - arrivedAtMs < busyMs);
  return nowMs + (isOften ? oftenMs : seldomMs);
}

/** Whether a guest may still write, or may have written a moment ago. `nowMs`: on the server's clock, as all times here. */
export const mayReceive = (
  { expiresAtMs, leaseEndsAtMs, closedAtMs }: Pick<FileRequest, 'expiresAtMs' | 'leaseEndsAtMs' | 'closedAtMs'>,
  nowMs: number,
): boolean => nowMs < (closedAtMs === undefined ? Math.max(expiresAtMs, leaseEndsAtMs) : leaseEndsAtMs) + afterEndMs;

/** Whether the page can still be opened, or a guest may still write. A missing bucket is asked for until then, and nothing is cleaned up. */
export const isStillUsed = (
  request: Pick<FileRequest, 'expiresAtMs' | 'leaseEndsAtMs' | 'closedAtMs'>,
  nowMs: number,
): boolean => nowMs < request.expiresAtMs || mayReceive(request, nowMs);

/** Closed, and its page still has slots. */
export const isClosingDue = ({
  closedAtMs,
  writtenAtMs,
  expiresAtMs,
}: Pick<FileRequest, 'closedAtMs' | 'writtenAtMs' | 'expiresAtMs'>): boolean =>
  closedAtMs !== undefined && writtenAtMs <= closedAtMs && closedAtMs < expiresAtMs;

/**
 * Whether the page says something else than is true, or its signatures are half way to their end. `arrivals`: those that the page is to tell of;
 * `signatures`: what the page holds signatures of: free slots, else the answers to guests who asked, else nothing.
 */
export function isPageStale(
  request: FileRequest,
  arrivals: readonly Arrival[],
  signatures: 'slots' | 'answers' | 'none',
  nowMs: number,
): boolean {
  if (request.closedAtMs !== undefined) return isClosingDue(request);
  if (nowMs >= request.expiresAtMs) return false;
  if (arrivals.some(({ arrivedAtMs }) => arrivedAtMs >= request.writtenAtMs)) return true;
  switch (signatures) {
    case 'slots':
      return nowMs >= renewLeaseAtMs(request);
    case 'answers':
      return nowMs >= renewAnswersAtMs(request);
    case 'none':
      return false;
    default:
      return assertNever(signatures);
  }
}

/** What manifests say of batches. */
export interface Expected {
  /** How many files a batch is to have, where that is known. */
  readonly announced: ReadonlyMap<string, number>;
  /** Batches that have files on their way, with the time of the latest progress of those: Unix ms on the server's clock. */
  readonly underWay: ReadonlyMap<string, number>;
}

/** Whether no further file is to be expected of the batch that these are of. */
function isBatchOver(all: readonly Arrival[], { announced, underWay }: Expected, nowMs: number): boolean {
  const batch = all[0]?.batch ?? '';
  if (all.length >= (announced.get(batch) ?? Number.POSITIVE_INFINITY)) return true;
  const movedAtMs = underWay.get(batch);
  const isSilentFor = (ms: number) =>
    nowMs - (movedAtMs ?? 0) >= ms && all.every(({ arrivedAtMs }) => nowMs - arrivedAtMs >= ms);
  // A slow line takes minutes for one file.
  return isSilentFor(movedAtMs === undefined ? batchMs : busyMs);
}

const ofBatch = (arrivals: readonly Arrival[], batch: string): readonly Arrival[] =>
  arrivals.filter((arrival) => arrival.batch === batch);

/** Whether no further file is to be expected of any guest who has sent one. */
export const areBatchesOver = (arrivals: readonly Arrival[], expected: Expected, nowMs: number): boolean =>
  [...new Set(arrivals.map(({ batch }) => batch))].every((batch) =>
    isBatchOver(ofBatch(arrivals, batch), expected, nowMs),
  );

/** Whether there are files to save, of batches of which no further file is to be expected. */
export function isSettled(arrivals: readonly Arrival[], expected: Expected, nowMs: number): boolean {
  const waiting = arrivals.filter(({ state }) => state === 'arrived');
  return waiting.length > 0 && waiting.every(({ batch }) => isBatchOver(ofBatch(arrivals, batch), expected, nowMs));
}

/** Those of one guest's batch. */
export interface Batch {
  readonly sender?: string;
  readonly accepted: readonly Arrival[];
  readonly refused: readonly Arrival[];
}

/** The batches that the owner is to be told of: all their files are there, or no further one came for a while. */
export function batchesToTell(arrivals: readonly Arrival[], expected: Expected, nowMs: number): readonly Batch[] {
  const untold = arrivals.filter(({ toldAtMs, state }) => toldAtMs === undefined && state !== 'deleted');
  return [...new Set(untold.map(({ batch }) => batch))].flatMap((batch) => {
    if (!isBatchOver(ofBatch(arrivals, batch), expected, nowMs)) return [];
    const now = ofBatch(untold, batch);
    const sender = now.find((arrival) => arrival.sender !== undefined)?.sender;
    return [
      {
        ...(sender !== undefined && { sender }),
        accepted: now.filter(({ state }) => state !== 'refused'),
        refused: now.filter(({ state }) => state === 'refused'),
      },
    ];
  });
}

const mostNotices = 5;

/** The same files in one batch, without a sender, where there are more batches than anybody reads notices of. */
export const fewer = (batches: readonly Batch[]): readonly Batch[] =>
  batches.length <= mostNotices
    ? batches
    : [
        {
          accepted: batches.flatMap(({ accepted }) => accepted),
          refused: batches.flatMap(({ refused }) => refused),
        },
      ];
