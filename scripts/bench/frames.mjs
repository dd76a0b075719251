// Measures the frames that the window draws meanwhile: 60 a second are one every 16.7 ms.
import { quantile } from './rounds.mjs';

/** A later frame is one that users can notice, ms. */
export const lateMs = 20;

/** Records the page's frames from now on; returns the function that ends it and gives the times between frames, ms. */
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

/** The median, the 99th percentile and the share of late frames. */
export function describeFrames(frames) {
  const late = frames.filter((ms) => ms > lateMs).length;
  return { p50Ms: quantile(frames, 0.5), p99Ms: quantile(frames, 0.99), lateShare: late / frames.length };
}
