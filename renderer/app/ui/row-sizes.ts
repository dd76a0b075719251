// What a list of rows needs to know of them, whether all are here or only those in view.

export interface Rows<T> {
  readonly count: number;
  /** Nothing for a row that is not here yet. */
  readonly at: (index: number) => T | undefined;
  readonly keyOf: (item: T) => string;
  /** Of an item that is here; -1 of any other. */
  readonly indexOf: (key: string) => number;
}

/** Rows that are all here. */
export function listRows<T>(items: readonly T[], keyOf: (item: T) => string): Rows<T> {
  return {
    count: items.length,
    at: (index) => items[index],
    keyOf,
    indexOf: (key) => items.findIndex((item) => keyOf(item) === key),
  };
}
