// Waiting between two attempts.

/** Resolves after `delayMs`, at once when `signal` fires, and where `wakesOnline` when the network of the reader comes back. */
export const pause = (delayMs: number, signal: AbortSignal, wakesOnline = false): Promise<void> =>
  new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, delayMs);
    if (wakesOnline) addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
