// Who waits for credentials is woken soon, together, and bothers nobody while there are none.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import { Failure, type FailureCode } from '../../../main/core/model/failure';
import { createCredentialsWatch } from '../../../main/core/storage/wait-for-credentials';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';

const second = 1_000;
const ofProfile: Connection = { ...sampleConnection, credentials: { kind: 'profile', profile: 'work' } };

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function start(failure: FailureCode | undefined) {
  const looks: number[] = [];
  const answer = { failure };
  const watch = createCredentialsWatch(
    {
      async get() {
        looks.push(Date.now() / second);
        if (answer.failure !== undefined) throw new Failure(answer.failure);
        return sampleCredentials;
      },
      forget: () => undefined,
    },
    { renew: async () => undefined },
    Date.now,
  );
  const renewed: string[] = [];
  const wait = (connection: Connection, name: string) =>
    void watch.whenRenewed(connection).then(() => renewed.push(name));
  return { watch, looks, answer, renewed, wait };
}

describe('a profile that gives none', () => {
  test('is looked at every five seconds for a sign-in, once for all who wait', async () => {
    const { looks, answer, renewed, wait } = start('sso-lapsed');
    wait(ofProfile, 'a');
    wait(ofProfile, 'b');
    await vi.advanceTimersByTimeAsync(12 * second);
    expect([looks, renewed]).toEqual([[5, 10], []]);
    answer.failure = undefined;
    await vi.advanceTimersByTimeAsync(3 * second);
    expect([looks, renewed]).toEqual([
      [5, 10, 15],
      ['a', 'b'],
    ]);
    await vi.advanceTimersByTimeAsync(600 * second);
    expect(looks.length).toBe(3);
  });

  test('is asked less and less often when a program or a server is behind it', async () => {
    const { looks, wait } = start('process-failed');
    wait(ofProfile, 'a');
    await vi.advanceTimersByTimeAsync(3_000 * second);
    expect(looks).toEqual([5, 20, 50, 110, 230, 470, 950, 1_550, 2_150, 2_750]);
  });

  test('is left alone after the end', async () => {
    const { watch, looks, renewed, wait } = start('sso-lapsed');
    wait(ofProfile, 'a');
    watch.stop();
    await vi.advanceTimersByTimeAsync(60 * second);
    expect([looks, renewed]).toEqual([[], []]);
  });
});

describe('a profile whose credentials were refused', () => {
  test('is resolved at once, and later and later while what it gives is refused again', async () => {
    const { watch, looks } = start(undefined);
    for (let turn = 0; turn < 4; turn += 1) {
      const renewing = watch.renew(ofProfile);
      await vi.advanceTimersByTimeAsync(90 * second);
      await renewing;
    }
    expect(looks).toEqual([0, 105, 210, 330]);
    await vi.advanceTimersByTimeAsync(1_200 * second);
    const laterMs = Date.now();
    const renewing = watch.renew(ofProfile);
    await vi.advanceTimersByTimeAsync(0);
    await renewing;
    expect(looks.at(-1)).toBe(laterMs / second);
  });

  test('says itself what stands in the way, once for all who ask', async () => {
    const { watch, looks } = start('sso-lapsed');
    const all = [watch.renew(ofProfile), watch.renew(ofProfile)].map(rejected);
    await vi.advanceTimersByTimeAsync(0);
    expect((await Promise.all(all)).map(({ code }) => code)).toEqual(['sso-lapsed', 'sso-lapsed']);
    expect(looks).toEqual([0]);
  });
});

test('typed ones are waited for until they were saved, of that connection alone', async () => {
  const { watch, looks, renewed, wait } = start(undefined);
  wait(sampleConnection, 'work');
  wait({ ...sampleConnection, id: 'c-home' }, 'home');
  await vi.advanceTimersByTimeAsync(600 * second);
  watch.changed(sampleConnection.id);
  watch.changed('c-unknown');
  await vi.advanceTimersByTimeAsync(0);
  expect([looks, renewed]).toEqual([[], ['work']]);
});
