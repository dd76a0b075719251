// What is taken away was seen to be refused, by a link that a recipient could have; and a short link that stays open keeps nothing else from ending.
import { describe, expect, test } from 'vitest';
import { createKeyedMutex } from '../../../main/core/async/keyed-mutex';
import { afterDoors, evenWhereKept, removeAndProve } from '../../../main/core/given/end';
import type { ConnectionPool } from '../../../main/core/storage/storage';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { newYearMs, sampleConnection, sampleCredentials, sampleDoor, sampleShare } from '../../fakes/samples';
import { openShares } from './open-shares';

describe('objects', () => {
  const end = (asked: unknown[] = [], failure?: Failure) => {
    const { known, objects } = openShares();
    if (failure !== undefined) objects.fail('removeMany', failure);
    const ask = (url: string, of: unknown) => {
      const { pathname, searchParams } = new URL(url);
      asked.push([pathname, [...searchParams], of]);
      return Promise.resolve({ status: pathname.endsWith('a') ? 404 : 403 });
    };
    return known.with(sampleShare, (open) =>
      removeAndProve({ probe: { ask } }, ['k/a', 'k/b'], { at: sampleShare, name: 'x' }, open),
    );
  };

  test('are each asked for without credentials, by a link of a minute', async () => {
    const asked: unknown[] = [];
    const statuses = new Map([
      ['k/a', 404],
      ['k/b', 403],
    ]);
    expect(await end(asked)).toStrictEqual({ objectsRemoved: 2, statuses });
    const { objects } = openShares();
    const store = await objects.open(sampleConnection, sampleCredentials);
    const { url } = await store.link({ key: 'k/a', signedAtMs: newYearMs, lifetimeSeconds: 60 });
    expect(asked[0]).toEqual([new URL(url).pathname, [...new URL(url).searchParams], sampleConnection]);
  });

  test('whose versions are kept are asked for all the same, and that is told', async () => {
    const kept = new Failure('versions-kept');
    const asked: unknown[] = [];
    expect((await end(asked, kept)).kept).toBe(kept);
    expect(asked).toHaveLength(2);
  });

  test('that were given up are gone where versions are kept, and nothing else is taken for that', async () => {
    expect(await evenWhereKept(Promise.resolve(2))).toBeUndefined();
    expect(await evenWhereKept(Promise.reject(new Failure('versions-kept')))).toBeUndefined();
    expect((await rejected(evenWhereKept(Promise.reject(new Failure('access-denied'))))).code).toBe('access-denied');
  });

  test('that cannot be deleted are not asked for', async () => {
    const asked: unknown[] = [];
    expect((await rejected(end(asked, new Failure('access-denied')))).code).toBe('access-denied');
    expect(asked).toEqual([]);
  });
});

describe('what has a short link', () => {
  const ended = async (failure?: Failure) => {
    const { ports, server } = openShares();
    server.createBucket('doors');
    server.addresses.set('https://go.example.com', 'doors');
    ports.ledger.saveDoor({ ...sampleDoor, untilMs: 0 });
    const { known } = openShares(sampleConnection, ports);
    const access = {
      withConnection: (_choice: unknown, action: Parameters<ConnectionPool['withConnection']>[1]) =>
        failure === undefined ? known.with(sampleShare, action) : Promise.reject(failure),
    } as unknown as ConnectionPool;
    const given: unknown[] = [];
    const context = { ports, access, mutex: createKeyedMutex(), now: () => newYearMs };
    const done = afterDoors(context, sampleShare.id, async (closed) => {
      given.push(closed);
      return 'ended';
    });
    return { given, done };
  };

  test('ends with what the addresses answered', async () => {
    const { given, done } = await ended();
    expect(await done).toBe('ended');
    expect(given).toMatchObject([[{ status: 404 }]]);
  });

  test('ends where the short link could not be closed, and that is raised after', async () => {
    const { given, done } = await ended(new Failure('timed-out'));
    expect((await rejected(done)).code).toBe('timed-out');
    expect(given).toEqual([[]]);
  });
});
