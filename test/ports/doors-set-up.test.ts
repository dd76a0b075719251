// Doors are set up on a real server: proven, saved, asked again, and refused where shares are public.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { directNetwork } from '../../main/adapters/network/network';
import { createServerProbeFactory } from '../../main/adapters/s3/probe/s3-probe';
import { doorsPolicy } from '../../main/core/connections/rules/door-place';
import { doorsAllowed, doorsStateOf } from '../../main/core/model/door';
import { startLocalBucket, type LocalBucket } from '../../main/local-bucket/server/server';
import type { ObjectStore } from '../../main/core/ports/object-store';
import { startApp } from '../core/app/running-app';
import { caught, rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials, sampleDoor } from '../fakes/samples';
import { temporaryFolder } from '../local-bucket/fixture';
import { openReal } from './real-servers';

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

async function start(upkeepEveryMs?: number) {
  const running = await startApp({
    ports: {
      openObjectStore: openReal,
      openServerProbe: createServerProbeFactory(Date.now, directNetwork),
      reader: createLinkProbe(),
      clock: () => Date.now() + passedMs,
    },
    prepare: ({ ports }) => ports.ledger.saveConnection(connectionAt()),
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
    const refused = await app.testDoors(id, { draft: { ...draft(), address: `${bucket.endpoint}/elsewhere` } });
    expect([refused.isProven, doorsNow()]).toEqual([false, undefined]);

    expect(await app.publishDoors(id, draft())).toBe('made');
    expect(await app.publishDoors(id, draft())).toBe('there');
    expect((await app.saveDoors(id, { draft: draft() })).isProven).toBe(true);
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
    expect(found.findings.slice(-4).map(({ code }) => code)).toEqual([
      'shares-private',
      'doors-here',
      'doors-fresh',
      'doors-gone',
    ]);
    expect(doorsStateOf(doorsNow())).toBe('proven');
    expect(app.exportConnections([id])).toContain('"doors"');
    expect(app.exportConnections([id])).not.toContain('provenAtMs');
    expect(app.duplicateConnection(id).doors).toEqual({ bucket: 'doors', prefix: '', address: draft().address });
  });

  test('that are open are left behind only by somebody who was told', async () => {
    const { app, id, ports, doorsNow } = await start();
    await app.saveDoors(id, { draft: draft() });
    ports.ledger.saveDoor({ ...sampleDoor, connectionId: id });
    expect(caught(() => app.dropDoors(id)).code).toBe('doors-in-use');
    expect(doorsNow()).toBeDefined();
    app.dropDoors(id, true);
    expect(doorsNow()).toBeUndefined();
  });

  test('are asked about every day: public shares are said at once, and no new door is made', async () => {
    const { app, id, doorsNow, shown } = await start(20);
    await app.saveDoors(id, { draft: draft() });
    await shares.saveBucketPolicy(policyOf(sampleConnection.bucket));
    onTestFinished(() => shares.saveBucketPolicy(policyOf(sampleConnection.bucket, 'no/')));
    passedMs += dayMs + 1;
    await expect.poll(() => doorsStateOf(doorsNow()), { timeout: 10_000 }).toBe('shares-public');
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
    await shares.saveBucketPolicy(policyOf(sampleConnection.bucket, 'no/'));
    await app.testKnown(id);
    expect(doorsStateOf(doorsNow())).toBe('proven');
  });
});

test('a later connection may not share where doors are public', async () => {
  const { app, id } = await start();
  await app.saveDoors(id, { draft: draft() });
  const { id: _id, name: _name, ...place } = connectionAt();
  const keys = { ...sampleCredentials };
  const saving = app.saveConnection({ ...place, ...keys, name: 'Beside', bucket: 'doors', prefix: '' }, false);
  expect((await rejected(saving)).detail.reason).toMatch(/its shares would be public/);
});
