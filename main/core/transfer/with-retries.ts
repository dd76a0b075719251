// The retry loop of requests; the rule when and how long is core/async/retry-delay.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure, Failure } from '../model/failure';
import { mostSilentAttempts, retryDelayMs } from '../async/retry-delay';
import type { RequestSlots } from './request-slots';

export interface Retrying {
  readonly signal: AbortSignal;
  readonly random: () => number;
  readonly slots: RequestSlots;
}

/** Runs `action` until it succeeds, its failure is not worth another attempt, or the signal fires (`cancelled`). */
export async function retrying<T>(
  { signal, random, slots }: Retrying,
  action: () => Promise<T>,
  silentAttempts = mostSilentAttempts,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal.aborted) throw new Failure('cancelled');
    try {
      return await action();
    } catch (error) {
      const failure = asFailure(error);
      slots.reportFailure(failure);
      const delayMs = retryDelayMs(failure, attempt, random(), silentAttempts);
      if (delayMs === undefined) throw error;
      await wait(delayMs, undefined, { signal }).catch(() => {
        throw new Failure('cancelled');
      });
    }
  }
}

/**
 * What `asked` gives, or `cancelled` as soon as the signal fires: nobody who stops waits for a server that is silent. The request itself goes on,
 * so this is for those that change nothing, or whose change is found and undone.
 */
export function untilStopped<T>(signal: AbortSignal, asked: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Failure('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
  });
}
