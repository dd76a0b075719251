// A label that counts down must be right to the second at the end and must not burn the battery before it.
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { item, openWindow } from './open-window';
import { emptyView, hourMs, minuteMs, share } from './views';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 27, 12) });
});
afterEach(() => {
  vi.useRealTimers();
});

const turn = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });
const label = () => item('Shares', 'report.pdf').textContent;
const open = (leftMs: number) => {
  const nowMs = Date.now();
  return openWindow(emptyView({ shares: [share(nowMs, { expiresAtMs: nowMs + leftMs })] }));
};

test('ticks every second in the last hour and ends at zero', async () => {
  await open(2 * minuteMs);
  expect(label()).toContain('2 min left');
  turn(1000);
  expect(label()).toContain('1 min 59 sec left');
  turn(118_000);
  expect(label()).toContain('1 sec left');
  turn(1000);
  expect(label()).toContain('Expired');
  expect(screen.getByRole('button', { name: 'Remove from history' })).toBeDefined();
  expect(vi.getTimerCount()).toBe(0);
});

test('ticks every minute before that', async () => {
  await open(5 * hourMs);
  expect(label()).toContain('5 hr left');
  turn(59_000);
  expect(label()).toContain('5 hr left');
  turn(1000);
  expect(label()).toContain('4 hr 59 min left');
});

test('changes to seconds in time', async () => {
  await open(hourMs + 2 * minuteMs);
  turn(minuteMs);
  turn(minuteMs);
  expect(label()).toContain('1 hr left');
  turn(1000);
  expect(label()).toContain('59 min 59 sec left');
});

test('a link of a day has a day left until it is 23 hours and a half', async () => {
  await open(24 * hourMs - 1000);
  expect(label()).toContain('1 day left');
  turn(30 * minuteMs - 1000);
  expect(label()).toContain('1 day left');
  turn(minuteMs);
  expect(label()).toContain('23 hr 29 min left');
});

test('many rows share one timer', async () => {
  const nowMs = Date.now();
  const shares = Array.from({ length: 20 }, (_, i) =>
    share(nowMs, { id: `s-${i}`, name: `${i}.txt`, expiresAtMs: nowMs + minuteMs }),
  );
  await openWindow(emptyView({ shares }));
  // The window says once that it is drawn.
  turn(100);
  expect(vi.getTimerCount()).toBe(1);
});
