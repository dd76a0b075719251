// Other work gets its turn while the processor is busy with a long list.
import { expect, test } from 'vitest';
import { mapInSlices } from '../../../main/core/async/map-in-slices';

test('results come in order, and others have their turn between slices', async () => {
  let turns = 0;
  const count = () => {
    turns += 1;
    turning = setImmediate(count);
  };
  let turning = setImmediate(count);
  const busy = (item: number) => {
    const untilMs = performance.now() + 6;
    while (performance.now() < untilMs);
    return Promise.resolve(item * 2);
  };
  expect(await mapInSlices([1, 2, 3, 4, 5, 6], busy)).toEqual([2, 4, 6, 8, 10, 12]);
  clearImmediate(turning);
  expect(turns).toBeGreaterThanOrEqual(2);
});

test('a failure ends it', async () => {
  const asked: number[] = [];
  const fail = async (item: number) => {
    asked.push(item);
    if (item === 2) throw new Error('no');
  };
  await expect(mapInSlices([1, 2, 3], fail)).rejects.toThrow('no');
  expect(asked).toEqual([1, 2]);
});
