// `share --retries N`: a share that failed for the network or the server is tried again, and goes on with what has arrived.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure, failureRules, type Failure } from '../../core/model/failure';
import type { ItemResult } from '../../core/model/share-request';

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

const isOfNetwork = ({ code }: Failure): boolean => failureRules[code].kind === 'network';

/** Nothing was shared, and every failure, or its cause, is of the network. */
const mayComeRight = (results: readonly ItemResult[]): boolean =>
  results.length > 0 && results.every((one) => !one.ok && [one.failure, ...(one.causes ?? [])].every(isOfNetwork));

/** At most `retries` times more, with waits that double up to a minute; `onWait` is told the failure. The signal ends a wait. Raises what the last attempt raises. */
export async function triedAgain(
  retries: number,
  signal: AbortSignal,
  attempt: () => Promise<readonly ItemResult[]>,
  onWait: (failure: Failure) => void,
): Promise<readonly ItemResult[]> {
  for (let tried = 0; ; tried += 1) {
    const outcome = await attempt().then(
      (results) => ({ results, failure: mayComeRight(results) ? firstFailure(results) : undefined }),
      (error: unknown) => ({ error, failure: isOfNetwork(asFailure(error)) ? asFailure(error) : undefined }),
    );
    if (outcome.failure === undefined || tried >= retries || signal.aborted) {
      if ('error' in outcome) throw outcome.error;
      return outcome.results;
    }
    onWait(outcome.failure);
    await wait(Math.min(longestWaitMs, firstWaitMs * 2 ** tried), undefined, { signal }).catch(() => undefined);
  }
}

const firstFailure = (results: readonly ItemResult[]): Failure | undefined =>
  results.flatMap((one) => (one.ok ? [] : [one.causes?.[0] ?? one.failure]))[0];
