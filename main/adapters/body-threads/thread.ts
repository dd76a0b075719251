// One thread of the pool, as the pool sees it.
import { Failure } from '../../core/model/failure';
import type { Outgoing } from '../network/http-client';
import { createOutbox } from './outbox';
import type { FromThread, Job, Results, ToThread } from './messages';
import type { BegunThread } from './thread-starts';

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

/** How a thread ended. `unasked`: nobody ended it. */
export interface ThreadEnd {
  readonly unasked: boolean;
  readonly loaded: boolean;
  /** It has sent a body and told the answer. */
  readonly sent: boolean;
}

/** `onGone` is called once. */
export function threadOf({ worker, hasLoaded }: BegunThread, onGone: (end: ThreadEnd) => void): Thread {
  const asked = new Map<number, Asked>();
  let gone = false;
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
  const receive = (message: FromThread) => {
    switch (message.type) {
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
  worker.on('exit', () => {
    gone = true;
    for (const { reject } of asked.values()) reject(new ThreadGone());
    asked.clear();
    onGone({ unasked: !ending, loaded: hasLoaded(), sent });
  });

  return {
    isReady: () => hasLoaded() && !gone && !ending,
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
      void worker.terminate();
    },
  };
}
