// An upload that lost the network goes on within seconds of its return, and does not hammer a server that fails.
import { setTimeout as wait } from 'node:timers/promises';
import type { Ports } from '../ports/ports';

export interface NetworkWait {
  /** Resolves when the endpoint can be reached again; at once only if this upload did not just wait for it. */
  untilReachable(endpointUrl: string, uploadId: string): Promise<void>;
  stop(): void;
}

const lookEveryMs = 3_000;
/** A server that is reachable and fails all the same is asked less and less often. */
const longestWaitMs = 60_000;

export function createNetworkWatch({ isReachable, clock }: Pick<Ports, 'isReachable' | 'clock'>): NetworkWait {
  const stopping = new AbortController();
  const failures = new Map<string, { count: number; atMs: number }>();
  return {
    async untilReachable(endpointUrl, uploadId) {
      const last = failures.get(uploadId);
      const recent = last !== undefined && clock() - last.atMs < 2 * longestWaitMs;
      let firstLook = true;
      let sawDown = false;
      const count = recent ? last.count + 1 : 0;
      failures.set(uploadId, { count, atMs: clock() });
      while (!stopping.signal.aborted) {
        const delayMs = firstLook && !sawDown ? Math.min(longestWaitMs, lookEveryMs * 2 ** count) : lookEveryMs;
        firstLook = false;
        await wait(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (await isReachable(endpointUrl)) {
          // The network itself was away: the server has done nothing to be spared for.
          if (sawDown) failures.delete(uploadId);
          return;
        }
        sawDown = true;
      }
    },
    stop: () => stopping.abort(),
  };
}
