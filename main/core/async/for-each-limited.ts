// Many small requests to one server, a few at a time, and none left behind when one of them fails.
import { asFailure, type Failure } from '../model/failure';

/**
 * Runs the work on every item, `width` at a time, as long as `goesOn` of the first failure so far says so. Ends when nothing travels any
 * more; raises the first failure then.
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
