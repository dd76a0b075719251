// An optional field of a request may be there and undefined; what was not asked to change must not be overwritten.

export type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what was asked to change. */
export const given = <T extends object>(change: T): Given<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<T>;
