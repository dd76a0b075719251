// The engine itself, on real files, must keep its promises on every real server: the embedded bucket and those named.
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../main/adapters/files/files';
import { directNetwork } from '../../main/adapters/network/network';
import { createNetworkedStores } from '../../main/adapters/s3/object-store';
import type { TransferHooks, TransferJob } from '../../main/core/ports/transfer-engine';
import { createLocalEngine } from '../../main/core/transfer/engine';
import type { ObjectStore } from '../../main/core/ports/object-store';
import { builtBodyThreads } from '../fakes/built-body-threads';
import { rejected } from '../fakes/failing';
import { KeptRecord } from '../faults/run-case';
import { content, temporaryFolder, writeContent } from '../faults/sizes';
import type { Subject } from './object-store-subject';
import { namedServers, startEmbedded } from './real-servers';

const mebibyte = 1_048_576;
const largeBytes = 40 * mebibyte;
const seed = 7;
const folder = temporaryFolder();
afterAll(() => folder.remove());

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each([['the embedded bucket', () => startEmbedded({})] as const, ...namedServers])('on %s', (_name, start) => {
  let subject: Subject;
  let store: ObjectStore;
  /** Of this run: a server that is named may hold what earlier runs left. */
  const prefix = `engine-${process.pid}-${Date.now()}/`;
  const bodies = builtBodyThreads();
  const openObjectStore = createNetworkedStores(Date.now, directNetwork, undefined, bodies.openSender);
  const engine = createLocalEngine({
    clock: Date.now,
    files: createFiles(),
    openObjectStore,
    random: Math.random,
    bodies,
  });
  beforeAll(async () => {
    subject = await start();
    // As the app opens it: while the engine sends, on a busy computer, the server may have closed an idle connection.
    store = await openObjectStore(subject.connection, subject.credentials, { retries: true });
  });
  afterAll(async () => {
    await engine.close();
    store.close();
    await subject.close();
  });

  const job = (path: string, name: string, record?: TransferJob['record']): TransferJob => ({
    id: name,
    path,
    fileName: name,
    connection: subject.connection,
    credentials: subject.credentials,
    key: prefix + name,
    headers: { contentType: 'application/octet-stream', contentDisposition: 'attachment' },
    resumable: true,
    ...(record !== undefined && { record }),
  });
  const hooks = (kept: KeptRecord, more: Partial<TransferHooks> = {}): TransferHooks => ({
    onProgress: () => undefined,
    save: kept.save,
    ...more,
  });
  /** Runs until the first part is saved, then stops so; the code it ended with. */
  const stopAfterFirstPart = async (path: string, name: string, kept: KeptRecord, why: 'pause' | 'cancel') => {
    const running = engine.run(
      job(path, name),
      hooks(kept, {
        save(fact) {
          kept.save(fact);
          if (fact.kind === 'part') running.stop(why);
        },
      }),
    );
    return (await rejected(running.done)).code;
  };
  const fetched = async (name: string) => {
    const { url } = await store.link({
      key: prefix + name,
      lifetimeSeconds: 60,
      responseContentType: 'application/octet-stream',
      responseContentDisposition: 'attachment',
    });
    const { status, body } = await subject.fetch(url);
    await store.remove(prefix + name);
    return [status, hash(body)];
  };

  const expectNothingOf = async (name: string) =>
    expect([await store.describe(prefix + name), await store.listUploads(prefix + name)]).toEqual([undefined, []]);

  it.each([0, 1, 8 * mebibyte, 8 * mebibyte + 1, largeBytes])('%d bytes arrive as they are', async (sizeBytes) => {
    const name = `${sizeBytes}.bin`;
    const path = writeContent(folder.path, name, sizeBytes, seed);
    const done = await engine.run(job(path, name), hooks(new KeptRecord())).done;
    expect(done.sizeBytes).toBe(sizeBytes);
    expect(['crc32', 'md5', 'sample']).toContain(done.check);
    expect(await fetched(name)).toEqual([200, hash(content(sizeBytes, seed))]);
  });

  it('a paused one goes on with the parts that arrived', async () => {
    const path = writeContent(folder.path, 'paused.bin', largeBytes, seed);
    const kept = new KeptRecord();
    engine.setLimits({ bytesPerSecond: 0, parallel: 1 });
    expect(await stopAfterFirstPart(path, 'paused.bin', kept, 'pause')).toBe('paused');
    const before = kept.restore()?.parts.length ?? 0;
    expect(before).toBeGreaterThan(0);
    const told: number[] = [];
    const onProgress = (sentBytes: number) => void told.push(sentBytes);
    await engine.run(job(path, 'paused.bin', kept.restore()), hooks(kept, { onProgress })).done;
    expect(told[0]).toBe(before * (kept.restore()?.partBytes ?? 0));
    expect(await fetched('paused.bin')).toEqual([200, hash(content(largeBytes, seed))]);
  });

  it('one whose upload the server lost begins again, and says so', async () => {
    const path = writeContent(folder.path, 'lost.bin', largeBytes, seed);
    const kept = new KeptRecord();
    await stopAfterFirstPart(path, 'lost.bin', kept, 'pause');
    await store.abortUpload(`${prefix}lost.bin`, kept.restore()?.multipartUploadId ?? '');
    const done = await engine.run(job(path, 'lost.bin', kept.restore()), hooks(kept)).done;
    expect(done.restarted).toBe('upload-lost');
    expect(await fetched('lost.bin')).toEqual([200, hash(content(largeBytes, seed))]);
  });

  it('a cancelled one leaves neither an object nor parts', async () => {
    const path = writeContent(folder.path, 'cancel.bin', largeBytes, seed);
    expect(await stopAfterFirstPart(path, 'cancel.bin', new KeptRecord(), 'cancel')).toBe('cancelled');
    await expectNothingOf('cancel.bin');
  });

  it('a file that grows is told, and leaves neither an object nor parts', async () => {
    const path = writeContent(folder.path, 'grow.bin', largeBytes, seed);
    const kept = new KeptRecord();
    const save: TransferHooks['save'] = (fact) => {
      kept.save(fact);
      if (fact.kind === 'part') appendFileSync(path, 'x');
    };
    const failure = await rejected(engine.run(job(path, 'grow.bin'), hooks(kept, { save })).done);
    expect(failure.code).toBe('file-changed');
    await expectNothingOf('grow.bin');
  });
});
