// The order in which people look for names: `file 2` before `file 10`.

let collator: Intl.Collator | undefined;

/** The same on every computer, whatever its language; names that it takes for one are told apart by their code units. */
export function naturalOrder(one: string, other: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(one, other) || (one < other ? -1 : Number(one > other));
}
