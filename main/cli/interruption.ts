// Ctrl-C and a shutdown wait for no server: every command ends within a second.
import { Failure } from '../core/model/failure';
import { endProcess } from './end-process';

/** The time for an orderly end, ms: an upload is paused, the doctor's objects are removed. */
const orderlyMs = 600;
/** The process ends by force after this time, ms. Both times count from the signal. */
const lastMs = 900;

/** As shells count them: 128 and the number of the signal. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof exitCodes;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives the result of the work; raises `interrupted` when the work did not end in time. */
  within<T>(work: Promise<T> | T): Promise<T>;
  /** Moves the end of an interrupted command to so many ms from now: without it something would be lost that nobody has elsewhere. */
  postpone(ms: number): void;
  /** `code`, or that of the signal in place of 130. */
  exitCode(code: number): number;
}

/** Listens from now on. `last` is called before the process is ended by force; a second signal ends it at once. */
export function interruptible(last: () => void): Interruption {
  const controller = new AbortController();
  let reject: (failure: Failure) => void = () => undefined;
  const overdue = new Promise<never>((_resolve, fail) => {
    reject = fail;
  });
  // Nobody may be waiting for it.
  overdue.catch(() => undefined);
  let by: Signal | undefined;
  let ends: readonly NodeJS.Timeout[] = [];
  const endIn = (signal: Signal, orderly: number, hard: number) => {
    for (const timer of ends) clearTimeout(timer);
    ends = [
      setTimeout(() => reject(new Failure('interrupted')), orderly),
      setTimeout(() => {
        last();
        void endProcess(exitCodes[signal]);
      }, hard),
    ];
  };
  const exitCode = (code: number) => (by !== undefined && code === 130 ? exitCodes[by] : code);
  for (const name of Object.keys(exitCodes) as Signal[]) {
    process.on(name, () => {
      if (by !== undefined) {
        void endProcess(exitCodes[by]);
        return;
      }
      by = name;
      endIn(name, orderlyMs, lastMs);
      controller.abort();
    });
  }
  return {
    signal: controller.signal,
    within: (work) => Promise.race([work, overdue]),
    postpone: (ms) => {
      if (by !== undefined) endIn(by, ms, ms);
    },
    exitCode,
  };
}
