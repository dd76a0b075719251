// What can go wrong with a call of a twin: it is recorded, held back, refused, or done with its answer lost.
import { Failure } from '../../main/core/model/failure';
import type { ObjectStore } from '../../main/core/ports/object-store';

export type Operation = Exclude<keyof ObjectStore, 'serverNowMs' | 'clockOffsetMs' | 'renew' | 'close'>;

export interface Call {
  readonly operation: Operation;
  readonly key: string;
  readonly bucket: string;
  readonly partNumber?: number;
}

interface Trouble {
  readonly operation: Operation;
  /** Calls of the operation to let pass first. */
  skip: number;
  readonly failure: Failure;
  /** The work is done and only its answer is lost. */
  readonly afterwards: boolean;
}

export interface Troubles {
  readonly calls: readonly Call[];
  /** The `nth` next call (from 1) of the operation raises `failure`; with `afterwards` it does its work first. */
  readonly fail: (
    operation: Operation,
    failure: Failure,
    options?: { readonly nth?: number; readonly afterwards?: boolean },
  ) => void;
  /** Calls of the operation wait until the given function is called; a cancelled one does not. */
  readonly hold: (operation: Operation) => () => void;
  /** One call of the port: recorded, held, failed where a test wants it. */
  readonly call: <T>(entry: Call, work: () => T | Promise<T>, signal?: AbortSignal) => Promise<T>;
}

export function createTroubles(): Troubles {
  const calls: Call[] = [];
  const troubles: Trouble[] = [];
  const gates = new Map<Operation, Promise<void>>();

  const troubleFor = (operation: Operation): Trouble | undefined => {
    const mine = troubles.filter((trouble) => trouble.operation === operation);
    const due = mine.find(({ skip }) => skip === 0);
    for (const trouble of mine) trouble.skip -= 1;
    if (due !== undefined) troubles.splice(troubles.indexOf(due), 1);
    return due;
  };

  const passGate = async (operation: Operation, signal?: AbortSignal) => {
    const gate = gates.get(operation);
    if (gate === undefined) return;
    const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([gate, aborted]);
  };

  const call = async <T>(entry: Call, work: () => T | Promise<T>, signal?: AbortSignal): Promise<T> => {
    calls.push(entry);
    const trouble = troubleFor(entry.operation);
    await passGate(entry.operation, signal);
    if (signal?.aborted === true) throw new Failure('cancelled');
    if (trouble?.afterwards === false) throw trouble.failure;
    const result = await work();
    if (trouble !== undefined) throw trouble.failure;
    return result;
  };

  return {
    calls,
    call,
    fail: (operation, failure, { nth = 1, afterwards = false } = {}) =>
      void troubles.push({ operation, skip: nth - 1, failure, afterwards }),
    hold(operation) {
      let release: () => void = () => undefined;
      gates.set(
        operation,
        new Promise((resolve) => {
          release = resolve;
        }),
      );
      return () => {
        gates.delete(operation);
        release();
      };
    },
  };
}
