// The retry loop of a transfer's requests, by the rule of core/async/retry-delay.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure, Failure } from '../model/failure';
import { mostSilentAttempts, retryDelayMs } from '../async/retry-delay';
import type { TransferContext } from './transfer-context';

/** Runs `action` until it succeeds, its failure is not worth another attempt, or the signal fires (`cancelled`). */
export async function retrying<T>(
  { signal, random, slots }: Pick<TransferContext, 'signal' | 'random' | 'slots'>,
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
      // The signal ends the wait; the next turn of the loop raises `cancelled`.
      await wait(delayMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/**
 * The result of `request`, or `cancelled` as soon as the signal fires, without waiting for a silent server. The request itself goes on, so this is
 * for requests that change nothing, or whose change is found and undone.
 */
export function untilStopped<T>(signal: AbortSignal, request: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Failure('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    request.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
  });
}
