// Why this exists: how many requests of all transfers travel at once, adapted to what the network gives, and how fast they may go.
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { grown, halved, startConcurrency } from '../domain/concurrency';
import { Failure } from '../domain/failure';
import { grant, mayJoin, noPace } from '../domain/pace';
import type { EngineLimits } from './engine';
import type { Clock } from './ports';

export interface Lanes {
  /** Waits for a free lane; runs `action`, which sends `bytes`, in it. Whoever is stopped while waiting leaves the queue with `cancelled`. */
  use<T>(signal: AbortSignal, bytes: number, action: () => Promise<T>): Promise<T>;
  /** Bytes went out: the measure for more lanes. */
  sent(bytes: number): void;
  /** A request failed in a way that may mean "too much". */
  failed(failure: Failure): void;
  /** Resolves when `bytes` may go; `undefined` when there is no limit. */
  readonly pace: (bytes: number) => Promise<void> | undefined;
  setLimits(limits: EngineLimits): void;
}

const lookEveryMs = 500;

function changeSignal(): AbortController {
  const controller = new AbortController();
  // Every body that waits listens.
  setMaxListeners(0, controller.signal);
  return controller;
}

export function createLanes(clock: Clock, first: EngineLimits): Lanes {
  let limits = first;
  let concurrency = startConcurrency(limits.parallel);
  let busy = 0;
  let busyBytes = 0;
  let full = false;
  let bytesSince = 0;
  let lookedAtMs = clock();
  let pace = noPace;
  const waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  let limitsChange = changeSignal();

  const isFree = (bytes: number) => busy < concurrency.limit && mayJoin(busyBytes, bytes, limits.bytesPerSecond);
  const take = (bytes: number) => {
    busy += 1;
    busyBytes += bytes;
  };
  const admit = () => {
    for (let [next] = waiting; next !== undefined && isFree(next.bytes); [next] = waiting) {
      waiting.shift();
      take(next.bytes);
      next.enter();
    }
  };
  const inLine = (signal: AbortSignal, bytes: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = () => {
        const place = waiting.indexOf(entry);
        if (place >= 0) waiting.splice(place, 1);
        reject(new Failure('cancelled'));
        // Who was behind may be small enough to go.
        admit();
      };
      const entry = {
        bytes,
        enter() {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      if (signal.aborted) leave();
      else {
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(entry);
      }
    });
  /** Only a time in which every lane was wanted says anything about more lanes. */
  const look = () => {
    const nowMs = clock();
    const stepMs = nowMs - lookedAtMs;
    if (stepMs < lookEveryMs) return;
    if (full) concurrency = grown(concurrency, (bytesSince * 1000) / stepMs, limits.parallel);
    full = waiting.length > 0;
    bytesSince = 0;
    lookedAtMs = nowMs;
    admit();
  };

  return {
    async use(signal, bytes, action) {
      if (waiting.length === 0 && isFree(bytes)) take(bytes);
      else {
        full = true;
        await inLine(signal, bytes);
      }
      try {
        return await action();
      } finally {
        busy -= 1;
        busyBytes -= bytes;
        admit();
      }
    },
    sent(bytes) {
      bytesSince += bytes;
      look();
    },
    failed({ code }) {
      if (code === 'throttled' || code === 'timed-out') concurrency = halved(concurrency);
    },
    pace(bytes) {
      if (limits.bytesPerSecond === 0) return undefined;
      const granted = grant(pace, bytes, limits.bytesPerSecond, clock());
      pace = granted.pace;
      if (granted.waitMs === 0) return undefined;
      return wait(granted.waitMs, undefined, { signal: limitsChange.signal }).catch(() => undefined);
    },
    setLimits(next) {
      limits = next;
      // Whoever waits for the old limit goes on under the new one.
      limitsChange.abort();
      limitsChange = changeSignal();
      concurrency = { ...concurrency, limit: Math.min(Math.max(concurrency.limit, 1), next.parallel) };
      pace = noPace;
      admit();
    },
  };
}
