// A semaphore for the requests of all transfers, with adaptive concurrency, and their bandwidth limits.
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { allowed, grown, halved, startConcurrency, workOf, type Concurrency } from '../async/adaptive-concurrency';
import { Failure } from '../model/failure';
import { isBrief, mayPass, mayStart, noPace, reserve, type Pace } from '../async/token-bucket';
import type { EngineLimits } from '../ports/transfer-engine';
import type { Clock } from '../model/system';

/** As transfers of one connection see them. */
export interface RequestSlots {
  /** Acquires a slot, runs `action`, which sends `bytes`, and releases it. Raises `cancelled` if the signal fires while it waits. */
  acquire<T>(signal: AbortSignal, bytes: number, action: () => Promise<T>): Promise<T>;
  /** Reports a request that sent `bytes`: the rate decides about more slots. */
  sent(bytes: number): void;
  /** Reports a failed request: throttling and time-outs halve the slots. */
  reportFailure(failure: Failure): void;
  /** Requests of the connection that may run at once now. */
  limit(): number;
  /** Resolves when the bandwidth limits allow `bytes`; `undefined` when they do at once. */
  readonly pace: (bytes: number) => Promise<void> | undefined;
}

/** What is in flight of all transfers or of one connection, and their bandwidth. */
interface Flow {
  busy: number;
  busyBytes: number;
  /** Of bodies that take at most a second of the limits. */
  briefBytes: number;
  pace: Pace;
}

const idle: Readonly<Flow> = { busy: 0, busyBytes: 0, briefBytes: 0, pace: noPace };

interface Waiting {
  /** In the order of arrival. */
  readonly number: number;
  readonly bytes: number;
  readonly flow: ConnectionFlow;
  readonly enter: (end: () => void) => void;
}

interface ConnectionFlow extends Flow {
  readonly connectionId: string;
  readonly waiting: Waiting[];
  concurrency: Concurrency;
  /** Whether a request waited for a slot in this round. */
  full: boolean;
  /** Of this round. */
  requests: number;
  work: number;
  sinceMs: number;
  halvedAtMs: number;
}

/** A shorter round is noise. */
const shortestRoundMs = 10;
const newUseMs = 10_000;
/** Requests that were on their way when the server throttled fail together: they halve the slots once. */
const halveEveryMs = 500;

function changeSignal(): AbortController {
  const controller = new AbortController();
  // Every waiting body listens.
  setMaxListeners(0, controller.signal);
  return controller;
}

export function createSlotPool(clock: Clock, first: EngineLimits) {
  let limits = first;
  const all: Flow = { ...idle };
  /** Few: one of each connection. */
  const flows: ConnectionFlow[] = [];
  let arrived = 0;
  let limitsChange = changeSignal();

  const flowOf = (connectionId: string, from?: number): ConnectionFlow => {
    const known = flows.find((flow) => flow.connectionId === connectionId);
    if (known !== undefined) return known;
    const flow: ConnectionFlow = {
      connectionId,
      ...idle,
      waiting: [],
      concurrency: startConcurrency(limits.parallel, from),
      full: false,
      requests: 0,
      work: 0,
      sinceMs: clock(),
      halvedAtMs: Number.NEGATIVE_INFINITY,
    };
    flows.push(flow);
    return flow;
  };
  const limitOf = ({ connectionId }: ConnectionFlow) => limits.ofConnections?.[connectionId] ?? 0;
  const isFree = (bytes: number) => all.busy < limits.parallel && mayStart(all.busyBytes, bytes, limits.bytesPerSecond);
  const paceAllows = (flow: ConnectionFlow, bytes: number) => mayStart(flow.busyBytes, bytes, limitOf(flow));
  const isFreeFor = (flow: ConnectionFlow, bytes: number) =>
    flow.busy < flow.concurrency.limit && paceAllows(flow, bytes);
  /** The first that waits, of the connections that may send one more: no connection blocks another one. */
  const firstWaiting = (): Waiting | undefined => {
    let first: Waiting | undefined;
    // By number: an iterator makes objects for each of thousands of requests.
    for (let at = 0; at < flows.length; at += 1) {
      const head = flows[at]?.waiting[0];
      if (head === undefined || head.number > (first?.number ?? Infinity)) continue;
      if (isFreeFor(head.flow, head.bytes)) first = head;
    }
    return first;
  };
  const isBriefOf = (flow: ConnectionFlow, bytes: number) =>
    isBrief(bytes, limits.bytesPerSecond) && isBrief(bytes, limitOf(flow));
  const mayPassFor = (flow: ConnectionFlow, bytes: number) =>
    mayPass(all.briefBytes, bytes, limits.bytesPerSecond) && mayPass(flow.briefBytes, bytes, limitOf(flow));
  /** The first brief body that may begin, where a bandwidth limit holds back the larger ones before it. */
  const firstBrief = (): Waiting | undefined => {
    if (all.busy >= limits.parallel) return undefined;
    for (const flow of flows) {
      if ((limits.bytesPerSecond === 0 && limitOf(flow) === 0) || flow.busy >= flow.concurrency.limit) continue;
      const brief = flow.waiting.find(({ bytes }) => isBriefOf(flow, bytes));
      if (brief !== undefined && mayPassFor(flow, brief.bytes)) return brief;
    }
    return undefined;
  };
  const nextOne = (): Waiting | undefined => {
    const first = firstWaiting();
    return first !== undefined && isFree(first.bytes) ? first : firstBrief();
  };
  /** Gives what ends it: the limits may be others by then. */
  const begin = (flow: ConnectionFlow, bytes: number): (() => void) => {
    const briefBytes = isBriefOf(flow, bytes) ? bytes : 0;
    const count = (requests: 1 | -1) => {
      for (const one of [all, flow]) {
        one.busy += requests;
        one.busyBytes += requests * bytes;
        one.briefBytes += requests * briefBytes;
      }
    };
    count(1);
    return () => {
      count(-1);
      admit();
    };
  };
  function admit() {
    for (let next = nextOne(); next !== undefined; next = nextOne()) {
      next.flow.waiting.splice(next.flow.waiting.indexOf(next), 1);
      next.enter(begin(next.flow, next.bytes));
    }
  }
  const inLine = (signal: AbortSignal, flow: ConnectionFlow, bytes: number): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const leave = () => {
        const place = flow.waiting.indexOf(entry);
        if (place >= 0) flow.waiting.splice(place, 1);
        reject(new Failure('cancelled'));
        // A smaller request behind it may fit now.
        admit();
      };
      const entry: Waiting = {
        number: (arrived += 1),
        bytes,
        flow,
        enter(end) {
          signal.removeEventListener('abort', leave);
          resolve(end);
        },
      };
      if (signal.aborted) leave();
      else {
        signal.addEventListener('abort', leave);
        flow.waiting.push(entry);
        // A brief one passes those that wait for a bandwidth limit.
        admit();
      }
    });
  /** An idle time is no part of a round, and after a long one the line may be another: the search begins anew. */
  const beginUse = (flow: ConnectionFlow) => {
    const nowMs = clock();
    if (nowMs - flow.sinceMs > newUseMs) flow.concurrency = startConcurrency(limits.parallel, flow.concurrency.limit);
    Object.assign(flow, { full: false, requests: 0, work: 0, sinceMs: nowMs });
  };
  /** A round is over when as many requests as the limit are done: about one round trip. Its rate says something only when all were in use. */
  const look = (flow: ConnectionFlow) => {
    const nowMs = clock();
    const roundMs = nowMs - flow.sinceMs;
    if (flow.requests < flow.concurrency.limit || roundMs < shortestRoundMs) return;
    if (flow.full) flow.concurrency = grown(flow.concurrency, (flow.work * 1000) / roundMs, limits.parallel);
    flow.full = flow.waiting.slice(0, 1).some(({ bytes }) => paceAllows(flow, bytes));
    Object.assign(flow, { requests: 0, work: 0, sinceMs: nowMs });
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
    /** `from`: the limit to start with, where none of its transfers has run yet. */
    of(connectionId: string, from?: number): RequestSlots {
      const flow = flowOf(connectionId, from);
      return {
        async acquire(signal, bytes, action) {
          if (flow.busy === 0) beginUse(flow);
          const isFirst = flow.waiting.length === 0 && firstWaiting() === undefined;
          const isOpen = isFirst && isFree(bytes) && isFreeFor(flow, bytes);
          // A bandwidth limit of the connection says nothing about the network.
          if (!isOpen) flow.full ||= paceAllows(flow, bytes);
          const end = isOpen ? begin(flow, bytes) : await inLine(signal, flow, bytes);
          try {
            return await action();
          } finally {
            end();
          }
        },
        sent(bytes) {
          flow.requests += 1;
          flow.work += workOf(bytes);
          look(flow);
        },
        reportFailure({ code }) {
          if (code !== 'throttled' && code !== 'timed-out') return;
          const nowMs = clock();
          if (nowMs - flow.halvedAtMs < halveEveryMs) return;
          flow.halvedAtMs = nowMs;
          flow.concurrency = halved(flow.concurrency);
        },
        limit: () => flow.concurrency.limit,
        pace(bytes) {
          const own = pay(flow, bytes, limitOf(flow));
          const waitMs = Math.max(own, pay(all, bytes, limits.bytesPerSecond));
          if (waitMs === 0) return undefined;
          return wait(waitMs, undefined, { signal: limitsChange.signal }).catch(() => undefined);
        },
      };
    },
    setLimits(next: EngineLimits) {
      limits = next;
      // Bodies that wait for the old limit go on under the new one.
      limitsChange.abort();
      limitsChange = changeSignal();
      for (const flow of flows) flow.concurrency = allowed(flow.concurrency, next.parallel);
      for (const flow of [all, ...flows]) flow.pace = noPace;
      admit();
    },
  };
}
