// When a door is written anew, and what is told of it.
import type { Door, DoorState } from '../../model/door';
import type { FileRequest } from '../../model/requests/file-request';
import type { Share } from '../../model/share';

/** Unix ms on the server's clock, as all times here. */
export interface DoorTarget {
  /** The end of its present link. */
  readonly linkEndsAtMs: number;
  /** Its own end, until which the link is renewed. */
  readonly untilMs: number;
}

/** `gone`: revoked, or its objects were removed. `undefined`: nothing is known of it any more, and its link may live. */
export type FoundTarget = DoorTarget | 'gone' | undefined;

export const targetOfShare = (
  share: Pick<Share, 'expiresAtMs' | 'keepUntilMs' | 'revokedAtMs' | 'removedAtMs'> | undefined,
): FoundTarget => {
  if (share === undefined) return undefined;
  if ((share.revokedAtMs ?? share.removedAtMs) !== undefined) return 'gone';
  return { linkEndsAtMs: share.expiresAtMs, untilMs: Math.max(share.expiresAtMs, share.keepUntilMs ?? 0) };
};

/** The page of a closed request says so until its end. */
export const targetOfRequest = (request: Pick<FileRequest, 'expiresAtMs' | 'removedAtMs'> | undefined): FoundTarget => {
  if (request === undefined || request.removedAtMs !== undefined) return 'gone';
  return { linkEndsAtMs: request.expiresAtMs, untilMs: request.expiresAtMs };
};

type Written = Pick<Door, 'leaseEndsAtMs' | 'writtenAtMs' | 'untilMs' | 'closedAtMs'>;

/** Links end on whole seconds. */
const sameMs = 2_000;

/**
 * Whether the object says something else than is true, or its link is half way to its end and the target has a later one. A target without a
 * later link gets one first: a share by its renewal (model/keep-until).
 */
export function isDoorDue(door: Written, target: FoundTarget, nowMs: number): boolean {
  const { leaseEndsAtMs = 0, writtenAtMs = 0, untilMs } = door;
  if (door.closedAtMs !== undefined || typeof target !== 'object') return false;
  // One that was never written tells no end.
  if (untilMs !== target.untilMs) return nowMs < target.linkEndsAtMs;
  return target.linkEndsAtMs > leaseEndsAtMs + sameMs && nowMs >= (writtenAtMs + leaseEndsAtMs) / 2;
}

/** Whether the object is to be deleted: it was closed, or its target is gone and the link in it has ended. */
export const isDoorOver = (door: Written, target: FoundTarget, nowMs: number): boolean =>
  door.closedAtMs !== undefined || target === 'gone' || (target === undefined && nowMs >= (door.leaseEndsAtMs ?? 0));

export function doorState(door: Written, target: FoundTarget, nowMs: number): DoorState {
  if (door.closedAtMs !== undefined) return 'closed';
  if (target === undefined || target === 'gone' || nowMs >= target.untilMs) return 'ended';
  return nowMs < (door.leaseEndsAtMs ?? 0) ? 'open' : 'waiting';
}

/** Unix ms: Mayfly has to run once before then, or the door waits; `undefined` where it is not stored, or opens until the end of its target. */
export const renewByMs = ({ leaseEndsAtMs }: Written, target: FoundTarget): number | undefined =>
  typeof target === 'object' && target.untilMs > (leaseEndsAtMs ?? Number.POSITIVE_INFINITY) + sameMs
    ? leaseEndsAtMs
    : undefined;
