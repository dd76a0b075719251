// When the status of a page is written: by one at a time, never sooner than it may be, and again and again while nothing changes.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStatusWriter } from '../../../main/core/pages/status-object';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Writes that take `tookMs`, of which those in `failing` (from 0) fail. */
function writing(tookMs = 0, failing: readonly number[] = []) {
  const begun: number[] = [];
  const failed: unknown[] = [];
  const startMs = performance.now();
  let underWay = 0;
  let most = 0;
  const writer = createStatusWriter(
    async () => {
      const nth = begun.push(Math.round(performance.now() - startMs)) - 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, tookMs));
      underWay -= 1;
      if (failing.includes(nth)) throw new Error('no');
    },
    (error) => failed.push(error),
  );
  return { writer, begun, failed, most: () => most };
}

async function askEvery(ms: number, forMs: number, request: () => void): Promise<void> {
  for (let passed = 0; passed < forMs; passed += ms) {
    request();
    await vi.advanceTimersByTimeAsync(ms);
  }
}

test('a second apart, however often something changes', async () => {
  const { writer, begun } = writing();
  await askEvery(100, 5_000, () => writer.request());
  expect(begun).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
});

test('none overtakes another: a write that takes long delays the next by as much again', async () => {
  const { writer, begun, most } = writing(3_000);
  await askEvery(100, 14_000, () => writer.request());
  expect([begun, most()]).toEqual([[1_000, 7_000, 13_000], 1]);
});

test('every twenty seconds while nothing changes', async () => {
  const { begun } = writing();
  await vi.advanceTimersByTimeAsync(62_000);
  expect(begun).toEqual([21_000, 41_000, 61_000]);
});

test('one that failed comes again after five seconds, unasked, and is told', async () => {
  const { writer, begun, failed } = writing(0, [0]);
  writer.request();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([begun, failed.length]).toEqual([[1_000, 6_000], 1]);
});

test('none after the end, which waits for the one under way', async () => {
  const { writer, begun } = writing(3_000);
  writer.request();
  await vi.advanceTimersByTimeAsync(1_500);
  let isEnded = false;
  const ended = writer.end().then(() => (isEnded = true));
  writer.request();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(isEnded).toBe(false);
  await vi.advanceTimersByTimeAsync(30_000);
  await ended;
  expect(begun).toEqual([1_000]);
});
