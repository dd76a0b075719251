// Whatever is dropped, uploads take this much memory and no more, and none of them waits for ever.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryBudget } from '../../../main/core/transfer/memory-budget';

const later = () => new Promise((resolve) => setImmediate(resolve));

/** Holds a loan until it is told to give it back. */
function hold(budget: ReturnType<typeof createMemoryBudget>, bytes: number) {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const loan = { given: false, buffer: new Uint8Array() as Uint8Array, release, ended: Promise.resolve() };
  loan.ended = budget.withBuffer(bytes, async (buffer) => {
    loan.given = true;
    loan.buffer = buffer;
    await held;
  });
  return loan;
}

describe('a loan', () => {
  test.each([0, 1, 100])(
    'of %d bytes is a buffer of exactly that size, and its result is the result',
    async (bytes) => {
      const budget = createMemoryBudget(100);
      expect(await budget.withBuffer(bytes, async (buffer) => buffer.length)).toBe(bytes);
    },
  );

  test('waits until there is room', async () => {
    const budget = createMemoryBudget(100);
    const [first, second] = [hold(budget, 60), hold(budget, 41)];
    await later();
    expect([first.given, second.given]).toEqual([true, false]);
    first.release();
    await later();
    expect(second.given).toBe(true);
    second.release();
    await Promise.all([first.ended, second.ended]);
  });

  test('that fits exactly does not wait', async () => {
    const budget = createMemoryBudget(100);
    const [first, second] = [hold(budget, 60), hold(budget, 40)];
    await later();
    expect([first.given, second.given]).toEqual([true, true]);
  });

  test('larger than everything is served alone', async () => {
    const budget = createMemoryBudget(100);
    const [small, large, next] = [hold(budget, 10), hold(budget, 500), hold(budget, 10)];
    await later();
    expect([small.given, large.given, next.given]).toEqual([true, false, false]);
    small.release();
    await later();
    expect([large.given, large.buffer.length, next.given]).toEqual([true, 500, false]);
    large.release();
    await later();
    expect(next.given).toBe(true);
  });

  test('is served in order: small ones do not overtake a large one for ever', async () => {
    const budget = createMemoryBudget(100);
    const first = hold(budget, 60);
    const large = hold(budget, 100);
    const small = hold(budget, 10);
    await later();
    expect([large.given, small.given]).toEqual([false, false]);
    first.release();
    await later();
    expect([large.given, small.given]).toEqual([true, false]);
  });

  test('comes back when the action fails', async () => {
    const budget = createMemoryBudget(100);
    await expect(budget.withBuffer(100, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await budget.withBuffer(100, async () => 'again')).toBe('again');
  });

  test('never shares its buffer with another one that is out', async () => {
    const budget = createMemoryBudget(100);
    await budget.withBuffer(50, async () => undefined);
    const [one, other] = [hold(budget, 50), hold(budget, 50)];
    await later();
    expect(one.buffer.buffer).not.toBe(other.buffer.buffer);
  });
});

test('whatever is asked in whatever order: never more is out than the budget, and everything is served', async () => {
  const loan = fc.record({ bytes: fc.nat(150), turns: fc.nat(5), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(loan, { maxLength: 30 }), async (loans) => {
      const budget = createMemoryBudget(100);
      let out = 0;
      let most = 0;
      let served = 0;
      await Promise.allSettled(
        loans.map(({ bytes, turns, fails }) =>
          budget.withBuffer(bytes, async (buffer) => {
            // One that is larger than everything counts as everything.
            const share = Math.min(buffer.length, 100);
            out += share;
            most = Math.max(most, out);
            for (let turn = 0; turn < turns; turn += 1) await later();
            out -= share;
            served += 1;
            if (fails) throw new Error('failed');
          }),
        ),
      );
      expect([most <= 100, served]).toEqual([true, loans.length]);
    }),
    { numRuns: 60 },
  );
});
