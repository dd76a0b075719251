// One implementation of what happens by itself: when an item is tried, what its failures do, and that no two rounds overlap.
import { describe, expect, test } from 'vitest';
import { createBackOff } from '../../../main/core/async/backoff';
import { createKeyedMutex } from '../../../main/core/async/keyed-mutex';
import { createRound, tryWorks, type Item, type Work } from '../../../main/core/given/round';
import type { Connection } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import { emptyState } from '../../../main/core/state/rules/app-state';
import { createStore } from '../../../main/core/state/state-store';
import { createFixedClock } from '../../fakes/fixed-clock';
import { sampleConnection } from '../../fakes/samples';
import { createSilentLog } from '../../fakes/silent-log';
import { settle, until } from '../app/running-app';

const one = { id: 'one', connectionId: sampleConnection.id };
const two = { id: 'two', connectionId: sampleConnection.id };
const unusable = new Failure('access-denied');
const gone = new Failure('bucket-missing');

function world(connection: Connection = sampleConnection) {
  const log = createSilentLog();
  const clock = createFixedClock();
  const told: unknown[] = [];
  const context = {
    store: createStore({ ...emptyState, connections: [connection] }),
    mutex: createKeyedMutex(),
    backOff: createBackOff(clock.now),
    log,
    tell: (notice: unknown) => void told.push(notice),
    now: clock.now,
  };
  const tried: string[] = [];
  const work = (run: Work['run'], more: Partial<Work> = {}): Work => ({
    name: 'work',
    says: 'it did not work yet',
    atOnce: 1,
    candidates: (_nowMs, mayTry) => [one, two].filter(mayTry),
    run(item: Item) {
      tried.push(item.id);
      return run(item);
    },
    ...more,
  });
  return { context, log, clock, told, tried, work };
}

const failing = (failure: Failure) => () => Promise.reject(failure);
const lines = ({ log }: ReturnType<typeof world>) => log.lines.map(({ message, error }) => [message, error]);

describe('an item', () => {
  test('that fails is logged once, holds nobody back, and is tried less and less often', async () => {
    const here = world();
    const work = here.work(({ id }) => (id === 'one' ? Promise.reject(unusable) : Promise.resolve('done')));
    for (const seconds of [0, 59, 1, 60, 60]) {
      here.clock.advance(seconds * 1_000);
      await tryWorks(here.context, [work]);
    }
    expect(here.tried.filter((id) => id === 'one')).toHaveLength(3);
    expect(here.tried.filter((id) => id === 'two')).toHaveLength(5);
    expect([lines(here), here.told]).toEqual([[['it did not work yet', unusable]], []]);
  });

  test('is told once where its work tells of that failure', async () => {
    const here = world();
    const work = here.work(failing(unusable), { tells: ({ code }) => code === 'access-denied' });
    await tryWorks(here.context, [work]);
    here.clock.advance(60_000);
    await tryWorks(here.context, [work]);
    expect(here.told).toEqual([
      { kind: 'failure', failure: unusable },
      { kind: 'failure', failure: unusable },
    ]);
    expect(here.tried).toHaveLength(4);
  });

  test('that says later waits as well, without a word', async () => {
    const here = world();
    const work = here.work(() => Promise.resolve('later'));
    await tryWorks(here.context, [work, work]);
    expect([here.tried, lines(here)]).toEqual([['one', 'two'], []]);
  });

  test('that failed in one work is tried by another', async () => {
    const here = world();
    await tryWorks(here.context, [here.work(failing(unusable)), here.work(async () => 'done', { name: 'other' })]);
    expect(here.tried).toEqual(['one', 'two', 'one', 'two']);
  });

  test('whose bucket is gone has no failure where its work gives it up', async () => {
    const here = world();
    await tryWorks(here.context, [here.work(failing(gone), { whenBucketGone: ({ id }) => id === 'one' })]);
    expect(lines(here)).toEqual([['it did not work yet', gone]]);
    expect([here.context.backOff.due('work one'), here.context.backOff.due('work two')]).toEqual([true, false]);
  });

  test.each<[Failure, Partial<Work>]>([
    [unusable, { whenBucketGone: () => true }],
    [gone, {}],
  ])('that fails by %s has a failure where its work does not give the bucket up for it', async (failure, more) => {
    const here = world();
    await tryWorks(here.context, [here.work(failing(failure), more)]);
    expect(lines(here)).toEqual([
      ['it did not work yet', failure],
      ['it did not work yet', failure],
    ]);
  });

  test('is not tried once nothing more is to begin', async () => {
    const here = world();
    await tryWorks(here.context, [here.work(async () => 'done')], () => false);
    expect(here.tried).toEqual([]);
  });

  test.each<[string, Connection]>([
    ['whose keys are in a file', { ...sampleConnection, credentials: { kind: 'file' } }],
    ['of a connection that is gone', { ...sampleConnection, id: 'another' }],
  ])('%s is not tried', async (_what, connection) => {
    const here = world(connection);
    await tryWorks(here.context, [here.work(async () => 'done', { candidates: () => [one] })]);
    expect(here.tried).toEqual([]);
  });
});

describe('the mutex of an item', () => {
  test('is had while it runs, and who waited for it asks for the back-off again', async () => {
    const here = world();
    const work = here.work(failing(unusable), { candidates: () => [one] });
    let release: () => void = () => undefined;
    const verb = here.context.mutex('one', () => new Promise<void>((resolve) => (release = resolve)));
    const rounds = Promise.all([tryWorks(here.context, [work]), tryWorks(here.context, [work])]);
    await settle();
    expect(here.tried).toEqual([]);
    release();
    await Promise.all([verb, rounds]);
    expect(here.tried).toEqual(['one']);
  });

  test('is another where the work says so, or none', async () => {
    const here = world();
    const never = new Promise<void>(() => undefined);
    void here.context.mutex('one', () => never);
    void here.context.mutex('two', () => never);
    const run = async () => 'done' as const;
    await tryWorks(here.context, [
      here.work(run, { lockOf: ({ id }) => `save ${id}` }),
      here.work(run, { lockOf: () => undefined }),
    ]);
    expect(here.tried).toEqual(['one', 'two', 'one', 'two']);
  });

  test('is none for two at once where the work says so', async () => {
    const here = world();
    const both = () => until(() => here.tried.length === 2).then(() => 'done' as const);
    await tryWorks(here.context, [here.work(both, { atOnce: 2, lockOf: () => undefined })]);
    expect(lines(here)).toEqual([]);
  });
});

test('rounds never overlap, survive a work whose items cannot be found, and end with the app', async () => {
  const here = world();
  let running = 0;
  let most = 0;
  let done = 0;
  let release: () => void = () => undefined;
  const slow = here.work(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      running -= 1;
      done += 1;
      return 'done';
    },
    { candidates: () => [one] },
  );
  const broken = here.work(async () => 'done', { candidates: () => Promise.reject(new Failure('disk-full')) });
  const last = here.work(async () => 'done', { name: 'last', candidates: () => [two] });
  const rounds = () => new Promise((resolve) => setTimeout(resolve, 60));
  const upkeep = createRound(here.context, async () => [broken, slow, last], 2);
  upkeep.start();
  await rounds();
  expect([most, done]).toEqual([1, 0]);
  release();
  await until(() => done === 1);
  await until(() => running === 1);
  const stopping = upkeep.stop();
  release();
  await stopping;
  await rounds();
  await settle();
  expect([most, done, running]).toEqual([1, 2, 0]);
  expect(here.tried).toEqual(['one', 'two', 'one']);
  const [line] = lines(here);
  expect(line).toEqual(['it did not work yet: what is due could not be found', new Failure('disk-full')]);
});

test('works that cannot be loaded are loaded again', async () => {
  const here = world();
  let loads = 0;
  const load = async () => {
    loads += 1;
    if (loads === 1) throw new Failure('unexpected');
    return [here.work(async () => 'done')];
  };
  const upkeep = createRound(here.context, load, 2);
  upkeep.start();
  await until(() => here.tried.length >= 2);
  await upkeep.stop();
  expect(lines(here)).toEqual([['what happens by itself could not be loaded', new Failure('unexpected')]]);
});
