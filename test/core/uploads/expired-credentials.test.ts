// Temporary credentials end while a file travels: it waits, takes new ones, and goes on in the same upload, on real parts and
// a server whose sessions are short.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createFiles } from '../../../main/adapters/files/files';
import { createLinkProbe } from '../../../main/adapters/network/link-probe';
import { createObjectStoreFactory } from '../../../main/adapters/s3/object-store';
import type { Connection } from '../../../main/core/model/connection';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import { Failure } from '../../../main/core/model/failure';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { bucketName, startFaultServer, type FaultServer } from '../../faults/fault-server';
import { sampleConnection } from '../../fakes/samples';
import { secretEntry, startApp, until, type RunningApp } from '../app/running-app';

const mebibyte = 1_048_576;
const place = mkdtempSync(join(tmpdir(), 'mayfly-lapsed-'));
const content = randomBytes(18 * mebibyte);
const file = join(place, 'large.bin');
writeFileSync(file, content);
afterAll(() => rmSync(place, { recursive: true, force: true }));

const keys = { accessKeyId: 'ASIASESSION', secretAccessKey: 'CANARY-secret' };
const session = (sessionToken: string) => ({ ...keys, sessionToken });

interface World extends RunningApp {
  readonly remote: FaultServer;
  /** The one session that is let in. */
  admit(token: string): void;
  readonly connection: Connection;
}

let ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  ends = [];
});

/** One part of 16 MiB at a time; the session `first` ends with the first of them. */
async function start(source: Connection['credentials'], stays: boolean): Promise<World> {
  let admitted = 'first';
  const remote = await startFaultServer({ admits: (token) => token === admitted });
  remote.plan([
    { match: { operation: 'part', nth: 2 }, act: { kind: 'call', at: 'before', call: () => void (admitted = 'none') } },
  ]);
  const connection: Connection = {
    ...sampleConnection,
    endpoint: remote.url,
    bucket: bucketName,
    ...(source !== undefined && { credentials: source }),
  };
  const files = createFiles();
  const openObjectStore = createObjectStoreFactory(Date.now);
  const engine = createLocalEngine({ clock: Date.now, files, openObjectStore, random: () => 0 });
  const started = await startApp({
    stays,
    ports: { clock: Date.now, files, openObjectStore, engine, probe: createLinkProbe() },
    prepare({ ports, secrets, profiles }) {
      ports.ledger.saveConnection(connection);
      ports.ledger.saveSettings({ ...ports.ledger.settings(), parallel: 1 });
      secrets.entries.set(secretEntry(connection), credentialsText(session('first')));
      profiles.profiles.set('work', { kind: 'sso', answer: session('first') });
    },
  });
  ends.push(
    () => remote.close(),
    () => started.app.stop(),
  );
  return { ...started, remote, connection, admit: (token) => (admitted = token) };
}

const share = ({ app }: World) => app.shareItems([file], { copy: false });
const phase = ({ app }: World) => app.store.get().uploads[0]?.phase;
const awaitsCredentialsAfter = (world: World, code: string) => () => {
  const now = phase(world);
  return now?.kind === 'awaiting-credentials' && now.failure.code === code;
};

/** One upload, every part once but the one that was refused, and the file as it is. */
function checkStored({ remote }: World): void {
  const operations = remote.requests().map(({ operation }) => operation);
  expect(operations.filter((operation) => operation === 'create').length).toBe(1);
  const [stored] = remote.bucket.objects.values();
  expect(stored?.bytes.equals(content)).toBe(true);
  expect(remote.receivedBytes()).toBeLessThanOrEqual(content.length + 16 * mebibyte);
}

describe('credentials that were typed', () => {
  test('are waited for, and once saved the same upload goes on by itself', async () => {
    const world = await start(undefined, true);
    const sharing = share(world);
    await until(awaitsCredentialsAfter(world, 'token-expired'));
    const [row] = world.ports.ledger.unfinishedUploads();
    expect([row?.state, row?.record?.parts.length]).toEqual(['active', 1]);
    world.admit('second');
    await world.app.saveConnection({ ...world.connection, ...session('second') }, false);
    expect(await sharing).toMatchObject([{ ok: true }]);
    checkStored(world);
  });

  test('saved by another process are seen', async () => {
    const world = await start(undefined, true);
    const sharing = share(world);
    await until(awaitsCredentialsAfter(world, 'token-expired'));
    world.admit('second');
    const command = await startApp({
      shared: { ledgerFile: world.ledgerFile, secrets: world.secrets, records: world.records },
      ports: { newId: () => 'another' },
    });
    await command.app.saveConnection({ ...world.connection, ...session('second') }, false);
    await command.app.stop();
    expect(await sharing).toMatchObject([{ ok: true }]);
    checkStored(world);
  });

  test('can be replaced before they end, and nothing waits', async () => {
    const world = await start(undefined, true);
    world.remote.plan([
      {
        match: { operation: 'part', nth: 2 },
        act: {
          kind: 'call',
          at: 'stored',
          call: () =>
            world.app
              .saveConnection({ ...world.connection, ...session('second') }, false)
              .then(() => world.admit('second')),
        },
      },
    ]);
    expect(await share(world)).toMatchObject([{ ok: true }]);
    checkStored(world);
    expect(world.remote.receivedBytes()).toBe(content.length);
  });

  test('end a command, whose upload another one goes on with', async () => {
    const world = await start(undefined, false);
    expect(await share(world)).toMatchObject([{ ok: false, failure: { code: 'token-expired' } }]);
    world.admit('second');
    await world.app.saveConnection({ ...world.connection, ...session('second') }, false);
    const [upload] = world.app.store.get().uploads;
    await world.app.retryUpload(upload?.id ?? '');
    checkStored(world);
  });

  test('a cancelled upload does not come back with them', async () => {
    const world = await start(undefined, true);
    const sharing = share(world);
    await until(awaitsCredentialsAfter(world, 'token-expired'));
    world.admit('second');
    world.app.cancelAll();
    world.app.dismissNotice(world.app.store.get().notices[0]?.id ?? '');
    expect(await sharing).toMatchObject([{ ok: false, failure: { code: 'cancelled' } }]);
    await world.app.saveConnection({ ...world.connection, ...session('second') }, false);
    expect(world.app.store.get().uploads).toEqual([]);
  });
});

describe('credentials of a profile', () => {
  const profile = { kind: 'profile', profile: 'work' } as const;

  test.each([
    ['in the app', true],
    ['in a command', false],
  ])('are got anew, and the same upload goes on, %s', async (_where, stays) => {
    const world = await start(profile, stays);
    world.remote.plan([
      {
        match: { operation: 'part', nth: 2 },
        act: {
          kind: 'call',
          at: 'before',
          call() {
            world.profiles.profiles.set('work', { kind: 'sso', answer: session('second') });
            world.admit('second');
          },
        },
      },
    ]);
    expect(await share(world)).toMatchObject([{ ok: true }]);
    checkStored(world);
    expect(world.profiles.resolved).toEqual(['work', 'work']);
  });

  test('whose sign-in has lapsed are waited for, and it says what to do', async () => {
    const world = await start(profile, true);
    world.profiles.profiles.set('work', { kind: 'sso', answer: session('first') });
    const sharing = share(world);
    await until(() => world.profiles.resolved.length === 1);
    world.profiles.profiles.set('work', { kind: 'sso', answer: new Failure('sso-lapsed', { profile: 'work' }) });
    await until(awaitsCredentialsAfter(world, 'sso-lapsed'));
    world.admit('second');
    world.profiles.profiles.set('work', { kind: 'sso', answer: session('second') });
    // What the person presses, who does not want to wait for the next look.
    world.app.resumeAll();
    expect(await sharing).toMatchObject([{ ok: true }]);
    checkStored(world);
  });

  test('that cannot be got end a command, with its words', async () => {
    const world = await start(profile, false);
    const sharing = share(world);
    await until(() => world.profiles.resolved.length === 1);
    world.profiles.profiles.set('work', { kind: 'sso', answer: new Failure('sso-lapsed', { profile: 'work' }) });
    expect(await sharing).toMatchObject([{ ok: false, failure: { code: 'sso-lapsed' } }]);
  });
});
