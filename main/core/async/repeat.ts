// A small request is sent again after a failure that another attempt may cure: how often depends on who waits for it.
import { asFailure, type Failure } from '../model/failure';
import { isBusy, isSilence, retryDelayMs } from './retry-delay';

const mostAttempts = 3;

/** `delayMs`: the pause before the next attempt; `undefined` where there is none, and the failure is raised. */
export async function repeat<T>(
  request: () => Promise<T>,
  delayMs: (failure: Failure, attempt: number) => number | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const delay = delayMs(asFailure(error), attempt);
      if (delay === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}

/** For a request that a user waits for: up to three attempts, and no minutes of silence; silence (`timed-out`) is raised at once. */
export const threeAttempts = <T>(request: () => Promise<T>): Promise<T> =>
  repeat(request, (failure, attempt) =>
    attempt >= mostAttempts || isSilence(failure) ? undefined : retryDelayMs(failure, attempt, Math.random()),
  );

/** For what is stored already: a server that is busy is waited for, as it is for files, some twenty seconds. */
export const whileBusy = <T>(request: () => Promise<T>): Promise<T> =>
  repeat(request, (failure, attempt) => (isBusy(failure) ? retryDelayMs(failure, attempt, Math.random()) : undefined));
