// A semaphore: the files and parts on their way at once are few, as browsers hold few connections to one server.

export interface Turns {
  /** Resolves to what gives the turn back; raises when `signal` aborts. */
  readonly take: (signal: AbortSignal) => Promise<() => void>;
}

export function createTurns(most: number): Turns {
  let taken = 0;
  const waiting: (() => void)[] = [];
  const give = () => {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  const once = () => {
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      give();
    };
  };
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        if (taken < most) {
          taken += 1;
          resolve(once());
          return;
        }
        const begin = () => {
          signal.removeEventListener('abort', leave);
          resolve(once());
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(begin), 1);
          reject(new DOMException('paused', 'AbortError'));
        };
        waiting.push(begin);
        signal.addEventListener('abort', leave, { once: true });
      }),
  };
}
