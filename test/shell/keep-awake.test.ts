import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeepAwake } from '../../main/shell/integration/keep-awake';

vi.mock('electron', () => ({ powerSaveBlocker: undefined }));
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the computer stays awake from the first guest until a while after the last, and no longer', () => {
  const log: string[] = [];
  const busy = createKeepAwake({
    start: (kind) => log.push(`start ${kind}`),
    stop: (id) => log.push(`stop ${id}`) > 0,
  });
  busy(false);
  vi.advanceTimersByTime(60_000);
  expect(log).toEqual([]);
  busy(true);
  busy(false);
  vi.advanceTimersByTime(19_000);
  // The next file of the same page.
  busy(true);
  vi.advanceTimersByTime(60_000);
  expect(log).toEqual(['start prevent-app-suspension']);
  busy(false);
  vi.advanceTimersByTime(20_000);
  expect(log).toEqual(['start prevent-app-suspension', 'stop 1']);
});
