// Whose links are signed and whose parts are listed, of more guests than are served at once.
import { expect, test } from 'vitest';
import { isListingDue, turnsAtOnce, turnsOf, type UploadTurn } from '../../../main/core/requests/rules/offer-turns';

const minuteMs = 60_000;
const nowMs = 100 * minuteMs;
const ago = (minutes: number) => nowMs - minutes * minuteMs;
const waits = (uploadId: string, began = 3, more: Partial<UploadTurn> = {}): UploadTurn => ({
  uploadId,
  movedAtMs: ago(began),
  isDue: true,
  ...more,
});
const has = (uploadId: string, since: number, moved: number, isDue = false): UploadTurn => ({
  ...waits(uploadId, moved),
  sinceMs: ago(since),
  isDue,
});
/** They have had their turn for a minute. */
const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => has(name, 1, 1));

test.each<[string, readonly UploadTurn[], string]>([
  ['while there is room, everybody', [waits('x'), waits('y')], 'x y'],
  ['nobody who needs no answer', [waits('x', 3, { isDue: false })], ''],
  ['who began first', [...seven, waits('x', 3), waits('y', 4)], 'a b c d e f g y'],
  ['who was never answered', [...seven, waits('x', 9, { answeredAtMs: ago(8) }), waits('y')], 'a b c d e f g y'],
  ['nobody in place of one that sends', [...seven, has('h', 9, 1), waits('x')], 'a b c d e f g h'],
  ['one in place of one that is idle', [...seven, has('h', 9, 2), waits('x')], 'a b c d e f g x'],
  ['nobody in place of one that had no time yet', [...seven, has('h', 1, 50), waits('x')], 'a b c d e f g h'],
  ['one in place of one that sends for ten minutes', [...seven, has('h', 10, 0, true), waits('x')], 'a b c d e f g x'],
  ['of two idle ones who sent last', [...seven, has('h', 9, 5), has('i', 9, 3)], 'a b c d e f g i'],
  ['the idle one itself where nobody waits', [...seven, has('h', 90, 90)], 'a b c d e f g h'],
])('a turn is for %s', (_whom, uploads, served) => {
  expect([...turnsOf(uploads, nowMs).keys()].join(' ')).toBe(served);
});

test('a thousand uploads have eight turns, and each comes to its turn', () => {
  const served = new Set<string>();
  let uploads = Array.from({ length: 1_000 }, (_, at) => waits(`u${at}`, 0));
  for (let round = 0; round < 125; round += 1) {
    const atMs = nowMs + round * 2 * minuteMs;
    const turns = turnsOf(uploads, atMs);
    expect(turns.size).toBe(turnsAtOnce);
    for (const uploadId of turns.keys()) served.add(uploadId);
    uploads = uploads.map(({ uploadId, movedAtMs }) => {
      const sinceMs = turns.get(uploadId);
      const isServed = served.has(uploadId);
      return {
        uploadId,
        movedAtMs,
        isDue: !isServed,
        ...(isServed && { answeredAtMs: atMs }),
        ...(sinceMs !== undefined && { sinceMs }),
      };
    });
  }
  expect(served.size).toBe(1_000);
});

test.each<[string, number | undefined, number | undefined, number, boolean]>([
  ['one that was never listed', undefined, undefined, 50, true],
  ['one that sends in its turn, at each look', 3_000, 9, 1, true],
  ['one that has just got its turn, at each look', 3_000, 1, 50, true],
  ['an idle one not at each look', 49_999, 9, 2, false],
  ['an idle one at the next look but one', 50_000, 9, 2, true],
  ['one that waits not at each look', 3_000, undefined, 0, false],
  ['one that waits once a minute', 60_000, undefined, 0, true],
])('the parts of %s', (_what, listedMs, since, moved, isDue) => {
  const upload = { movedAtMs: ago(moved), ...(since !== undefined && { sinceMs: ago(since) }) };
  expect(isListingDue(upload, listedMs === undefined ? undefined : nowMs - listedMs, nowMs)).toBe(isDue);
});
