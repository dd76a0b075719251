// One request to the server of a link, and what its answer says.
import { setTimeout as wait } from 'node:timers/promises';
import { retryDelayMs } from '../async/retry-delay';
import { asFailure, Failure } from '../model/failure';
import { isRefused } from '../../../renderer/guest/refused';
import type { Web, WebAnswer, WebRequest } from '../ports/web';

/** In a row, without a byte between them. With the pauses between them they take some forty seconds. */
const mostAttempts = 8;
const longestWaitMs = 10_000;
const firstWaitMs = 300;

/** Gives the answer back, of a status that has one. Raises `link-over`, `got-replaced`, `throttled`, `server-failed`, `not-s3`. */
export function checkedAnswer(answer: WebAnswer, url: string): WebAnswer {
  const { status } = answer;
  const detail = { host: new URL(url).host, status };
  if (status === 200 || status === 206 || status === 416) return answer;
  if (isRefused(status)) throw new Failure('link-over');
  if (status === 412) throw new Failure('got-replaced');
  if (status === 429 || status === 503) throw new Failure('throttled', detail);
  throw new Failure(status >= 500 ? 'server-failed' : 'not-s3', detail);
}

/** Pauses before the next attempt after a failure that may pass, the network's absence among them; raises it after the last. */
export async function beforeNext(error: unknown, attempt: number, signal: AbortSignal): Promise<void> {
  const failure = asFailure(error);
  if (!failure.retryable || attempt >= mostAttempts || signal.aborted) throw failure;
  const usual = retryDelayMs(failure, Math.min(attempt, 4), Math.random());
  const delayMs = usual ?? Math.min(longestWaitMs, firstWaitMs * 2 ** attempt);
  try {
    await wait(delayMs, undefined, { signal });
  } catch {
    throw new Failure('cancelled');
  }
}

/** Before anything came a failure is told soon. */
const firstAttempts = 3;

/** Raises as `checkedAnswer`, and what `Web.get` raises. */
export async function askServer(web: Web, url: string, request: WebRequest): Promise<WebAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return checkedAnswer(await web.get(url, request), url);
    } catch (error) {
      if (attempt >= firstAttempts) throw error;
      await beforeNext(error, attempt, request.signal);
    }
  }
}
