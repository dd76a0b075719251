// Makes a switch over a union exhaustive: an unhandled new variant does not compile.

/** Reached only by a value that the types rule out. */
export function assertNever(value: never): never {
  throw new Error(`Not a known variant: ${JSON.stringify(value)}`);
}
