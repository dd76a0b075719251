// Ctrl-C and a shutdown wait for no server: every command ends within a second.
import { constants, fstatSync, readFileSync, statSync } from 'node:fs';
import { isatty } from 'node:tty';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure, failureRules } from '../core/model/failure';
import { exitCodeOf } from '../terminal/output/output';
import type { Built } from './built';
import { endProcess } from './end-process';

/** The time for an orderly end, ms: an upload is paused, the doctor's objects are removed. */
const orderlyMs = 600;
/** The process ends by force after this time, ms. Both times count from the signal. */
const lastMs = 900;

/** As shells count them: 128 and the number of the signal. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof exitCodes;

/** Of a command that took longer than it may. */
const outOfTime = exitCodeOf(new Failure('out-of-time'));

export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives the result of the work; raises `interrupted` when the work did not end in time. */
  within<T>(work: Promise<T> | T): Promise<T>;
  /** Moves the end of an interrupted command to so many ms from now: without it something would be lost that nobody has elsewhere. */
  postpone(ms: number): void;
  /** Ends the command as a signal would, so many ms from now. */
  endAfter(ms: number): void;
  /** `out-of-time` in place of what was interrupted for it. */
  reason(failure: Failure): Failure;
  /** `code`, or that of the signal or of the time in place of 130. */
  exitCode(code: number): number;
  /** Whether standard input was a terminal that has been closed, with SIGHUP. Takes up to 100 ms then: the input may end before the signal comes. */
  hungUp(): Promise<boolean>;
}

const hangUpMs = 100;

/**
 * Whether `nohup` of GNU started the command on a terminal. Node resets the signals that were ignored at its start, so what is left of it is a standard
 * input that can only be written to.
 */
function isByNohup(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const [, flags = '0'] = /^flags:\s*([0-7]+)$/m.exec(readFileSync('/proc/self/fdinfo/0', 'utf8')) ?? [];
    return (Number.parseInt(flags, 8) & constants.O_WRONLY) !== 0 && fstatSync(0).rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

/** Listens from now on. `last` is called before the process is ended by force; a second signal ends it at once. `threads`: as of `endProcess`. */
export function interruptible(last: () => void, threads?: Built['threads']): Interruption {
  const controller = new AbortController();
  const hadTerminal = isatty(0);
  let reject: (failure: Failure) => void = () => undefined;
  const overdue = new Promise<never>((_resolve, fail) => {
    reject = fail;
  });
  // Nobody may be waiting for it.
  overdue.catch(() => undefined);
  let by: Signal | 'time' | undefined;
  const codeOf = (cause: Signal | 'time') => (cause === 'time' ? outOfTime : exitCodes[cause]);
  let ends: readonly NodeJS.Timeout[] = [];
  const endIn = (cause: Signal | 'time', orderly: number, hard: number) => {
    for (const timer of ends) clearTimeout(timer);
    ends = [
      setTimeout(() => reject(new Failure('interrupted')), orderly),
      setTimeout(() => {
        last();
        void endProcess(codeOf(cause), threads);
      }, hard),
    ];
  };
  const exitCode = (code: number) => (by !== undefined && code === 130 ? codeOf(by) : code);
  const stop = (cause: Signal | 'time') => {
    by = cause;
    endIn(cause, orderlyMs, lastMs);
    controller.abort();
  };
  const staysOnHangUp = isByNohup();
  for (const name of Object.keys(exitCodes) as Signal[]) {
    process.on(name, () => {
      if (name === 'SIGHUP' && staysOnHangUp) return;
      if (by === undefined) stop(name);
      else void endProcess(codeOf(by), threads);
    });
  }
  return {
    signal: controller.signal,
    within: (work) => Promise.race([work, overdue]),
    postpone: (ms) => {
      if (by !== undefined) endIn(by, ms, ms);
    },
    endAfter: (ms) => {
      setTimeout(() => {
        if (by === undefined) stop('time');
      }, ms).unref();
    },
    reason: (failure) =>
      by === 'time' && failureRules[failure.code].kind === 'interrupted' ? new Failure('out-of-time') : failure,
    exitCode,
    hungUp: async () => {
      if (!hadTerminal || isatty(0)) return false;
      if (by === undefined) await wait(hangUpMs, undefined, { signal: controller.signal }).catch(() => undefined);
      return by === 'SIGHUP';
    },
  };
}
