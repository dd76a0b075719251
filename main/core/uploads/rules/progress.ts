// Speed and time left, smoothed; unknown in the first seconds of data, so that neither jumps.

export interface Progress {
  readonly sentBytes: number;
  /** Smoothed over about three seconds; 0 while unknown: in the first three seconds of data, and after five without any. */
  readonly bytesPerSecond: number;
  readonly atMs: number;
  /** How long data has been on its way, and at which speed; absent before its first byte, also after a silence. */
  readonly moving?: { readonly ms: number; readonly bytesPerSecond: number };
  /** Five seconds without a byte. */
  readonly isSilent: boolean;
}

const smoothingMs = 3_000;
/** Shorter steps only jitter. */
const shortestStepMs = 200;
/** What is buffered goes at once, and tells nothing of what follows. */
const knownAfterMs = 3_000;
const quietMs = 5_000;

export const noProgress = (atMs: number): Progress => ({ sentBytes: 0, bytesPerSecond: 0, atMs, isSilent: false });

/**
 * The progress after `sentBytes` in total at `atMs` (Unix ms). A retry may take bytes back; speed never goes below 0, and never above `limit`, in
 * bytes per second.
 */
export function advance(progress: Progress, sentBytes: number, atMs: number, limit = Infinity): Progress {
  const stepMs = atMs - progress.atMs;
  if (stepMs < shortestStepMs) return progress;
  const { moving } = progress;
  if (moving === undefined) {
    if (sentBytes <= progress.sentBytes) return { ...progress, sentBytes };
    return { ...noProgress(atMs), sentBytes, moving: { ms: 0, bytesPerSecond: 0 } };
  }
  const ms = moving.ms + stepMs;
  const rate = (Math.max(0, sentBytes - progress.sentBytes) * 1000) / stepMs;
  const weight = Math.max(stepMs / ms, 1 - Math.exp(-stepMs / smoothingMs));
  const bytesPerSecond = Math.min(limit, moving.bytesPerSecond + weight * (rate - moving.bytesPerSecond));
  return {
    ...noProgress(atMs),
    sentBytes,
    bytesPerSecond: ms < knownAfterMs ? 0 : bytesPerSecond,
    moving: { ms, bytesPerSecond },
  };
}

/** The progress at `atMs` (Unix ms) with no byte sent since: after five seconds its speed is unknown. */
export function quieted(progress: Progress, atMs: number): Progress {
  if (progress.isSilent || atMs - progress.atMs < quietMs) return progress;
  return { ...noProgress(progress.atMs), sentBytes: progress.sentBytes, isSilent: true };
}

/** Seconds until `sizeBytes` are sent, or `undefined` while the speed is unknown. */
export function secondsLeft(sizeBytes: number, sentBytes: number, bytesPerSecond: number): number | undefined {
  if (bytesPerSecond <= 0) return undefined;
  return Math.max(0, Math.ceil((sizeBytes - sentBytes) / bytesPerSecond));
}

/** So many seconds as nobody can know them better: in tens of seconds, then whole minutes, then whole hours. */
export function steadySeconds(seconds: number): number {
  const step = seconds < 60 ? 10 : seconds < 3_600 ? 60 : 3_600;
  return Math.max(step, Math.ceil(seconds / step) * step);
}
