// Compares rows of two views: each view is read from JSON anew, so a row that did not change is another object.

/** Whether both have the same values in the same fields; objects in them are the same only if they are one. */
export function sameFields<T extends object>(a: T, b: T): boolean {
  const names = Object.keys(a) as (keyof T)[];
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
