// What is due for a share by itself, and when.
import { describe, expect, test } from 'vitest';
import { due } from '../../../main/core/given/rules/due';
import type { Share } from '../../../main/core/model/share';
import { newYearMs, sampleShare } from '../../fakes/samples';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const endsAtMs = newYearMs + dayMs;
const kept = { keepUntilMs: endsAtMs + 30 * dayMs };

const dueAt = (nowMs: number, change: Partial<Share> = {}, facts = {}): readonly string[] => {
  const share = { ...sampleShare, createdAtMs: newYearMs, signedAtMs: newYearMs, expiresAtMs: endsAtMs, ...change };
  const found = due(share, nowMs, { hasDoor: false, deletes: true, ...facts });
  return Object.entries(found).flatMap(([what, isDue]) => (isDue ? [what] : []));
};

test('nothing of a live share whose link is proven', () => {
  expect(dueAt(endsAtMs - 1)).toEqual([]);
});

describe('verifying', () => {
  test('an unproven link, until its end', () => {
    expect([dueAt(endsAtMs - 1, { verified: false }), dueAt(endsAtMs, { verified: false })]).toEqual([
      ['verify'],
      ['clean'],
    ]);
  });

  test.each<Partial<Share>>([{ revokedAtMs: newYearMs }, { missingAtMs: newYearMs }])('not with %o', (change) => {
    expect(dueAt(newYearMs, { verified: false, ...change })).toEqual([]);
  });
});

describe('renewing', () => {
  const atMs = endsAtMs - 0.01 * dayMs;

  test('a share that is kept alive, shortly before its end and after it', () => {
    expect([dueAt(atMs - 1, kept), dueAt(atMs, kept), dueAt(endsAtMs + dayMs, kept)]).toEqual([
      [],
      ['renew'],
      ['renew'],
    ]);
  });

  test('behind a short link half way to its end', () => {
    const halfMs = newYearMs + dayMs / 2;
    expect([dueAt(halfMs - 1, kept, { hasDoor: true }), dueAt(halfMs, kept, { hasDoor: true })]).toEqual([
      [],
      ['renew'],
    ]);
  });

  test('beside an unproven link, which is to be proven as well', () => {
    expect(dueAt(atMs, { ...kept, verified: false })).toEqual(['verify', 'renew']);
  });

  test('not once the time that it is kept for is over', () => {
    expect(dueAt(kept.keepUntilMs, kept)).toEqual(['clean']);
  });

  test.each<Partial<Share>>([{ revokedAtMs: newYearMs }, { missingAtMs: newYearMs }, { removedAtMs: newYearMs }])(
    'not with %o',
    (change) => {
      expect(dueAt(atMs, { ...kept, ...change })).toEqual([]);
    },
  );
});

describe('cleaning up', () => {
  test('what has ended, ours and a page, from its end on', () => {
    expect([dueAt(endsAtMs - 1), dueAt(endsAtMs), dueAt(endsAtMs, { origin: 'linked', kind: 'page' })]).toEqual([
      [],
      ['clean'],
      ['clean'],
    ]);
  });

  test('what is kept alive and missing', () => {
    expect(dueAt(endsAtMs, { ...kept, missingAtMs: newYearMs })).toEqual(['clean']);
  });

  test.each<[string, Partial<Share>, object]>([
    ['where the connection keeps it', {}, { deletes: false }],
    ['of a file that was there before', { origin: 'linked', kind: 'file' }, {}],
    ['of what is revoked', { revokedAtMs: newYearMs }, {}],
    ['of what is removed', { removedAtMs: newYearMs }, {}],
  ])('not %s', (_what, change, facts) => {
    expect(dueAt(endsAtMs, change, facts)).toEqual([]);
  });
});
