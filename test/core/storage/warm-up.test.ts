// A gesture opens what the share will use, and nothing of it is seen: not on the server, not by a person, not after twenty seconds.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import type { Connection } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import { connectionSaved } from '../../../main/core/state/rules/app-state';
import { secretEntry, settle, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';

const startOne = startsApps();
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

async function start(options: Start = {}) {
  const world = await startOne(options);
  world.files.put('/home/a.txt', 'a');
  const { app, objects, secrets, clock } = world;
  let asked = 0;
  const keychain = { ...secrets };
  secrets.get = (id) => {
    asked += 1;
    return keychain.get(id);
  };
  return {
    ...world,
    asked: () => asked,
    requests: () => objects.calls.map(({ operation }) => operation),
    share: () => app.shareItems(['/home/a.txt'], { copy: false }),
    gesture: async () => {
      clock.advance(2_000);
      app.warmUp();
      await settle();
    },
  };
}

test('a share after a gesture asks the keychain no more, and finds everything open', async () => {
  const { gesture, share, asked, requests, objects } = await start();
  await gesture();
  expect([asked(), requests(), objects.openCount()]).toEqual([1, ['connect'], 2]);
  let opened = 0;
  objects.onOpen = () => (opened += 1);
  expect(await share()).toMatchObject([{ ok: true }]);
  expect([asked(), requests(), opened]).toEqual([1, ['connect', 'put', 'link'], 0]);
});

test('before a share by a connection of its own a command opens that one, and nothing else', async () => {
  const { app, asked, requests, objects } = await start();
  const connection = { kind: 'ephemeral', connection: sampleConnection, credentials: sampleCredentials } as const;
  app.warmUp(connection);
  await settle();
  expect([asked(), requests(), objects.openCount()]).toEqual([0, ['connect'], 2]);
  let opened = 0;
  objects.onOpen = () => (opened += 1);
  expect(await app.shareItems(['/home/a.txt'], { copy: false, connection })).toMatchObject([{ ok: true }]);
  expect([asked(), requests(), opened]).toEqual([0, ['connect', 'put', 'link'], 0]);
});

const profile = { kind: 'profile', profile: 'work' } as const;
test.each<[what: string, connection: Connection, asked: readonly unknown[]]>([
  ['before its credentials are known', { ...sampleConnection, credentials: profile }, [[sampleConnection.id, 100]]],
  [
    'of an imported profile that nobody confirmed: never',
    { ...sampleConnection, credentials: { ...profile, unconfirmed: true } },
    [],
  ],
  [
    'of an imported address that nobody confirmed: never',
    { ...sampleConnection, shareEndpoint: 'https://a.example', unconfirmedAddresses: ['https://a.example'] },
    [],
  ],
])('connections for many bodies are opened %s', async (_what, connection, asked) => {
  const ahead: unknown[] = [];
  const { app, requests } = await start({ ports: { connectAhead: ({ id }, files) => void ahead.push([id, files]) } });
  app.store.apply(connectionSaved(connection, 'profile'));
  app.warmUp({ kind: 'known', connectionId: connection.id }, 100);
  expect(ahead).toEqual(asked);
  await settle();
  expect(requests()).toEqual([]);
});

test('a connection that is unknown by now warms up nothing, and raises nothing', async () => {
  const { app, requests } = await start();
  app.warmUp({ kind: 'known', connectionId: 'removed' });
  await settle();
  expect(requests()).toEqual([]);
});

test('one gesture warms up once, and all is closed twenty seconds after the last one', async () => {
  const { app, clock, gesture, requests, objects } = await start();
  await gesture();
  for (let again = 0; again < 5; again += 1) app.warmUp();
  await settle();
  expect(requests()).toEqual(['connect']);
  vi.advanceTimersByTime(15_000);
  await gesture();
  vi.advanceTimersByTime(19_000);
  await settle();
  expect([objects.openCount(), requests()]).toEqual([2, ['connect', 'connect']]);
  vi.advanceTimersByTime(1_000);
  await settle();
  expect(objects.openCount()).toBe(0);
  clock.advance(-60_000);
  await gesture();
  expect(objects.openCount()).toBe(2);
});

test.each<[what: string, act: (world: RunningApp) => unknown]>([
  ['the screen is locked', ({ app }) => app.forgetSecrets()],
  ['its connection is renamed', ({ app }) => app.renameConnection(sampleConnection.id, 'Other')],
  ['its connection is removed', ({ app }) => app.removeConnection(sampleConnection.id, 'keep')],
])('nothing stays open once %s', async (_what, act) => {
  const world = await start();
  await world.gesture();
  await act(world);
  await settle();
  expect(world.objects.openCount()).toBe(0);
});

test('a secret is forgotten, and its connection closed, once another process removes the connection', async () => {
  const { gesture, objects, ledgerFile, secrets, asked, app } = await start();
  await gesture();
  const other = await start({ shared: { ledgerFile, secrets } });
  await other.app.removeConnection(sampleConnection.id, 'keep');
  secrets.entries.set(secretEntry(sampleConnection), credentialsText(sampleCredentials));
  vi.advanceTimersByTime(1_000);
  await settle();
  expect([objects.openCount(), app.store.get().connections]).toEqual([0, []]);
  const before = asked();
  app.store.apply(connectionSaved(sampleConnection, 'keychain'));
  await gesture();
  expect(asked() - before).toBe(1);
});

test('a locked keychain is not asked to open, and the share tells the failure', async () => {
  const { gesture, share, asked, requests, secrets, app } = await start({
    prepare: ({ secrets: keychain }) => (keychain.answer = 'keychain-locked'),
  });
  await gesture();
  expect([asked(), requests(), app.store.get().notices]).toEqual([0, [], []]);
  expect(await share()).toMatchObject([{ ok: false, failure: { code: 'keychain-locked' } }]);
  secrets.answer = 'ok';
  expect(await share()).toMatchObject([{ ok: true }]);
});

test('a warm-up that fails says nothing, and leaves the share its own truth', async () => {
  const { gesture, share, objects, app, log } = await start();
  objects.fail('connect', new Failure('connection-refused'));
  await gesture();
  expect([app.store.get().notices, log.lines]).toEqual([[], []]);
  expect(await share()).toMatchObject([{ ok: true }]);
});

test('credentials that a server refused are held open for nobody', async () => {
  const { gesture, share, objects, asked } = await start();
  await gesture();
  objects.fail('put', new Failure('access-key-unknown'));
  expect(await share()).toMatchObject([{ ok: false, failure: { code: 'access-key-unknown' } }]);
  await settle();
  expect(objects.openCount()).toBe(0);
  expect(await share()).toMatchObject([{ ok: true }]);
  expect(asked()).toBe(2);
});

test('without a connection, or without its keys, a gesture makes nothing', async () => {
  const first = await start({ fresh: true });
  await first.gesture();
  expect([first.app.store.get().connections, first.secrets.entries.size]).toEqual([[], 0]);
  const keyless = await start({ prepare: ({ secrets }) => void secrets.entries.delete(secretEntry(sampleConnection)) });
  await keyless.gesture();
  expect([keyless.requests(), keyless.app.store.get().secrets[sampleConnection.id]]).toEqual([[], 'keychain']);
});

test('a gesture runs no credential process, and takes what a share resolved', async () => {
  const connection = { ...sampleConnection, credentials: { kind: 'profile', profile: 'work' } } as const;
  const { gesture, requests, profiles, share } = await start({
    prepare(twins) {
      twins.ports.ledger.saveConnection(connection);
      twins.profiles.profiles.set('work', { kind: 'keys', answer: sampleCredentials });
    },
  });
  await gesture();
  expect([requests(), profiles.resolved]).toEqual([[], []]);
  expect(await share()).toMatchObject([{ ok: true }]);
  await gesture();
  expect([requests().at(-1), profiles.resolved]).toEqual(['connect', ['work']]);
});
