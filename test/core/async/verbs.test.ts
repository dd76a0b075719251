import { expect, expectTypeOf, test, vi } from 'vitest';
import { bind, whenUsed } from '../../../main/core/async/verbs';

interface Counting {
  readonly step: number;
}
const verbs = {
  add: ({ step }: Counting, to: number, times = 1) => to + step * times,
  addLater: ({ step }: Pick<Counting, 'step'>, to: number) => Promise.resolve(to + step),
};
const names = { add: true, addLater: true } as const;

test('a bound verb has its context, and keeps what it takes and gives', async () => {
  const bound = bind({ step: 2 }, verbs);
  expectTypeOf(bound.add).toEqualTypeOf<(to: number, times?: number) => number>();
  expect(bound.add(1)).toBe(3);
  expect(bound.add(1, 2)).toBe(5);
  await expect(bound.addLater(1)).resolves.toBe(3);
});

test('what is loaded late is loaded with the first call, once, and gives promises', async () => {
  const load = vi.fn<() => Promise<typeof verbs>>(() => Promise.resolve(verbs));
  const late = whenUsed(load, { step: 3 }, names);
  expect(load).not.toHaveBeenCalled();
  expectTypeOf(late.add).toEqualTypeOf<(to: number, times?: number) => Promise<number>>();
  expectTypeOf(late.addLater).toEqualTypeOf<(to: number) => Promise<number>>();
  await expect(Promise.all([late.add(1), late.addLater(2)])).resolves.toEqual([4, 5]);
  expect(load).toHaveBeenCalledTimes(1);
});

test('a load that failed is tried again with the next call', async () => {
  const load = vi.fn<() => Promise<typeof verbs>>(() => Promise.resolve(verbs));
  load.mockRejectedValueOnce(new Error('the file was not there'));
  const late = whenUsed(load, { step: 3 }, names);
  await expect(late.add(1)).rejects.toThrow('the file was not there');
  await expect(late.add(1)).resolves.toBe(4);
  expect(load).toHaveBeenCalledTimes(2);
});

test('a verb raises what it raises without its context too', async () => {
  const refusing = {
    refuse: (_context: Counting): never => {
      throw new Error('refused');
    },
  };
  await expect(whenUsed(() => Promise.resolve(refusing), { step: 1 }, { refuse: true }).refuse()).rejects.toThrow(
    'refused',
  );
});
