// Temporary credentials are replaced five minutes before their end, and short ones not all the time.
import { expect, test } from 'vitest';
import { refreshAtMs } from '../../../main/core/credentials/rules/credential-refresh';

const s = 1_000;
const now = Date.UTC(2026, 0, 1);

test.each([
  ['an hour', 3_600, 3_300],
  ['fifteen minutes', 900, 600],
  ['six minutes', 360, 60],
  ['five and a half minutes', 330, 30],
  ['five minutes', 300, 30],
  ['a minute', 60, 30],
  ['twenty seconds', 20, 20],
  ['nothing', 0, 0],
  ['less than nothing', -60, -60],
])('what lives for %s (%d s) is replaced after %d s', (_what, livesSeconds, afterSeconds) => {
  expect(refreshAtMs({ expiresAtMs: now + livesSeconds * s }, now)).toBe(now + afterSeconds * s);
});

test('what does not end is looked at again after five minutes', () => {
  expect(refreshAtMs({}, now)).toBe(now + 300 * s);
});
