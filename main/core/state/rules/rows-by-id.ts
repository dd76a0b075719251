// Lists of rows with ids: each change gives a new list, and the same one where nothing changes.

interface Row {
  readonly id: string;
}

/** A loop and no `findIndex`: each step of each of thousands of uploads looks its row up, in a command in code that is never optimised. */
function indexOf(items: readonly Row[], id: string): number {
  for (let at = 0; at < items.length; at += 1) if (items[at]?.id === id) return at;
  return -1;
}

/** In its place; a new row is the first. */
export function replaceById<T extends Row>(items: readonly T[], item: T): readonly T[] {
  const at = indexOf(items, item.id);
  return at < 0 ? [item, ...items] : items.with(at, item);
}

export function changeById<T extends Row>(items: readonly T[], id: string, change: Partial<T>): readonly T[] {
  const at = indexOf(items, id);
  const before = items[at];
  if (before === undefined) return items;
  const keys = Object.keys(change) as readonly (keyof T)[];
  return keys.some((key) => change[key] !== before[key]) ? items.with(at, Object.assign({}, before, change)) : items;
}

export function without<T extends Row>(items: readonly T[], id: string): readonly T[] {
  const at = indexOf(items, id);
  return at < 0 ? items : items.toSpliced(at, 1);
}
