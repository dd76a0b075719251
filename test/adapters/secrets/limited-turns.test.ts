// Calls on a keychain: one at a time, and none is called locked for the time that others took.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitedTurns, tooLong } from '../../../main/adapters/secrets/limited-turns';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const limitMs = 5_000;
const lasting =
  <T>(ms: number, result: T) =>
  () =>
    new Promise<T>((resolve) => setTimeout(resolve, ms, result));

test('twenty calls that each take less than the limit all succeed, one after the other', async () => {
  const inTurn = limitedTurns(limitMs);
  let running = 0;
  const calls = Array.from({ length: 20 }, async (_, index) =>
    inTurn(async () => {
      expect(++running).toBe(1);
      await lasting(1_000, undefined)();
      running--;
      return index;
    }),
  );
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test('a call that hangs, and those behind it, are given up after the limit', async () => {
  const inTurn = limitedTurns(limitMs);
  const calls = [
    inTurn(lasting(3_000, 'first')),
    inTurn(() => new Promise(() => undefined)),
    inTurn(lasting(1, 'behind')),
  ];
  const given: unknown[] = [];
  for (const call of calls) void call.then((result) => given.push(result));
  await vi.advanceTimersByTimeAsync(7_999);
  expect(given).toEqual(['first']);
  await vi.advanceTimersByTimeAsync(1);
  expect(given).toEqual(['first', tooLong, tooLong]);
});

test('a call that fails ends its turn, and the next goes on', async () => {
  const inTurn = limitedTurns(limitMs);
  const failing = inTurn(() => Promise.reject(new Error('no')));
  const next = inTurn(lasting(4_999, 'next'));
  await expect(failing).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(4_999);
  expect(await next).toBe('next');
});
