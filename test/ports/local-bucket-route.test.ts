// The bucket on this computer lives at a port that anybody may take once its process is gone; no byte of a file and no signed URL
// may go to whoever does. Real processes: the bucket's own, which is killed, and another user's, which waits for the port.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngineClient, type EngineChild } from '../../main/adapters/engine-process/client';
import type { FromEngine } from '../../main/adapters/engine-process/messages';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { createLocalBucketInProcess } from '../../main/adapters/local-bucket/in-process';
import { createNetwork, type Network } from '../../main/adapters/network/network';
import { createNetworkedStores } from '../../main/adapters/s3/object-store';
import type { Failure } from '../../main/core/model/failure';
import { direct } from '../../main/core/model/proxy-route';
import type { TransferJob } from '../../main/core/ports/transfer-engine';
import type { LocalBucketHost } from '../../main/core/ports/local-bucket';
import { rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { createSilentLog } from '../fakes/silent-log';
import { KeptRecord } from '../faults/run-case';
import { content, temporaryFolder, writeContent } from '../faults/sizes';
import { forkBucket, type ChildBucket } from '../local-bucket/child';

const mebibyte = 1_048_576;
const files = temporaryFolder();
const file = writeContent(files.path, 'secret.bin', 24 * mebibyte, 7);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const run = { port: undefined, sessionOnly: false };
const limits = { connectMs: 3_000, silenceMs: 5_000 };

function forkEngine(): EngineChild {
  const child = fork(resolve('out/main/engine.cjs'), { serialization: 'advanced', stdio: 'ignore', execArgv: [] });
  return {
    send: (messages) => void (child.connected && child.send([...messages])),
    onMessages: (listener) => child.on('message', (messages) => listener(messages as readonly FromEngine[])),
    onGone: (listener) => child.once('exit', () => listener()),
    kill: () => child.kill('SIGKILL'),
  };
}

afterAll(() => files.remove());

const reasonOf = (error: unknown) => (error as Failure).code;

describe('when the process that serves the bucket is killed during an upload', () => {
  let owner: ChildBucket;
  let thief: ChildProcess;
  let host: LocalBucketHost;
  let network: Network;
  let endpoint = '';
  let profileDir = '';
  const heard = async () => {
    const answer = once(thief, 'message');
    thief.send('tell');
    return ((await answer)[0] as { readonly heard: string }).heard;
  };
  const job = (record?: TransferJob['record']): TransferJob => ({
    id: 'one',
    path: file,
    fileName: 'secret.bin',
    connection: { ...sampleConnection, endpoint, bucket: 'mayfly', region: 'us-east-1', addressing: 'path' },
    credentials: sampleCredentials,
    key: 'secret.bin',
    headers: { contentType: 'application/octet-stream', contentDisposition: 'attachment' },
    resumable: true,
    ...(record !== undefined && { record }),
  });

  beforeEach(async () => {
    profileDir = mkdtempSync(join(tmpdir(), 'mayfly-route-'));
    mkdirSync(join(profileDir, 'bucket'), { mode: 0o700 });
    owner = await forkBucket({
      dataDir: join(profileDir, 'bucket'),
      bucket: 'mayfly',
      region: 'us-east-1',
      ...sampleCredentials,
      port: 0,
    });
    const owned = new Map<string, string>();
    host = createLocalBucketInProcess({ profileDir, owned, log: createSilentLog(), watchEveryMs: 500 });
    network = createNetwork(() => direct, undefined, owned);
    ({ endpoint } = await host.ensureRunning(sampleCredentials, run));
    const { port } = new URL(endpoint);
    thief = fork(join(import.meta.dirname, 'port-thief.mjs'), [port], { execArgv: [] });
    // It waits for the port by then.
    await once(thief, 'message');
  });
  afterEach(async () => {
    if (thief.connected) thief.disconnect();
    await owner.kill();
    await host.stop();
    rmSync(profileDir, { recursive: true, force: true });
  });

  test('another user who takes its port gets nothing, and the upload goes on once the bucket is served again', async () => {
    // As in the app: in a process of its own, which is told the way with each upload.
    const engine = createEngineClient(forkEngine, network.routeTo);
    engine.setLimits({ bytesPerSecond: 12 * mebibyte, parallel: 4 });
    const kept = new KeptRecord();
    const taken = once(thief, 'message');
    let killed: Promise<void> | undefined;
    const first = engine.run(job(), {
      onProgress: (sentBytes) => {
        if (sentBytes > 10 * mebibyte) killed ??= owner.kill();
      },
      save: kept.save,
    });
    const ended = await rejected(first.done);
    expect([killed !== undefined, (await taken)[0], ended.code, ended.retryable]).toEqual([
      true,
      'taken',
      'connection-refused',
      true,
    ]);
    // Whoever tries again, at once or later, in words.
    const again = engine.run(job(kept.restore()), { onProgress: () => undefined, save: kept.save });
    expect((await rejected(again.done)).code).toBe('connection-refused');
    expect(await network.reaches(endpoint)).toBe(false);
    // The other process of the profile wants to serve, and cannot.
    const { port } = new URL(endpoint);
    const asked = () => host.ensureRunning(sampleCredentials, { ...run, port: Number(port) }).catch(reasonOf);
    await expect.poll(asked).toBe('bucket-port-taken');
    expect(await heard()).toBe('');

    thief.kill();
    await once(thief, 'exit');
    await expect.poll(() => host.serving()).toBe(true);
    engine.setLimits({ bytesPerSecond: 0, parallel: 4 });
    const done = await engine.run(job(kept.restore()), { onProgress: () => undefined, save: kept.save }).done;
    expect([done.sizeBytes, done.restarted]).toEqual([24 * mebibyte, undefined]);
    const store = await createNetworkedStores(Date.now, network, limits)(job().connection, sampleCredentials);
    const { url } = await store.link({ key: 'secret.bin', lifetimeSeconds: 60 });
    store.close();
    const stored = new Uint8Array(await (await fetch(url)).arrayBuffer());
    expect(sha256(stored)).toBe(sha256(content(24 * mebibyte, 7)));
    expect(await createLinkProbe(network).ask(url)).toMatchObject({ status: 206, sizeBytes: 24 * mebibyte });
    await engine.close();
  });

  test('a link is not shown to another user either: they are asked for the proof and for nothing else', async () => {
    const store = await createNetworkedStores(Date.now, network, limits)(job().connection, sampleCredentials);
    const { url } = await store.link({ key: 'secret.bin', lifetimeSeconds: 60 });
    store.close();
    const taken = once(thief, 'message');
    await owner.kill();
    await taken;
    expect((await rejected(createLinkProbe(network).ask(url))).code).toBe('bucket-port-taken');
    expect(await heard()).toMatch(
      /^(GET \/-\/owner\?nonce=[0-9a-f]{32} HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n\r\n)+$/,
    );
  });
});
