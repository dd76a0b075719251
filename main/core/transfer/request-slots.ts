// A semaphore for the requests of all transfers, with adaptive concurrency, and their bandwidth limits.
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { grown, halved, startConcurrency } from '../async/adaptive-concurrency';
import { Failure } from '../model/failure';
import { reserve, mayStart, noPace, type Pace } from '../async/token-bucket';
import type { EngineLimits } from '../ports/transfer-engine';
import type { Clock } from '../model/system';

/** As transfers of one connection see them. */
export interface RequestSlots {
  /** Acquires a slot, runs `action`, which sends `bytes`, and releases it. Raises `cancelled` if the signal fires while it waits. */
  acquire<T>(signal: AbortSignal, bytes: number, action: () => Promise<T>): Promise<T>;
  /** Reports bytes that were sent: the throughput decides about more slots. */
  sent(bytes: number): void;
  /** Reports a failed request: throttling and time-outs halve the slots. */
  reportFailure(failure: Failure): void;
  /** Resolves when the bandwidth limits allow `bytes`; `undefined` when they do at once. */
  readonly pace: (bytes: number) => Promise<void> | undefined;
}

export interface SlotPool {
  of(connectionId: string): RequestSlots;
  setLimits(limits: EngineLimits): void;
}

/** Bytes in flight and bandwidth, of all transfers or of one connection. */
interface Flow {
  busyBytes: number;
  pace: Pace;
}

interface Waiting {
  readonly bytes: number;
  readonly connectionId: string;
  readonly enter: () => void;
}

const lookEveryMs = 500;

function changeSignal(): AbortController {
  const controller = new AbortController();
  // Every waiting body listens.
  setMaxListeners(0, controller.signal);
  return controller;
}

export function createSlotPool(clock: Clock, first: EngineLimits): SlotPool {
  let limits = first;
  let concurrency = startConcurrency(limits.parallel);
  let busy = 0;
  const all: Flow = { busyBytes: 0, pace: noPace };
  const flows = new Map<string, Flow>();
  let full = false;
  let bytesSince = 0;
  let lookedAtMs = clock();
  const waiting: Waiting[] = [];
  let limitsChange = changeSignal();

  const flowOf = (connectionId: string): Flow => {
    const flow = flows.get(connectionId) ?? { busyBytes: 0, pace: noPace };
    flows.set(connectionId, flow);
    return flow;
  };
  const limitOf = (connectionId: string) => limits.ofConnections?.[connectionId] ?? 0;
  const isFree = (bytes: number) => busy < concurrency.limit && mayStart(all.busyBytes, bytes, limits.bytesPerSecond);
  const isFreeFor = (connectionId: string, bytes: number) =>
    mayStart(flowOf(connectionId).busyBytes, bytes, limitOf(connectionId));
  /** Whether a request waits for a slot, and not only for its connection's limit. */
  const othersWait = () => waiting.some(({ connectionId, bytes }) => isFreeFor(connectionId, bytes));
  const take = (connectionId: string, bytes: number) => {
    busy += 1;
    all.busyBytes += bytes;
    flowOf(connectionId).busyBytes += bytes;
  };
  const admit = () => {
    for (let place = 0; place < waiting.length;) {
      const next = waiting[place];
      if (next === undefined || !isFree(next.bytes)) return;
      // A request that waits for its connection's limit does not block those of other connections.
      if (!isFreeFor(next.connectionId, next.bytes)) place += 1;
      else {
        waiting.splice(place, 1);
        take(next.connectionId, next.bytes);
        next.enter();
      }
    }
  };
  const inLine = (signal: AbortSignal, connectionId: string, bytes: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = () => {
        const place = waiting.indexOf(entry);
        if (place >= 0) waiting.splice(place, 1);
        reject(new Failure('cancelled'));
        // A smaller request behind it may fit now.
        admit();
      };
      const entry = {
        bytes,
        connectionId,
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
  /** Throughput says something about more slots only when all were in use. */
  const look = () => {
    const nowMs = clock();
    const stepMs = nowMs - lookedAtMs;
    if (stepMs < lookEveryMs) return;
    if (full) concurrency = grown(concurrency, (bytesSince * 1000) / stepMs, limits.parallel);
    full = othersWait();
    bytesSince = 0;
    lookedAtMs = nowMs;
    admit();
  };

  /** Reserves `bytes` at this rate; gives the wait in ms. */
  const pay = (flow: Flow, bytes: number, bytesPerSecond: number): number => {
    if (bytesPerSecond === 0) return 0;
    const { pace, waitMs } = reserve(flow.pace, bytes, bytesPerSecond, clock());
    flow.pace = pace;
    return waitMs;
  };

  return {
    of: (connectionId) => ({
      async acquire(signal, bytes, action) {
        if (!othersWait() && isFree(bytes) && isFreeFor(connectionId, bytes)) take(connectionId, bytes);
        else {
          // A connection at its own limit says nothing about the network.
          full ||= isFreeFor(connectionId, bytes);
          await inLine(signal, connectionId, bytes);
        }
        try {
          return await action();
        } finally {
          busy -= 1;
          all.busyBytes -= bytes;
          flowOf(connectionId).busyBytes -= bytes;
          admit();
        }
      },
      sent(bytes) {
        bytesSince += bytes;
        look();
      },
      reportFailure({ code }) {
        if (code === 'throttled' || code === 'timed-out') concurrency = halved(concurrency);
      },
      pace(bytes) {
        const own = pay(flowOf(connectionId), bytes, limitOf(connectionId));
        const waitMs = Math.max(own, pay(all, bytes, limits.bytesPerSecond));
        if (waitMs === 0) return undefined;
        return wait(waitMs, undefined, { signal: limitsChange.signal }).catch(() => undefined);
      },
    }),
    setLimits(next) {
      limits = next;
      // Bodies that wait for the old limit go on under the new one.
      limitsChange.abort();
      limitsChange = changeSignal();
      concurrency = { ...concurrency, limit: Math.min(Math.max(concurrency.limit, 1), next.parallel) };
      for (const flow of [all, ...flows.values()]) flow.pace = noPace;
      admit();
    },
  };
}
