import { array, assert, constantFrom, integer, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  awaySince,
  encodeStatus,
  mostStatusBytes,
  parseStatus,
  type PageStatus,
} from '../../../main/core/pages/rules/live-page';

const status: PageStatus = {
  sequence: 7,
  state: 'sending',
  sentBytes: 1_500,
  stored: new Set([4, 0, 1, 2]),
  failed: new Set([5]),
  sending: new Map([[3, 500]]),
};

describe('the status object of a page', () => {
  it('names entries by ranges of their indexes, and nothing else of them', () => {
    expect(encodeStatus(status)).toBe(
      '{"v":1,"sequence":7,"state":"sending","sentBytes":1500,"stored":[[0,2],[4,4]],"failed":[5],"sending":[[3,500]]}',
    );
  });

  it('is read as it was written', () => {
    const indexes = array(integer({ min: 0, max: 20_000 }), { maxLength: 50 });
    assert(
      property(
        tuple(integer({ min: 1 }), constantFrom('sending', 'paused', 'done', 'cancelled'), indexes, indexes),
        ([sequence, state, stored, sending]) => {
          const written: PageStatus = {
            sequence,
            state,
            sentBytes: 9,
            stored: new Set(stored),
            failed: new Set(sending),
            sending: new Map(sending.map((index) => [index, index * 2])),
          };
          expect(parseStatus(encodeStatus(written))).toEqual(written);
        },
      ),
    );
  });

  it('of ten thousand files, every other one stored, is no longer than a reader takes', () => {
    const stored = new Set(Array.from({ length: 5_000 }, (_, at) => at * 2));
    const failed = new Set(Array.from({ length: 5_000 }, (_, at) => at * 2 + 1));
    const sending = new Map(Array.from({ length: 100 }, (_, at) => [at, 1]));
    const text = encodeStatus({ ...status, stored, failed, sending });
    expect(text.length).toBeLessThan(mostStatusBytes);
    const read = parseStatus(text);
    expect(read?.stored).toEqual(stored);
    expect([read?.failed.size, read?.sending.size]).toEqual([1_000, 64]);
  });

  it.each(['', 'null', '"x"', '7', '[]', '{}'])('is none where it reads %s', (text) => {
    expect(parseStatus(text)).toBeUndefined();
  });

  const text = () => encodeStatus(status);
  it.each<[what: string, change: Readonly<Record<string, unknown>>]>([
    ['another version', { v: 2 }],
    ['sequence 0', { sequence: 0 }],
    ['a sequence between two', { sequence: 1.5 }],
    ['an unknown state', { state: 'over' }],
    ['less than nothing', { sentBytes: -1 }],
    ['no list of what is stored', { stored: {} }],
    ['half a range', { stored: [[0]] }],
    ['more than a range', { stored: [[0, 1, 2]] }],
    ['what only looks like a range', { stored: [{ 0: 0, 1: 1, length: 2 }] }],
    ['a huge range', { stored: [[0, 1_000_000]] }],
    ['a range backwards', { stored: [[9, 5]] }],
    [
      'ranges that overlap',
      {
        stored: [
          [0, 9],
          [9, 9],
        ],
      },
    ],
    ['no list of failed entries', { failed: {} }],
    ['a text as index', { failed: ['0'] }],
    ['an index of no page', { failed: [1_000_000] }],
    ['too many failed entries', { failed: Array.from({ length: 1_001 }, (_, at) => at) }],
    ['no list of entries under way', { sending: {} }],
    ['an entry under way without an index', { sending: [['3', 500]] }],
    ['an entry under way with less than nothing', { sending: [[3, -1]] }],
    ['too many entries under way', { sending: Array.from({ length: 65 }, (_, at) => [at, 1]) }],
  ])('is none that tells %s', (_what, change) => {
    expect(parseStatus(JSON.stringify({ ...JSON.parse(text()), ...change }))).toBeUndefined();
  });

  it('is none that is longer than a reader takes', () => {
    expect(parseStatus(text().padEnd(mostStatusBytes))).toEqual(status);
    expect(parseStatus(text().padEnd(mostStatusBytes + 1))).toBeUndefined();
  });

  it('never makes a reader fail', () => {
    assert(property(string(), (text) => parseStatus(text) === undefined || text.includes('"v"')));
  });

  it.each([
    [100_000, 100_000, undefined],
    [145_000, 100_000, undefined],
    [146_000, 100_000, 100_000],
    [90_000, 100_000, undefined],
  ])('at %i, written at %i, is of a sender that is away since %s', (date, modified, since) => {
    expect(awaySince(date, modified)).toBe(since);
  });
});
