// The frames that the window really drew while something else went on: 60 a second are one every 16.7 ms.
import { quantile } from './rounds.mjs';

/** A frame later than this was one that people can miss. */
export const lateMs = 20;

/** Notes when the page draws, from now on; gives the function that ends it and tells the time from frame to frame, in ms. */
export async function watchFrames(page) {
  await page.evaluate(() => {
    const drawnAtMs = [];
    let watching = true;
    const note = (atMs) => {
      drawnAtMs.push(atMs);
      if (watching) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    window.endOfFrames = () => {
      watching = false;
      return drawnAtMs.slice(1).map((atMs, index) => atMs - drawnAtMs[index]);
    };
  });
  return () => page.evaluate(() => window.endOfFrames());
}

/** The middle, the 99th percentile and the share of late ones. */
export function describeFrames(frames) {
  const late = frames.filter((ms) => ms > lateMs).length;
  return { p50Ms: quantile(frames, 0.5), p99Ms: quantile(frames, 0.99), lateShare: late / frames.length };
}
