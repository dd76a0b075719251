// Speed and time left, smoothed; unknown until something was sent.

export interface Progress {
  readonly sentBytes: number;
  /** Smoothed over about three seconds; 0 while unknown. */
  readonly bytesPerSecond: number;
  readonly atMs: number;
}

const smoothingMs = 3_000;
/** Shorter steps only jitter. */
const shortestStepMs = 200;

export const noProgress = (atMs: number): Progress => ({ sentBytes: 0, bytesPerSecond: 0, atMs });

/** The progress after `sentBytes` in total at `atMs` (Unix ms). A retry may take bytes back; speed never goes below 0. */
export function advance(progress: Progress, sentBytes: number, atMs: number): Progress {
  const stepMs = atMs - progress.atMs;
  if (stepMs < shortestStepMs) return progress;
  const rate = (Math.max(0, sentBytes - progress.sentBytes) * 1000) / stepMs;
  const weight = progress.bytesPerSecond === 0 ? 1 : 1 - Math.exp(-stepMs / smoothingMs);
  return { sentBytes, bytesPerSecond: progress.bytesPerSecond + weight * (rate - progress.bytesPerSecond), atMs };
}

/** Without a byte for this long the speed is unknown; the slowest connections take some seconds from one slice to the next. */
const quietMs = 10_000;

/** The progress at `atMs` (Unix ms) with no byte sent since: after ten seconds its speed is unknown. */
export function quieted(progress: Progress, atMs: number): Progress {
  return atMs - progress.atMs < quietMs ? progress : { ...progress, bytesPerSecond: 0 };
}

/** Seconds until `sizeBytes` are sent, or `undefined` while the speed is unknown. */
export function secondsLeft(sizeBytes: number, sentBytes: number, bytesPerSecond: number): number | undefined {
  if (bytesPerSecond <= 0) return undefined;
  return Math.max(0, Math.ceil((sizeBytes - sentBytes) / bytesPerSecond));
}
