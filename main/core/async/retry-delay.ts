// The delay before a request is retried. Pure.
import { isUnreachable, type Failure, type FailureCode } from '../model/failure';

const mostAttempts = 5;
/** A server that says that it is busy, or in trouble, is waited for: some twenty seconds, as it asks for itself. */
const mostBusyAttempts = 9;
const busy: ReadonlySet<FailureCode> = new Set<FailureCode>(['throttled', 'server-failed']);
/** A timeout takes half a minute: after two of them the upload waits for the network, and says so. */
export const mostSilentAttempts = 2;
const firstWaitMs = 300;
const longestWaitMs = 10_000;

/** Whether the server says itself that it is busy or in trouble. */
export const isBusy = ({ code }: Failure): boolean => busy.has(code);

/** Whether no answer came; a server's own timeout has a status. */
export const isSilence = ({ code, detail }: Failure): boolean => code === 'timed-out' && detail.status === undefined;

/**
 * Ms before the attempt that follows `attempt`, which counts from 1. `random` is 0 to 1 ("full jitter": AWS Architecture Blog, "Exponential Backoff
 * And Jitter"), at least a tenth of the step so that retries do not flood the server.
 */
export function growingDelayMs(attempt: number, random: number): number {
  const step = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
  return Math.round(step * (0.1 + 0.9 * random));
}

/** As `growingDelayMs`, or `undefined` to give up. `silentAttempts`: how many may end in silence. */
export function retryDelayMs(
  failure: Failure,
  attempt: number,
  random: number,
  silentAttempts = mostSilentAttempts,
): number | undefined {
  // No retry: the upload waits for the network instead.
  if (isUnreachable(failure)) return undefined;
  // The refusal carried the server's time: one retry, signed on it.
  if (failure.code === 'clock-skewed') return attempt === 1 ? 0 : undefined;
  const usual = busy.has(failure.code) ? mostBusyAttempts : mostAttempts;
  if (!failure.retryable || attempt >= (isSilence(failure) ? silentAttempts : usual)) return undefined;
  return growingDelayMs(attempt, random);
}
