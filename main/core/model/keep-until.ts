// Keeps a share alive longer than one presigned URL lives: while Mayfly runs, it signs the link again before it ends.
import { readEnd } from '../../../resources/words/typed-units';
import { checkEnd } from './expiry';
import { Failure } from './failure';
import type { Share } from './share';

const dayMs = 86_400_000;
/** A later day is a typing mistake. */
const mostDays = 3_660;
const leastMarginMs = 600_000;
const marginShare = 0.01;

/**
 * The end of a day (`2027-06-30`), a moment (`tomorrow 18:00`) or a duration from now (`6w`), in the time zone of this computer, in Unix ms.
 * Raises `bad-request` for another text, for what is over at `nowMs`, and for more than ten years ahead.
 */
export function parseKeepUntil(text: string, nowMs: number): number {
  const untilMs = readEnd(text, nowMs);
  if (untilMs === undefined)
    throw new Failure('bad-request', { reason: 'a day is written like 2027-06-30, tomorrow or 6w' });
  return checkKeepUntil(untilMs, nowMs);
}

/** Gives `untilMs` (Unix ms) back when it lies ahead of `nowMs`, at most ten years; raises `bad-request` otherwise. */
export function checkKeepUntil(untilMs: number, nowMs: number): number {
  if (!(untilMs > nowMs)) throw new Failure('bad-request', { reason: 'that day is over' });
  if (untilMs > nowMs + mostDays * dayMs) {
    throw new Failure('bad-request', { reason: 'no link is kept alive for more than ten years' });
  }
  return untilMs;
}

/** How long a link was requested to live. */
export interface RequestedEnd {
  readonly lifetimeSeconds: number;
  /** Unix ms: the link ends then, in place of `lifetimeSeconds` after it was given. */
  readonly endsAtMs?: number | undefined;
  /** Unix ms: keeps the share alive until then. */
  readonly keepUntilMs?: number | undefined;
}

/**
 * Raises `end-passed` where the link of `fileName` was to end at a moment that is over. It was ahead when the upload began, so what the user typed was no
 * mistake.
 */
export function checkStillAhead({ endsAtMs }: Pick<RequestedEnd, 'endsAtMs'>, fileName: string, nowMs: number): void {
  if (endsAtMs !== undefined && endsAtMs <= nowMs) throw new Failure('end-passed', { fileName });
}

/** The lifetime to sign, in seconds: at least until `keepUntilMs`. The protocol cuts it. Raises `expiry-out-of-range` where `endsAtMs` is over. */
export function requestedSeconds({ lifetimeSeconds, endsAtMs, keepUntilMs }: RequestedEnd, nowMs: number): number {
  // Signatures count from whole seconds.
  const seconds =
    endsAtMs === undefined ? lifetimeSeconds : Math.floor(checkEnd(endsAtMs, nowMs) / 1000) - Math.floor(nowMs / 1000);
  if (keepUntilMs === undefined) return seconds;
  return Math.max(seconds, Math.ceil((keepUntilMs - nowMs) / 1000));
}

/**
 * When to sign the link of a kept share again, in Unix ms: ten minutes or a hundredth of its life before its end, but not before half of its
 * life. Behind a door at half of its life: nobody has to be given another link, and Mayfly may be off as long as possible. `undefined` for a
 * share that is not kept alive, and for its last link.
 */
export function renewAtMs(
  {
    keepUntilMs,
    createdAtMs,
    signedAtMs = createdAtMs,
    expiresAtMs,
    revokedAtMs,
  }: Pick<Share, 'keepUntilMs' | 'createdAtMs' | 'signedAtMs' | 'expiresAtMs' | 'revokedAtMs'>,
  hasDoor = false,
): number | undefined {
  if (keepUntilMs === undefined || revokedAtMs !== undefined || keepUntilMs <= expiresAtMs) return undefined;
  const lifetimeMs = expiresAtMs - signedAtMs;
  if (hasDoor) return expiresAtMs - lifetimeMs / 2;
  return expiresAtMs - Math.min(lifetimeMs / 2, Math.max(leastMarginMs, lifetimeMs * marginShare));
}
