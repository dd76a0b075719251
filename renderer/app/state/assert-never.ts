// A union with a case nobody handles must not compile.

/** Closes a union: reaching it at run time is a programming error, reaching it at compile time is a type error. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
