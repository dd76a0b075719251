// The bucket on this computer is an ordinary connection whose links work as long as the app says, and no longer.
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { sampleDoor, sampleShare } from '../../fakes/samples';
import { type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();
const start = (options?: Start) => startOne({ fresh: true, ...options });

/** Two processes of one profile that both may make the keys of the bucket on this computer. */
async function startTwo() {
  const one = await start();
  const { clock, server, secrets, files, ledgerFile } = one;
  const other = await start({
    shared: { clock, server, secrets, files, ledgerFile },
    ports: { pid: 2_000, isAlive: () => true, randomBytes },
  });
  return { one, other, clock, secrets };
}

describe('a first share without any account', () => {
  test('makes the bucket, keeps its keys in the keychain and its port in the ledger', async () => {
    const { app, files, server, secrets, ports, bucketHost } = await start();
    files.put('/home/a.txt', 'abc');
    const [result] = await app.shareItems(['/home/a.txt'], { copy: false });
    const url = result?.ok === true ? result.shared.url : '';
    expect(server.get(url).body.toString()).toBe('abc');
    const { connections, settings, secrets: places } = app.store.get();
    expect(connections).toMatchObject([{ kind: 'embedded', name: 'This computer', bucket: 'mayfly' }]);
    expect([settings.defaultConnectionId, settings.welcomed]).toEqual([connections[0]?.id, true]);
    expect(places[connections[0]?.id ?? '']).toBe('keychain');
    const [kept = ''] = secrets.entries.values();
    const keys = JSON.parse(kept) as { readonly accessKeyId: string; readonly secretAccessKey: string };
    expect(keys.accessKeyId).toMatch(/^MAYFLY[0-9A-F]{40}$/);
    expect(keys.secretAccessKey).toMatch(/^[0-9a-f]{40}$/);
    const port = Number(ports.ledger.value('bucket-port'));
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_000);
    expect(bucketHost.runs[0]).toEqual({ port, sessionOnly: false });
    expect(app.servesBucket()).toBe(true);
  });

  test('a second start serves the same links: the same keys, the same port', async () => {
    const first = await start();
    first.files.put('/home/a.txt', 'abc');
    const [result] = await first.app.shareItems(['/home/a.txt'], { copy: false });
    const { clock, server, secrets, files, ledgerFile } = first;
    const second = await start({ shared: { clock, server, secrets, files, ledgerFile } });
    await second.app.serveLinks();
    expect(second.bucketHost.runs.map(({ port }) => port)).toEqual([Number(second.ports.ledger.value('bucket-port'))]);
    await second.app.copyLink(result?.ok === true ? result.shared.share.id : '');
    expect(server.get(second.clipboard.written[0] ?? '').status).toBe(200);
    expect(secrets.entries.size).toBe(1);
  });

  test('an upload that lost the bucket looks for it where it serves, and goes on', async () => {
    const looked: string[] = [];
    const isReachable = async (url: string) => looked.push(url) > 0;
    const { app, files, objects, ports } = await start({ stays: true, ports: { isReachable } });
    files.put('/home/a.txt', 'abc');
    objects.fail('put', new Failure('connection-refused'));
    const [result] = await app.shareItems(['/home/a.txt'], { copy: false });
    expect([result?.ok, looked]).toEqual([true, [`http://127.0.0.1:${ports.ledger.value('bucket-port')}`]]);
  });

  test('two at once make one connection and one pair of keys', async () => {
    const { app, files, secrets } = await start();
    for (const name of ['a', 'b']) files.put(`/home/${name}`, name);
    await Promise.all([app.shareItems(['/home/a'], { copy: false }), app.shareItems(['/home/b'], { copy: false })]);
    expect([app.store.get().connections.length, secrets.entries.size]).toEqual([1, 1]);
  });

  test('two first commands at once make one pair of keys', async () => {
    const { one, other, secrets } = await startTwo();
    const set = secrets.set.bind(secrets);
    secrets.set = async (...entry) => {
      await wait(20);
      await set(...entry);
    };
    const served = await Promise.all([one.app.serveBucket(), other.app.serveBucket()]);
    const [kept = ''] = secrets.entries.values();
    const { accessKeyId } = JSON.parse(kept) as { readonly accessKeyId: string };
    expect(served.map((address) => address.accessKeyId)).toEqual([accessKeyId, accessKeyId]);
  });

  test('a keychain that takes longer than a minute leaves the keys to the next process, and both have the same', async () => {
    const { one, other, clock, secrets } = await startTwo();
    const set = secrets.set.bind(secrets);
    const answers: (() => void)[] = [];
    secrets.set = async (...entry) => {
      await new Promise<void>((answer) => answers.push(answer));
      await set(...entry);
    };
    const maker = () => one.ports.ledger.value('bucket-keys-maker');
    const served = [one.app.serveBucket()];
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    served.push(other.app.serveBucket());
    await vi.waitFor(() => {
      clock.advance(61_000);
      expect(answers).toHaveLength(2);
    });
    answers[0]?.();
    await wait(20);
    expect(maker()).toBe('2000');
    answers[1]?.();
    const addresses = await Promise.all(served);
    const [kept = ''] = secrets.entries.values();
    const { accessKeyId } = JSON.parse(kept) as { readonly accessKeyId: string };
    expect(addresses.map((address) => address.accessKeyId)).toEqual([accessKeyId, accessKeyId]);
    expect(maker()).toBe('');
  });

  test('a process that ended while it made the keys is not waited for', async () => {
    const { app, ports, secrets } = await start({ ports: { isAlive: () => false } });
    ports.ledger.saveValue('bucket-keys-maker', '77');
    await app.serveBucket();
    expect([secrets.entries.size, ports.ledger.value('bucket-keys-maker')]).toEqual([1, '']);
  });

  test.each(['before', 'while'])('that another command makes %s this one asks is the same bucket', async (when) => {
    const other = { ...(await (await start()).app.tryEmbedded()), id: 'c-other' };
    let make = () => undefined as void;
    const newId = () => {
      make();
      return randomUUID();
    };
    const { app, files, ports } = await start({ ports: { newId } });
    files.put('/home/a.txt', 'abc');
    const { ledger } = ports;
    if (when === 'before') ledger.saveConnection(other);
    else
      make = () => {
        if (ledger.connections().length === 0) ledger.saveConnection(other);
      };
    const [result] = await app.shareItems(['/home/a.txt'], { copy: false });
    expect(result?.ok === true && result.shared.share.connectionId).toBe('c-other');
    expect(ledger.connections().map(({ id }) => id)).toEqual(['c-other']);
  });

  test('“try it” does the same before there is a file', async () => {
    const { app, bucketHost } = await start();
    const connection = await app.tryEmbedded();
    expect(app.store.get().settings).toMatchObject({ defaultConnectionId: connection.id, welcomed: true });
    expect(bucketHost.runs).toHaveLength(1);
  });
});

test('a connection that is removed while its bucket is opened does not come back, and the next share has a new one', async () => {
  const { app, files, secrets } = await start();
  files.put('/home/a.txt', 'abc');
  const [result] = await app.shareItems(['/home/a.txt'], { copy: false });
  const share = result?.ok === true ? result.shared.share : undefined;
  const remove = secrets.remove.bind(secrets);
  let late: Promise<Failure> | undefined;
  secrets.remove = async (item) => {
    await remove(item);
    // Its keys are gone and its row is not, when somebody opens it.
    late ??= rejected(app.freshLink(share?.id ?? ''));
  };
  await app.removeConnection(share?.connectionId ?? '');
  expect((await late)?.code).toBe('connection-unknown');
  expect([app.store.get().connections, secrets.entries.size]).toEqual([[], 0]);
  expect(await app.shareItems(['/home/a.txt'], { copy: false })).toMatchObject([{ ok: true }]);
});

describe('the port', () => {
  test('is another one while no link names it', async () => {
    const { app, bucketHost, ports } = await start();
    await app.tryEmbedded();
    const first = Number(ports.ledger.value('bucket-port'));
    await bucketHost.stop();
    bucketHost.takenPorts.add(first);
    await app.tryEmbedded();
    expect(Number(ports.ledger.value('bucket-port'))).not.toBe(first);
  });

  test('stays while a live link names it, and the failure is told', async () => {
    const { app, files, bucketHost, ports } = await start();
    files.put('/home/a', 'a');
    await app.shareItems(['/home/a'], { copy: false, lifetimeSeconds: 60 });
    const port = Number(ports.ledger.value('bucket-port'));
    await bucketHost.stop();
    bucketHost.takenPorts.add(port);
    await app.serveLinks();
    expect(app.store.get().notices.map(({ content }) => content)).toMatchObject([
      { kind: 'failure', failure: { code: 'bucket-port-taken' } },
    ]);
    expect(Number(ports.ledger.value('bucket-port'))).toBe(port);
  });

  test('is free again once that link has ended', async () => {
    const { app, files, bucketHost, ports, clock } = await start();
    files.put('/home/a', 'a');
    await app.shareItems(['/home/a'], { copy: false, lifetimeSeconds: 60 });
    const port = Number(ports.ledger.value('bucket-port'));
    await bucketHost.stop();
    bucketHost.takenPorts.add(port);
    clock.advance(60_000);
    await app.tryEmbedded();
    expect(Number(ports.ledger.value('bucket-port'))).not.toBe(port);
  });

  test('is given up after a few attempts', async () => {
    const { app, bucketHost } = await start();
    for (let port = 20_000; port < 32_000; port += 1) bucketHost.takenPorts.add(port);
    expect((await rejected(app.tryEmbedded())).code).toBe('bucket-port-taken');
    expect(bucketHost.runs.length).toBeLessThanOrEqual(10);
  });

  test('is the one that was asked for, and only then', async () => {
    const { app, ports } = await start();
    expect((await app.serveBucket(20_500)).endpoint).toBe('http://127.0.0.1:20500');
    expect(ports.ledger.value('bucket-port')).toBeUndefined();
  });
});

describe('without a keychain', () => {
  const shareOne = async (twins: RunningApp) => {
    twins.files.put('/home/a.txt', 'abc');
    const [result] = await twins.app.shareItems(['/home/a.txt'], { copy: false });
    if (result?.ok !== true) throw new Error('nothing was shared');
    return result.shared;
  };
  const locked: Start = {
    prepare: ({ secrets }) => {
      secrets.answer = 'keychain-no-service';
    },
  };

  test('the keys live in memory, the link says whose it is, and a person is told once', async () => {
    const twins = await start(locked);
    const { share } = await shareOne(twins);
    await shareOne(twins);
    expect(share.key).toMatch(/^session-1000\/[A-Za-z0-9_-]{22}\/a\.txt$/);
    expect(twins.app.embeddedIsSessionOnly()).toBe(true);
    expect(twins.bucketHost.runs[0]).toEqual({ port: undefined, sessionOnly: true });
    expect(twins.app.store.get().notices.filter(({ content }) => content.kind === 'session-only')).toHaveLength(1);
    expect([twins.secrets.entries.size, twins.ports.ledger.value('bucket-port')]).toEqual([0, undefined]);
  });

  test('a link ends when its process ends in order', async () => {
    const twins = await start(locked);
    const { share } = await shareOne(twins);
    await twins.app.stop();
    expect(twins.ledgerFile.open().share(share.id)?.revokedAtMs).toBe(twins.clock.now());
  });

  test('a link of a process that was killed is ended by the next start, one of a living process is not', async () => {
    const twins = await start(locked);
    const { share } = await shareOne(twins);
    const living = { ...sampleShare, id: 's-living', connectionId: share.connectionId, key: 'session-77/x/a' };
    const kept = { ...sampleShare, id: 's-kept', connectionId: share.connectionId, key: 'x/a' };
    for (const one of [living, kept]) twins.ports.ledger.saveShare(one);
    const { clock, server, files, ledgerFile } = twins;
    const second = await start({
      shared: { clock, server, files, ledgerFile },
      ports: { pid: 2_000, isAlive: (pid) => pid === 77 },
    });
    const ended = second.ports.ledger.shares().filter(({ revokedAtMs }) => revokedAtMs !== undefined);
    expect(ended.map(({ id }) => id)).toEqual([share.id]);
    // Nothing says of it that it lives on in another process.
    expect(await second.app.revoke(share.id)).toEqual({ status: 0, objectsRemoved: 0, linksAsked: 0 });
    expect((await rejected(second.app.revoke(living.id))).code).toBe('keys-elsewhere');
  });

  test.each<[string, Start]>([
    ['without a keychain either', locked],
    ['with a keychain', {}],
  ])(
    'a link of another living process is not taken back %s, where it only seems to have ended',
    async (_what, keychain) => {
      const twins = await start(locked);
      const { share, url } = await shareOne(twins);
      const { clock, server, files, ledgerFile } = twins;
      const second = await start({
        ...keychain,
        shared: { clock, server, files, ledgerFile },
        ports: { pid: 2_000, isAlive: () => true },
      });
      for (const action of [
        () => second.app.revoke(share.id),
        () => second.app.extend(share.id, 60, { copy: false }),
        () => second.app.freshLink(share.id),
      ]) {
        expect((await rejected(action())).code).toBe('keys-elsewhere');
      }
      expect([server.get(url).status, ledgerFile.open().share(share.id)]).toEqual([200, share]);
    },
  );

  test('a keychain that comes back is used from the next start on, not in the middle of living links', async () => {
    const twins = await start(locked);
    const { url } = await shareOne(twins);
    twins.secrets.answer = 'ok';
    expect(await twins.app.retryKeychain()).toBe('ok');
    expect([twins.server.get(url).status, twins.app.embeddedIsSessionOnly()]).toEqual([200, true]);
    const { clock, server, files, ledgerFile, secrets } = twins;
    const second = await start({
      shared: { clock, server, files, ledgerFile, secrets },
      ports: { pid: 2_000, isAlive: () => false },
    });
    const { share } = await shareOne(second);
    expect([share.key.startsWith('session-'), second.app.embeddedIsSessionOnly(), secrets.entries.size]).toEqual([
      false,
      false,
      1,
    ]);
  });

  test('a keychain that is still closed says so', async () => {
    const { app } = await start(locked);
    expect(await app.keychainState()).toBe('keychain-no-service');
    expect(await app.retryKeychain()).toBe('keychain-no-service');
  });
});

test('a bucket that cannot be served fails each file with its reason', async () => {
  const twins = await start();
  twins.files.put('/home/a', 'a');
  twins.bucketHost.ensureRunning = () => Promise.reject(new Failure('bucket-data-unusable'));
  const results = await twins.app.shareItems(['/home/a'], { copy: true });
  expect(results).toMatchObject([{ ok: false, failure: { code: 'bucket-data-unusable' } }]);
});

/** A process without a keychain, and the upload that one with a keychain had planned before. */
async function plannedWithKeychain() {
  const first = await start();
  const { clock, server, secrets, files, ledgerFile } = first;
  files.put('/home/a', 'a');
  first.bucketHost.ensureRunning = () => Promise.reject(new Failure('bucket-data-unusable'));
  await first.app.shareItems(['/home/a'], { copy: false });
  const [begun] = first.ports.ledger.unfinishedUploads();
  secrets.entries.clear();
  secrets.answer = 'keychain-no-service';
  const second = await start({
    shared: { clock, server, secrets, files, ledgerFile },
    ports: { pid: 2_000, isAlive: (pid) => pid === 2_000 },
  });
  return { begun, second };
}

test('an upload that was planned before the keys were in memory only goes on under a key that ends with them', async () => {
  const { begun, second } = await plannedWithKeychain();
  const results = await second.app.shareItems(['/home/a'], { copy: false });
  expect(begun?.key).not.toMatch(/^session-/);
  expect(results).toMatchObject([{ shared: { share: { key: expect.stringMatching(/^session-2000\//) as string } } }]);
  expect(second.ports.ledger.unfinishedUploads()).toEqual([]);
});

test('an interrupted upload that is resumed without a keychain, which planned it, ends with this process too', async () => {
  const { second } = await plannedWithKeychain();
  const results = await second.app.resume(undefined, false);
  expect(results).toMatchObject([{ shared: { share: { key: expect.stringMatching(/^session-2000\//) as string } } }]);
});

test('removing it deletes its objects, which nothing else could ever delete', async () => {
  const { app, files, server, secrets } = await start();
  for (const name of ['a', 'b']) files.put(`/home/${name}`, name);
  const [forgotten] = await app.shareItems(['/home/b'], { copy: false });
  await app.removeFromHistory(forgotten?.ok === true ? forgotten.shared.share.id : '');
  const [result] = await app.shareItems(['/home/a'], { copy: false });
  await app.removeConnection(result?.ok === true ? result.shared.share.connectionId : '');
  expect([server.buckets.get('mayfly')?.objects.size, secrets.entries.size, app.store.get().connections]).toEqual([
    0,
    0,
    [],
  ]);
});

test('links are served at the start only when some are alive', async () => {
  const { app, bucketHost, files, clock } = await start();
  await app.serveLinks();
  expect(bucketHost.runs).toEqual([]);
  files.put('/home/a', 'a');
  await app.shareItems(['/home/a'], { copy: false, lifetimeSeconds: 60 });
  await bucketHost.stop();
  const before = bucketHost.runs.length;
  clock.advance(60_000);
  await app.serveLinks();
  expect(bucketHost.runs.length).toBe(before);
});

test('a short link alone is served too: it tells whoever opens it what became of its share', async () => {
  const { app, bucketHost, files, clock, ports } = await start();
  files.put('/home/a', 'a');
  const [result] = await app.shareItems(['/home/a'], { copy: false, lifetimeSeconds: 60 });
  const connectionId = result?.ok === true ? result.shared.share.connectionId : '';
  await bucketHost.stop();
  const before = bucketHost.runs.length;
  clock.advance(60_000);
  ports.ledger.saveDoor({ ...sampleDoor, connectionId });
  await app.serveLinks();
  expect(bucketHost.runs.length).toBe(before + 1);
});
