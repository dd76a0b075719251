// Credentials are replaced while a connection is open: in time, once for all who ask, and never in a hurry.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Credentials } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import { holdOpen, type Renewing } from '../../../main/core/storage/open-connection';
import type { ObjectStore } from '../../../main/core/ports/object-store';
import { rejected } from '../../fakes/failing';
import { createSilentLog } from '../../fakes/silent-log';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';

const minute = 60_000;
beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) }));
afterEach(() => void vi.useRealTimers());

const lasting = (minutes: number, accessKeyId = 'A'): Credentials => ({
  ...sampleCredentials,
  accessKeyId,
  expiresAtMs: Date.now() + minutes * minute,
});

function start(first: Credentials, renewing: Partial<Renewing> = {}) {
  const told: string[] = [];
  const looks: number[] = [];
  let answer: Credentials | Failure = first;
  const objects = {
    renew: ({ accessKeyId }) => told.push(accessKeyId),
    close: () => told.push('closed'),
  } as Partial<ObjectStore>;
  const held = holdOpen(
    { connection: sampleConnection, credentials: first, objects: objects as ObjectStore, ephemeral: false },
    {
      async look() {
        looks.push(Date.now());
        if (answer instanceof Failure) throw answer;
        return answer;
      },
      byItself: true,
      openIntake: () => Promise.reject(new Failure('intake-key-missing')),
      onRenewed: ({ accessKeyId }) => told.push(`engine ${accessKeyId}`),
      clock: Date.now,
      log: createSilentLog(),
      ...renewing,
    },
  );
  return { held, told, looks, gives: (next: Credentials | Failure) => (answer = next) };
}

describe('credentials of a profile', () => {
  test('are got anew five minutes before their end, without anybody asking', async () => {
    const { held, told, looks, gives } = start(lasting(60));
    await vi.advanceTimersByTimeAsync(55 * minute - 1);
    gives(lasting(60, 'B'));
    expect(looks.length).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect([held.credentials.accessKeyId, told]).toEqual(['B', ['B', 'engine B']]);
    await vi.advanceTimersByTimeAsync(50 * minute);
    expect(looks.length).toBe(1);
    held.close();
    await vi.advanceTimersByTimeAsync(60 * minute);
    expect([looks.length, told.at(-1)]).toEqual([1, 'closed']);
  });

  test('that cannot be got yet are asked for every half minute, and used to their end', async () => {
    const { held, looks, gives } = start(lasting(6));
    gives(new Failure('sso-lapsed', { profile: 'work' }));
    await vi.advanceTimersByTimeAsync(3 * minute);
    expect(looks.length).toBe(5);
    await held.refreshCredentials();
    expect(held.credentials.accessKeyId).toBe('A');
    await vi.advanceTimersByTimeAsync(4 * minute);
    expect((await rejected(held.refreshCredentials())).code).toBe('sso-lapsed');
    gives(lasting(60, 'B'));
    await vi.advanceTimersByTimeAsync(minute);
    expect(held.credentials.accessKeyId).toBe('B');
    held.close();
  });

  test('that have ended and come again are not asked for without a pause', async () => {
    const { held, looks } = start(lasting(-1));
    await vi.advanceTimersByTimeAsync(5 * minute);
    expect(looks.length).toBe(10);
    held.close();
  });

  test('with an end beyond any timer are left alone', async () => {
    const { held, looks } = start(lasting(60 * 24 * 365 * 20));
    await vi.advanceTimersByTimeAsync(minute);
    expect(looks.length).toBe(0);
    held.close();
  });

  test('are looked for once, however many ask', async () => {
    const { held, looks, gives } = start(lasting(4));
    gives(lasting(60, 'B'));
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(Date.now() + minute);
    await Promise.all([held.refreshCredentials(), held.refreshCredentials(), held.renew()]);
    expect([looks.length, held.credentials.accessKeyId]).toEqual([1, 'B']);
    held.close();
  });
});

test('what was typed is not looked for until somebody says that it changed', async () => {
  const { held, told, looks, gives } = start(lasting(6), { byItself: false });
  gives(lasting(60, 'B'));
  await vi.advanceTimersByTimeAsync(10 * minute);
  await held.refreshCredentials();
  expect([looks.length, told]).toEqual([0, []]);
  await held.renew();
  expect([held.credentials.accessKeyId, told]).toEqual(['B', ['B', 'engine B']]);
  held.close();
});
