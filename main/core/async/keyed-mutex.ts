// A mutex per id: two actions on one share never overlap.

/** Runs `action` when every earlier action of the same id has ended. */
export type KeyedMutex = <T>(id: string, action: () => Promise<T>) => Promise<T>;

export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>();
  return async (id, action) => {
    const before = last.get(id);
    const running = (before ?? Promise.resolve()).then(action);
    const settled = running.catch(() => undefined);
    last.set(id, settled);
    try {
      return await running;
    } finally {
      if (last.get(id) === settled) last.delete(id);
    }
  };
}
