// Runs a function on many items with limited concurrency; all started calls end before a failure is raised.
import { asFailure, type Failure } from '../model/failure';

/**
 * Runs `work` on every item, `width` at a time, while `goesOn` of the first failure so far is true. Resolves when no call runs any more, or
 * raises the first failure then.
 */
export async function forEachLimited<T>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<void>,
  goesOn: (first: Failure | undefined) => boolean = () => true,
): Promise<void> {
  let first: Failure | undefined;
  const waiting = items[Symbol.iterator]();
  const worker = async () => {
    while (goesOn(first)) {
      const next = waiting.next();
      if (next.done === true) return;
      try {
        await work(next.value);
      } catch (error) {
        first ??= asFailure(error);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  if (first !== undefined) throw first;
}
