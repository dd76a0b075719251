// A link may be wanted longer than one presigned URL lives; then it is signed again before it lapses, while Mayfly runs.
import { Failure } from './failure';
import type { Share } from './share';

const dayMs = 86_400_000;
/** A wish for longer is a slip of the finger. */
const mostDays = 3_660;
const leastMarginMs = 600_000;
const marginShare = 0.01;

/**
 * Reads a day (`2027-06-30`) and gives its end in the time zone of this computer, in Unix ms. Raises `bad-request` for what is no day,
 * for a day that is over at `nowMs`, and for one more than ten years away.
 */
export function parseKeepUntil(text: string, nowMs: number): number {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim()) ?? []).map(Number);
  const wrong = new Failure('bad-request', { reason: 'a day is written like 2027-06-30' });
  if (year === undefined || month === undefined || day === undefined) throw wrong;
  const noon = new Date(year, month - 1, day, 12);
  if (noon.getFullYear() !== year || noon.getMonth() !== month - 1 || noon.getDate() !== day) throw wrong;
  return checkKeepUntil(new Date(year, month - 1, day + 1).getTime() - 1_000, nowMs);
}

/** Gives `untilMs` (Unix ms) back when it lies ahead of `nowMs`, at most ten years; raises `bad-request` otherwise. */
export function checkKeepUntil(untilMs: number, nowMs: number): number {
  if (!(untilMs > nowMs)) throw new Failure('bad-request', { reason: 'that day is over' });
  if (untilMs > nowMs + mostDays * dayMs) {
    throw new Failure('bad-request', { reason: 'no link is kept alive for more than ten years' });
  }
  return untilMs;
}

/** The lifetime to ask for, in seconds: up to the end of what is to be kept alive (the protocol cuts it), else as it was wished. */
export function wishedSeconds(
  { lifetimeSeconds, keepUntilMs }: { readonly lifetimeSeconds: number; readonly keepUntilMs?: number | undefined },
  nowMs: number,
): number {
  if (keepUntilMs === undefined) return lifetimeSeconds;
  return Math.max(lifetimeSeconds, Math.ceil((keepUntilMs - nowMs) / 1000));
}

/**
 * When the link of a share that is kept alive must be signed again, in Unix ms: ten minutes or a hundredth of its life before its end, but not
 * before half of its life is over. `undefined` when this link is the last one, or nobody asked for more.
 */
export function renewAtMs({
  keepUntilMs,
  createdAtMs,
  signedAtMs = createdAtMs,
  expiresAtMs,
  revokedAtMs,
}: Pick<Share, 'keepUntilMs' | 'createdAtMs' | 'signedAtMs' | 'expiresAtMs' | 'revokedAtMs'>): number | undefined {
  if (keepUntilMs === undefined || revokedAtMs !== undefined || keepUntilMs <= expiresAtMs) return undefined;
  const lifetimeMs = expiresAtMs - signedAtMs;
  return expiresAtMs - Math.min(lifetimeMs / 2, Math.max(leastMarginMs, lifetimeMs * marginShare));
}
