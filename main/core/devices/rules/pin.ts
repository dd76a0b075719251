// Whether a device may offer files: by the PIN that is shown on this computer, with three tries.
import { createHash, timingSafeEqual } from 'node:crypto';

/** Wrong tries of one address, after which even the right PIN is refused, as the app does. */
const mostTriesOfOne = 3;
/** Wrong tries of all addresses: a network card may have any number of IPv6 addresses. */
export const mostTriesOfAll = 20;

/** Wrong tries by address. */
export type PinTries = ReadonlyMap<string, number>;

export const noTries: PinTries = new Map();

/** Whether no device may try any more. */
export const isFull = (tries: PinTries): boolean =>
  [...tries.values()].reduce((sum, count) => sum + count, 0) >= mostTriesOfAll;

export type PinVerdict = 'right' | 'missing' | 'wrong' | 'locked';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Judges the PIN of an offer from an address; gives the tries after it. `expected`: `undefined` where none is asked for. A missing PIN is no try:
 * the app asks for it once it was refused.
 */
export function judgePin(
  tries: PinTries,
  expected: string | undefined,
  given: string | undefined,
  from: string,
): { readonly verdict: PinVerdict; readonly tries: PinTries } {
  if (expected === undefined) return { verdict: 'right', tries };
  const own = tries.get(from) ?? 0;
  if (own >= mostTriesOfOne || isFull(tries)) return { verdict: 'locked', tries };
  if (given === undefined || given === '') return { verdict: 'missing', tries };
  if (timingSafeEqual(digest(given), digest(expected))) return { verdict: 'right', tries };
  return { verdict: 'wrong', tries: new Map([...tries, [from, own + 1]]) };
}
