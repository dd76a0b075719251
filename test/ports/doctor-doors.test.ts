// The doctor on a real server: doors are proven at a good address, each way to go wrong is found by its name, and public shares are found first.
import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, DeleteBucketCommand, DeleteBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { doorsPolicy } from '../../main/core/providers/policies/doors-policy';
import { proveDoors, type ProofOptions } from '../../main/core/doctor/prove-doors';
import { provesDoors } from '../../main/core/doctor/rules/door-answers';
import type { Connection } from '../../main/core/model/connection';
import type { DoorPlace } from '../../main/core/model/door';
import type { Examination } from '../../main/core/model/examination';
import { examinationSteps } from '../../main/core/model/examination-steps';
import type { ObjectStore } from '../../main/core/ports/object-store';
import { rejected } from '../fakes/failing';
import { codesOf, whatIsLeft } from './doctor-subject';
import { startAddress, type AddressOptions } from './door-address';
import type { Subject } from './object-store-subject';
import { clientOf, namedServers, openReal, startEmbedded } from './real-servers';

let subject: Subject;
/** Of the bucket of the doors, and of that of the shares. */
let doors: ObjectStore;
let shares: ObjectStore;
const nothingPublic = JSON.stringify(
  doorsPolicy({ endpoint: 'http://h', region: 'r' }, { bucket: 'files', prefix: 'no/' }),
);
const policyOf = (bucket: string, prefix: string) =>
  JSON.stringify(doorsPolicy(subject.connection, { bucket, prefix }));

beforeAll(async () => {
  subject = await startEmbedded({ prefix: 'mine/' });
  const { connection, credentials } = subject;
  doors = openReal({ ...connection, bucket: 'doors' }, credentials);
  shares = openReal(connection, credentials);
  await doors.createBucket();
});
afterAll(async () => {
  doors.close();
  shares.close();
  await subject.close();
});
beforeEach(async () => {
  await doors.changeBucketPolicy(() => policyOf('doors', ''));
  await shares.changeBucketPolicy(() => nothingPublic);
});

const direct = (bucket = 'doors') => `${subject.connection.endpoint}/${bucket}`;

const prove = (place: Partial<DoorPlace> = {}, change: Partial<Connection> = {}, options: ProofOptions = {}) =>
  proveDoors({
    connection: { ...subject.connection, ...change },
    credentials: subject.credentials,
    place: { bucket: 'doors', prefix: '', address: direct(), ...place },
    ports: { openObjectStore: openReal, reader: createLinkProbe(), randomBytes, clock: Date.now },
    options: { patienceMs: 0, ...options },
  });

const behind = async (options: Omit<AddressOptions, 'to'> & Partial<Pick<AddressOptions, 'to'>>, bucket = 'doors') => {
  const front = await startAddress({ to: direct(bucket), ...options });
  onTestFinished(() => front.close());
  return front;
};

const proven = {
  'shares-private': 'shares-private',
  doors: 'doors-here',
  'doors-fresh': 'doors-fresh',
  'doors-gone': 'doors-gone',
};
/** At another origin than the pages of the shares, by an address that hands no `Origin` on. */
const apart = { ...proven, 'doors-across': 'doors-apart' };

describe('doors work', () => {
  test('in a bucket of their own, and nothing stays', async () => {
    const found = await prove();
    expect(codesOf(found)).toEqual(proven);
    expect(provesDoors(found.findings)).toBe(true);
    expect(await whatIsLeft(subject, '')).toEqual([]);
    expect(await doors.list('', { limit: 10 })).toEqual({ objects: [] });
  });

  test('below a prefix of the shares’ bucket that a policy makes public', async () => {
    await shares.changeBucketPolicy(() => policyOf('files', 'd/'));
    const found = await prove({ bucket: 'files', prefix: 'd/', address: `${direct('files')}/d` });
    expect(codesOf(found)).toEqual(proven);
    expect(await whatIsLeft(subject, '')).toEqual([]);
  });

  test('at an address that is a second behind', async () => {
    const late = new Map<string, { readonly answer: Awaited<ReturnType<Subject['fetch']>>; readonly atMs: number }>();
    const to = async (path: string) => {
      const before = late.get(path);
      const now = { answer: await subject.fetch(`${direct()}${path}`), atMs: Date.now() };
      if (before !== undefined && now.atMs - before.atMs < 700) return before.answer;
      late.set(path, now);
      return now.answer;
    };
    const { address } = await behind({ to });
    expect(codesOf(await prove({ address }, {}, { patienceMs: 5_000 }))).toEqual(apart);
  });

  test('behind a cache that keeps to no-store', async () => {
    const { address } = await behind({ cache: 'polite' });
    expect(codesOf(await prove({ address }))).toEqual(apart);
  });
});

describe('each way to go wrong is found', () => {
  test.each<readonly [string, string, Omit<AddressOptions, 'to'>]>([
    ['an address that serves files to be saved', 'doors-saved', { headers: { 'content-disposition': 'attachment' } }],
    ['an address that serves text', 'doors-not-pages', { headers: { 'content-type': 'text/plain' } }],
    ['an address that leaves out no-store', 'doors-kept', { headers: { 'cache-control': undefined } }],
    ['an address that sends visitors on', 'doors-redirected', { status: 301, headers: { location: 'https://h/' } }],
    ['an address that knows nothing of it', 'doors-elsewhere', { status: 404 }],
    ['an address that is not public, and answers 400 to what has no signature', 'doors-closed', { status: 400 }],
    ['an address that is not public, and answers 401', 'doors-closed', { status: 401 }],
  ])('%s: %s', async (_, code, options) => {
    const { address } = await behind(options);
    const found = await prove({ address });
    expect(codesOf(found)).toEqual({
      'shares-private': 'shares-private',
      doors: code,
      'doors-fresh': 'not-asked',
      'doors-gone': 'not-asked',
    });
    expect(provesDoors(found.findings)).toBe(false);
    expect(await doors.list('', { limit: 10 })).toEqual({ objects: [] });
  });

  type Listing = (names: readonly string[]) => string;
  const xml: Listing = (names) =>
    `<ListBucketResult>${names.map((name) => `<Contents><Key>${name}</Key></Contents>`).join('')}</ListBucketResult>`;
  const lines: Listing = (names) => names.map((name) => `${name}\n`).join('');
  const json: Listing = (names) => JSON.stringify(names.map((name) => ({ name, bytes: 400 })));
  const index: Listing = (names) =>
    `<h1>Index of /</h1><ul>${names.map((name) => `<li><a href="${name.replace(/^.*\//, '')}">${name.slice(-20)}..&gt;</a>`).join('')}</ul>`;

  /** Of the path under the address, and with or without a query. */
  test.each<readonly [string, prefix: string, path: string, asked: boolean, Listing]>([
    ['S3’s second list, of the bucket', '', '/', true, xml],
    ['S3’s first list, of the bucket', '', '/', false, xml],
    ['Swift’s list, of the container', '', '/v1/AUTH_x/doors', true, lines],
    ['Swift’s list in JSON, of the container', '', '/v1/AUTH_x/doors', true, json],
    ['Swift’s list, of the container of a folder', 'd/', '/v1/AUTH_x/doors', true, lines],
    ['an index of the address', '', '/go/', false, index],
    ['an index of the address without a slash', '', '/go', false, index],
    ['an index of the folder', 'd/', '/go/d/', false, index],
    ['an index of the site', 'd/', '/', false, index],
  ])('an address where everybody can list the doors, by %s', async (_, prefix, listed, asked, listing) => {
    const inDoors = doors;
    const base = listed.startsWith('/v1') ? '/v1/AUTH_x/doors' : listed.startsWith('/go') ? '/go' : '';
    const { address } = await behind({
      async to(path) {
        const { pathname, searchParams } = new URL(path, 'http://h');
        if (pathname !== listed || searchParams.has('prefix') !== asked)
          return subject.fetch(`${direct()}${pathname.slice(base.length)}`);
        const { objects } = await inDoors.list(searchParams.get('prefix') ?? prefix, { limit: 100 });
        return { status: 200, headers: {}, body: Buffer.from(listing(objects.map(({ key }) => key))) };
      },
    });
    const found = await prove({
      prefix,
      address: `${address}${base}${prefix === '' ? '' : `/${prefix.slice(0, -1)}`}`,
    });
    expect(codesOf(found)).toEqual({
      'shares-private': 'shares-private',
      doors: 'doors-listed',
      'doors-fresh': 'not-asked',
      'doors-gone': 'not-asked',
    });
    expect(provesDoors(found.findings)).toBe(false);
    expect(await doors.list('', { limit: 10 })).toEqual({ objects: [] });
  });

  test('not by a site that repeats what it was asked for', async () => {
    const { address } = await behind({
      async to(path) {
        const answer = await subject.fetch(`${direct()}${path}`);
        if (answer.status === 200) return answer;
        return { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from(`<p>Nothing at ${path}`) };
      },
    });
    expect(codesOf(await prove({ address }))).toEqual(apart);
  });

  test('an address of another public bucket', async () => {
    const other = openReal({ ...subject.connection, bucket: 'other' }, subject.credentials);
    await other.createBucket();
    await other.changeBucketPolicy(() => policyOf('other', ''));
    other.close();
    // Absent keys of this server are AccessDenied to strangers, as on S3.
    expect(codesOf(await prove({ address: direct('other') }))['doors']).toBe('doors-closed');
    const site = { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<p>Welcome') };
    const { address } = await behind({ to: async () => site });
    expect(codesOf(await prove({ address }))['doors']).toBe('doors-elsewhere');
  });

  test('a bucket without a policy', async () => {
    await doors.changeBucketPolicy(() => policyOf('doors', 'elsewhere/'));
    expect(codesOf(await prove())['doors']).toBe('doors-closed');
  });

  test('a bucket that is not there, and an address that does not answer', async () => {
    const missing = codesOf(await prove({ bucket: 'nowhere' }));
    expect(missing['doors']).toBe('bucket-missing');
    // Once it could not remove there what it had not stored.
    expect(missing).not.toHaveProperty('clean-up');
    expect(codesOf(await prove({ address: 'http://127.0.0.1:9' }))['doors']).toBe('connection-refused');
  });

  test('a cache that holds answers for 60 s is named', async () => {
    const { address } = await behind({ cache: 'forced' });
    const found = await prove({ address });
    const finding = found.findings.find(({ step }) => step === 'doors-fresh');
    expect(finding).toMatchObject({ code: 'doors-cached', facts: { from: 'shopcache' } });
    expect(provesDoors(found.findings)).toBe(false);
  });

  test('a deleted door that is still given', async () => {
    let last: Awaited<ReturnType<Subject['fetch']>> | undefined;
    const to = async (path: string) => {
      const answer = await subject.fetch(`${direct()}${path}`);
      if (answer.status === 200) last = answer;
      return last ?? answer;
    };
    const { address } = await behind({ to });
    expect(codesOf(await prove({ address }))).toMatchObject({
      'doors-fresh': 'doors-fresh',
      'doors-gone': 'doors-stay',
    });
  });
});

describe('public shares are found before any door is tried', () => {
  const found = async (place: Partial<DoorPlace> = {}) => {
    const examination = await prove(place);
    const { 'shares-private': privacy, doors: door } = codesOf(examination);
    return [privacy, door, provesDoors(examination.findings), await whatIsLeft(subject, '')];
  };
  const told = ['shares-public', 'not-asked', false, []];

  test.each([
    ['all of the bucket', ''],
    ['the prefix of the shares', 'mine/'],
    ['the files of pages alone', 'mine/f/'],
  ])('by a policy on %s', async (_, prefix) => {
    await shares.changeBucketPolicy(() => policyOf('files', prefix));
    expect(await found()).toEqual(told);
  });

  /** As a CDN with rights of its own does. */
  const withKeys = (bucketOf: (path: string) => readonly [bucket: string, key: string]) => async (path: string) => {
    const [bucket, key] = bucketOf(path.slice(1));
    const store = openReal({ ...subject.connection, bucket }, subject.credentials);
    const { url } = await store.link({ key: decodeURIComponent(key), lifetimeSeconds: 60 });
    store.close();
    return subject.fetch(url);
  };

  test('by an address that reads every bucket with keys of its own', async () => {
    const to = withKeys((path) => [path.split('/')[0] ?? '', path.slice(path.indexOf('/') + 1)]);
    const { address } = await behind({ to });
    expect(await found({ address: `${address}/doors` })).toEqual(told);
  });

  test('by an address of the shares’ bucket, whose doors lie below a prefix', async () => {
    const { address } = await behind({ to: withKeys((path) => ['files', path]) });
    expect(await found({ bucket: 'files', prefix: 'd/', address: `${address}/d` })).toEqual(told);
  });
});

test('a site that answers every address with its own page makes no share public', async () => {
  const to = async () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<p>Welcome') });
  const { address } = await behind({ to });
  expect(codesOf(await prove({ address }))['shares-private']).toBe('shares-private');
});

test('the question of privacy alone tries no door', async () => {
  const found = await prove({}, {}, { privacyAlone: true });
  expect(codesOf(found)).toMatchObject({ 'shares-private': 'shares-private', doors: 'not-asked' });
});

test('a server that does not answer proves nothing', async () => {
  const found = await prove({}, { endpoint: 'http://127.0.0.1:9' });
  expect(codesOf(found)['shares-private']).toBe('connection-refused');
  expect(provesDoors(found.findings)).toBe(false);
});

test('an examination of every connection has no steps of doors', () => {
  expect(examinationSteps).not.toContain('doors');
});

test('a policy is stored, given back and replaced; another form is refused', async () => {
  expect(JSON.parse((await doors.bucketPolicy()) ?? '')).toEqual(JSON.parse(policyOf('doors', '')));
  const bare = openReal({ ...subject.connection, bucket: 'bare' }, subject.credentials);
  onTestFinished(() => bare.close());
  await bare.createBucket();
  expect(await bare.bucketPolicy()).toBeUndefined();
  const denying = policyOf('bare', '').replace('Allow', 'Deny');
  expect((await rejected(bare.changeBucketPolicy(() => denying))).code).toBe('policy-unsupported');
});

describe.each(namedServers)('%s', (_, start) => {
  let other: Subject;
  let client: S3Client;
  beforeAll(async () => {
    other = await start();
    client = clientOf(other);
  });
  afterAll(async () => {
    client.destroy();
    await other.close();
  });

  const ask = async (
    place: DoorPlace,
    connection: Connection,
    policy: string,
    options: ProofOptions = {},
  ): Promise<Examination> => {
    const store = openReal({ ...connection, bucket: place.bucket }, other.credentials);
    await store.changeBucketPolicy(() => policy).finally(() => store.close());
    return proveDoors({
      connection,
      credentials: other.credentials,
      place,
      ports: { openObjectStore: openReal, reader: createLinkProbe(), randomBytes, clock: Date.now },
      options,
    });
  };
  const policyFor = (place: Pick<DoorPlace, 'bucket' | 'prefix'>) =>
    JSON.stringify(doorsPolicy(other.connection, place));

  test('a policy opens the doors’ prefix alone, and the shares beside it stay private', async () => {
    const folder = `mayfly-doors-${randomBytes(6).toString('hex')}`;
    const connection = { ...other.connection, prefix: `${folder}-shares/` };
    const { bucket, endpoint } = connection;
    const place = { bucket, prefix: `${folder}/`, address: `${endpoint}/${bucket}/${folder}` };
    onTestFinished(async () => {
      await client.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
    });
    expect(codesOf(await ask(place, connection, policyFor(place)))).toEqual(proven);
    const all = policyFor({ ...place, prefix: '' });
    expect(codesOf(await ask(place, connection, all))['shares-private']).toBe('shares-public');
    expect(await whatIsLeft(other, folder)).toEqual([]);
  });

  test('a policy opens a bucket of the doors’ own, and that without one stays closed', async () => {
    const bucket = `mayfly-doors-${randomBytes(6).toString('hex')}`;
    const { connection } = other;
    const place = { bucket, prefix: '', address: `${connection.endpoint}/${bucket}` };
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    onTestFinished(async () => {
      await client.send(new DeleteBucketCommand({ Bucket: bucket }));
    });
    const closed = await ask(place, connection, policyFor({ bucket, prefix: 'elsewhere/' }), { patienceMs: 0 });
    expect(codesOf(closed)['doors']).toBe('doors-closed');
    expect(codesOf(await ask(place, connection, policyFor(place)))).toEqual(proven);
  });
});
