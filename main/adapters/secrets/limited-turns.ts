// Calls on a keychain one at a time, each with a time limit that counts only where nothing goes on.
/** What `limitedTurns` answers of a call that takes too long. */
export const tooLong = Symbol('too long');

/**
 * Runs calls one at a time, in the order in which they came. A call is given up once no call has ended for `limitMs`, its own wait included:
 * the time that calls before it needed does not count against it, and nobody waits for ever behind one that hangs.
 */
export function limitedTurns(limitMs: number): <T>(call: () => Promise<T>) => Promise<T | typeof tooLong> {
  let last: Promise<unknown> = Promise.resolve();
  let endedMs = 0;
  return async <T>(call: () => Promise<T>) => {
    const cameMs = performance.now();
    const turn = last.then(call).finally(() => {
      endedMs = performance.now();
    });
    last = turn.catch(() => undefined);
    let result: T | typeof tooLong = tooLong;
    for (let leftMs = limitMs; leftMs > 0; leftMs = Math.max(cameMs, endedMs) + limitMs - performance.now()) {
      result = await within<T | typeof tooLong>(turn, leftMs, tooLong);
      if (result !== tooLong) break;
    }
    return result;
  };
}

/** What `call` gives, or `otherwise` after `limitMs`. */
export async function within<T>(call: Promise<T>, limitMs: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), limitMs);
  });
  return Promise.race([call, silence]).finally(() => clearTimeout(timer));
}
