// Reads stored values by their declared shape: a row is checked, never trusted. Our own, because every command would load and run a
// library for it: zod was a twelfth of the instructions that a share of one file takes on top of Node.

/** Gives a value of its type. Raises `TypeError` for any other. */
export type Read<T> = (value: unknown) => T;
/** Of a property that may be missing. */
export type Maybe<T> = Read<T> & { readonly maybe: true };

export type Properties = Readonly<Record<string, Read<unknown>>>;
/** The object with these properties. */
export type Of<P extends Properties> = {
  [K in keyof P as P[K] extends Maybe<unknown> ? never : K]: ReturnType<P[K]>;
} & { [K in keyof P as P[K] extends Maybe<unknown> ? K : never]?: ReturnType<P[K]> };

const not = (wanted: string) => new TypeError(`a stored value is ${wanted}`);

export const text: Read<string> = (value) => {
  if (typeof value !== 'string') throw not('no text');
  return value;
};

export const textUpTo =
  (mostUnits: number): Read<string> =>
  (value) => {
    const found = text(value);
    if (found.length > mostUnits) throw not('too long');
    return found;
  };

export const number: Read<number> = (value) => {
  if (!Number.isFinite(value)) throw not('no number');
  return value as number;
};

export const whole =
  (least: number, most: number): Read<number> =>
  (value) => {
    const found = number(value);
    if (!Number.isSafeInteger(found) || found < least || found > most) throw not('no such whole number');
    return found;
  };

export const truth: Read<boolean> = (value) => {
  if (typeof value !== 'boolean') throw not('neither true nor false');
  return value;
};

/** JSON and SQLite hold large numbers as text. */
export const large: Read<bigint> = (value) => {
  if (typeof value !== 'string' && typeof value !== 'number') throw not('no large number');
  try {
    return BigInt(value);
  } catch {
    throw not('no large number');
  }
};

export const oneOf =
  <const T extends string | boolean>(...choices: readonly T[]): Read<T> =>
  (value) => {
    if (!choices.includes(value as T)) throw not('none of its choices');
    return value as T;
  };

export const listOf =
  <T>(read: Read<T>): Read<T[]> =>
  (value) => {
    if (!Array.isArray(value)) throw not('no list');
    return value.map((each) => read(each));
  };

/** Properties without a name here are left out. */
export function object<P extends Properties>(properties: P): Read<Of<P>> {
  const entries = Object.entries(properties);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw not('no object');
    const found: Record<string, unknown> = {};
    for (const [name, read] of entries) {
      const own = Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
      if (own !== undefined || !('maybe' in read)) found[name] = read(own);
    }
    return found as Of<P>;
  };
}

export const maybe = <T>(read: Read<T>): Maybe<T> =>
  Object.assign((value: unknown) => read(value), { maybe: true } as const);

/** An invalid or missing value becomes `other`. */
export const orElse =
  <T, U>(read: Read<T>, other: U): Read<T | U> =>
  (value) =>
    attempt(read, value, other);

/** The first shape that fits. */
export const either =
  <T>(...reads: readonly Read<T>[]): Read<T> =>
  (value) => {
    for (const read of reads) {
      const found = attempt(read, value, undefined);
      if (found !== undefined) return found;
    }
    throw not('of no known shape');
  };

export function attempt<T, U>(read: Read<T>, value: unknown, other: U): T | U {
  try {
    return read(value);
  } catch {
    return other;
  }
}
