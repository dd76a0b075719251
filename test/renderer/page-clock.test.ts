// What a page takes for the server's clock: a reader's own may be hours off, and change while an answer is on its way.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createServerClock } from '../../renderer/page/server-clock';

const startMs = Date.UTC(2026, 0, 1);
const date = (ms: number) => new Date(ms).toUTCString();

beforeEach(() => vi.useFakeTimers({ now: startMs }));
afterEach(() => vi.useRealTimers());

/** How far ahead the clock believes the server to be, ms, after an answer that came `tookMs` after its request. */
function aheadAfter(clock: ReturnType<typeof createServerClock>, serverAheadMs: number, tookMs: number): number {
  const sentAtMs = Date.now();
  vi.setSystemTime(sentAtMs + tookMs);
  clock.learn(date(sentAtMs + tookMs / 2 + serverAheadMs), sentAtMs);
  return clock.nowMs() - Date.now();
}

test.each([0, 3_600_000, -3_600_000])('an answer tells that the server is %d ms ahead', (serverAheadMs) => {
  expect(Math.abs(aheadAfter(createServerClock(), serverAheadMs, 200) - serverAheadMs)).toBeLessThanOrEqual(1_000);
});

test('the first answer counts when it is slow, a later one does not', () => {
  const clock = createServerClock();
  expect(Math.abs(aheadAfter(clock, 3_600_000, 20_000) - 3_600_000)).toBeLessThanOrEqual(1_000);
  expect(Math.abs(aheadAfter(clock, 0, 20_000) - 3_600_000)).toBeLessThanOrEqual(1_000);
});

test.each([1_740_000, -1_740_000])(
  'a clock that is set by %d ms while the first answer is on its way is not halved',
  (tookMs) => {
    const clock = createServerClock();
    expect(aheadAfter(clock, 0, tookMs)).toBe(0);
    expect(clock.isKnown()).toBe(false);
  },
);

test('no date teaches nothing', () => {
  const clock = createServerClock();
  clock.learn(null, startMs);
  clock.learn('yesterday', startMs);
  expect(clock.isKnown()).toBe(false);
});
