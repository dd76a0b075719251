// A bandwidth limit means the same number of bytes wherever it is typed, and is kept.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reserve, noPace } from '../../../main/core/async/token-bucket';
import { parseRate } from '../../../main/terminal/arguments/parse-rate';
import { caught } from '../../fakes/failing';

describe('a limit as people type it', () => {
  test.each([
    ['0', 0],
    ['1', 1_024],
    ['500', 512_000],
    ['500K', 512_000],
    ['500k', 512_000],
    ['2M', 2_097_152],
    [' 2m ', 2_097_152],
    ['1G', 1_073_741_824],
    ['007', 7_168],
    ['60MB', 60_000_000],
    ['60 MB/s', 60_000_000],
    ['1.5G', 1_610_612_736],
    ['2 MiB', 2_097_152],
  ])('%j is %d bytes a second', (text, bytes) => {
    expect(parseRate(text)).toBe(bytes);
  });

  test.each(['', ' ', '-1', '+1', '1e3', 'M', '60Mbps', 'fast', '٥', '9'.repeat(10), 'Infinity'])(
    '%j is refused',
    (text) => {
      expect(caught(() => parseRate(text)).code).toBe('bad-request');
    },
  );
});

describe('a pace of 1,000 bytes a second', () => {
  const ask = (bytes: number, nowMs: number, pace = noPace) => reserve(pace, bytes, 1_000, nowMs);

  test('lets the first bytes go at once and the next when they are paid for', () => {
    const first = ask(1_000, 10_000);
    expect(first.waitMs).toBe(0);
    const second = ask(1_000, 10_000, first.pace);
    expect(second.waitMs).toBe(750);
    expect(ask(1_000, 10_000, second.pace).waitMs).toBe(1_750);
  });

  test('saves up a quarter of a second of a pause and no more', () => {
    const first = ask(1_000, 10_000);
    const later = ask(250, 60_000, first.pace);
    expect([later.waitMs, ask(1, 60_000, later.pace).waitMs]).toEqual([0, 0]);
    const burst = ask(251, 60_000, ask(250, 60_000, first.pace).pace);
    expect(ask(1, 60_000, burst.pace).waitMs).toBe(251);
  });

  test('is kept over any asking, within the quarter of a second', () => {
    const step = fc.record({ bytes: fc.integer({ min: 1, max: 5_000 }), laterMs: fc.nat(3_000) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 50 }), (steps) => {
        let pace = noPace;
        let nowMs = 1_000_000;
        let gone = 0;
        for (const { bytes, laterMs } of steps) {
          nowMs += laterMs;
          const granted = reserve(pace, bytes, 1_000, nowMs);
          pace = granted.pace;
          nowMs += granted.waitMs;
          // What went before these bytes fits into the time that has passed.
          expect(gone).toBeLessThanOrEqual(nowMs - 1_000_000 + 250 + 1e-6);
          gone += bytes;
        }
      }),
    );
  });
});
