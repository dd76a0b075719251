// When a part is tried again. Pure, so that the waits can be read from a table.
import { isUnreachable, type Failure } from '../model/failure';

const mostAttempts = 5;
/** An attempt into silence takes half a minute: after two of them the user is told, and the upload waits for the network. */
export const mostSilentAttempts = 2;
const firstWaitMs = 300;
const longestWaitMs = 10_000;

/** Whether nobody answered: a server that itself says "timeout" gives a status. */
export const isSilence = ({ code, detail }: Failure): boolean => code === 'timed-out' && detail.status === undefined;

/**
 * How long to wait before the next attempt in ms, or `undefined` to give up. `attempt` counts from 1; `random` is 0 to 1 ("full jitter":
 * AWS Architecture Blog, "Exponential Backoff And Jitter"), at least a tenth of the step so that a retry never hammers. `silentAttempts`: how
 * many may end in silence.
 */
export function retryDelayMs(
  failure: Failure,
  attempt: number,
  random: number,
  silentAttempts = mostSilentAttempts,
): number | undefined {
  // Offline burns no attempts: whoever waits for the network looks for it in another way.
  if (isUnreachable(failure)) return undefined;
  // The refusal itself told the server's time; signed on it, the next request is right or never will be.
  if (failure.code === 'clock-skewed') return attempt === 1 ? 0 : undefined;
  if (!failure.retryable || attempt >= (isSilence(failure) ? silentAttempts : mostAttempts)) return undefined;
  const step = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
  return Math.round(step * (0.1 + 0.9 * random));
}
