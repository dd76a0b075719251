// The user decides about an update, it never comes while something is on its way, and nothing older is ever offered.
import { afterEach, expect, test, vi } from 'vitest';
import { emptyState, uploadChanged, uploadEnded } from '../../../main/core/state/rules/app-state';
import type { Notice } from '../../../main/core/state/rules/notice';
import { Failure } from '../../../main/core/model/failure';
import type { UpdateState } from '../../../main/core/model/update';
import { createStore } from '../../../main/core/state/state-store';
import { createUpdates, type UpdatesOptions } from '../../../main/core/updates/updates';
import { createMemoryLedgerFile } from '../../fakes/memory-ledger';
import { createMemoryUpdateSource } from '../../fakes/memory-update-source';
import { createSilentLog } from '../../fakes/silent-log';
import type { Upload } from '../../../main/core/model/upload';

const todayMs = Date.parse('2027-06-01T00:00:00Z');
const dayMs = 86_400_000;

const running: Upload = {
  id: 'u',
  name: 'a.txt',
  sizeBytes: 10,
  sentBytes: 1,
  bytesPerSecond: 0,
  phase: { kind: 'uploading' },
  connectionId: 'c',
  startedAtMs: 0,
};

function open(version = '0.2.0', options: Partial<UpdatesOptions> = {}) {
  const source = createMemoryUpdateSource(version, todayMs);
  const ledger = createMemoryLedgerFile().open();
  const store = createStore(emptyState);
  const states: UpdateState[] = [];
  const told: Notice['content'][] = [];
  const updates = createUpdates({
    source,
    policy: () => ({ kind: 'none' }),
    version: '0.1.0',
    store,
    tell: (content) => void told.push(content),
    log: createSilentLog(),
    ledger,
    clock: () => todayMs,
    onState: (state) => void states.push(state),
    ...options,
  });
  return { source, store, states, told, updates, ledger };
}

const codeOf = (work: Promise<void>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error as Failure).code,
  );

afterEach(() => void vi.useRealTimers());

test('what is newer is offered with its notes, and nothing is fetched before the user says so', async () => {
  const { updates, source } = open();
  expect(await codeOf(updates.install())).toBe('bad-request');
  await updates.check();
  expect(updates.state()).toEqual({ kind: 'offered', offer: { version: '0.2.0', notes: 'Faster.' } });
  expect(source.done).toEqual(['look']);
});

test.each(['0.1.0', '0.0.9'])('%s is not offered beside 0.1.0', async (version) => {
  const { updates } = open(version);
  await updates.check();
  expect(updates.state()).toEqual({ kind: 'current' });
  expect(await codeOf(updates.install())).toBe('bad-request');
});

test('a version that is none is not trusted', async () => {
  const { updates } = open('latest');
  await updates.check();
  expect(updates.state()).toMatchObject({ kind: 'failed', failure: { code: 'update-untrusted' } });
});

test('installing fetches, says how far it is, and restarts', async () => {
  const { updates, source, states } = open();
  await updates.check();
  await updates.install();
  expect(source.done).toEqual(['look', 'fetch', 'install']);
  expect(states.map((state) => ('percent' in state ? state.percent : state.kind))).toEqual([
    'looking',
    'offered',
    0,
    50,
    'ready',
  ]);
});

test('it waits for an upload, also for one that began while the package was on its way', async () => {
  const { updates, source, store } = open();
  await updates.check();
  store.apply(uploadChanged(running));
  expect(await codeOf(updates.install())).toBe('update-waits');
  expect(source.done).toEqual(['look']);
  store.apply(uploadEnded('u'));
  source.whileFetching = () => store.apply(uploadChanged(running));
  expect(await codeOf(updates.install())).toBe('update-waits');
  expect(updates.state()).toMatchObject({ kind: 'ready' });
  expect(source.done).toEqual(['look', 'fetch']);
  store.apply(uploadEnded('u'));
  await updates.install();
  expect(source.done).toEqual(['look', 'fetch', 'install']);
});

test.each(['update-damaged', 'update-unavailable'] as const)(
  'a package that is refused (%s) leaves the offer',
  async (code) => {
    const { updates, source } = open();
    await updates.check();
    source.refusal = new Failure(code);
    await updates.install();
    expect(updates.state()).toMatchObject({ kind: 'failed', failure: { code }, offer: { version: '0.2.0' } });
    source.refusal = undefined;
    await updates.install();
    expect(source.done).toEqual(['look', 'fetch', 'install']);
  },
);

test('it looks by itself after the start and once a day, tells each version once, and installs nothing', async () => {
  vi.useFakeTimers();
  const { updates, source, told } = open();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(told).toEqual([{ kind: 'update', version: '0.2.0' }]);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(source.done).toEqual(['look', 'look']);
  source.offer = { version: '0.3.0', notes: '', signedAtMs: todayMs };
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(told).toEqual(['0.2.0', '0.3.0'].map((version) => ({ kind: 'update', version })));
  updates.stop();
  await vi.advanceTimersByTimeAsync(864_000_000);
  expect(source.done).toEqual(['look', 'look', 'look']);
});

test('without a feed it is off, and stays off', async () => {
  vi.useFakeTimers();
  const { updates, states } = open('0.2.0', { source: undefined });
  await vi.advanceTimersByTimeAsync(864_000_000);
  await updates.check();
  expect(updates.state()).toEqual({ kind: 'off' });
  expect(states).toEqual([]);
  expect(await codeOf(updates.install())).toBe('bad-request');
});

test('a feed that is older than one that was seen is said and not offered, also after a restart', async () => {
  const { updates, source, ledger } = open();
  await updates.check();
  source.offer = { version: '0.9.0', notes: '', signedAtMs: todayMs - 1 };
  await updates.check();
  expect(updates.state()).toEqual({ kind: 'stale', why: 'replayed' });
  expect(await codeOf(updates.install())).toBe('bad-request');
  const restarted = open('0.9.0', { ledger });
  restarted.source.offer = source.offer;
  await restarted.updates.check();
  expect(restarted.updates.state()).toEqual({ kind: 'stale', why: 'replayed' });
  restarted.source.offer = { ...source.offer, signedAtMs: todayMs };
  await restarted.updates.check();
  expect(restarted.updates.state()).toMatchObject({ kind: 'offered', offer: { version: '0.9.0' } });
});

test.each([
  [90 * dayMs, 'offered'],
  [90 * dayMs + 1, 'stale'],
])('a feed that was signed %d ms ago is %s', async (ageMs, kind) => {
  const { updates, source, told } = open();
  source.offer = { ...source.offer, signedAtMs: todayMs - ageMs };
  await updates.check();
  expect(updates.state()).toMatchObject({ kind });
  expect(told).toEqual([]);
});
