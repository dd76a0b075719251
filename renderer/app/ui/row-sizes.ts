// Rows as a list reads them, whether all are loaded or only those in view.

export interface Rows<T> {
  readonly count: number;
  /** `undefined` for a row that is not loaded. */
  readonly at: (index: number) => T | undefined;
  readonly keyOf: (item: T) => string;
  /** -1 for an item that is not loaded. */
  readonly indexOf: (key: string) => number;
}

/** Rows that are all loaded. */
export function listRows<T>(items: readonly T[], keyOf: (item: T) => string): Rows<T> {
  return {
    count: items.length,
    at: (index) => items[index],
    keyOf,
    indexOf: (key) => items.findIndex((item) => keyOf(item) === key),
  };
}
