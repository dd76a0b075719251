// Threads for bodies that run the built program, from the first body on.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  createBodyThreads,
  type BodyThreads,
  type PoolOptions as Options,
} from '../../main/adapters/body-threads/pool';
import { createThreadStarts, type ThreadAhead } from '../../main/adapters/body-threads/thread-starts';
import { bodyWorkInPlace } from '../../main/core/transfer/body-work-in-place';

export const builtProgram = resolve('out/main/body-thread.cjs');

interface PoolOptions extends Omit<Options, 'starts'> {
  readonly programPath: string;
  readonly ahead: ThreadAhead;
}

/** Without the program the pool would work in place, and a test would show nothing. */
export function builtBodyThreads({
  programPath = builtProgram,
  ahead,
  ...options
}: Partial<PoolOptions> = {}): BodyThreads {
  if (!existsSync(builtProgram)) throw new Error('The app is not built: npm run build.');
  return createBodyThreads({
    starts: createThreadStarts(programPath, ahead),
    inPlace: bodyWorkInPlace,
    mostThreads: 2,
    worthwhileBytes: 0,
    ...options,
  });
}
