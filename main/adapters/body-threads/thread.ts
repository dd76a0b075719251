// One thread of the pool, as the pool sees it.
import { nodeModule } from '../files/node-modules';
import { Failure } from '../../core/model/failure';
import type { Outgoing } from '../network/http-client';
import { createOutbox } from './outbox';
import type { FromThread, Job, Results, ThreadData, ToThread } from './messages';

/** The thread is gone, with it the job: nothing is known of what it did. */
export class ThreadGone extends Error {}

interface Asked {
  readonly kind: Job['kind'];
  readonly hooks: Hooks;
  readonly resolve: (result: Results[keyof Results]) => void;
  readonly reject: (error: unknown) => void;
}

type Hooks = Pick<Outgoing, 'signal' | 'onSent' | 'pace'>;

export interface Thread {
  /** It has loaded its program. */
  isReady(): boolean;
  /** Jobs without a result. */
  busy(): number;
  /** Raises the job's failure, and `ThreadGone`. */
  perform<J extends Job>(job: J, hooks?: Hooks): Promise<Results[J['kind']]>;
  tell(message: ToThread): void;
  end(): void;
}

/** A thread holds no bodies of its own: its heap is for code and headers. */
const resourceLimits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 2 };

/** How a thread ended. `unasked`: nobody ended it. */
export interface ThreadEnd {
  readonly unasked: boolean;
  readonly loaded: boolean;
  /** It has sent a body and told the answer. */
  readonly sent: boolean;
}

/** `program`: the text of one CommonJS file, because a text runs from an archive too. `onGone` is called once. */
export function startThread(program: string, workerData: ThreadData, onGone: (end: ThreadEnd) => void): Thread {
  const threads = nodeModule('node:worker_threads');
  const worker = new threads.Worker(program, {
    eval: true,
    workerData,
    resourceLimits,
    execArgv: [],
    // The files that a thread opens outlive it.
    trackUnmanagedFds: false,
    env: threads.SHARE_ENV,
    // Standard error is for the user's failures.
    stdout: true,
    stderr: true,
  });
  const asked = new Map<number, Asked>();
  let ready = false;
  let gone = false;
  let loaded = false;
  let sent = false;
  let ending = false;
  let lastId = 0;

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const tell = createOutbox<ToThread>((messages) => worker.postMessage(messages));
  const take = (id: number): Asked | undefined => {
    const one = asked.get(id);
    asked.delete(id);
    // The process stays alive for an answer, not for an idle thread.
    if (asked.size === 0) worker.unref();
    return one;
  };
  worker.unref();
  const receive = (message: FromThread) => {
    switch (message.type) {
      case 'ready':
        ready = true;
        loaded = true;
        return;
      case 'sent':
        for (const [id, bytes] of message.sent) asked.get(id)?.hooks.onSent?.(bytes);
        return;
      case 'pace': {
        const { id, bytes } = message;
        const waiting = asked.get(id)?.hooks.pace?.(bytes) ?? Promise.resolve();
        void waiting.then(() => tell({ type: 'go', id }));
        return;
      }
      case 'done':
        sent ||= asked.get(message.id)?.kind === 'send';
        take(message.id)?.resolve(message.result);
        return;
      case 'failed':
        take(message.id)?.reject(new Failure(message.failure.code, message.failure.detail));
    }
  };
  worker.on('message', (messages: readonly FromThread[]) => messages.forEach(receive));
  // Its end follows.
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    gone = true;
    ready = false;
    for (const { reject } of asked.values()) reject(new ThreadGone());
    asked.clear();
    onGone({ unasked: !ending, loaded, sent });
  });

  return {
    isReady: () => ready,
    busy: () => asked.size,
    perform(job, hooks = {}) {
      const id = (lastId += 1);
      const { signal } = hooks;
      const stop = () => tell({ type: 'abort', id });
      const done = new Promise<Results[keyof Results]>((resolve, reject) => {
        if (gone) {
          reject(new ThreadGone());
          return;
        }
        asked.set(id, { kind: job.kind, hooks, resolve, reject });
        worker.ref();
        tell({ type: 'job', id, job });
        signal?.addEventListener('abort', stop);
      }).finally(() => signal?.removeEventListener('abort', stop));
      return done as Promise<never>;
    },
    tell,
    end() {
      ending = true;
      ready = false;
      void worker.terminate();
    },
  };
}
