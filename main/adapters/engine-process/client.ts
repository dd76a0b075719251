// The app's end of the channel: the engine in another process looks like one in this process.
import { asFailure, assertNever, Failure } from '../../core/model/failure';
import { direct, isAnonymous, sameRoute, type Route } from '../../core/model/proxy-route';
import type { ProbeAnswer } from '../../core/ports/object-store';
import {
  usualEngineLimits,
  type Destination,
  type EngineLimits,
  type Save,
  type StopReason,
  type TransferDone,
  type TransferEngine,
  type TransferHooks,
  type TransferJob,
} from '../../core/ports/transfer-engine';
import {
  fewTransfers,
  fromMessage,
  toMessage,
  type Channel,
  type FailureMessage,
  type FromEngine,
  type ToEngine,
} from './messages';
import { createOutbox, type Outbox } from './outbox';

export interface EngineChild extends Channel<ToEngine, FromEngine> {
  /** Called once, when the process is gone for whatever reason. */
  onGone(listener: () => void): void;
  kill(): void;
}

/** A started process, and what waits to be sent to it. */
interface Started extends Pick<Outbox<ToEngine>, 'send'> {
  readonly child: EngineChild;
}

interface Run {
  readonly hooks: TransferHooks;
  readonly resolve: (done: TransferDone) => void;
  readonly reject: (failure: Failure) => void;
}

interface Ask {
  readonly resolve: (answer: ProbeAnswer | undefined) => void;
  readonly reject: (failure: Failure) => void;
}

async function saved(run: Run | undefined, fact: Save): Promise<FailureMessage | undefined> {
  try {
    await run?.hooks.save(fact);
    return undefined;
  } catch (error) {
    return toMessage(asFailure(error));
  }
}

/** A process that runs on for longer after the request to end is killed. */
const closeLimitMs = 8_000;

/**
 * Starts the process with the first transfer, and again after it died: the transfers of the dead one fail with `engine-stopped`. `routeTo`: the
 * route to a server, which only this process can find out. `onRequest`: is told a line for each request of that process; without it none is told.
 */
export function createEngineClient(
  start: () => EngineChild,
  routeTo: (url: string) => Promise<Route> = async () => direct,
  onRequest?: (line: string) => void,
): TransferEngine {
  const runs = new Map<string, Run>();
  /** Transfers whose route is being looked up. */
  const waiting = new Map<string, TransferJob>();
  const asks = new Map<number, Ask>();
  let lastAsk = 0;
  let current: Started | undefined;
  let limits: EngineLimits = usualEngineLimits;
  let gone: Promise<void> = Promise.resolve();

  const end = (id: string, failure: Failure) => {
    runs.get(id)?.reject(failure);
    runs.delete(id);
  };

  const open = (): Started => {
    if (current !== undefined) return current;
    const child = start();
    const post = (messages: readonly ToEngine[]) => {
      try {
        // A process that died meanwhile takes no message, and its end fails what it ran.
        if (current === started) child.send(messages);
      } catch {
        // It died at this moment, or cannot be told that. Its end fails what it ran, which would wait for ever otherwise.
        child.kill();
      }
    };
    const started: Started = { child, send: createOutbox(post, () => runs.size + asks.size > fewTransfers).send };
    current = started;
    gone = new Promise((resolve) => {
      child.onGone(() => {
        if (current === started) current = undefined;
        // What waits for its route was never sent there: it begins in the next process.
        for (const id of runs.keys()) if (!waiting.has(id)) end(id, new Failure('engine-stopped'));
        for (const { reject } of asks.values()) reject(new Failure('engine-stopped'));
        asks.clear();
        resolve();
      });
    });
    child.onMessages((messages) => {
      for (const message of messages) void receive(started, message);
    });
    started.send({ type: 'limits', limits });
    if (onRequest !== undefined) started.send({ type: 'tell-requests' });
    return started;
  };

  const receive = async (from: Started, message: FromEngine): Promise<void> => {
    switch (message.type) {
      case 'progress':
        runs.get(message.id)?.hooks.onProgress(message.sentBytes);
        return;
      case 'save': {
        const { id, saveId, fact } = message;
        const failure = await saved(runs.get(id), fact);
        from.send({ type: 'saved', saveId, ...(failure !== undefined && { failure }) });
        return;
      }
      case 'done': {
        const run = runs.get(message.id);
        runs.delete(message.id);
        run?.hooks.onProgress(message.done.sizeBytes);
        run?.resolve(message.done);
        return;
      }
      case 'failed':
        runs.get(message.id)?.reject(fromMessage(message.failure));
        runs.delete(message.id);
        return;
      case 'asked': {
        const ask = asks.get(message.askId);
        asks.delete(message.askId);
        if (message.failure === undefined) ask?.resolve(message.answer);
        else ask?.reject(fromMessage(message.failure));
        return;
      }
      case 'request':
        onRequest?.(message.line);
        return;
      case 'closed':
        return;
      default:
        assertNever(message);
    }
  };

  /** Of the last `warmUp`. */
  let warming: Destination | undefined;
  const begin = (id: string, route: Route) => {
    const job = waiting.get(id);
    if (!waiting.delete(id) || job === undefined) return;
    try {
      const to = open();
      const firstByte = runs.get(id)?.hooks.firstByte;
      to.send({ type: 'run', job: { ...job, route }, ...(firstByte && { isHeld: true }) });
      void firstByte?.then(() => to.send({ type: 'go', id }));
    } catch {
      // No process could be started.
      end(id, new Failure('engine-stopped'));
    }
  };
  const stop = (id: string, reason: StopReason) => {
    const job = waiting.get(id);
    if (job === undefined) current?.send({ type: 'stop', id, reason });
    else end(id, new Failure(reason === 'pause' ? 'paused' : 'cancelled', { fileName: job.fileName }));
    waiting.delete(id);
  };

  return {
    run(job, hooks) {
      // Its bytes are in this process.
      if (hooks.stream !== undefined) throw new Failure('unexpected');
      const { id } = job;
      const done = new Promise<TransferDone>((resolve, reject) => {
        runs.set(id, { hooks, resolve, reject });
      });
      waiting.set(id, job);
      void routeTo(job.connection.endpoint).then(
        (route) => begin(id, route),
        () => begin(id, direct),
      );
      return { done, stop: (reason) => stop(id, reason) };
    },
    setLimits(next) {
      limits = next;
      current?.send({ type: 'limits', limits });
    },
    renew(connectionId, credentials) {
      for (const [id, job] of waiting) if (job.connection.id === connectionId) waiting.set(id, { ...job, credentials });
      current?.send({ type: 'renew', connectionId, credentials });
    },
    async ask(url, connection) {
      // Where the route is unknown, the probe of this process tells why.
      const routes = await Promise.all([routeTo(connection.endpoint), routeTo(url)]).catch(() => undefined);
      const asked = current;
      if (asked === undefined || routes === undefined) return undefined;
      const [route, routeOfLink] = routes;
      if (!isAnonymous(route) || !sameRoute(route, routeOfLink)) return undefined;
      return new Promise((resolve, reject) => {
        const askId = (lastAsk += 1);
        asks.set(askId, { resolve, reject });
        asked.send({ type: 'ask', askId, url, connection, route });
      });
    },
    warmUp(destination) {
      warming = destination;
      routeTo(destination.connection.endpoint)
        .catch(() => direct)
        .then((route) => {
          if (warming === destination) open().send({ type: 'warm-up', destination: { ...destination, route } });
        })
        // No process could be started: the transfer tells it.
        .catch(() => undefined);
    },
    coolDown() {
      warming = undefined;
      current?.send({ type: 'cool-down' });
    },
    async close() {
      for (const id of waiting.keys()) stop(id, 'pause');
      const closing = current;
      if (closing === undefined) return;
      closing.send({ type: 'close' });
      const timer = setTimeout(() => closing.child.kill(), closeLimitMs);
      await gone;
      clearTimeout(timer);
    },
  };
}
