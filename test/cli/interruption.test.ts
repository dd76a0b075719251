// Ctrl-C and a shutdown end every command within a second, by a clock of the test. That each command listens: interrupted.test.ts.
import { afterEach, beforeEach, expect, test, vi, type Mock } from 'vitest';
import { interruptible, type Interruption } from '../../main/cli/interruption';
import { rejected } from '../fakes/failing';

/** No other part of this process listens to it. */
const signal = 'SIGHUP';
const exit = vi.fn<(code?: unknown) => never>();
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(process, 'exit').mockImplementation(exit);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  exit.mockReset();
});

/** `work` with an interruption that listens no longer than it. */
async function listening(work: (interruption: Interruption, last: Mock<() => void>) => Promise<void>) {
  const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
  const before = new Map(signals.map((name) => [name, process.listeners(name)]));
  const last = vi.fn<() => void>();
  try {
    await work(interruptible(last), last);
  } finally {
    for (const name of signals) {
      for (const listener of process.listeners(name)) {
        if (before.get(name)?.includes(listener) !== true) process.off(name, listener);
      }
    }
  }
}

test('work that does not end is left after 600 ms, and the process is ended by force after 900', () =>
  listening(async (interruption, last) => {
    const left = vi.fn<() => void>();
    const end = rejected(interruption.within(new Promise(() => undefined)));
    void end.then(left);
    process.emit(signal);
    expect(interruption.signal.aborted).toBe(true);
    expect([interruption.exitCode(130), interruption.exitCode(1)]).toEqual([129, 1]);
    await vi.advanceTimersByTimeAsync(599);
    expect(left).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect((await end).code).toBe('interrupted');
    await vi.advanceTimersByTimeAsync(299);
    expect([last.mock.calls.length, exit.mock.calls]).toEqual([0, []]);
    await vi.advanceTimersByTimeAsync(1);
    expect([last.mock.calls.length, exit.mock.calls]).toEqual([1, [[129]]]);
  }));

test('a second signal ends the process at once', () =>
  listening(async (_interruption, last) => {
    process.emit(signal);
    process.emit(signal);
    expect([last.mock.calls.length, exit.mock.calls]).toEqual([0, [[129]]]);
  }));

test('what would be lost moves the end, each time that it gets on', () =>
  listening(async (interruption) => {
    interruption.postpone(30_000);
    process.emit(signal);
    await vi.advanceTimersByTimeAsync(500);
    interruption.postpone(30_000);
    await vi.advanceTimersByTimeAsync(29_000);
    interruption.postpone(30_000);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(exit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(exit.mock.calls).toEqual([[129]]);
  }));
