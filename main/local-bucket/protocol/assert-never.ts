// Closes a switch over a union: a new variant that nobody handles does not compile.

/** Reached only by a value that the types rule out. */
export function assertNever(value: never): never {
  throw new Error(`Not a known variant: ${JSON.stringify(value)}`);
}
