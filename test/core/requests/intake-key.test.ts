// An intake key signs the slots of file requests where it is proven, and goes wherever the secret of its connection goes.
import { describe, expect, test } from 'vitest';
import type { CapabilityFacts } from '../../../main/core/model/capabilities';
import type { Connection } from '../../../main/core/model/connection';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import { rejected } from '../../fakes/failing';
import { answerGuest, answerWrite } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection, sampleCredentials } from '../../fakes/samples';
import { secretEntry, type RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { readPage, takenOf, writeOf } from './guest';

const start = startsApps();
const origin = 'https://memory.example';
const key = { accessKeyId: 'INTAKE', secretAccessKey: 'CANARY-intake' };
const intakeEntry = `${secretEntry(sampleConnection)}.intake`;
const edit = {
  id: sampleConnection.id,
  name: 'Work',
  provider: 'other',
  endpoint: sampleConnection.endpoint,
  bucket: sampleConnection.bucket,
  region: sampleConnection.region,
  addressing: sampleConnection.addressing,
};

const withKey = (facts: CapabilityFacts, change: Partial<Connection> = {}): Connection => ({
  ...sampleConnection,
  intakeKeyId: key.accessKeyId,
  capabilities: { ...facts, madeAtMs: newYearMs },
  ...change,
});

const startWith = (connection: Connection) =>
  start({
    prepare({ ports, secrets, server }) {
      ports.ledger.saveConnection(connection);
      secrets.entries.set(intakeEntry, credentialsText(key));
      server.credentials.set(key.accessKeyId, key.secretAccessKey);
    },
  });

const proven = { signsAmz: false, limitsForms: false, intakeOnlyStores: true } as const;

async function made(connection: Connection) {
  const here = await startWith(connection);
  const { url, request } = await here.app.requestFiles({ title: 'Photos', files: 1 });
  return { ...here, request, url, page: readPage(here.server.get(url).body) };
}

const statusOf = ({ server }: RunningApp, write: ReturnType<typeof writeOf>): number =>
  answerWrite(server, write, Buffer.from('x')).status;

describe.each([
  ['forms', { ...proven, limitsForms: true }],
  ['put', proven],
])('by %s', (way, facts) => {
  test('slots are signed with the intake key, the rest with the connection’s own; disabling it closes the slots at once', async () => {
    const { page, url, ...here } = await made(withKey(facts));
    expect(page.way).toBe(way);
    const write = writeOf(page, origin, 0, 'data');
    expect([200, 201]).toContain(statusOf(here, write));
    here.server.credentials.delete(key.accessKeyId);
    expect(statusOf(here, write)).toBe(403);
    expect(answerGuest(here.server, { method: 'HEAD', url: takenOf(page, origin, 0) }).status).toBe(404);
    expect(here.server.get(url).status).toBe(200);
  });
});

test('a key with more rights signs nothing', async () => {
  const { page, server, ...here } = await made(withKey({ limitsForms: true, intakeOnlyStores: false }));
  server.credentials.delete(key.accessKeyId);
  expect(statusOf({ ...here, server }, writeOf(page, origin, 0, 'data'))).toBe(201);
});

test('one that nobody examined is examined before the first request', async () => {
  const { serverProbe } = await made(withKey({ limitsForms: true, signsAmz: true }));
  expect(serverProbe.asked.filter((kind) => kind === 'form')).toHaveLength(5);
});

test('without its secret there is no request, and the failure says so', async () => {
  const { app, secrets, bucket } = await startWith(withKey(proven));
  secrets.entries.delete(intakeEntry);
  expect((await rejected(app.requestFiles({ title: 'Photos' }))).code).toBe('intake-key-missing');
  expect(bucket.objects.size).toBe(0);
});

describe('its secret', () => {
  const startPlain = () => start({});

  test('is an item of its own, and in no row, state or file', async () => {
    const { app, ports, secrets } = await startPlain();
    await app.saveConnection({ ...edit, intakeKeyId: 'INTAKE', intakeSecret: key.secretAccessKey }, false);
    expect(JSON.parse(secrets.entries.get(intakeEntry) ?? '')).toEqual(key);
    expect(ports.ledger.connections()[0]).toMatchObject({ intakeKeyId: 'INTAKE' });
    expect(JSON.stringify([app.store.get(), ports.ledger.connections(), app.exportConnections()])).not.toMatch(
      /CANARY/,
    );
    expect(app.exportConnections()).not.toMatch(/INTAKE/);
  });

  test('stays while the connection is changed and renamed, and goes with the key and with the connection', async () => {
    const { app, secrets } = await startPlain();
    const save = (change: object) => app.saveConnection({ ...edit, ...change }, false);
    await save({ intakeKeyId: 'INTAKE', intakeSecret: key.secretAccessKey });
    await save({ intakeKeyId: 'INTAKE', prefix: 'mine' });
    app.renameConnection(sampleConnection.id, 'Office');
    expect(secrets.entries.has(intakeEntry)).toBe(true);
    await save({});
    expect([...secrets.entries.keys()]).toEqual([secretEntry(sampleConnection)]);
    await save({ intakeKeyId: 'INTAKE', intakeSecret: key.secretAccessKey });
    await app.removeConnection(sampleConnection.id);
    expect(secrets.entries.size).toBe(0);
  });

  test('is missing for another key, and a secret without a key is refused', async () => {
    const { app, secrets } = await startWith(withKey(proven));
    for (const change of [{ intakeKeyId: 'OTHER' }, { intakeSecret: 'x' }])
      expect((await rejected(app.saveConnection({ ...edit, ...change }, false))).code).toBe('bad-request');
    expect(JSON.parse(secrets.entries.get(intakeEntry) ?? '')).toEqual(key);
  });

  test('another secret makes the key unproven, and leaves what was found of the rest', async () => {
    const { app } = await startWith(withKey({ ...proven, writes: true }));
    const same = await app.saveConnection({ ...edit, intakeKeyId: 'INTAKE' }, false);
    expect(same.capabilities).toMatchObject({ intakeOnlyStores: true, writes: true });
    const other = await app.saveConnection({ ...edit, intakeKeyId: 'INTAKE', intakeSecret: 'another' }, false);
    expect([other.capabilities?.writes, other.capabilities?.intakeOnlyStores]).toEqual([true, undefined]);
  });

  test('is not copied with the connection', async () => {
    const { app, secrets } = await startWith(withKey(proven));
    const copy = app.duplicateConnection(sampleConnection.id);
    expect([copy.intakeKeyId, secrets.entries.size]).toEqual([undefined, 2]);
  });

  test('moves into a file with the keys, and back, and leaves no copy', async () => {
    const { app, secrets, sealedSecrets } = await startWith(withKey(proven));
    await app.saveConnection({ ...edit, ...sampleCredentials, intakeKeyId: 'INTAKE', store: 'file' }, false);
    expect([secrets.entries.size, [...sealedSecrets.entries.keys()]]).toEqual([0, ['c-work', 'c-work.intake']]);
    expect(await app.changePassphrase()).toBe(1);
    await app.saveConnection({ ...edit, intakeKeyId: 'INTAKE', store: 'keychain' }, false);
    expect([secrets.entries.size, sealedSecrets.entries.size]).toEqual([2, 0]);
    expect(JSON.parse(secrets.entries.get(intakeEntry) ?? '')).toEqual(key);
  });
});
