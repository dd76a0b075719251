// What is possible with a connection is asked of its profile, whoever its provider is: nothing is tried that was seen to fail.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createFiles } from '../../../main/adapters/files/files';
import type { CapabilityFacts } from '../../../main/core/model/capabilities';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { rejected } from '../../fakes/failing';
import { createMemoryObjects } from '../../fakes/memory-objects';
import { createMemoryServer } from '../../fakes/memory-server';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { secretEntry, startApp, type RunningApp } from './running-app';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';

let running: RunningApp | undefined;
afterEach(async () => {
  await running?.app.stop();
  running = undefined;
});

const connection = (facts: CapabilityFacts) => ({
  ...sampleConnection,
  prefix: 'mine/',
  capabilities: { madeAtMs: 1, ...facts },
});

async function start(facts: CapabilityFacts): Promise<RunningApp> {
  running = await startApp({
    fresh: true,
    prepare({ ports, secrets }) {
      ports.ledger.saveConnection(connection(facts));
      secrets.entries.set(secretEntry(sampleConnection), credentialsText(sampleCredentials));
    },
  });
  return running;
}

describe('pages', () => {
  test('are separate links where the storage shows none, said before anything travels', async () => {
    const { app, files, objects, bucket } = await start({ pages: false });
    files.put('/home/trip/a.txt', 'first');
    files.put('/home/trip/b.txt', 'second');
    const release = objects.hold('put');
    const sharing = app.shareItems(['/home/trip'], { copy: false, page: 'always', title: 'Trip' });
    while (app.store.get().notices.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(bucket.objects.size).toBe(0);
    expect(app.store.get().notices).toMatchObject([{ content: { kind: 'separate-links', connectionName: 'Work' } }]);
    release();
    const results = await sharing;
    expect(results.map((result) => result.ok && result.shared.share.kind)).toEqual(['file', 'file']);
    expect([...bucket.objects.keys()].filter((key) => key.includes('/p/'))).toEqual([]);
  });

  test('of a folder that lies there already are refused before it is read', async () => {
    const { app, objects } = await start({ pages: false });
    expect((await rejected(app.linkExisting({ address: 's3://files/theirs/', copy: false }))).code).toBe(
      'page-not-shown',
    );
    expect(objects.calls).toEqual([]);
  });

  test('are stored as they are where nothing compressed is kept', async () => {
    const { app, files, bucket } = await start({ gzip: false });
    files.put('/home/trip/a.txt', 'first');
    await app.shareItems(['/home/trip'], { copy: false });
    const pages = [...bucket.objects].filter(([key]) => key.includes('/p/'));
    expect(pages.map(([, { headers }]) => headers.contentEncoding)).toEqual([undefined]);
  });
});

test('a link leaves out what the server ignores', async () => {
  const { app, files } = await start({ overrides: false });
  files.put('/home/a.txt', 'a');
  const [result] = await app.shareItems(['/home/a.txt'], { copy: false });
  const id = result?.ok === true ? result.shared.share.id : '';
  const { url } = await app.freshLink(id);
  expect(new URL(url).searchParams.has('disposition')).toBe(false);
});

test('the rules of a server that has none are not asked for', async () => {
  const { app, objects } = await start({ lifecycle: 'unsupported' });
  expect((await rejected(app.bucketRule(sampleConnection.id))).code).toBe('lifecycle-unsupported');
  expect(objects.calls).toEqual([]);
});

test('a large file to a server that takes no parts is refused before its first byte', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-profile-'));
  const path = join(folder, 'large.bin');
  writeFileSync(path, '');
  truncateSync(path, 20 * 1_048_576);
  const server = createMemoryServer(Date.now);
  server.createBucket(sampleConnection.bucket);
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  const { open, calls } = createMemoryObjects(server);
  const engine = createLocalEngine({ clock: Date.now, files: createFiles(), openObjectStore: open, random: () => 0 });
  const job = {
    id: 'u',
    path,
    fileName: 'large.bin',
    connection: connection({ multipart: false }),
    credentials: sampleCredentials,
    key: 'k/large.bin',
    headers: { contentType: 'a/b', contentDisposition: 'attachment' },
    resumable: true,
  };
  const { done } = engine.run(job, { onProgress: () => undefined, save: () => undefined });
  expect(await rejected(done)).toMatchObject({ code: 'file-too-large', detail: { fileName: 'large.bin' } });
  expect(calls.filter(({ operation }) => operation !== 'remove')).toEqual([]);
  rmSync(folder, { recursive: true });
});
