// Waits until an endpoint is reachable again, with back-off for a server that is reachable and fails.
import { setTimeout as wait } from 'node:timers/promises';
import type { Ports } from '../ports/ports';

const lookEveryMs = 3_000;
/** The longest wait for a server that is reachable and fails. */
const longestWaitMs = 60_000;

export function createNetworkWatch({ isReachable, clock }: Pick<Ports, 'isReachable' | 'clock'>) {
  const stopping = new AbortController();
  const failures = new Map<string, { count: number; atMs: number }>();
  return {
    /** Resolves once the endpoint is reachable; after a longer wait if this upload waited for it just before. */
    async untilReachable(endpointUrl: string, uploadId: string) {
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
          // The network was away, not the server: no back-off.
          if (sawDown) failures.delete(uploadId);
          return;
        }
        sawDown = true;
      }
    },
    stop: () => stopping.abort(),
  };
}

export type NetworkWait = ReturnType<typeof createNetworkWatch>;
