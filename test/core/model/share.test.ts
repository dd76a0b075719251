// What the list says of a link follows from two moments and nothing else.
import { describe, expect, test } from 'vitest';
import { sessionPid, sessionPrefix, shareState, type Share } from '../../../main/core/model/share';
import { sampleShare } from '../../fakes/samples';

const share: Share = { ...sampleShare, createdAtMs: 1_000, expiresAtMs: 10_000 };

describe('the state of a share that ends at 10,000', () => {
  test.each([
    [0, 'live'],
    [1_000, 'live'],
    [9_999, 'live'],
    [10_000, 'expired'],
    [10_001, 'expired'],
    [Number.MAX_SAFE_INTEGER, 'expired'],
  ])('at %d is %s', (nowMs, state) => {
    expect(shareState(share, nowMs)).toBe(state);
  });

  test.each([0, 5_000, 10_000, 20_000])('at %d is revoked once it was', (nowMs) => {
    expect(shareState({ ...share, revokedAtMs: 5_000 }, nowMs)).toBe('revoked');
  });

  test('is revoked even when that was in the first millisecond of time', () => {
    expect(shareState({ ...share, revokedAtMs: 0 }, 20_000)).toBe('revoked');
  });
});

describe('the process a share ends with', () => {
  test.each([
    [`${sessionPrefix(4711)}ABAgMEBQYHCAkKCwwNDg8A/a.txt`, 4711],
    ['session-1/x', 1],
    ['ABAgMEBQYHCAkKCwwNDg8A/a.txt', undefined],
    ['shared/session-12/a.txt', undefined],
    ['session-/a.txt', undefined],
    ['session-12', undefined],
    ['session-12a/a.txt', undefined],
    ['xsession-12/a.txt', undefined],
  ])('of the key %s is %s', (key, pid) => {
    expect(sessionPid(key)).toBe(pid);
  });
});
