// A small request that a user waits for gets up to three attempts, and no minutes of silence.
import { asFailure } from '../model/failure';
import { isSilence, retryDelayMs } from './retry-delay';

const mostAttempts = 3;

/** Repeats `request` after a failure that another attempt may cure; silence (`timed-out`) is raised at once. */
export async function threeAttempts<T>(request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const failure = asFailure(error);
      const delayMs = retryDelayMs(failure, attempt, Math.random());
      if (delayMs === undefined || attempt >= mostAttempts || isSilence(failure)) throw error;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}
