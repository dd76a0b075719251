// A mutex per id: two actions on one share never overlap.

/** Runs `action` when every earlier action of the same id has ended. */
export type KeyedMutex = <T>(id: string, action: () => Promise<T>) => Promise<T>;

export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>();
  return async (id, action) => {
    const running = (last.get(id) ?? Promise.resolve()).then(action);
    const settled = running.catch(() => undefined);
    last.set(id, settled);
    // Stryker disable BlockStatement: forgetting an id frees memory and changes nothing else
    try {
      return await running;
    } finally {
      // Stryker disable next-line ConditionalExpression: as above; what forgets too early is tested by another mutant
      if (last.get(id) === settled) last.delete(id);
    }
  };
}
