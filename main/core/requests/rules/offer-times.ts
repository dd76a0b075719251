// What becomes of a guest who asks for links to parts, and when its answer is written anew.
import {
  fileRequestState,
  wasAccepted,
  type Arrival,
  type FileRequest,
  type Offer,
} from '../../model/requests/file-request';
import type { Manifest } from './manifest';
import type { OfferRefusal } from './offer-answer';
import { renewLeaseAtMs } from './slots';
import { storedBytes } from './stored-size';

/** A guest from whom no part comes for so long does not come back: the request's own longest life. */
const abandonedMs = 7 * 86_400_000;
/** Until then the next part is to be expected at any moment. */
const busyMs = 10 * 60_000;
const haveEveryMs = 10_000;

/** Nothing of it moved for too long. `nowMs`: on the server's clock, as all times here. */
export const isAbandoned = ({ movedAtMs }: Pick<Offer, 'movedAtMs'>, nowMs: number): boolean =>
  nowMs - movedAtMs > abandonedMs;

export const isBusy = ({ state, movedAtMs }: Pick<Offer, 'state' | 'movedAtMs'>, nowMs: number): boolean =>
  state === 'open' && nowMs - movedAtMs < busyMs;

/** What is there of the request. */
export interface RequestContents {
  readonly arrivals: readonly Arrival[];
  readonly offers: readonly Offer[];
}

/**
 * Why the request does not take it. `isBegun`: its upload is under way, and only what came meanwhile ends it. Uploads under way count as files, so a
 * request never has more of both than it asks for.
 */
export function offerRefusal(
  request: Pick<FileRequest, 'closedAtMs' | 'expiresAtMs' | 'files' | 'bytes' | 'isOnce' | 'recipient'>,
  { slot, ask, batch }: Pick<Offer, 'slot'> & Pick<Manifest, 'batch'> & { readonly ask: Pick<Offer, 'sizeBytes'> },
  { arrivals, offers }: RequestContents,
  isBegun: boolean,
  nowMs: number,
): OfferRefusal | undefined {
  const accepted = arrivals.filter(wasAccepted);
  const state = fileRequestState(request, accepted.length, nowMs);
  if (state === 'closed' || state === 'ended') return 'closed';
  if (ask.sizeBytes > storedBytes(request, request.bytes)) return 'too-large';
  // One whose file has arrived counts once.
  const done = new Set([slot, ...arrivals.map((arrival) => arrival.slot)]);
  const begun = offers.filter((offer) => offer.state === 'open' && !done.has(offer.slot));
  if (accepted.length + (isBegun ? 0 : begun.length) >= request.files) return 'full';
  const isOther = accepted.length > 0 && !accepted.some((arrival) => arrival.batch === batch);
  return request.isOnce && isOther ? 'full' : undefined;
}

/** Links to parts. */
export interface PartsLease {
  readonly signedAtMs: number;
  readonly leaseEndsAtMs: number;
}

/** An answer with links, as this process wrote it. */
export interface WrittenAnswer extends PartsLease {
  readonly writtenAtMs: number;
  readonly storedParts: number;
}

/** Half way to the end of the links. */
export const isSigningDue = (
  { signedAtMs, leaseEndsAtMs }: PartsLease,
  { expiresAtMs }: Pick<FileRequest, 'expiresAtMs'>,
  nowMs: number,
): boolean => nowMs >= renewLeaseAtMs({ writtenAtMs: signedAtMs, leaseEndsAtMs, expiresAtMs });

/** Whether an answer has to be written: there is none of this process, its links are half way to their end, or it names too few parts. */
export function isAnswerDue(
  written: WrittenAnswer | undefined,
  storedParts: number,
  request: Pick<FileRequest, 'expiresAtMs'>,
  nowMs: number,
): boolean {
  if (written === undefined) return true;
  const isBehind = storedParts !== written.storedParts && nowMs - written.writtenAtMs >= haveEveryMs;
  return isBehind || isSigningDue(written, request, nowMs);
}

/** Less than the time between two looks at an idle request, so that each of them writes it. */
const heartbeatMs = 50_000;

/** Whether guests have to be told again that Mayfly runs. */
export const isHeartbeatDue = (writtenAtMs: number | undefined, nowMs: number): boolean =>
  writtenAtMs === undefined || nowMs - writtenAtMs >= heartbeatMs;
