// What an open page makes of a status and of a later revision: no file is offered that nobody said to be stored, and nothing changes its place.
import { array, assert, nat, property, tuple, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeStatus } from '../../../main/core/pages/rules/live-page';
import { merge } from '../../../renderer/share-page/live/merge';
import { liveOf } from '../../../renderer/share-page/live/live-times';
import { awayFrom, createSpeed, filesOf, parseStatus, roughly } from '../../../renderer/share-page/live/status';
import type { Entry } from '../../../renderer/share-page/share';

const status = { v: 1, sequence: 3, state: 'sending', sentBytes: 5, stored: [[0, 1]], failed: [3], sending: [[2, 4]] };
const read = (change: object) => parseStatus(JSON.stringify({ ...status, ...change }));

describe('a status', () => {
  test.each([
    ['another version', { v: 2 }],
    ['no sequence', { sequence: undefined }],
    ['a sequence that is no count', { sequence: 1.5 }],
    ['a sequence below nothing', { sequence: -1 }],
    ['a state of another version', { state: 'resting' }],
    ['longer than any', { more: 'x'.repeat(262_144) }],
  ])('is none: %s', (_what, change) => {
    expect(read(change)).toBeUndefined();
  });

  test.each(['', 'null', '[]', '<Error/>', '{"v":1'])('is none: %s', (text) => {
    expect(parseStatus(text)).toBeUndefined();
  });

  test('what its sender writes is read, and says one thing of each file', () => {
    const indexes = uniqueArray(nat(40), { maxLength: 30 });
    assert(
      property(indexes, indexes, indexes, nat(45), (stored, failed, sending, count) => {
        const written = encodeStatus({
          sequence: 1,
          state: 'sending',
          sentBytes: 0,
          stored: new Set(stored),
          failed: new Set(failed),
          sending: new Map(sending.map((index) => [index, 7])),
        });
        const told = parseStatus(written);
        if (told === undefined) throw new Error('not read');
        const expected = Array.from({ length: count }, (_, index) => {
          if (failed.includes(index)) return 'unsent';
          if (stored.includes(index)) return 'known';
          return sending.includes(index) ? 'sending' : 'waiting';
        });
        expect(filesOf(told, count).map(({ state }) => state)).toEqual(expected);
      }),
    );
  });

  test('ranges that name everything again and again cost no more than the files', () => {
    const stored = Array.from({ length: 9_000 }, () => [0, 9_007_199_254_740_991]);
    const told = read({ stored, failed: [] });
    expect(told && filesOf(told, 10_000).every(({ state }) => state === 'known')).toBe(true);
  });

  test('after a cancel what is not stored does not come', () => {
    const told = read({ state: 'cancelled' });
    expect(told && filesOf(told, 5).map(({ state }) => state)).toEqual([
      'known',
      'known',
      'cancelled',
      'unsent',
      'cancelled',
    ]);
  });
});

test.each([
  ['12:00:45', undefined],
  ['12:00:46', '12:00:00'],
  ['13:30:00', '12:00:00'],
])('at %s by the server’s clock its sender is away since: %s', (now, since) => {
  const at = (time: string) => `Sun, 29 Nov 2026 ${time} GMT`;
  expect(awayFrom(Date.parse(at('12:00:00')), Date.parse(at(now)))).toBe(since && Date.parse(at(since)));
  expect(awayFrom(Number.NaN, Date.parse(at(now)))).toBeUndefined();
});

describe('the time left', () => {
  const after = (...moments: readonly (readonly [seconds: number, megabytes: number])[]) => {
    const speed = createSpeed();
    return moments.map(([seconds, megabytes]) => speed(seconds * 1000, megabytes, 100)).at(-1);
  };
  test.each([
    [
      'not before it was watched for a while',
      [
        [0, 0],
        [6, 6],
      ],
      undefined,
    ],
    [
      'from what came lately',
      [
        [0, 0],
        [10, 10],
      ],
      90,
    ],
    [
      'what was long ago counts no more',
      [
        [0, 0],
        [40, 10],
        [60, 50],
      ],
      25,
    ],
    [
      'not while nothing comes',
      [
        [0, 10],
        [20, 10],
      ],
      undefined,
    ],
    [
      'anew where it was sent anew',
      [
        [0, 50],
        [10, 60],
        [12, 5],
      ],
      undefined,
    ],
    [
      'not where it takes more than a day',
      [
        [0, 0],
        [20, 0.001],
      ],
      undefined,
    ],
  ] as const)('is told %s', (_when, moments, seconds) => {
    expect(after(...moments)).toBe(seconds);
  });

  test.each([
    [0, 10],
    [31, 40],
    [90, 90],
    [91, 120],
    [3_599, 3_600],
  ])('%d s are said as %d s', (seconds, said) => {
    expect(roughly(seconds)).toBe(said);
  });
});

describe('a later revision', () => {
  const entry = (index: number, path: string, key: string, change: Partial<Entry> = {}): Entry => ({
    index,
    path,
    sizeBytes: 1,
    contentType: '',
    href: `/b/${key}?signed=${index}`,
    ...change,
  });

  test('keeps what stays under its number with its later link, and puts what is new behind', () => {
    const [a, b, c] = [entry(0, 'a', 'k1'), entry(1, 'b', 'k2'), entry(2, 'c', 'k3')];
    const merged = merge(
      [a, b, c],
      [entry(0, 'new', 'k5'), entry(1, 'c', 'k3'), entry(2, 'b', 'k4'), entry(3, 'also new', 'k6')],
    );
    expect(merged.entries.map(({ index, path }) => [index, path])).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
      [3, 'new'],
      [4, 'also new'],
    ]);
    expect(merged.listed.map(({ path }) => path)).toEqual(['new', 'c', 'b', 'also new']);
    expect(merged.removed).toEqual([a]);
    expect(merged.replaced.map(({ href }) => href)).toEqual(['/b/k4?signed=2']);
    // A running download holds the object, and reads a later link of the same.
    expect(merged.entries[2]).toBe(c);
    expect(c.href).toBe('/b/k3?signed=1');
    expect(b.href).toBe('/b/k2?signed=1');
  });

  test('of the same file that is known better, nothing is new', () => {
    const merged = merge([entry(0, 'a', 'k1')], [entry(0, 'a', 'k1', { sha256: 'x' })]);
    expect([merged.added, merged.replaced, merged.removed]).toEqual([[], [], []]);
    expect(merged.entries[0]?.sha256).toBe('x');
  });

  test('no number twice, nothing out of place, and every file of it is shown', () => {
    const page = uniqueArray(tuple(nat(6), nat(12)), { selector: ([, key]) => key, maxLength: 10 });
    assert(
      property(page, array(page, { maxLength: 5 }), (first, later) => {
        const entriesOf = (rows: typeof first) => rows.map(([path, key], index) => entry(index, `p${path}`, `k${key}`));
        let shown: readonly Entry[] = entriesOf(first);
        for (const rows of later) {
          const before = shown.map(({ index }) => index);
          const merged = merge(shown, entriesOf(rows));
          shown = merged.entries;
          const numbers = shown.map(({ index }) => index);
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(numbers.slice(0, before.length)).toEqual(before);
          expect(merged.listed.map(({ href }) => href.split('?')[0])).toEqual(rows.map(([, key]) => `/b/k${key}`));
          for (const one of merged.listed) expect(shown).toContain(one);
        }
      }),
    );
  });
});

test.each([
  [{}, { revision: 0, door: '', grows: false }],
  [{ grows: true }, { revision: 0, door: '', grows: true }],
  [{ revision: 2 }, { revision: 2, door: '', grows: true }],
  [{ status: '/b/s?q' }, { revision: 0, door: '', grows: false, statusHref: '/b/s?q' }],
  [{ status: '//elsewhere/s' }, { revision: 0, door: '', grows: false }],
  [{ status: 'https://elsewhere/s' }, { revision: 0, door: '', grows: false }],
  [{ door: 'https://links.example.com/d/abc' }, { revision: 0, door: 'https://links.example.com/d/abc', grows: false }],
])('times that say %j', (times, live) => {
  expect(liveOf(times)).toEqual(live);
});
