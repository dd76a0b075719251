import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileSnapshot } from '../../../main/core/model/given-file';
import { postponed, splitByStillness, standsStill, type Candidates } from '../../../main/core/watching/rules/stillness';

const still = 2_000;
const stamp = (sizeBytes: number, mtime = sizeBytes): FileSnapshot => ({
  inode: 1n,
  device: 1n,
  sizeBytes,
  mtimeNs: BigInt(mtime),
  ctimeNs: 0n,
});

/** Looks at one file at these moments (ms, size); gives the moments at which it was ready. */
function looks(moments: readonly (readonly [number, number])[], beside: readonly string[] = []): readonly number[] {
  let candidates: Candidates = new Map();
  return moments.flatMap(([atMs, size]) => {
    const settled = splitByStillness(candidates, new Map([['f', stamp(size)]]), new Set(['f', ...beside]), atMs, still);
    ({ candidates } = settled);
    return settled.ready.length > 0 ? [atMs] : [];
  });
}

test.each<readonly [string, readonly (readonly [number, number])[], readonly number[]]>([
  [
    'stands still',
    [
      [0, 5],
      [1_999, 5],
      [2_000, 5],
    ],
    [2_000],
  ],
  [
    'grows',
    [
      [0, 5],
      [1_500, 6],
      [3_000, 7],
      [4_500, 8],
    ],
    [],
  ],
  [
    'grows and stands still',
    [
      [0, 5],
      [1_500, 6],
      [3_400, 6],
      [3_500, 6],
    ],
    [3_500],
  ],
  ['is seen once', [[0, 5]], []],
  [
    'is empty',
    [
      [0, 0],
      [60_000, 0],
    ],
    [],
  ],
  [
    'was empty',
    [
      [0, 0],
      [60_000, 4],
      [61_000, 4],
      [62_000, 4],
    ],
    [62_000],
  ],
  [
    'is seen after the clock was set back',
    [
      [100_000, 5],
      [0, 5],
      [2_000, 5],
    ],
    [2_000],
  ],
])('a file that %s', (_what, moments, ready) => {
  expect(looks(moments)).toEqual(ready);
});

test('a file beside its unfinished download is not ready', () => {
  expect(
    looks(
      [
        [0, 5],
        [2_000, 5],
        [9_000, 5],
      ],
      ['f.part'],
    ),
  ).toEqual([]);
});

test('the next look is when the earliest file may be ready, and complete files come oldest first', () => {
  const old = [
    ['old', stamp(2, 10)],
    ['other', stamp(3, 10)],
  ] as const;
  const fresh = new Map([['newest', stamp(1, 40)], ['new', stamp(1, 30)], ...old, ['oldest', stamp(1, 5)]]);
  const first = splitByStillness(new Map(), new Map(old), new Set(), 500, still);
  const second = splitByStillness(first.candidates, fresh, new Set(), 700, still);
  expect([first.nextMs, second.nextMs]).toEqual([2_500, 2_500]);
  const { ready } = splitByStillness(second.candidates, fresh, new Set(), 2_700, still);
  expect(ready).toEqual(['oldest', 'old', 'other', 'new', 'newest']);
});

test('an empty file is looked at for no later moment, unless empty files are wanted', () => {
  const next = (holdsEmpty?: boolean) =>
    splitByStillness(new Map(), new Map([['f', stamp(0)]]), new Set(), 500, still, holdsEmpty).nextMs;
  expect([next(), next(false)]).toEqual([undefined, 2_500]);
});

test.each([
  ['the time of its name', { ctimeNs: 9n }, true],
  ['its inode', { inode: 2n }, false],
  ['its size', { sizeBytes: 6 }, false],
  ['the time of its content', { mtimeNs: 6n }, false],
])('a file that differs by %s stands still: %#', (_what, change, isStill) => {
  expect(standsStill(stamp(5), { ...stamp(5), ...change })).toBe(isStill);
});

test('a file that is open for writing is asked ever more seldom, at least twice a minute', () => {
  let candidate = { snapshot: stamp(5), sinceMs: 0, waitMs: still };
  const waits = Array.from({ length: 6 }, () => (candidate = postponed(candidate, 0)).waitMs);
  expect(waits).toEqual([4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test('no file is ready that changed less than the wait ago', () => {
  const steps = fc.array(fc.record({ afterMs: fc.integer({ min: 1, max: 3_000 }), grows: fc.boolean() }));
  fc.assert(
    fc.property(steps, (given) => {
      let [atMs, size, changedMs] = [0, 1, 0];
      const moments = given.map(({ afterMs, grows }) => {
        atMs += afterMs;
        if (grows) [size, changedMs] = [size + 1, atMs];
        return { atMs, size, changedMs };
      });
      const ready = new Set(looks(moments.map((one): readonly [number, number] => [one.atMs, one.size])));
      const early = moments.filter((one) => ready.has(one.atMs) && one.atMs - one.changedMs < still);
      expect(early).toEqual([]);
    }),
  );
});
