// What happens by itself while a process stays: each work tries its items, and what fails waits longer each time.
import { setTimeout as wait } from 'node:timers/promises';
import type { BackOff } from '../async/backoff';
import { forEachLimited } from '../async/for-each-limited';
import type { KeyedMutex } from '../async/keyed-mutex';
import { keyStoreOf, type Connection } from '../model/connection';
import { asFailure, type Failure } from '../model/failure';
import type { Clock, Log } from '../model/system';
import type { Tell, Store } from '../state/state';

export interface Item {
  readonly id: string;
  readonly connectionId: string;
}

export interface Work<One extends Item = Item> {
  /** Each work has a back-off of its own by item: a failed clean-up says nothing about a renewal. */
  readonly name: string;
  /** What the log says of the first failure in a row. */
  readonly says: string;
  readonly atOnce: number;
  /** A bounded number of items, in their order. `mayTry`: whether the back-off of an item is over and its keys can be had. */
  candidates(nowMs: number, mayTry: (item: One) => boolean): readonly One[] | Promise<readonly One[]>;
  /** The id for the mutex around `run`; default: that of the item. `undefined`: `run` calls a verb that takes the mutex, which is not re-entrant. */
  lockOf?(item: One): string | undefined;
  /** Reads the row again: it may have changed before the mutex was free. `later`: the back-off begins, without a word in the log. */
  run(item: One): Promise<'done' | 'later'>;
  /** Everything of the item went with its bucket. False: the bucket may come back, and `bucket-missing` is a failure like any other. */
  whenBucketGone?(item: One): boolean;
  /** The longest wait after this failure, ms; default: that of the back-off. */
  longestWaitMs?(failure: Failure): number | undefined;
  /** Whether the first failure in a row is shown as a notice, too. */
  tells?(failure: Failure): boolean;
}

export interface RoundContext {
  readonly store: Pick<Store, 'get'>;
  readonly mutex: KeyedMutex;
  readonly backOff: BackOff;
  readonly log: Log;
  readonly tell: Tell;
  readonly now: Clock;
}

/** An expired object is deleted within a minute. */
export const usualUpkeepMs = 20_000;
/** Quitting does not wait longer for a server: the next start does the rest. */
const longestStopMs = 2_000;

const taskOf = ({ name }: Work, { id }: Item): string => `${name} ${id}`;

/** For keys in a file somebody would have to be asked for the passphrase. */
export const reachedConnections = (store: Pick<Store, 'get'>): readonly Connection[] =>
  store.get().connections.filter((connection) => keyStoreOf(connection) === 'keychain');

const mayTry = ({ store, backOff }: Pick<RoundContext, 'store' | 'backOff'>, work: Work, item: Item): boolean =>
  backOff.due(taskOf(work, item)) && reachedConnections(store).some(({ id }) => id === item.connectionId);

/** Runs a work on one item, unless its back-off is not over. Logs the first failure in a row. Never rejects. */
export async function tryItem(context: RoundContext, work: Work, item: Item): Promise<void> {
  const { mutex, backOff, log, tell } = context;
  const task = taskOf(work, item);
  const attempt = async () => {
    // The holder of the mutex before may have failed with the same.
    if (!mayTry(context, work, item)) return;
    try {
      if ((await work.run(item)) === 'done') backOff.succeeded(task);
      else backOff.failed(task);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'bucket-missing' && work.whenBucketGone?.(item) === true) return;
      if (backOff.failed(task, work.longestWaitMs?.(failure)) > 1) return;
      log.error(work.says, failure);
      if (work.tells?.(failure) === true) tell({ kind: 'failure', failure });
    }
  };
  const lock = work.lockOf === undefined ? item.id : work.lockOf(item);
  await (lock === undefined ? attempt() : mutex(lock, attempt));
}

/** Tries all items of each work, one work after the other, while `goesOn`. Never rejects. */
export async function tryWorks(
  context: RoundContext,
  works: readonly Work[],
  goesOn: () => boolean = () => true,
): Promise<void> {
  for (const work of works) {
    if (!goesOn()) return;
    try {
      const items = await work.candidates(context.now(), (item) => mayTry(context, work, item));
      await forEachLimited(items, work.atOnce, (item) => tryItem(context, work, item));
    } catch (error) {
      context.log.error(`${work.says}: what is due could not be found`, asFailure(error));
    }
  }
}

/** Tries the works at the start and every `everyMs` ms, never two rounds at once. Works that are loaded late are loaded when they are needed. */
export function createRound(
  context: RoundContext,
  works: readonly Work[] | (() => Promise<readonly Work[]>),
  everyMs: number,
) {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let stopped = false;
  const run = async () => {
    try {
      await tryWorks(context, typeof works === 'function' ? await works() : works, () => !stopped);
    } catch (error) {
      context.log.error('what happens by itself could not be loaded', asFailure(error));
    }
  };
  const look = () => {
    round ??= run().finally(() => {
      round = undefined;
    });
  };

  return {
    start() {
      look();
      timer = setInterval(look, everyMs);
      timer.unref();
    },
    /** Begins no further work; resolves when the running one has ended, at most two seconds later. */
    async stop() {
      stopped = true;
      clearInterval(timer);
      const gaveUp = new AbortController();
      const patience = wait(longestStopMs, undefined, { signal: gaveUp.signal }).catch(() => undefined);
      await Promise.race([round, patience]);
      gaveUp.abort();
    },
  };
}
