// A semaphore: the files and parts on their way at once are few, as browsers hold few connections to one server.

export function createTurns(most: number) {
  let taken = 0;
  const waiting: (() => void)[] = [];
  const give = () => {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  return {
    /** Resolves to what gives the turn back; raises when its turn comes and `signal` has aborted. */
    async take(signal: AbortSignal) {
      if (taken < most) taken += 1;
      else await new Promise<void>((next) => void waiting.push(next));
      if (signal.aborted) give();
      signal.throwIfAborted();
      return give;
    },
  };
}

export type Turns = ReturnType<typeof createTurns>;
