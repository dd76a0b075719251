// The form asks for the buckets of typed keys before there is a connection, and creates the one that is missing.
import { afterEach, expect, test } from 'vitest';
import type { ConnectionDraft } from '../../../main/core/connections/rules/connection-draft';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { startApp, type RunningApp } from '../app/running-app';

let running: RunningApp | undefined;
afterEach(() => running?.app.stop());
const start = async () => (running = await startApp());

const draft: ConnectionDraft = { ...sampleConnection, ...sampleCredentials, id: undefined, bucket: '' };

test('lists the buckets of typed keys, and saves nothing', async () => {
  const { app, server, objects } = await start();
  const before = app.store.get().connections;
  server.createBucket('photos');
  expect(await app.draftBuckets(draft)).toEqual(['files', 'photos']);
  expect((await rejected(app.draftBuckets({ ...draft, secretAccessKey: 'wrong' }))).code).toBe('signature-rejected');
  expect((await rejected(app.draftBuckets({ ...draft, secretAccessKey: '' }))).code).toBe('bad-request');
  objects.fail('listBuckets', new Failure('access-denied', { right: 's3:ListAllMyBuckets' }));
  expect((await rejected(app.draftBuckets(draft))).code).toBe('access-denied');
  expect(app.store.get().connections).toBe(before);
  expect(objects.openCount()).toBe(0);
});

test('creates the named bucket in its region, and asks without keys whether it is private', async () => {
  const { app, server } = await start();
  const wanted = { ...draft, bucket: 'new-one', region: 'eu-central-1' };
  const made = { bucket: 'new-one', region: 'eu-central-1', outcome: 'made', isPrivate: true };
  expect(await app.createBucket(wanted)).toEqual(made);
  expect([...server.buckets.keys()]).toContain('new-one');
  server.intercept = { status: 200, headers: {}, body: Buffer.from('<ListBucketResult/>') };
  expect(await app.createBucket(wanted)).toEqual({ ...made, outcome: 'there', isPrivate: false });
  server.intercept = { ...server.intercept, status: 503 };
  expect(await app.createBucket(wanted)).not.toHaveProperty('isPrivate');
  expect((await rejected(app.createBucket({ ...wanted, bucket: 'no' }))).code).toBe('bucket-name-invalid');
});
