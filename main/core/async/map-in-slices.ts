// For work that takes the processor and waits for nothing, such as signing thousands of links.

/** After so long the event loop gets its turn. */
const sliceMs = 10;

/** `map` of all items, one after the other. A rejection of it ends the work and is passed on. */
export async function mapInSlices<Item, Result>(
  items: Iterable<Item>,
  map: (item: Item) => Result | Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let beganMs = performance.now();
  for (const item of items) {
    if (performance.now() - beganMs > sliceMs) {
      // Awaited promises that are settled give the event loop no turn.
      await new Promise((resolve) => setImmediate(resolve));
      beganMs = performance.now();
    }
    results.push(await map(item));
  }
  return results;
}
