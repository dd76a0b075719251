// The bucket as it ships: its process bundled and forked, so that it can be killed, starved of disk and weighed.

import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { BucketAnswer } from '../../main/local-bucket/server/entry';
import type { LocalBucketOptions } from '../../main/local-bucket/server/server';
import { bundleForNode } from '../fakes/bundle';

export interface ChildBucket {
  readonly child: ChildProcess;
  /** The first answer to `start`. */
  readonly answer: BucketAnswer;
  readonly endpoint: string;
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<BucketAnswer | undefined>;
}

/** Forks the process and tells it to start; never throws for a start that failed, which is an answer, too. */
export async function forkBucket(options: LocalBucketOptions, forking: ForkOptions = {}): Promise<ChildBucket> {
  const child = fork(await bundleForNode('main/local-bucket/server/entry.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...forking,
  });
  const exited = once(child, 'exit');
  const answered = once(child, 'message');
  child.send({ type: 'start', options });
  const [answer] = (await Promise.race([
    answered,
    exited.then(() => [{ type: 'failed', code: 'exited', message: '' }]),
  ])) as [BucketAnswer];
  return {
    child,
    answer,
    endpoint: answer.type === 'ready' ? answer.endpoint : '',
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    stop: async () => {
      const stopped = new Promise<BucketAnswer>((resolve) => {
        const hear = (answer: BucketAnswer) => {
          // Openings that were counted are told once more before the end.
          if (answer.type === 'served') return;
          // Under Wine a process whose messages somebody waits for does not end.
          child.off('message', hear);
          resolve(answer);
        };
        child.on('message', hear);
      });
      child.send({ type: 'stop' });
      const last = await Promise.race([stopped, exited.then(() => undefined)]);
      await exited;
      return last;
    },
  };
}

/** The most memory that a process ever held, in MiB; undefined where the system does not tell. */
export async function peakMemoryMiB(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const match = /VmHWM:\s+(\d+) kB/.exec(status);
  return match === null ? undefined : Number(match[1]) / 1024;
}
