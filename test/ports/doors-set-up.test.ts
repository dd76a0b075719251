// Doors are set up on a real server: proven, saved, asked again, refused where shares are public, and left private.
import { randomBytes } from 'node:crypto';
import { GetPublicAccessBlockCommand, PutPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { directNetwork } from '../../main/adapters/network/network';
import { createServerProbeFactory } from '../../main/adapters/s3/probe/s3-probe';
import { doorsPolicy } from '../../main/core/providers/policies/doors-policy';
import { credentialsText } from '../../main/core/credentials/rules/keychain-entry';
import { Failure, type FailureCode } from '../../main/core/model/failure';
import { doorsAllowed, doorsStateOf } from '../../main/core/model/door';
import { startLocalBucket, type LocalBucket } from '../../main/local-bucket/server/server';
import type { ObjectStore } from '../../main/core/ports/object-store';
import type { App } from '../../main/core/app/app';
import { secretEntry, startApp } from '../core/app/running-app';
import { rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials, sampleDoor } from '../fakes/samples';
import { temporaryFolder } from '../local-bucket/fixture';
import { startAddress } from './door-address';
import type { Subject } from './object-store-subject';
import { clientOf, fetchReal, namedServers, openReal } from './real-servers';

const dayMs = 86_400_000;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let bucket: LocalBucket;
let shares: ObjectStore;
let passedMs = 0;
const connectionAt = () => ({ ...sampleConnection, endpoint: bucket.endpoint, prefix: 'mine/' });
const policyOf = (name: string, prefix = '') => JSON.stringify(doorsPolicy(connectionAt(), { bucket: name, prefix }));

beforeAll(async () => {
  folder = await temporaryFolder();
  bucket = await startLocalBucket(
    { dataDir: folder.path, bucket: sampleConnection.bucket, region: 'us-east-1', port: 0, ...sampleCredentials },
    { now: Date.now, sweepIntervalMs: 60_000 },
  );
  shares = openReal(connectionAt(), sampleCredentials);
  const doors = openReal({ ...connectionAt(), bucket: 'doors' }, sampleCredentials);
  await doors.createBucket();
  doors.close();
});
afterAll(async () => {
  shares.close();
  await bucket.close();
  await folder.remove();
});

async function start(
  upkeepEveryMs?: number,
  openObjectStore: typeof openReal = openReal,
  at: Pick<Subject, 'connection' | 'credentials'> = { connection: connectionAt(), credentials: sampleCredentials },
) {
  const running = await startApp({
    ports: {
      openObjectStore,
      doorPatienceMs: 500,
      openServerProbe: createServerProbeFactory(Date.now, directNetwork),
      reader: createLinkProbe(),
      clock: () => Date.now() + passedMs,
    },
    prepare: ({ ports, secrets }) => {
      ports.ledger.saveConnection(at.connection);
      secrets.entries.set(secretEntry(at.connection), credentialsText(at.credentials));
    },
    ...(upkeepEveryMs !== undefined && { stays: true, upkeepEveryMs }),
  });
  onTestFinished(() => running.app.stop());
  const { id } = sampleConnection;
  const doorsNow = () => running.ports.ledger.connections().find((one) => one.id === id)?.doors;
  return { ...running, id, doorsNow };
}
const draft = () => ({ bucket: 'doors', address: `${bucket.endpoint}/doors` });

describe('doors', () => {
  test('are saved only where they were proven, and the connection keeps them when it is edited', async () => {
    const { app, id, doorsNow } = await start();
    expect((await rejected(app.saveDoors(id, { draft: { bucket: 'files', address: bucket.endpoint } }))).code).toBe(
      'bad-request',
    );
    const refused = await app.saveDoors(id, { draft: { ...draft(), address: `${bucket.endpoint}/elsewhere` } });
    expect([refused.isProven, doorsNow()]).toEqual([false, undefined]);

    const codes = async () => (await app.setUpDoors(id, { draft: draft() })).steps.map(({ code }) => code);
    expect(await codes()).toEqual(['bucket-there', 'policy-made']);
    expect(await codes()).toEqual(['bucket-there', 'policy-there']);
    const saved = doorsNow();
    expect(doorsAllowed({ name: 'Work', ...(saved !== undefined && { doors: saved }) })).toMatchObject({
      bucket: 'doors',
      address: draft().address,
    });

    const { name: _name, ...edited } = connectionAt();
    const keep = await app.saveConnection({ ...edited, name: 'Renamed' }, false);
    expect(doorsStateOf(keep.doors)).toBe('proven');
    const moved = await app.saveConnection({ ...edited, name: 'Renamed', prefix: 'other/' }, false);
    expect(doorsStateOf(moved.doors)).toBe('unproven');
    const found = await app.testKnown(id);
    expect(found.findings.map(({ code }) => code)).toContain('shares-private');
    expect(found.findings.slice(-3).map(({ code }) => code)).toEqual(['doors-here', 'doors-fresh', 'doors-gone']);
    expect(doorsStateOf(doorsNow())).toBe('proven');
    expect(app.exportConnections([id])).toContain('"doors"');
    expect(app.exportConnections([id])).not.toContain('provenAtMs');
    expect(app.duplicateConnection(id).doors).toEqual({ bucket: 'doors', prefix: '', address: draft().address });
  });

  test('that are open are left behind only by somebody who was told', async () => {
    const { app, id, ports, doorsNow } = await start();
    await app.saveDoors(id, { draft: draft() });
    ports.ledger.saveDoor({ ...sampleDoor, connectionId: id });
    expect((await rejected(app.dropDoors(id))).code).toBe('doors-in-use');
    expect(doorsNow()).toBeDefined();
    await app.dropDoors(id, true);
    expect(doorsNow()).toBeUndefined();
  });

  test('are asked about every day: public shares are said at once, and no new door is made', async () => {
    const { app, id, doorsNow, shown } = await start(20);
    await app.setUpDoors(id, { draft: draft() });
    await shares.changeBucketPolicy(() => policyOf(sampleConnection.bucket));
    onTestFinished(async () => void (await shares.changeBucketPolicy(() => policyOf(sampleConnection.bucket, 'no/'))));
    passedMs += dayMs + 1;
    await expect.poll(() => doorsStateOf(doorsNow())).toBe('shares-public');
    const failures = app.store
      .get()
      .notices.flatMap(({ content }) => (content.kind === 'failure' ? [content.failure.code] : []));
    expect(failures).toEqual(['shares-are-public']);
    expect(shown.map(([title]) => title)).toEqual([
      'Everybody can read the files of the connection “Work” without a link.',
    ]);
    const share = app.shareItems(['/a.txt'], {
      connection: { kind: 'known', connectionId: id },
      door: true,
      copy: false,
    });
    expect((await rejected(share)).code).toBe('shares-are-public');
    await shares.changeBucketPolicy(() => policyOf(sampleConnection.bucket, 'no/'));
    await app.testKnown(id);
    expect(doorsStateOf(doorsNow())).toBe('proven');
  });
});

describe('a place that short links have left', () => {
  const idsIn = (policy: string | undefined): readonly string[] =>
    policy === undefined ? [] : JSON.parse(policy).Statement.map(({ Sid }: { Sid: string }) => Sid);
  const store = (name: string) => {
    const there = openReal({ ...connectionAt(), bucket: name }, sampleCredentials);
    onTestFinished(() => there.close());
    return there;
  };
  const fresh = async (): Promise<string> => {
    const name = `left-${randomBytes(4).toString('hex')}`;
    await store(name).createBucket();
    return name;
  };
  const seen = async (path: string) => (await fetch(`${bucket.endpoint}/${path}`)).status;
  const placed = async (name: string, key: string) => {
    const headers = { contentType: 'text/plain', contentDisposition: 'inline' };
    await store(name).put(key, Buffer.from('x'), headers, { signal: new AbortController().signal });
  };

  test('by being switched off is private: what Mayfly wrote into the policy is taken back, and nothing else', async () => {
    const { app, id } = await start();
    const name = await fresh();
    const theirs = { ...doorsPolicy(connectionAt(), { bucket: name, prefix: 'site/' }).Statement[0], Sid: 'Site' };
    await store(name).changeBucketPolicy(() => JSON.stringify({ Version: '2012-10-17', Statement: [theirs] }));
    const at = { bucket: name, address: `${bucket.endpoint}/${name}` };
    await app.setUpDoors(id, { draft: at });
    await placed(name, 'share.txt');
    expect(await seen(`${name}/share.txt`)).toBe(200);
    expect(await app.dropDoors(id)).toMatchObject({ became: 'private' });
    expect(await seen(`${name}/share.txt`)).toBe(403);
    expect(idsIn(await store(name).bucketPolicy())).toEqual(['Site']);
  });

  test('by a move is private, and the new one alone is public', async () => {
    const { app, id } = await start();
    const name = await fresh();
    const at = (prefix: string) => ({
      bucket: name,
      prefix,
      address: `${bucket.endpoint}/${name}/${prefix.slice(0, -1)}`,
    });
    for (const prefix of ['old/', 'new/']) {
      const { isProven, left } = await app.setUpDoors(id, { draft: at(prefix) });
      expect([isProven, left?.became]).toEqual([true, prefix === 'new/' ? 'private' : undefined]);
    }
    await placed(name, 'old/a');
    await placed(name, 'new/a');
    expect([await seen(`${name}/old/a`), await seen(`${name}/new/a`)]).toEqual([403, 200]);
    expect(idsIn(await store(name).bucketPolicy())).toHaveLength(1);
  });

  test('below which short links go on keeps those public alone', async () => {
    const { app, id } = await start();
    const name = await fresh();
    const whole = { bucket: name, address: `${bucket.endpoint}/${name}` };
    await app.setUpDoors(id, { draft: whole });
    // Public already, by the policy of the whole bucket.
    const below = { bucket: name, prefix: 'd/', address: `${bucket.endpoint}/${name}/d` };
    expect((await app.saveDoors(id, { draft: below })).left).toMatchObject({ became: 'private' });
    await placed(name, 'd/a');
    await placed(name, 'e/a');
    expect([await seen(`${name}/d/a`), await seen(`${name}/e/a`)]).toEqual([200, 403]);
  });

  test('while some are open stays public until they are gone, and takes no shares meanwhile', async () => {
    const { app, id, ports } = await start(20);
    const name = await fresh();
    const at = { bucket: name, address: `${bucket.endpoint}/${name}` };
    await app.setUpDoors(id, { draft: at });
    const leaseEndsAtMs = Date.now() + passedMs + dayMs;
    const open = { ...sampleDoor, connectionId: id, endpoint: bucket.endpoint, bucket: name, key: 'k', leaseEndsAtMs };
    ports.ledger.saveDoor(open);
    expect(await app.dropDoors(id, true)).toMatchObject({ became: 'kept' });
    await placed(name, 'k');
    expect(await seen(`${name}/k`)).toBe(200);
    const { id: _id, name: _name, ...there } = connectionAt();
    const beside = () =>
      app.saveConnection({ ...there, ...sampleCredentials, name: 'There', bucket: name, prefix: '' }, false);
    expect((await rejected(beside())).detail.reason).toMatch(/its shares would be public/);
    ports.ledger.forgetDoor(open.id);
    await expect.poll(() => seen(`${name}/k`)).toBe(403);
    await expect.poll(() => ports.ledger.connections()[0]?.leftDoors).toBeUndefined();
    await beside();
  });

  test('that is public by something else is said', async () => {
    const { app, id } = await start();
    const name = await fresh();
    await store(name).changeBucketPolicy(() => policyOf(name).replace('MayflyDoors', 'Site'));
    await app.saveDoors(id, { draft: { bucket: name, address: `${bucket.endpoint}/${name}` } });
    expect(await app.dropDoors(id)).toMatchObject({ became: 'public', failure: { code: 'doors-stay-public' } });
  });

  test('with its connection is private', async () => {
    const { app, id } = await start();
    const name = await fresh();
    const at = { bucket: name, address: `${bucket.endpoint}/${name}` };
    await app.setUpDoors(id, { draft: at });
    expect(await app.removeConnection(id)).not.toHaveProperty('doorsFailure');
    expect(await store(name).bucketPolicy()).toBeUndefined();
  });

  // Nobody would take them out of the public later.
  test('with its connection is private, also after one that stays public', async () => {
    const { app, id, ports } = await start();
    const at = (name: string) => ({ bucket: name, address: `${bucket.endpoint}/${name}` });
    const [site, formerSite, ...left] = [await fresh(), await fresh(), await fresh(), await fresh()];
    for (const name of left) {
      await store(name).changeBucketPolicy(() => policyOf(name));
      await placed(name, 'a');
    }
    for (const name of [site, formerSite])
      await store(name).changeBucketPolicy(() => policyOf(name).replace('MayflyDoors', 'Site'));
    await app.saveDoors(id, { draft: at(site) });
    const places = [formerSite, ...left].map((name) => ({ ...at(name), prefix: '' }));
    for (const row of ports.ledger.connections()) ports.ledger.saveConnection({ ...row, leftDoors: places });
    const seenThere = () => Promise.all(left.map((name) => seen(`${name}/a`)));
    expect(await seenThere()).toEqual([200, 200]);
    expect((await app.removeConnection(id)).doorsFailure?.code).toBe('doors-stay-public');
    expect(await seenThere()).toEqual([403, 403]);
  });

  test('and what another writer says meanwhile are both in the policy: Mayfly merges into what it read last, and looks again', async () => {
    const name = await fresh();
    const theirs = { ...doorsPolicy(connectionAt(), { bucket: name, prefix: 'site/' }).Statement[0], Sid: 'Site' };
    const alone = JSON.stringify({ Version: '2012-10-17', Statement: [theirs] });
    const hooks: (() => Promise<unknown>)[] = [
      // Between the first look and the write.
      () => store(name).changeBucketPolicy(() => alone),
    ];
    const { app, id } = await start(undefined, (...args) => {
      const there = openReal(...args);
      return {
        ...there,
        async bucketPolicy() {
          const present = await there.bucketPolicy();
          await hooks.shift()?.();
          return present;
        },
      };
    });
    const at = { bucket: name, address: `${bucket.endpoint}/${name}` };
    await app.setUpDoors(id, { draft: at });
    expect(idsIn(await store(name).bucketPolicy())).toEqual(['Site', 'MayflyDoors']);
    await store(name).changeBucketPolicy(() => '');
    // It had read before this write, and writes after it was seen.
    hooks.push(
      async () => undefined,
      () => store(name).changeBucketPolicy(() => alone),
    );
    await app.setUpDoors(id, { draft: at });
    expect(idsIn(await store(name).bucketPolicy())).toEqual(['Site', 'MayflyDoors']);
  });
});

describe('short links set themselves up', () => {
  const nothing = { bucket: '', address: '' };
  const codesOf = ({ steps }: { readonly steps: readonly { readonly code: string }[] }) =>
    steps.map(({ code }) => code);
  const seen = async (path: string) => (await fetch(`${bucket.endpoint}/${path}`)).status;
  const put = async (name: string, key: string) => {
    const there = openReal({ ...connectionAt(), bucket: name }, sampleCredentials);
    const headers = { contentType: 'text/plain', contentDisposition: 'inline' };
    await there.put(key, Buffer.from('x'), headers, { signal: new AbortController().signal });
    there.close();
  };
  const policyIn = async (name: string) => {
    const there = openReal({ ...connectionAt(), bucket: name }, sampleCredentials);
    onTestFinished(() => there.close());
    return there.bucketPolicy();
  };
  const refusing = (verb: 'createBucket' | 'changeBucketPolicy', code: FailureCode): typeof openReal => {
    const refuse = () => Promise.reject(new Failure(code));
    return (...args) => ({ ...openReal(...args), [verb]: refuse });
  };

  test('with bucket, policy and address, and open nothing else', async () => {
    const { app, id, doorsNow } = await start();
    const plan = app.doorsGuide(id, { bucket: '' });
    expect(plan).toMatchObject({ bucket: 'files-go', address: `${bucket.endpoint}/files-go`, isPossible: true });
    const made = await app.setUpDoors(id, { draft: nothing });
    expect([codesOf(made), made.isProven]).toEqual([['bucket-made', 'policy-made'], true]);
    expect(doorsNow()).toMatchObject({ bucket: 'files-go', prefix: '', address: plan.address });
    await put('files', 'mine/f/share.txt');
    await put('files-go', 'door');
    expect([await seen('files/mine/f/share.txt'), await seen('files-go/door'), await seen('files-go')]).toEqual([
      403, 200, 403,
    ]);
    expect(await shares.bucketPolicy()).toBe(policyOf(sampleConnection.bucket, 'no/'));
  });

  test('and never open what else is in a bucket or folder', async () => {
    const { app, id, doorsNow, ports } = await start();
    const name = `taken-${randomBytes(4).toString('hex')}`;
    const at = { bucket: name, address: `${bucket.endpoint}/${name}` };
    const there = openReal({ ...connectionAt(), bucket: name }, sampleCredentials);
    await there.createBucket();
    there.close();
    await put(name, 'diary.txt');
    expect((await rejected(app.setUpDoors(id, { draft: at }))).detail.reason).toMatch(/other files in the bucket/);
    expect([await seen(`${name}/diary.txt`), await policyIn(name), doorsNow()]).toEqual([403, undefined, undefined]);
    expect(ports.ledger.connections()[0]?.leftDoors).toBeUndefined();
    // A folder beside it is opened, and the rest stays closed.
    const below = { bucket: name, prefix: 'd/', address: `${at.address}/d` };
    expect((await app.setUpDoors(id, { draft: below })).isProven).toBe(true);
    await put(name, 'd/door');
    expect([await seen(`${name}/diary.txt`), await seen(`${name}/d/door`)]).toEqual([403, 200]);
    await app.dropDoors(id);
    const again = { bucket: name, prefix: 'd/', address: below.address };
    expect((await rejected(app.setUpDoors(id, { draft: again }))).detail.reason).toMatch(/other files in that folder/);
  });

  test('or close again what they opened in vain', async () => {
    const { app, id, doorsNow, ports } = await start();
    const name = `vain-${randomBytes(4).toString('hex')}`;
    const made = await app.setUpDoors(id, { draft: { bucket: name, address: `${bucket.endpoint}/elsewhere` } });
    expect([codesOf(made), made.isProven, doorsNow()]).toEqual([
      ['bucket-made', 'policy-taken-back'],
      false,
      undefined,
    ]);
    expect([await policyIn(name), ports.ledger.connections()[0]?.leftDoors]).toEqual([undefined, undefined]);
  });

  test.each([
    ['createBucket', 'access-denied', ['bucket-refused']],
    ['createBucket', 'bucket-name-taken', ['bucket-refused']],
    ['changeBucketPolicy', 'access-denied', ['bucket-made', 'policy-refused']],
    ['changeBucketPolicy', 'policy-unsupported', ['bucket-made', 'policy-refused']],
  ] as const)('or say what the server refused: %s with %s', async (verb, code, codes) => {
    const { app, id, doorsNow } = await start(undefined, refusing(verb, code));
    const name = `refused-${randomBytes(4).toString('hex')}`;
    const made = await app.setUpDoors(id, { draft: { bucket: name, address: '' } });
    expect([codesOf(made), made.isProven, doorsNow()]).toEqual([codes, false, undefined]);
    expect(made.steps.at(-1)?.failure?.code).toBe(code);
  });
});

describe('open pages at another origin', () => {
  const theirs = {
    id: 'Site',
    origins: ['https://site.example'],
    methods: ['PUT'],
    headers: ['x-*'],
    maxAgeSeconds: 60,
  };
  /** The rules as the server has them, which nothing changes. */
  const rulesOf = async (there: ObjectStore) => {
    let rules: unknown;
    await there.changeCors((present) => void (rules = present));
    return rules;
  };
  const placed = async (openObjectStore?: typeof openReal) => {
    const name = `across-${randomBytes(4).toString('hex')}`;
    const there = openReal({ ...connectionAt(), bucket: name }, sampleCredentials);
    onTestFinished(() => there.close());
    await there.createBucket();
    // Another origin, and the same server.
    const address = `${bucket.endpoint.replace('127.0.0.1', 'localhost')}/${name}`;
    const running = await start(undefined, openObjectStore);
    return { ...running, there, draft: { bucket: name, address } };
  };
  const codesOf = ({ steps, examination }: Awaited<ReturnType<App['setUpDoors']>>) => [
    ...steps.map(({ code }) => code),
    examination?.findings.at(-1)?.code,
  ];
  const asked = async (url: string, method: string, headers: Readonly<Record<string, string>> = {}) => {
    const { status, headers: told } = await fetch(url, {
      method,
      headers: { origin: connectionAt().endpoint, ...headers },
    });
    return [status, told.get('access-control-allow-origin'), told.get('access-control-allow-credentials')];
  };

  test('may read short links once those are set up, by one rule beside the others, which goes with the place', async () => {
    const { app, id, there, draft } = await placed();
    await there.changeCors(() => [theirs]);
    expect(codesOf(await app.setUpDoors(id, { draft }))).toEqual([
      'bucket-there',
      'policy-made',
      'cors-made',
      'doors-across',
    ]);
    const headers = { contentType: 'text/html', contentDisposition: 'inline' };
    await there.put('door', Buffer.from('x'), headers, { signal: new AbortController().signal });
    const url = `${draft.address}/door`;
    expect(await asked(url, 'GET')).toEqual([200, '*', null]);
    expect(await asked(url, 'OPTIONS', { 'access-control-request-method': 'GET' })).toEqual([200, '*', null]);
    expect(await asked(url, 'OPTIONS', { 'access-control-request-method': 'PUT' })).toEqual([403, null, null]);
    expect(await rulesOf(there)).toEqual([theirs, expect.objectContaining({ id: 'MayflyDoors' })]);
    await there.remove('door');
    expect(codesOf(await app.setUpDoors(id, { draft }))).toEqual(['bucket-there', 'policy-there', 'doors-across']);
    expect(await app.dropDoors(id)).toMatchObject({ became: 'private' });
    expect(await rulesOf(there)).toEqual([theirs]);
  });

  test('that are kept apart are a note of the test, which a later set-up mends', async () => {
    const { app, id, there, draft } = await placed();
    await app.setUpDoors(id, { draft });
    await there.changeCors(() => []);
    const { findings } = await app.testKnown(id);
    expect(findings.at(-1)).toMatchObject({ step: 'doors-across', code: 'doors-apart', state: 'note' });
    expect(codesOf(await app.setUpDoors(id, { draft }))).toEqual([
      'bucket-there',
      'policy-there',
      'cors-made',
      'doors-across',
    ]);
    await app.dropDoors(id);
    expect(await rulesOf(there)).toEqual([]);
  });

  test.each(['unsupported', 'access-denied'] as const)(
    'are kept apart by a server that takes no such rule, and short links work: %s',
    async (refused) => {
      const { app, id, draft, doorsNow } = await placed((...args) => ({
        ...openReal(...args),
        changeCors: async () => {
          if (refused === 'unsupported') return refused;
          throw new Failure(refused);
        },
      }));
      expect(codesOf(await app.setUpDoors(id, { draft }))).toEqual(['bucket-there', 'policy-made', 'doors-apart']);
      expect(doorsStateOf(doorsNow())).toBe('proven');
    },
  );

  test('are not admitted in vain: what stands in front of the bucket may leave them out', async () => {
    const { app, id, there, draft } = await placed();
    const front = await startAddress({ to: `${bucket.endpoint}/${draft.bucket}` });
    onTestFinished(() => front.close());
    const made = await app.setUpDoors(id, { draft: { ...draft, address: front.address } });
    expect(codesOf(made)).toEqual(['bucket-there', 'policy-made', 'doors-apart']);
    expect([made.isProven, await rulesOf(there)]).toEqual([true, []]);
  });
});

describe('a server that blocks public policies of new buckets, as AWS does,', () => {
  /** `mayLift`: the keys may change the block. */
  const blocking = (mayLift: boolean) => {
    const asked: boolean[] = [];
    const blocked = new Set<string>();
    const openObjectStore: typeof openReal = (...args) => {
      const there = openReal(...args);
      const { bucket: name } = args[0];
      return {
        ...there,
        async createBucket() {
          const made = await there.createBucket();
          blocked.add(name);
          return made;
        },
        // What deletes the policy is always taken.
        changeBucketPolicy: (change) =>
          there.changeBucketPolicy((present) => {
            const next = change(present);
            if (blocked.has(name) && next !== undefined && next !== '') throw new Failure('access-denied');
            return next;
          }),
        async allowPublicPolicy(isAllowed) {
          asked.push(isAllowed);
          if (!mayLift) throw new Failure('access-denied');
          if (isAllowed) blocked.delete(name);
          else blocked.add(name);
          return true;
        },
      };
    };
    return { asked, blocked, openObjectStore };
  };
  const setUp = async (mayLift: boolean, path: string, isThere = false) => {
    const name = `blocked-${randomBytes(4).toString('hex')}`;
    const { asked, blocked, openObjectStore } = blocking(mayLift);
    const { app, id, doorsNow } = await start(undefined, openObjectStore);
    const there = openObjectStore({ ...connectionAt(), bucket: name }, sampleCredentials);
    onTestFinished(() => there.close());
    if (isThere) await there.createBucket();
    const draft = { bucket: name, address: `${bucket.endpoint}/${path || name}` };
    const made = await app.setUpDoors(id, { draft });
    const policy = await there.bucketPolicy();
    const codes = made.steps.map(({ code }) => code);
    return {
      codes,
      asked,
      isBlocked: blocked.has(name),
      hasPolicy: policy !== undefined,
      isSaved: doorsNow() !== undefined,
    };
  };

  test.each([
    [
      'is asked to lift that for the bucket that was made',
      true,
      '',
      false,
      ['bucket-made', 'block-lifted', 'policy-made'],
      [true],
      false,
      true,
    ],
    [
      'gets it back where short links do not work there',
      true,
      'elsewhere',
      false,
      ['bucket-made', 'policy-taken-back'],
      [true, false],
      true,
      false,
    ],
    [
      'is asked nothing of a bucket that was there',
      true,
      '',
      true,
      ['bucket-there', 'policy-refused'],
      [],
      true,
      false,
    ],
    [
      'keeps it where the keys may not lift it',
      false,
      '',
      false,
      ['bucket-made', 'policy-refused'],
      [true],
      true,
      false,
    ],
  ] as const)('%s', async (_what, mayLift, path, isThere, codes, asked, isBlocked, isSaved) => {
    const told = await setUp(mayLift, path, isThere);
    expect(told).toEqual({ codes, asked, isBlocked, hasPolicy: isSaved, isSaved });
  });

  test('is not this one, which knows no such block', async () => {
    expect([await shares.allowPublicPolicy(true), await shares.allowPublicPolicy(false)]).toEqual([false, false]);
  });
});

test('a later connection may not share where doors are public', async () => {
  const { app, id } = await start();
  await app.setUpDoors(id, { draft: draft() });
  const { id: _id, name: _name, ...place } = connectionAt();
  const keys = { ...sampleCredentials };
  const saving = app.saveConnection({ ...place, ...keys, name: 'Beside', bucket: 'doors', prefix: '' }, false);
  expect((await rejected(saving)).detail.reason).toMatch(/its shares would be public/);
});

/** A connection on another server, with a bucket that is not there yet, and a share. */
async function startOn(open: () => Promise<Subject>) {
  const subject = await open();
  onTestFinished(() => subject.close());
  const { connection, credentials } = subject;
  const place = `go-${randomBytes(4).toString('hex')}`;
  const stores = [connection.bucket, place].map((one) => openReal({ ...connection, bucket: one }, credentials));
  onTestFinished(() => stores.forEach((store) => store.close()));
  const [files, go] = stores as [ObjectStore, ObjectStore];
  const put = async (store: ObjectStore, key: string) => {
    const headers = { contentType: 'text/plain', contentDisposition: 'inline' };
    await store.put(key, Buffer.from('x'), headers, { signal: new AbortController().signal });
  };
  await put(files, `share-${place}.txt`);
  const seen = async (path: string) => (await fetchReal(`${connection.endpoint}/${path}`)).status;
  const shareSeen = () => seen(`${connection.bucket}/share-${place}.txt`);
  const { app, id, doorsNow } = await start(undefined, openReal, subject);
  const made = await app.setUpDoors(id, { draft: { bucket: place, address: '' } });
  const told = [made.steps.map(({ code }) => code), made.isProven, doorsNow()?.address];
  return { app, id, made, told, place, address: `${connection.endpoint}/${place}`, go, put, seen, shareSeen };
}
const isMock = ([name]: readonly [string, unknown]) => name.startsWith('moto');

describe.each(namedServers.filter((server) => !isMock(server)))('on %s short links', (_name, open) => {
  test('set themselves up, keep shares private, and leave nothing public', async () => {
    const { app, id, told, place, address, go, put, seen, shareSeen } = await startOn(open);
    expect(told).toEqual([['bucket-made', 'policy-made'], true, address]);
    await put(go, 'door');
    expect([await seen(`${place}/door`), await seen(place), await shareSeen()]).toEqual([200, 403, 403]);
    expect(await app.dropDoors(id)).toMatchObject({ became: 'private' });
    expect(await seen(`${place}/door`)).toBe(403);
  });
});

describe.each(namedServers)('on %s a block of public policies', (_name, open) => {
  test('is lifted and comes back for one bucket, and what it says of ACLs stays', async () => {
    const subject = await open();
    onTestFinished(() => subject.close());
    const Bucket = `block-${randomBytes(4).toString('hex')}`;
    const store = openReal({ ...subject.connection, bucket: Bucket }, subject.credentials);
    const client = clientOf(subject);
    onTestFinished(() => {
      store.close();
      client.destroy();
    });
    await store.createBucket();
    expect(await store.allowPublicPolicy(true)).toBe(false);
    const whole = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: whole }));
    const now = async () =>
      (await client.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration;
    expect([await store.allowPublicPolicy(true), await store.allowPublicPolicy(true)]).toEqual([true, false]);
    expect(await now()).toEqual({ ...whole, BlockPublicPolicy: false, RestrictPublicBuckets: false });
    expect([await store.allowPublicPolicy(false), await store.allowPublicPolicy(false)]).toEqual([true, false]);
    expect(await now()).toEqual(whole);
  });
});

// It lets strangers list what they may read, and the names of short links are all that keeps others from them.
describe.each(namedServers.filter(isMock))('on %s short links', (_name, open) => {
  test('are not set up where strangers could list them, and what was written is taken back', async () => {
    const { made, told, go, shareSeen } = await startOn(open);
    expect(told).toEqual([['bucket-made', 'policy-taken-back'], false, undefined]);
    expect(made.examination?.findings.map(({ code }) => code)).toContain('doors-listed');
    expect([await go.bucketPolicy(), await shareSeen()]).toEqual([undefined, 403]);
  });
});
