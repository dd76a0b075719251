// A request is tried again while that may help, and whoever stops never waits for it.
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { retrying, untilStopped } from '../../../main/core/transfer/with-retries';
import { rejected } from '../../fakes/failing';
import { oneTransfer } from './one-transfer';

/** An action that raises these, one after another, and then gives `done`. */
function raising(...errors: readonly Error[]) {
  const left = [...errors];
  const attempts: number[] = [];
  const action = async () => {
    attempts.push(attempts.length + 1);
    const error = left.shift();
    if (error !== undefined) throw error;
    return 'done';
  };
  return { attempts, action };
}

const lost = () => new Failure('connection-lost');

describe('a request', () => {
  test('is made once when it succeeds', async () => {
    const { context, told } = oneTransfer();
    const { attempts, action } = raising();
    expect(await retrying(context, action)).toBe('done');
    expect([attempts, told.failures]).toEqual([[1], []]);
  });

  test('is made again after a failure that may pass, and the slots are told', async () => {
    const { context, told } = oneTransfer();
    const failures = [new Failure('throttled'), lost()];
    const { attempts, action } = raising(...failures);
    expect(await retrying(context, action)).toBe('done');
    expect([attempts, told.failures]).toEqual([[1, 2, 3], failures]);
  });

  test('is made five times at most', async () => {
    const { context } = oneTransfer();
    const last = lost();
    const { attempts, action } = raising(lost(), lost(), lost(), lost(), last);
    expect(await rejected(retrying(context, action))).toBe(last);
    expect(attempts).toHaveLength(5);
  });

  test.each([
    [undefined, 2],
    [1, 1],
    [3, 3],
  ])('into silence with %s attempts allowed is made %d times', async (silentAttempts, count) => {
    const { context } = oneTransfer();
    const silence = () => new Failure('timed-out');
    const { attempts, action } = raising(silence(), silence(), silence(), silence());
    expect((await rejected(retrying(context, action, silentAttempts))).code).toBe('timed-out');
    expect(attempts).toHaveLength(count);
  });

  test('that was refused is not made again, and what was raised comes as it was', async () => {
    const { context, told } = oneTransfer();
    const refused = new Failure('access-denied');
    const denied = raising(refused);
    expect(await rejected(retrying(context, denied.action))).toBe(refused);
    const bug = new TypeError('a bug');
    const broken = raising(bug);
    await expect(retrying(context, broken.action)).rejects.toBe(bug);
    expect([denied.attempts, broken.attempts]).toEqual([[1], [1]]);
    expect(told.failures.map(({ code }) => code)).toEqual(['access-denied', 'unexpected']);
  });
});

describe('a stop', () => {
  test('before the request makes none', async () => {
    const { context, stop } = oneTransfer();
    stop.abort();
    const { attempts, action } = raising();
    expect((await rejected(retrying(context, action))).code).toBe('cancelled');
    expect(attempts).toEqual([]);
  });

  test('while it waits for its next attempt ends it at once', async () => {
    // A wait of minutes, which only the stop ends before the time limit of the test.
    const { context, stop } = oneTransfer({ random: () => 1_000 });
    const { attempts, action } = raising(...Array.from({ length: 5 }, lost));
    const ended = rejected(retrying(context, action));
    setTimeout(() => stop.abort(), 5);
    expect((await ended).code).toBe('cancelled');
    expect(attempts).toEqual([1]);
  });
});

describe('what is asked until somebody stops', () => {
  const silent = () => new Promise<string>(() => undefined);
  const listeners = ({ signal }: AbortController) => getEventListeners(signal, 'abort').length;

  test('gives its answer, or raises its failure, and listens no longer', async () => {
    const stop = new AbortController();
    const denied = new Failure('access-denied');
    expect(await untilStopped(stop.signal, Promise.resolve('here'))).toBe('here');
    expect(await rejected(untilStopped(stop.signal, Promise.reject(denied)))).toBe(denied);
    expect(listeners(stop)).toBe(0);
  });

  test('is not waited for after a stop', async () => {
    const stop = new AbortController();
    const ended = rejected(untilStopped(stop.signal, silent()));
    expect(listeners(stop)).toBe(1);
    stop.abort();
    expect([(await ended).code, listeners(stop)]).toEqual(['cancelled', 0]);
  });

  test('is not waited for when the stop came before', async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await rejected(untilStopped(stop.signal, silent()))).code).toBe('cancelled');
  });
});
