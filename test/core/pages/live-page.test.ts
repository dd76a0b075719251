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
    const text = encodeStatus({ ...status, stored, failed });
    expect(text.length).toBeLessThan(mostStatusBytes);
    expect(parseStatus(text)?.stored).toEqual(stored);
  });

  it.each([
    ['', 'no text'],
    ['null', 'null'],
    ['[]', 'a list'],
    ['{"v":2,"sequence":1,"state":"done","sentBytes":0,"stored":[],"failed":[],"sending":[]}', 'another version'],
    ['{"v":1,"sequence":0,"state":"done","sentBytes":0,"stored":[],"failed":[],"sending":[]}', 'sequence 0'],
    ['{"v":1,"sequence":1,"state":"over","sentBytes":0,"stored":[],"failed":[],"sending":[]}', 'an unknown state'],
    ['{"v":1,"sequence":1,"state":"done","sentBytes":-1,"stored":[],"failed":[],"sending":[]}', 'less than nothing'],
    ['{"v":1,"sequence":1,"state":"done","sentBytes":0,"stored":[[0]],"failed":[],"sending":[]}', 'half a range'],
    ['{"v":1,"sequence":1,"state":"done","sentBytes":0,"stored":[[0,1e9]],"failed":[],"sending":[]}', 'a huge range'],
    ['{"v":1,"sequence":1,"state":"done","sentBytes":0,"stored":[[0,9],[9,9]],"failed":[],"sending":[]}', 'overlaps'],
    ['{"v":1,"sequence":1,"state":"done","sentBytes":0,"stored":[],"failed":["0"],"sending":[]}', 'a text as index'],
  ])('is none where it reads %s (%s)', (text) => {
    expect(parseStatus(text)).toBeUndefined();
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
