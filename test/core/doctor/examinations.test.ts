// What the doctor finds is seen while it looks, kept with the connection, and dropped when the connection became another.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { refusal } from '../../fakes/memory-server-probe';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleDraft as draft } from '../../fakes/samples';
import { settle, until, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const start = startsApps();

const wrongRegion = refusal('redirected', 301, 'PermanentRedirect');

describe('a connection', () => {
  test('is examined live, and what was found is kept with it', async () => {
    const { app, ports, bucket, clock } = await start();
    const steps: string[] = [];
    app.store.subscribe(['examinations'], ({ examinations }) =>
      steps.push(examinations[sampleConnection.id]?.step ?? 'over'),
    );
    const found = await app.testKnown(sampleConnection.id);
    expect([found.failure, found.requests, bucket.objects.size, bucket.uploads.size]).toEqual([undefined, 19, 0, 0]);
    expect(new Set(steps)).toEqual(
      new Set([
        'reach',
        'write',
        'link',
        'shares-private',
        'describe',
        'parts',
        'list-parts',
        'etags',
        'abort',
        'write-links',
        'conditional',
        'lengths',
        'forms',
        'delete',
        'list',
        'over',
      ]),
    );
    const capabilities = { ...found.facts, madeAtMs: clock.now() };
    expect(found.facts).toMatchObject({ writes: true, pages: true, removes: true, versions: false });
    expect(app.store.get().connections[0]?.capabilities).toEqual(capabilities);
    expect(ports.ledger.connections()[0]?.capabilities).toEqual(capabilities);
    expect(app.store.get().examinations[sampleConnection.id]).toEqual(found);
  });

  test('that was wrong about its region is corrected', async () => {
    const { app, ports, serverProbe } = await start();
    serverProbe.instead = (_request, { region }) =>
      region === 'eu-west-1' ? undefined : { ...wrongRegion, region: 'eu-west-1' };
    await app.testKnown(sampleConnection.id);
    expect(ports.ledger.connections()).toMatchObject([{ ...sampleConnection, region: 'eu-west-1' }]);
  });

  test('keeps what was found before when nobody answers', async () => {
    const { app, serverProbe } = await start();
    await app.testKnown(sampleConnection.id);
    const before = app.store.get().connections;
    serverProbe.instead = () => new Failure('connection-refused');
    expect((await app.testKnown(sampleConnection.id)).failure?.code).toBe('connection-refused');
    expect(app.store.get().connections).toEqual(before);
  });

  test('that became another meanwhile is left as it is', async () => {
    const { app, serverProbe } = await start();
    const release = serverProbe.hold();
    const testing = app.testKnown(sampleConnection.id);
    await until(() => serverProbe.asked.length > 0);
    await app.saveConnection({ ...draft, id: sampleConnection.id, name: 'Work', bucket: 'others' }, false);
    release();
    await testing;
    expect(app.store.get().connections[0]).not.toHaveProperty('capabilities');
  });

  test('two that ask at once share one examination', async () => {
    const { app, serverProbe } = await start();
    const [first, second] = await Promise.all([app.testKnown(sampleConnection.id), app.testKnown(sampleConnection.id)]);
    expect([first, serverProbe.asked.length]).toEqual([second, 19]);
  });

  test('whose secret is gone says that', async () => {
    const { app, secrets } = await start();
    secrets.entries.clear();
    expect((await rejected(app.testKnown(sampleConnection.id))).code).toBe('secret-missing');
    app.testInBackground(sampleConnection.id);
    await settle();
  });

  test('leaves a note while something of the test may be stored, by which it goes though the process was killed', async () => {
    const { app, ports, serverProbe, bucket, clock } = await start();
    const release = serverProbe.hold();
    const testing = app.testKnown(sampleConnection.id);
    await until(() => serverProbe.asked.length > 0);
    const orphans = () => ports.ledger.orphansDue([sampleConnection.id], Number.MAX_SAFE_INTEGER);
    expect(orphans()).toEqual([]);
    let seen: readonly string[] = [];
    serverProbe.instead = ({ kind }) => {
      if (kind === 'open') seen = orphans().flatMap(({ keys }) => keys);
      return undefined;
    };
    release();
    await testing;
    expect(seen).toEqual([
      expect.stringMatching(/^[A-Za-z0-9_-]{22}\/mayfly-test\.html$/),
      expect.stringMatching(/^[A-Za-z0-9_-]{22}\/mayfly-test-copy\.html$/),
    ]);
    expect(orphans()).toEqual([]);
    expect([bucket.objects.size, clock.now() > 0]).toEqual([0, true]);
  });

  test('that is closed in the middle is cleaned up first', async () => {
    const { app, serverProbe, bucket } = await start();
    let release: () => void = () => undefined;
    serverProbe.instead = ({ kind }) => {
      if (kind === 'open') release = serverProbe.hold();
      return undefined;
    };
    const testing = app.testKnown(sampleConnection.id);
    await until(() => serverProbe.asked.at(-1) === 'visit');
    expect(bucket.objects.size).toBe(1);
    const stopped = app.stop();
    await settle();
    release();
    await stopped;
    expect([(await testing).failure?.code, bucket.objects.size]).toEqual(['cancelled', 0]);
  });
});

describe('a draft', () => {
  test('is examined and not saved, and stands in the state under its own name', async () => {
    const { app, ports, serverProbe } = await start({ fresh: true });
    serverProbe.instead = (_request, { region }) =>
      region === 'eu-west-1' ? undefined : { ...wrongRegion, region: 'eu-west-1' };
    const found = await app.testConnection(draft);
    expect([found.corrected?.region, found.failure]).toEqual(['eu-west-1', undefined]);
    expect(app.store.get()).toMatchObject({ connections: [], examinations: { 'draft:': found } });
    expect([ports.ledger.connections(), serverProbe.openCount()]).toEqual([[], 0]);
    app.endTest('draft:');
    expect(app.store.get().examinations).toEqual({});
  });

  test('with a wrong secret says so', async () => {
    const { app } = await start();
    expect((await app.testConnection({ ...draft, secretAccessKey: 'wrong' })).failure?.code).toBe('signature-rejected');
  });

  test('that is tested again cuts the first test off', async () => {
    const { app, serverProbe } = await start();
    const release = serverProbe.hold();
    const first = app.testConnection(draft);
    await until(() => serverProbe.asked.length > 0);
    const second = app.testConnection(draft);
    await until(() => serverProbe.asked.length > 1);
    release();
    expect([(await first).failure?.code, (await second).failure]).toEqual(['cancelled', undefined]);
    expect(app.store.get().examinations['draft:']).toEqual(await second);
  });

  test('its policy can be copied', async () => {
    const { app, clipboard } = await start();
    await app.testConnection({ ...draft, prefix: 'mine' });
    await app.copyPolicy('draft:');
    expect(clipboard.written.at(-1)).toContain('arn:aws:s3:::files/mine/*');
    expect((await rejected(app.copyPolicy('draft:nobody'))).code).toBe('connection-unknown');
  });
});

describe('saving', () => {
  const edit = {
    ...draft,
    id: sampleConnection.id,
    name: 'Work',
    region: 'us-east-1',
    accessKeyId: '',
    secretAccessKey: '',
  };

  test.each([
    ['another name', { name: 'Office' }, true],
    ['another bucket', { bucket: 'others' }, false],
    ['another prefix', { prefix: 'mine' }, false],
    ['other keys', { secretAccessKey: 'other', accessKeyId: 'other' }, false],
  ])('%s: what was found holds on: %s', async (_what, change, holds) => {
    const { app } = await start();
    await app.testKnown(sampleConnection.id);
    const saved = await app.saveConnection({ ...edit, ...change }, false);
    expect(saved.capabilities !== undefined).toBe(holds);
  });
});

describe('after an upload failed', () => {
  const deny = async (code: 'access-denied' | 'disk-full', options: Start) => {
    const started = await start({ stays: true, ...options });
    started.files.put('/home/a.txt', Buffer.from('a'));
    started.objects.fail('put', new Failure(code));
    await started.app.shareItems(['/home/a.txt'], { copy: true, lifetimeSeconds: 600 });
    await settle();
    return started;
  };

  test('surprisingly, its connection is examined, once for many', async () => {
    const { app, serverProbe, objects, ports } = await deny('access-denied', {});
    await until(() => ports.ledger.connections()[0]?.capabilities !== undefined);
    const asked = serverProbe.asked.length;
    expect(asked).toBe(19);
    objects.fail('put', new Failure('access-denied'));
    await app.shareItems(['/home/a.txt'], { copy: true, lifetimeSeconds: 600 });
    await settle();
    expect([app.store.get().uploads.length, serverProbe.asked.length]).toEqual([2, asked]);
  });

  test('by something else than its server, or in a command, it is not', async () => {
    expect((await deny('disk-full', {})).serverProbe.asked).toEqual([]);
    expect((await deny('access-denied', { stays: false })).serverProbe.asked).toEqual([]);
  });
});
