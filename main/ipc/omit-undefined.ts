// zod keeps an optional field that is present and `undefined`; spread into settings it would overwrite the present value.

export type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The same fields without those that are `undefined`. */
export const omitUndefined = <T extends object>(change: T): Defined<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Defined<T>;
