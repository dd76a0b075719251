// Shares behind doors: written once their link is proven, kept up with it, and dead in both places once they are closed.
import { describe, expect, test } from 'vitest';
import { closeDoor as closeOnly } from '../../../main/core/given/close-door';
import { createApp } from '../../../main/core/app/compose';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import type { Connection } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import type { Shared } from '../../../main/core/model/share-request';
import { createMortalPorts } from '../../fakes/mortal-ports';
import { failureWords } from '../../../main/core/wording/failure-words';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { createTestPorts, type TestPorts } from '../../fakes/test-ports';
import { secretEntry, until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { readPage } from '../requests/guest';

const start = startsApps();
const address = 'https://go.example.com';
/** Enough for a server in memory. */
const doorPatienceMs = 100;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const place = { bucket: 'doors', prefix: '', address, provenAtMs: 1 } as const;
const withDoors: Connection = { ...sampleConnection, doors: place };

function withAddress({ server, ports, files }: TestPorts): void {
  server.createBucket('doors');
  server.addresses.set(address, 'doors');
  ports.ledger.saveConnection(withDoors);
  files.put('/home/a.txt', 'abc');
  files.put('/home/b.txt', 'other');
  files.put('/home/c/d.txt', 'page');
}

interface Behind extends RunningApp {
  readonly doors: Map<string, { readonly body: Buffer }>;
}

async function startWithDoors(options: Start = {}): Promise<Behind> {
  const running = await start({ ...options, ports: { doorPatienceMs, ...options.ports }, prepare: withAddress });
  return { ...running, doors: running.server.buckets.get('doors')?.objects ?? new Map() };
}

/** Another process with the same ledger, server and clock. */
const another = (
  { clock, server, secrets, files, ledgerFile }: TestPorts,
  { ports, ...options }: Start = {},
): Promise<RunningApp> => {
  let ids = 0;
  return start({
    shared: { clock, server, secrets, files, ledgerFile },
    ports: { doorPatienceMs, pid: 2_000, isAlive: (pid) => pid === 2_000, newId: () => `next-${(ids += 1)}`, ...ports },
    ...options,
  });
};

async function share(
  { app }: Pick<RunningApp, 'app'>,
  path = '/home/a.txt',
  options: Parameters<RunningApp['app']['shareItems']>[1] = { copy: false, door: true, lifetimeSeconds: 3_600 },
): Promise<Shared> {
  const [result] = await app.shareItems([path], options);
  if (result?.ok !== true) throw result?.failure ?? new Error('nothing was shared');
  return result.shared;
}

/** The link that a visitor is sent to. */
const targetOf = (html: string): string => (/href="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');

/** What somebody gets who follows a door. */
function follow(
  { server }: Pick<RunningApp, 'server'>,
  door: string,
): { readonly status: number; readonly text: string } {
  const { status, body } = server.get(door);
  if (status !== 200) return { status, text: '' };
  const there = server.get(targetOf(body.toString('utf8')));
  return { status: there.status, text: there.body.toString('utf8') };
}

/** Whether the address shows the page of a closed door, which holds nothing of what the door held. */
function saysClosed({ server }: Pick<RunningApp, 'server'>, door: string): boolean {
  const { status, body } = server.get(door);
  const text = body.toString('utf8');
  return status === 200 && text.includes('This link was closed.') && !/href|X-Amz|signature|files\//i.test(text);
}

describe('a share with a door', () => {
  test('is given by the door, which forwards to it and is an object that no cache keeps', async () => {
    const twins = await startWithDoors();
    const { url, doorId, share: made } = await share(twins);
    expect(url).toMatch(/^https:\/\/go\.example\.com\/[0-9A-Za-z]{16}$/);
    expect(follow(twins, url)).toEqual({ status: 200, text: 'abc' });
    const [object] = twins.server.buckets.get('doors')?.objects.values() ?? [];
    expect(object?.headers).toEqual({
      contentType: 'text/html; charset=utf-8',
      contentDisposition: 'inline',
      cacheControl: 'no-store',
    });
    expect(twins.app.doors()).toEqual([
      {
        door: expect.objectContaining({ id: doorId, address: url, targetId: made.id }),
        state: 'open',
        untilMs: made.expiresAtMs,
      },
    ]);
    expect((await twins.app.freshLink(made.id)).url).toBe(url);
    expect((await twins.app.freshLink(made.id, { short: true })).url).toBe(url);
    await until(() => twins.app.store.get().doors.length === 1);
  });

  test('with a long name has none in its object, and the file is saved by it all the same', async () => {
    const twins = await startWithDoors();
    const name = `${'파일'.repeat(40)}.txt`;
    twins.files.put(`/home/${name}`, 'abc');
    const { url, share: made } = await share(twins, `/home/${name}`);
    const held = targetOf(twins.server.get(url).body.toString('utf8'));
    expect(decodeURIComponent(held)).not.toContain('파일');
    expect([...new URL(held).searchParams.keys()]).not.toContain('disposition');
    const there = twins.server.get(held);
    expect([there.body.toString(), there.headers['content-disposition']]).toEqual([
      'abc',
      expect.stringContaining(encodeURIComponent(name)),
    ]);
    // Written anew it is as short.
    await twins.app.extend(made.id, 7_200, { copy: false });
    expect(targetOf(twins.server.get(url).body.toString('utf8'))).not.toContain('disposition');
  });

  test('of an object that was in the bucket before, and does not say its name, has it from the key alone', async () => {
    const twins = await startWithDoors();
    const headers = { contentType: 'text/html', contentDisposition: 'inline' };
    twins.bucket.objects.set('some/report.html', { body: Buffer.from('abc'), etag: '"e"', headers });
    const { share: made } = await twins.app.linkExisting({ address: 's3://files/some/report.html', copy: false });
    const { door } = await twins.app.openDoor(made.id);
    const { searchParams } = new URL(targetOf(twins.server.get(door.address).body.toString('utf8')));
    expect([searchParams.get('type'), searchParams.get('disposition')]).toEqual([
      'application/octet-stream',
      'attachment',
    ]);
  });

  test('of several files is a page, and extended its door forwards to the new one', async () => {
    const twins = await startWithDoors();
    const first = await share(twins, '/home/c');
    const before = targetOf(twins.server.get(first.url).body.toString('utf8'));
    twins.clock.advance(1_000);
    const again = await twins.app.extend(first.share.id, 7_200, { copy: false });
    expect([again.url, again.doorId]).toEqual([first.url, first.doorId]);
    const after = targetOf(twins.server.get(first.url).body.toString('utf8'));
    expect(new URL(after).pathname).not.toBe(new URL(before).pathname);
    expect(follow(twins, first.url).status).toBe(200);
    expect(twins.app.store.get().notices.at(-1)?.content).not.toHaveProperty('oldEndMs');
  });

  test('is the connection’s rule where it says so, and the user may say otherwise', async () => {
    const twins = await startWithDoors();
    const usual = { ...withDoors, doors: { ...place, isUsual: true } } as const;
    twins.ports.ledger.saveConnection(usual);
    const other = await another(twins);
    expect((await share(other, '/home/a.txt', { copy: false })).url).toContain(address);
    expect((await share(other, '/home/a.txt', { copy: false, door: false })).url).not.toContain(address);
  });

  test('has a name of its own, which nobody else has', async () => {
    const twins = await startWithDoors();
    const options = { copy: false, doorName: 'wedding' };
    expect((await share(twins, '/home/a.txt', options)).url).toBe(`${address}/wedding`);
    expect((await rejected(share(twins, '/home/b.txt', options))).code).toBe('door-name-taken');
    twins.server.buckets.get('doors')?.objects.set('index', twins.bucket.objects.values().next().value!);
    expect((await rejected(share(twins, '/home/b.txt', { ...options, doorName: 'index' }))).code).toBe(
      'door-name-taken',
    );
    expect(
      (
        await rejected(
          twins.app.shareItems(['/home/a.txt', '/home/b.txt'], { ...options, doorName: 'two', page: 'never' }),
        )
      ).code,
    ).toBe('bad-request');
    await twins.app.closeDoor(twins.app.doors()[0]?.door.id ?? '');
    expect((await share(twins, '/home/b.txt', options)).url).toBe(`${address}/wedding`);
  });

  test('is refused where the connection has none, before anything is sent', async () => {
    const { app, files, objects } = await start();
    files.put('/home/a.txt', 'abc');
    expect((await rejected(app.shareItems(['/home/a.txt'], { copy: false, door: true }))).code).toBe('no-doors');
    expect(objects.calls).toEqual([]);
  });

  test('whose address does not give it is given by its own link, and the reason is told', async () => {
    const twins = await startWithDoors();
    twins.server.addresses.clear();
    const { url, doorId, doorFailure } = await share(twins);
    expect([doorId, doorFailure?.code]).toEqual([undefined, 'door-unproven']);
    expect(twins.server.get(url).status).toBe(200);
    expect(twins.app.store.get().notices.map(({ content }) => content)).toContainEqual({
      kind: 'failure',
      failure: doorFailure,
    });
    expect([twins.doors.size, twins.app.doors()]).toEqual([0, []]);
  });

  test('a cache in front that keeps its former state is noticed: the former link still opens, and the row says what is there', async () => {
    const twins = await startWithDoors();
    const { share: made, url } = await share(twins);
    const stale = twins.server.get(url);
    const { probe } = twins.server;
    const cached = {
      read: async (asked: string, ...rest: []) =>
        asked === url
          ? { status: 200, body: stale.body.toString('utf8'), contentType: 'text/html; charset=utf-8' }
          : probe.read(asked, ...rest),
    };
    const behind = await another(twins, { ports: { reader: cached } });
    twins.clock.advance(1_000);
    const extended = await behind.app.extend(made.id, 7_200, { copy: false });
    expect([extended.url, extended.doorFailure?.code]).toEqual([url, 'door-unproven']);
    expect(behind.app.doors()[0]).toMatchObject({
      door: { leaseEndsAtMs: made.expiresAtMs },
      untilMs: extended.share.expiresAtMs,
    });
  });
});

describe('a door', () => {
  test('pointed elsewhere keeps its address, and the former share its link', async () => {
    const twins = await startWithDoors();
    const { url, doorId = '', share: former } = await share(twins);
    const { share: other } = await share(twins, '/home/b.txt', { copy: false });
    expect(await twins.app.pointDoor(doorId, other.id)).toMatchObject({ state: 'open', door: { targetId: other.id } });
    expect(follow(twins, url).text).toBe('other');
    expect(twins.app.doorTo(former.id)).toBeUndefined();
    expect((await twins.app.freshLink(former.id)).url).not.toContain(address);
    await twins.app.revoke(former.id);
    expect(follow(twins, url).text).toBe('other');
    expect((await rejected(twins.app.pointDoor(doorId, former.id))).code).toBe('bad-request');
    expect((await rejected(twins.app.pointDoor('nobody', other.id))).code).toBe('door-not-found');
  });

  test('that another process closes while it is pointed elsewhere stays closed', async () => {
    const twins = await startWithDoors();
    const { doorId = '' } = await share(twins);
    const { share: other } = await share(twins, '/home/b.txt', { copy: false });
    const { ledger } = twins.ports;
    const pointing = rejected(twins.app.pointDoor(doorId, other.id));
    await Promise.resolve();
    const door = ledger.door(doorId);
    if (door !== undefined) ledger.saveDoor({ ...door, closedAtMs: twins.clock.now() });
    expect((await pointing).code).toBe('door-not-found');
    expect(ledger.door(doorId)?.closedAtMs).toBe(twins.clock.now());
  });

  /** The upload of a file that the door is to lead to, as a kill after its first part leaves it. */
  const killedWhilePointing = async () => {
    const twins = await startWithDoors();
    const { url, doorId = '' } = await share(twins);
    twins.files.put('/home/film.bin', Buffer.alloc(40 * 1_048_576, 'film '));
    twins.app.saveSettings({ parallel: 1 });
    twins.objects.fail('putPart', new Failure('access-denied'), { nth: 2 });
    await twins.app.shareItems(['/home/film.bin'], { copy: false, pointsDoor: doorId });
    const [row] = twins.ports.ledger.unfinishedUploads();
    if (row === undefined) throw new Error('no row');
    twins.ports.ledger.saveUpload({ ...row, state: 'active', ownerPid: 4_000_000 });
    return { twins, url, doorId };
  };

  test('is pointed to new files once they are stored, also when Mayfly was killed while it sent them', async () => {
    const { twins, url, doorId } = await killedWhilePointing();
    expect(follow(twins, url).text).toBe('abc');
    const next = await another(twins, { stays: true });
    await until(() => next.ports.ledger.unfinishedUploads().length === 0 && next.app.doors()[0]?.untilMs !== undefined);
    await until(() => follow(twins, url).text.startsWith('film '));
    const [film] = next.app.store.get().shares;
    expect(next.app.doors()).toMatchObject([{ state: 'open', door: { id: doorId, address: url, targetId: film?.id } }]);
    await until(() => next.app.store.get().notices.length > 0);
    expect(next.app.store.get().notices.map(({ content }) => content)).toEqual([
      { kind: 'door-pointed', address: url, name: 'film.bin' },
    ]);
  });

  test('that was closed while new files for it were sent stays closed, and that is said', async () => {
    const { twins, url, doorId } = await killedWhilePointing();
    await twins.app.closeDoor(doorId);
    const next = await another(twins);
    const [result] = await next.app.resume(undefined, false);
    expect(result).toMatchObject({ ok: true, shared: { doorFailure: { code: 'door-not-found' } } });
    expect([saysClosed(twins, url), next.app.doors()]).toEqual([true, []]);
  });

  test('closed is dead, and what it forwarded to', async () => {
    const twins = await startWithDoors();
    const { url, doorId = '', share: made } = await share(twins);
    const target = targetOf(twins.server.get(url).body.toString('utf8'));
    expect(await twins.app.closeDoor(doorId)).toMatchObject({
      status: 200,
      closedUntilMs: made.expiresAtMs,
      isCached: false,
      target: { became: 'dead', status: 404 },
    });
    expect([saysClosed(twins, url), twins.server.get(target).status]).toEqual([true, 404]);
    expect([twins.app.doors(), twins.app.shareOf(made.id).revokedAtMs !== undefined]).toEqual([[], true]);
    expect((await rejected(twins.app.closeDoor(doorId))).code).toBe('door-not-found');
    // Once, with what both answered.
    expect(twins.app.store.get().notices.map(({ content }) => content)).toEqual([
      {
        kind: 'door-closed',
        address: url,
        status: 200,
        isPage: true,
        isCached: false,
        target: { became: 'dead', status: 404 },
      },
    ]);
  });

  test('whose target another process wants ended while this one closes only it keeps that', async () => {
    const twins = await startWithDoors();
    const { doorId = '' } = await share(twins);
    const { ports, clock } = twins;
    const { ledger } = ports;
    const context = {
      ports,
      now: clock.now,
      mutex: async (_: string, action: () => unknown) => action(),
      access: {
        withConnection: async () => {
          const now = ledger.door(doorId);
          if (now !== undefined) ledger.saveDoor({ ...now, endsTarget: true });
          return { isReplaced: true, answers: {} };
        },
      },
    };
    await closeOnly(context as unknown as Parameters<typeof closeOnly>[0], doorId);
    expect(ledger.door(doorId)?.endsTarget).toBe(true);
    const later = await another(twins, { stays: true, upkeepEveryMs: 5 });
    await until(() => later.app.store.get().shares[0]?.revokedAtMs !== undefined);
  });

  test('closed says so until its old end, and then nothing of it is left', async () => {
    const twins = await startWithDoors();
    const { url, doorId = '', share: made } = await share(twins);
    await twins.app.closeDoor(doorId);
    twins.clock.advance(made.expiresAtMs - twins.clock.now() - 1_000);
    const later = await another(twins, { stays: true, upkeepEveryMs: 5 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([saysClosed(twins, url), later.app.doors(), later.ports.ledger.doors().length]).toEqual([true, [], 1]);
    twins.clock.advance(1_000);
    await until(() => later.ports.ledger.doors().length === 0);
    expect([twins.server.get(url).status, twins.doors.size]).toEqual([404, 0]);
  });

  test('closed gives its name to another one', async () => {
    const twins = await startWithDoors();
    const options = { copy: false, doorName: 'wedding' };
    const { doorId = '', url } = await share(twins, '/home/a.txt', options);
    await twins.app.closeDoor(doorId);
    expect(saysClosed(twins, url)).toBe(true);
    expect((await share(twins, '/home/b.txt', options)).url).toBe(url);
    expect([follow(twins, url).text, twins.ports.ledger.doors().length]).toEqual(['other', 1]);
  });

  test('closed leaves nothing behind when its connection is removed', async () => {
    const twins = await startWithDoors();
    const { doorId = '' } = await share(twins);
    await twins.app.closeDoor(doorId);
    expect(twins.doors.size).toBe(1);
    await twins.app.removeConnection(withDoors.id);
    expect([twins.doors.size, twins.ports.ledger.doors()]).toEqual([0, []]);
  });

  test('refuses where the page that says so cannot be stored', async () => {
    const twins = await startWithDoors();
    const { url, doorId = '' } = await share(twins);
    twins.objects.fail('put', new Failure('storage-full'));
    const closed = await twins.app.closeDoor(doorId);
    expect([closed.status, closed.closedUntilMs, closed.isCached]).toEqual([404, undefined, false]);
    expect([twins.server.get(url).status, twins.doors.size, twins.ports.ledger.doors()]).toEqual([404, 0, []]);
  });

  test('goes with its share when that is taken back', async () => {
    const twins = await startWithDoors();
    const { url, share: made } = await share(twins);
    await twins.app.revoke(made.id);
    expect([saysClosed(twins, url), twins.app.doors()]).toEqual([true, []]);
    expect(twins.app.store.get().notices).toMatchObject([{ content: { kind: 'revoked', door: 'closed' } }]);
  });

  test('that a full disk leaves open is not said to open no longer: only the file behind it is gone', async () => {
    let isFull = false;
    const twins = await start({
      ports: { doorPatienceMs },
      prepare(prepared) {
        withAddress(prepared);
        const { ledger } = prepared.ports;
        const [saveDoor, together] = [ledger.saveDoor.bind(ledger), ledger.together.bind(ledger)];
        const withRoom =
          <Given, Result>(save: (given: Given) => Result) =>
          (given: Given): Result => {
            if (isFull) throw new Failure('disk-full');
            return save(given);
          };
        Object.assign(ledger, { saveDoor: withRoom(saveDoor), together: withRoom(together) });
      },
    });
    const { share: made } = await share(twins);
    isFull = true;
    const failure = await rejected(twins.app.revoke(made.id));
    expect([failure.code, failure.detail.linkEnded]).toEqual(['disk-full', undefined]);
    expect(twins.server.buckets.get(sampleConnection.bucket)?.objects.size).toBe(0);
  });

  test('that could not be closed is said to be alive', async () => {
    const twins = await startWithDoors();
    const { doorId = '', url } = await share(twins);
    for (const verb of ['put', 'remove'] as const) twins.objects.fail(verb, new Failure('connection-refused'));
    const { safety, dataSafe } = failureWords(await rejected(twins.app.closeDoor(doorId)), 'window');
    expect([safety, dataSafe, twins.server.get(url).status]).toEqual(['Treat the link as still alive.', false, 200]);
  });

  test('that still opens after it was deleted is said so, its link is dead all the same, and Mayfly goes on closing it', async () => {
    const twins = await startWithDoors();
    const { doorId = '', url } = await share(twins);
    const page = twins.server.get(url).body.toString('utf8');
    const reader = { read: async () => ({ status: 200, body: page, contentType: 'text/html' }) };
    const behind = await another(twins, { ports: { reader } });
    expect((await rejected(behind.app.closeDoor(doorId))).code).toBe('door-not-closed');
    expect(behind.app.doors()[0]?.state).toBe('closed');
    expect(twins.server.get(targetOf(page)).status).toBe(404);
    const later = await another(twins, { stays: true, upkeepEveryMs: 5 });
    await until(() => later.app.doors().length === 0);
  });

  test('whose closing was cut off takes what is behind it along at the next start', async () => {
    const twins = await startWithDoors();
    const { doorId = '', url, share: made } = await share(twins);
    const target = targetOf(twins.server.get(url).body.toString('utf8'));
    const { door } = twins.app.door(doorId);
    // As the process left it that was killed after its first step.
    twins.ports.ledger.saveDoor({ ...door, closedAtMs: twins.clock.now(), endsTarget: true });
    const later = await another(twins, { stays: true, upkeepEveryMs: 5 });
    await until(() => later.app.doors().length === 0);
    expect([saysClosed(twins, url), twins.server.get(target).status]).toEqual([true, 404]);
    expect(later.app.shareOf(made.id).revokedAtMs).toBeDefined();
  });

  test('that could not be written when its share got a password is written by the maintenance', async () => {
    const twins = await startWithDoors();
    const options = { copy: false, door: true, encrypt: true, lifetimeSeconds: 3_600 } as const;
    const { url, doorId = '', share: made } = await share(twins, '/home/a.txt', options);
    const address = url.split('#')[0] ?? '';
    const stale = twins.server.get(address).body.toString('utf8');
    const reader = { read: async () => ({ status: 200, body: stale, contentType: 'text/html' }) };
    const behind = await another(twins, { ports: { reader } });
    expect((await behind.app.changePassword(made.id, 'new')).doorFailure?.code).toBe('door-unproven');
    // It was stored all the same: as if it had not been.
    const [object] = twins.server.buckets.get('doors')?.objects.values() ?? [];
    if (object !== undefined) Object.assign(object, { body: Buffer.from(stale) });
    expect(follow(twins, address).status).toBe(404);
    const later = await another(twins, { stays: true, upkeepEveryMs: 5 });
    await until(() => follow(twins, address).status === 200);
    expect(targetOf(twins.server.get(address).body.toString('utf8'))).toContain(later.app.shareOf(made.id).key);
    expect(later.app.door(doorId).state).toBe('open');
  });

  test('is swept once its share is forgotten and the link has ended, and no object beside it', async () => {
    const twins = await startWithDoors({ stays: true, upkeepEveryMs: 5 });
    const { share: made, url } = await share(twins);
    twins.server.buckets.get('doors')?.objects.set('of-others', twins.bucket.objects.values().next().value!);
    await twins.app.removeFromHistory(made.id);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(follow(twins, url).text).toBe('abc');
    twins.clock.advance(hourMs);
    await until(() => twins.app.doors().length === 0);
    expect([...twins.doors.keys()]).toEqual(['of-others']);
  });
});

test('the door of an encrypted share goes on to one of the same secret alone, which the links that people have open', async () => {
  const twins = await startWithDoors();
  const encrypted = { copy: false, encrypt: true, lifetimeSeconds: 3_600 } as const;
  const { url, doorId = '', share: former } = await share(twins, '/home/a.txt', { ...encrypted, door: true });
  const { share: other } = await share(twins, '/home/b.txt', encrypted);
  expect((await rejected(twins.app.pointDoor(doorId, other.id))).code).toBe('bad-request');
  const options = { ...encrypted, sameSecretAs: former.id, password: 'new' };
  const next = await share(twins, '/home/b.txt', options);
  await twins.app.pointDoor(doorId, next.share.id);
  expect((await twins.app.freshLink(next.share.id)).url).toBe(url);
  const plain = await share(twins);
  expect((await rejected(twins.app.pointDoor(plain.doorId ?? '', other.id))).code).toBe('bad-request');
  expect(follow(twins, plain.url).text).toBe('abc');
});

describe('closing a file request', () => {
  const asked = { title: 'Photos', files: 1, door: true } as const;

  test('closes its door with its slots', async () => {
    const twins = await startWithDoors();
    const { app, server, doors } = twins;
    const { request, url } = await app.requestFiles(asked);
    expect([server.get(url).status, doors.size]).toEqual([200, 1]);
    await app.closeFileRequest(request.id);
    expect([saysClosed(twins, url), app.doors()]).toEqual([true, []]);
    expect(app.fileRequest(request.id).state).toBe('closed');
  });

  test('takes its slots also where the door still opens, and says that it does', async () => {
    const twins = await startWithDoors();
    const { request, url } = await twins.app.requestFiles(asked);
    const page = twins.server.get(url).body.toString('utf8');
    const reader = { read: async () => ({ status: 200, body: page, contentType: 'text/html' }) };
    const { app } = await another(twins, { ports: { reader } });
    expect((await rejected(app.closeFileRequest(request.id))).code).toBe('door-not-closed');
    expect([app.fileRequest(request.id).state, app.doors()[0]?.state]).toEqual(['closed', 'closed']);
    expect(saysClosed(twins, url)).toBe(true);
    expect(readPage(twins.server.get(targetOf(page)).body).slots).toEqual([]);
  });
});

describe('once everybody can read the shares of a connection', () => {
  test('nothing gets a short link: one that is asked for is refused before anything is sent, and a usual one is left out with the reason', async () => {
    const twins = await startWithDoors();
    const { doorId = '', url, share: former } = await share(twins);
    const { share: other } = await share(twins, '/home/b.txt', { copy: false });
    const doors = { bucket: 'doors', prefix: '', address, isUsual: true, provenAtMs: 1, publicAtMs: 2 } as const;
    twins.ports.ledger.saveConnection({ ...withDoors, doors });
    const { app, ...later } = await another(twins);
    const stored = twins.bucket.objects.size;
    expect((await rejected(share({ app }))).code).toBe('shares-are-public');
    expect((await rejected(app.openDoor(other.id))).code).toBe('shares-are-public');
    expect((await rejected(app.pointDoor(doorId, other.id))).code).toBe('shares-are-public');
    expect((await rejected(app.requestFiles({ title: 'Photos', files: 1, door: true }))).code).toBe(
      'shares-are-public',
    );
    expect([twins.bucket.objects.size, twins.doors.size]).toEqual([stored, 1]);
    for (const path of ['/home/a.txt', '/home/c']) {
      const given = await share({ app }, path, { copy: false });
      expect([given.doorId, given.doorFailure?.code]).toEqual([undefined, 'shares-are-public']);
      expect(later.server.get(given.url).status).toBe(200);
    }
    const told = app.store.get().notices.filter(({ content }) => content.kind === 'failure');
    expect(told.map(({ content }) => 'failure' in content && content.failure.code)).toContain('shares-are-public');
    // What people have goes on.
    expect([follow(twins, url).text, app.door(doorId).door.targetId, twins.doors.size]).toEqual(['abc', former.id, 1]);
  });
});

describe('the doors of a connection', () => {
  test('are closed before it is removed with its links kept, and one that still opens keeps it here', async () => {
    const twins = await startWithDoors();
    const { url } = await share(twins);
    const page = twins.server.get(url).body.toString('utf8');
    const reader = { read: async () => ({ status: 200, body: page, contentType: 'text/html' }) };
    const behind = await another(twins, { ports: { reader } });
    expect((await rejected(behind.app.removeConnection(withDoors.id))).code).toBe('door-not-closed');
    expect(behind.ports.ledger.connections()).toHaveLength(1);
    expect(behind.app.doors()[0]?.state).toBe('closed');
    const later = await another(twins);
    expect(await later.app.removeConnection(withDoors.id)).toMatchObject({ takenBack: 0, left: 1 });
    expect([twins.server.get(url).status, twins.doors.size]).toEqual([404, 0]);
    expect(twins.server.get(targetOf(page)).status).toBe(200);
    expect([later.ports.ledger.doors(), later.ports.ledger.connections()]).toEqual([[], []]);
  });

  test('keep nobody from removing it once their links have ended', async () => {
    const twins = await startWithDoors();
    await share(twins);
    twins.clock.advance(2 * hourMs);
    twins.server.credentials.clear();
    await twins.app.removeConnection(withDoors.id);
    expect(twins.ports.ledger.connections()).toEqual([]);
  });

  test('are renewed and closed after its short links were ended', async () => {
    const twins = await startWithDoors();
    const options = { copy: false, door: true, lifetimeSeconds: 604_800, keepUntilMs: twins.clock.now() + 60 * dayMs };
    const { url, doorId = '' } = await share(twins, '/home/a.txt', options);
    expect((await rejected(twins.app.dropDoors(withDoors.id))).code).toBe('doors-in-use');
    await twins.app.dropDoors(withDoors.id, true);
    const before = twins.app.doors()[0]?.door.leaseEndsAtMs ?? 0;
    twins.clock.advance(4 * dayMs);
    const later = await another(twins, { stays: true, upkeepEveryMs: 5 });
    await until(() => (later.app.doors()[0]?.door.leaseEndsAtMs ?? 0) > before);
    twins.clock.advance(4 * dayMs);
    expect(follow(twins, url)).toEqual({ status: 200, text: 'abc' });
    expect(await later.app.closeDoor(doorId)).toMatchObject({ status: 200, target: { became: 'dead' } });
    expect(saysClosed(twins, url)).toBe(true);
  });
});

test('no short link leads to plain files of a connection that demands encryption since', async () => {
  const twins = await startWithDoors();
  const plain = await share(twins, '/home/b.txt', { copy: false, door: false });
  const { doorId = '', url } = await share(twins);
  twins.ports.ledger.saveConnection({ ...withDoors, encryption: 'demanded' });
  expect((await rejected(twins.app.openDoor(plain.share.id))).code).toBe('encryption-demanded');
  expect((await rejected(twins.app.pointDoor(doorId, plain.share.id))).code).toBe('encryption-demanded');
  expect(follow(twins, url)).toEqual({ status: 200, text: 'abc' });
});

describe('kept for a year', () => {
  /** Gaps of more than nothing: when the door did not give the file although it was promised. */
  async function year(runsEveryMs: (renewByMs: number, nowMs: number) => number): Promise<readonly number[]> {
    const twins = await startWithDoors();
    const endMs = twins.clock.now() + 365 * dayMs;
    const options = { copy: false, door: true, lifetimeSeconds: 604_800, keepUntilMs: endMs };
    const { url } = await share(twins, '/home/a.txt', options);
    const dead: number[] = [];
    const look = () => {
      if (follow(twins, url).status !== 200) dead.push(twins.clock.now());
    };
    while (twins.clock.now() < endMs - 8 * dayMs) {
      const { renewByMs = endMs } = twins.app.doors()[0] ?? {};
      const away = runsEveryMs(renewByMs, twins.clock.now());
      for (let at = 0; at < 4; at += 1) {
        twins.clock.advance(away / 4);
        if (at < 3) look();
      }
      look();
      const running = await another(twins, { stays: true, upkeepEveryMs: 2 });
      const before = running.app.doors()[0]?.door.leaseEndsAtMs ?? 0;
      const isDue = twins.clock.now() >= before - 3.5 * dayMs;
      if (isDue) await until(() => (running.app.doors()[0]?.door.leaseEndsAtMs ?? 0) > before);
      await running.app.stop();
      expect(follow(twins, url).status).toBe(200);
    }
    return dead;
  }

  test('never rests while Mayfly runs once before the moment that is told', async () => {
    expect(await year((renewByMs, nowMs) => renewByMs - nowMs - 60_000)).toEqual([]);
  });

  test('never rests while Mayfly runs twice a week', async () => {
    expect(await year(() => 3.4 * dayMs)).toEqual([]);
  });

  test('rests no longer than Mayfly was away too long, and the row says that it waits', async () => {
    const dead = await year(() => 10 * dayMs);
    expect(dead.length).toBeGreaterThan(10);
  });
});

test('a process that is killed at any step leaves no door that says anything false, and the next one ends what it began', async () => {
  let last: { readonly given: string | undefined; readonly lives: number } | undefined;
  for (let lives = 0; last === undefined; lives += 1) {
    const twins = createTestPorts({ pid: 4_000_000 });
    const mortal = createMortalPorts(twins, lives);
    const { server, secrets, ports } = twins;
    server.createBucket(sampleConnection.bucket);
    server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
    withAddress(twins);
    secrets.entries.set(secretEntry(sampleConnection), credentialsText(sampleCredentials));
    const app = createApp({ ...ports, ...mortal.ports }, { stays: false });
    await app.start();
    let given: string | undefined;
    share({ app }).then(
      ({ url }) => (given = url),
      () => undefined,
    );
    await until(() => given !== undefined || mortal.isDead());
    // What was begun before the last act comes to its end.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    // A door that is there forwards to a link that opens, whatever its row says.
    const doors = server.buckets.get('doors')?.objects ?? new Map<string, unknown>();
    for (const key of doors.keys()) expect(follow(twins, `${address}/${key}`)).toEqual({ status: 200, text: 'abc' });
    const next = await another(twins, { stays: true, upkeepEveryMs: 2 });
    await until(
      () =>
        next.ports.ledger.unfinishedUploads().length === 0 && next.app.doors().every(({ state }) => state === 'open'),
    );
    for (const { door } of next.app.doors()) {
      expect(follow(twins, door.address)).toEqual({ status: 200, text: 'abc' });
      expect(next.app.shareOf(door.targetId).id).toBe(door.targetId);
    }
    expect([...doors.keys()]).toEqual(next.app.doors().map(({ door }) => door.key));
    await next.app.stop();
    if (!mortal.isDead()) {
      last = { given, lives };
      break;
    }
  }
  expect(last?.given).toContain(address);
  expect(last?.lives).toBeGreaterThan(8);
});
