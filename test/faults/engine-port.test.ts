// One suite for the engine's port, on the engine in this process and on the one in a process of its own.
import { createHash } from 'node:crypto';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { createAgeHead } from '../../main/adapters/encryption/age-head';
import { encryptFiles } from '../../main/adapters/encryption/encrypt-files';
import { createEngineClient, type EngineChild } from '../../main/adapters/engine-process/client';
import type { FromEngine } from '../../main/adapters/engine-process/messages';
import { createFiles } from '../../main/adapters/files/files';
import { Failure } from '../../main/core/model/failure';
import type {
  RunningTransfer,
  TransferEngine,
  TransferHooks,
  TransferJob,
} from '../../main/core/ports/transfer-engine';
import { rejected } from '../fakes/failing';
import { startFaultServer, type FaultServer } from './fault-server';
import { contradictions, jobFor, KeptRecord, keyOf, runOnce, testEngine } from './run-case';
import { runSeed, temporaryFolder, writeContent } from './sizes';
import { givenOf } from '../../main/core/model/given-file';
import { isDeep } from '../volume';

const mebibyte = 1_048_576;
const folder = temporaryFolder();
/** Three parts, the last of them small: whole ones cost both ends time and prove no more. */
const largeBytes = 33 * mebibyte;
const large = writeContent(folder.path, 'large.bin', largeBytes, runSeed);
const small = writeContent(folder.path, 'small.bin', 1_000, runSeed);
afterAll(() => folder.remove());

const children: ChildProcess[] = [];

/** What Electron's utility process is to the app, with a plain Node process. */
function forked(): EngineChild {
  const child = fork(resolve('out/main/engine.cjs'), { serialization: 'advanced', stdio: 'ignore' });
  children.push(child);
  child.on('error', () => undefined);
  return {
    send: (messages) => void (child.connected && child.send([...messages])),
    onMessages: (listener) => child.on('message', (messages) => listener(messages as readonly FromEngine[])),
    onGone: (listener) => child.once('exit', () => listener()),
    kill: () => child.kill('SIGKILL'),
  };
}

const kinds: readonly (readonly [string, () => TransferEngine])[] = [
  ['in this process', () => testEngine(Math.random)],
  ['in a process of its own', () => createEngineClient(forked)],
];

// What runs only in the deep run the engine does alike in either process: the other suites of faults and those of test/core/transfer hold it in this one.
// The other suites of faults drive the one in this process.
describe.each(isDeep ? kinds : kinds.slice(1))('the engine %s', (_kind, create) => {
  let server: FaultServer;
  let engine: TransferEngine;
  let kept: KeptRecord;
  beforeEach(async () => {
    server = await startFaultServer();
    engine = create();
    kept = new KeptRecord();
  });
  afterEach(async () => {
    await engine.close();
    await server.close();
  });
  const job = (path: string) => jobFor(path, server.url, kept.restore());
  const hooks = (more: Partial<TransferHooks> = {}): TransferHooks => ({
    onProgress: () => undefined,
    save: kept.save,
    ...more,
  });
  /** Runs until so many parts are saved, then does `then`. */
  const afterParts = (count: number, then: () => void) => {
    let saved = 0;
    return hooks({
      save(fact) {
        kept.save(fact);
        if (fact.kind === 'part' && (saved += 1) === count) then();
      },
    });
  };

  it('sends a small and a large file, and says how it checked them', async () => {
    for (const path of [small, large]) {
      const outcome = await runOnce(engine, jobFor(path, server.url, undefined), kept);
      expect(await contradictions(server, path, outcome)).toEqual([]);
      expect(outcome.done?.check).toBe('crc32');
    }
  });

  it('tells the SHA-256 of a small file where it is wanted, and which file it read', async () => {
    const wanted = await engine.run({ ...jobFor(small, server.url, undefined), wantSha256: true }, hooks()).done;
    expect(wanted.sha256).toBe(createHash('sha256').update(readFileSync(small)).digest('hex'));
    const { ino, mtimeNs, size } = statSync(small, { bigint: true });
    expect(wanted.snapshot).toMatchObject({ inode: ino, mtimeNs, sizeBytes: Number(size) });
    const other = await engine.run(jobFor(small, server.url, undefined), hooks()).done;
    const inParts = await engine.run({ ...job(large), wantSha256: true }, hooks()).done;
    expect([other.sha256, inParts.sha256]).toEqual([undefined, undefined]);
  });

  it('stores the age files of a small and a large file, made again where it goes on, and tells of the plain ones', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity());
    for (const path of [small, large]) {
      const encryptWith = await createAgeHead(recipient);
      const own = () => ({ ...job(path), encryptWith, wantSha256: true });
      engine.setLimits({ bytesPerSecond: 0, parallel: 1 });
      const running = engine.run(
        own(),
        afterParts(1, () => running.stop('pause')),
      );
      await running.done.catch(() => undefined);
      const done = await engine.run(own(), hooks()).done;
      const plain = readFileSync(path);
      const stored = server.bucket.objects.get(keyOf(path))?.bytes ?? Buffer.of();
      expect([done.sizeBytes, done.snapshot.sizeBytes]).toEqual([stored.length, plain.length]);
      expect(done.sha256).toBe(path === small ? createHash('sha256').update(plain).digest('hex') : undefined);
      const file = await createFiles().open(path);
      const age = Buffer.alloc(stored.length);
      await encryptFiles(encryptWith).ofFile(file).read(0, age);
      await file.close();
      expect(stored.equals(age)).toBe(true);
      kept = new KeptRecord();
    }
  });

  it('sends nothing of another file than the one that was given', async () => {
    const [found] = (await createFiles().find(small)).files;
    if (found === undefined) throw new Error('not found');
    const given = givenOf(found);
    const wrong = { ...given, snapshot: { ...found.snapshot, inode: found.snapshot.inode + 1n } };
    const elsewhere = { ...given, within: join(given.within, '..', 'elsewhere') };
    for (const other of [wrong, elsewhere]) {
      const failure = await rejected(engine.run({ ...job(small), given: other }, hooks()).done);
      expect([failure.code, server.receivedBytes()]).toEqual(['file-changed', 0]);
    }
    await engine.run({ ...job(small), given }, hooks()).done;
    expect(server.receivedBytes()).toBe(statSync(small).size);
  });

  it('begins an upload in parts, and sends no byte before it may', async () => {
    let go: () => void = () => undefined;
    const firstByte = new Promise<void>((resolve) => (go = resolve));
    let running: RunningTransfer | undefined;
    await new Promise<void>((begun) => {
      const save: TransferHooks['save'] = (fact) => {
        kept.save(fact);
        if (fact.kind === 'begun' && fact.record.multipartUploadId !== undefined) begun();
      };
      running = engine.run(job(large), hooks({ firstByte, save }));
    });
    const other = { ...jobFor(small, server.url, undefined), id: 'u-held' };
    const held = engine.run(other, hooks({ firstByte: new Promise(() => undefined) }));
    held.stop('cancel');
    expect((await rejected(held.done)).code).toBe('cancelled');
    expect(server.receivedBytes()).toBe(0);
    go();
    expect((await running?.done)?.check).toBe('crc32');
    expect(server.receivedBytes()).toBe(largeBytes);
  });

  it.runIf(isDeep)('tells progress that ends at the size', async () => {
    const told: number[] = [];
    await engine.run(job(large), hooks({ onProgress: (bytes) => void told.push(bytes) })).done;
    expect(told.at(-1)).toBe(largeBytes);
    expect(Math.max(...told)).toBe(largeBytes);
  });

  it.runIf(isDeep).each([
    ['small', small],
    ['large', large],
  ])('counts no byte of a %s file while the server is down', async (_size, path) => {
    await server.close();
    const told: number[] = [];
    const { done } = engine.run(job(path), hooks({ onProgress: (bytes) => void told.push(bytes) }));
    expect((await rejected(done)).code).toBe('connection-refused');
    expect(told.filter((bytes) => bytes > 0)).toEqual([]);
  });

  it('pauses with the parts that arrived, and goes on with the rest only', async () => {
    engine.setLimits({ bytesPerSecond: 0, parallel: 1 });
    const running = engine.run(
      job(large),
      afterParts(1, () => running.stop('pause')),
    );
    expect((await rejected(running.done)).code).toBe('paused');
    const arrived = kept.restore()?.parts.length ?? 0;
    expect(arrived).toBeGreaterThanOrEqual(1);
    expect(server.bucket.uploads.size).toBe(1);
    const before = server.receivedBytes();
    const outcome = await runOnce(engine, job(large), kept);
    expect(await contradictions(server, large, outcome)).toEqual([]);
    expect(server.receivedBytes() - before).toBe(largeBytes - arrived * 16 * mebibyte);
  });

  const withToken = (sessionToken: string): TransferJob['credentials'] => ({
    ...job(large).credentials,
    sessionToken,
  });

  it('goes on with renewed credentials, in the same upload and without a part twice', async () => {
    const seen: string[] = [];
    await server.close();
    server = await startFaultServer({ admits: (token) => seen.push(token ?? '') > 0 });
    engine.setLimits({ bytesPerSecond: 0, parallel: 1 });
    const running = engine.run(
      { ...job(large), credentials: withToken('first') },
      afterParts(1, () => engine.renew(job(large).connection.id, withToken('second'))),
    );
    const done = await running.done;
    expect(await contradictions(server, large, { code: 'done', done, tookMs: 0 })).toEqual([]);
    expect([seen[0], seen.at(-1)]).toEqual(['first', 'second']);
    expect(server.receivedBytes()).toBe(largeBytes);
    expect(server.requests().filter(({ operation }) => operation === 'create').length).toBe(1);
  });

  it.runIf(isDeep)(
    'keeps what arrived when its credentials end, and goes on in the same upload with others',
    async () => {
      let admitted = 'first';
      await server.close();
      server = await startFaultServer({ admits: (token) => token === admitted });
      engine.setLimits({ bytesPerSecond: 0, parallel: 1 });
      const running = engine.run(
        { ...job(large), credentials: withToken('first') },
        afterParts(1, () => (admitted = 'second')),
      );
      expect((await rejected(running.done)).code).toBe('token-expired');
      const arrived = kept.restore()?.parts.length ?? 0;
      const before = server.receivedBytes();
      const done = await engine.run({ ...job(large), credentials: withToken('second') }, hooks()).done;
      expect(await contradictions(server, large, { code: 'done', done, tookMs: 0 })).toEqual([]);
      expect(done.restarted).toBeUndefined();
      expect(server.receivedBytes() - before).toBe(largeBytes - arrived * 16 * mebibyte);
      expect(server.requests().filter(({ operation }) => operation === 'create').length).toBe(1);
    },
  );

  it('is stopped at once while another one has every slot', async () => {
    engine.setLimits({ bytesPerSecond: 65_536, parallel: 1 });
    let partArrives = () => {};
    const holdsTheLane = new Promise<void>((resolve) => (partArrives = resolve));
    server.plan([{ match: { operation: 'part', nth: 1 }, act: { kind: 'call', at: 'before', call: partArrives } }]);
    const first = engine.run(job(large), hooks());
    const firstEnds = rejected(first.done);
    await holdsTheLane;
    const second = engine.run({ ...jobFor(small, server.url, undefined), id: 'u-second' }, hooks());
    const secondEnds = rejected(second.done);
    await new Promise((resolve) => setTimeout(resolve, 500));
    second.stop('pause');
    // The first one keeps its slot for ten minutes.
    expect((await secondEnds).code).toBe('paused');
    first.stop('cancel');
    expect((await firstEnds).code).toBe('cancelled');
  });

  it('leaves nothing behind when it is cancelled', async () => {
    engine.setLimits({ bytesPerSecond: 0, parallel: 1 });
    const running = engine.run(
      job(large),
      afterParts(1, () => running.stop('cancel')),
    );
    expect((await rejected(running.done)).code).toBe('cancelled');
    expect(server.bucket.uploads.size).toBe(0);
    expect(server.bucket.objects.size).toBe(0);
  });

  it.runIf(isDeep)('leaves nothing behind of an upload whose id it never learned', async () => {
    server.plan([{ match: { operation: 'create' }, act: { kind: 'reset', at: 'stored' } }]);
    const failure = await rejected(engine.run({ ...job(large), resumable: false }, hooks()).done);
    expect(failure.code).toBe('connection-lost');
    expect(server.requests().some(({ operation }) => operation === 'create')).toBe(true);
    expect(server.bucket.uploads.size).toBe(0);
  });

  it('keeps to a bandwidth limit, and to a new one at once', async () => {
    engine.setLimits({ bytesPerSecond: 4_096, parallel: 4 });
    const running = engine.run(job(large), hooks());
    await new Promise((done) => setTimeout(done, 1_000));
    expect(server.receivedBytes()).toBe(0);
    engine.setLimits({ bytesPerSecond: 0, parallel: 4 });
    await running.done;
    expect(server.bucket.objects.get(keyOf(large))?.bytes.length).toBe(largeBytes);
  });

  it.runIf(isDeep)(
    'under a bandwidth limit sends few parts at once, so that an interruption loses little',
    async () => {
      engine.setLimits({ bytesPerSecond: 7 * mebibyte, parallel: 4 });
      let begun = 0;
      const running = engine.run(
        job(large),
        afterParts(1, () => {
          begun = server.requests().filter(({ operation }) => operation === 'part').length;
          engine.setLimits({ bytesPerSecond: 0, parallel: 4 });
        }),
      );
      await running.done;
      // The one that arrived, and the one that took its place.
      expect([1, 2]).toContain(begun);
    },
  );

  it.runIf(isDeep)('sends one body at a time when told so', async () => {
    engine.setLimits({ bytesPerSecond: 0, parallel: 1 });
    let now = 0;
    let most = 0;
    // Each answer is held back long enough for another part to arrive, if one was on its way.
    const call = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((done) => setTimeout(done, 300));
      now -= 1;
    };
    server.plan([{ match: { operation: 'part' }, act: { kind: 'call', at: 'stored', call } }]);
    await engine.run(job(large), hooks()).done;
    expect(most).toBe(1);
    expect(server.requests().filter(({ operation }) => operation === 'part')).toHaveLength(3);
  });

  it.runIf(isDeep)('fails with the code of what could not be saved, and goes on later', async () => {
    const full = hooks({
      save(fact) {
        if (fact.kind === 'part') throw new Failure('disk-full');
        kept.save(fact);
      },
    });
    expect((await rejected(engine.run(job(large), full).done)).code).toBe('disk-full');
    const outcome = await runOnce(engine, job(large), kept);
    expect(await contradictions(server, large, outcome)).toEqual([]);
  });

  it('says that a file is missing', async () => {
    expect((await rejected(engine.run(job(`${large}.none`), hooks()).done)).code).toBe('file-missing');
  });
});

describe('the process of the engine', () => {
  it('killed in the middle is a failure with its own code, and the next run goes on', async () => {
    const server = await startFaultServer();
    const engine = createEngineClient(forked);
    const kept = new KeptRecord();
    engine.setLimits({ bytesPerSecond: 0, parallel: 1 });
    const killed = engine.run(jobFor(large, server.url, undefined), {
      onProgress: () => undefined,
      save(fact) {
        kept.save(fact);
        if (fact.kind === 'part') children.at(-1)?.kill('SIGKILL');
      },
    });
    expect((await rejected(killed.done)).code).toBe('engine-stopped');
    const outcome = await runOnce(engine, jobFor(large, server.url, kept.restore()), kept);
    expect(await contradictions(server, large, outcome)).toEqual([]);
    await engine.close();
    await server.close();
  });

  it('that cannot be started is a failure of the run, and not an exception', async () => {
    const engine = createEngineClient(() => {
      throw new Error('no process today');
    });
    const { done } = engine.run(jobFor(small, 'http://127.0.0.1:9', undefined), {
      onProgress: () => undefined,
      save: () => undefined,
    });
    expect((await rejected(done)).code).toBe('engine-stopped');
  });

  it.runIf(process.platform === 'linux')('sends a large file from threads, and a small one without', async () => {
    const server = await startFaultServer();
    const engine = createEngineClient(forked);
    const threadsOf = (): number => {
      const { pid = 0 } = children.at(-1) ?? {};
      return readdirSync(`/proc/${pid}/task`).length;
    };
    const threadsAfter = async (path: string) => {
      const outcome = await runOnce(engine, jobFor(path, server.url, undefined), new KeptRecord());
      expect(outcome.code).toBe('done');
      return threadsOf();
    };
    const before = await threadsAfter(small);
    expect(await threadsAfter(large)).toBe(before + Math.min(availableParallelism(), 2));
    await engine.close();
    await server.close();
  });

  it('ends with the app that started it', async () => {
    const child = fork(resolve('out/main/engine.cjs'), { serialization: 'advanced', stdio: 'ignore' });
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
    expect(child.exitCode).toBe(0);
  });
});
