// Begins the threads of the pool. A command that will send much begins one before it reads its own scripts: that takes as long as a thread's start.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { nodeModule } from '../files/node-modules';
import type { PacedFlag, ThreadData } from './messages';

/** A thread that was begun: it tells nothing until it is asked, and keeps no process alive. */
export interface BegunThread {
  readonly worker: Worker;
  /** It has loaded its program. */
  readonly hasLoaded: () => boolean;
}

/** The thread that begins at once, before anything is known of the bodies. */
export interface ThreadAhead {
  readonly mayUseTls: boolean;
}

const mebibyte = 1_048_576;
/** A body costs as much as that many bytes, beside its own. */
export const bodyBytes = mebibyte / 4;
/** Threads pay once that much work is expected. */
export const usualWorthwhileBytes = 32 * mebibyte;

/** A thread holds no bodies of its own: its heap is for code and headers. */
const resourceLimits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 2 };

/**
 * `programPath`: absolute path of the built program, which is not read before the first start. `ahead`: one thread begins at once. A second
 * one would take processor time from the command's own start where there are two cores.
 */
export function createThreadStarts(programPath: string, ahead?: ThreadAhead) {
  const paced: PacedFlag = new Int32Array(new SharedArrayBuffer(4));
  const running = new Set<Worker>();
  let program: string | undefined;

  const begin = (readsAuthorities = false): BegunThread => {
    program ??= readFileSync(programPath, 'utf8');
    const loaded = new Int32Array(new SharedArrayBuffer(4));
    const workerData: ThreadData = { paced, loaded, readsAuthorities, folder: dirname(programPath) };
    const threads = nodeModule('node:worker_threads');
    // A text runs from an archive too.
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
    worker.unref();
    // Its end follows.
    worker.on('error', () => undefined);
    running.add(worker);
    worker.on('exit', () => running.delete(worker));
    return { worker, hasLoaded: () => Atomics.load(loaded, 0) === 1 };
  };

  let first: BegunThread | undefined;
  try {
    if (ahead !== undefined) first = begin(ahead.mayUseTls);
  } catch {
    // The pool meets it again, and works in place.
  }
  return {
    paced,
    /** Whether one was begun ahead: then the others are needed too. */
    isAhead: ahead !== undefined,
    /**
     * The one that was begun ahead, or a new one. Raises what reading the program raises. Of the first it is asked before the event loop turns, so that
     * nobody misses its end.
     */
    take() {
      const thread = first ?? begin();
      first = undefined;
      return thread;
    },
    /** Ends all that were begun. */
    end() {
      for (const worker of running) void worker.terminate();
    },
    /** How many have not ended. */
    running: () => running.size,
  };
}

export type ThreadStarts = ReturnType<typeof createThreadStarts>;
