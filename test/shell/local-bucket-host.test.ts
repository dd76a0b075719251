// Whoever serves a profile's bucket, its address stays the same while links need it. Real servers, in this process.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalBucketHost, type RunningServer, type StartServer } from '../../main/adapters/local-bucket/host';
import { sweepSessionFolders } from '../../main/adapters/local-bucket/folders';
import { startLocalBucket } from '../../main/local-bucket/server/server';
import type { LocalBucketHost } from '../../main/core/ports/local-bucket';
import { rejected } from '../fakes/failing';

const keys = { accessKeyId: 'AK', secretAccessKey: 'secret' };
const lasting = { port: undefined, sessionOnly: false };

let profileDir = '';
let hosts: LocalBucketHost[] = [];
/** Ends the newest server the hard way. */
let kill: () => Promise<void> = async () => undefined;
let starts = 0;

/** Of loopback, in the place of network addresses. */
const home = '127.0.0.2';
const environment = { now: Date.now, sweepIntervalMs: 60_000, addresses: () => new Set([home]) };

const start: StartServer = async (options): Promise<RunningServer> => {
  starts += 1;
  const bucket = await startLocalBucket(options, environment);
  let end: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    end = resolve;
  });
  const stop = async () => {
    await bucket.close();
    end();
  };
  kill = stop;
  return { port: bucket.port, gone, listenOn: (addresses) => bucket.listenOn(addresses), stop };
};

function host(startServer: StartServer = start): LocalBucketHost {
  const log = { info: () => undefined, error: () => undefined };
  const made = createLocalBucketHost({ profileDir, start: startServer, log, watchEveryMs: 50 });
  const created = { ...made, onServed: () => undefined };
  hosts.push(created);
  return created;
}

const answers = async (endpoint: string) => (await fetch(endpoint)).status;

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'mayfly-host-'));
  hosts = [];
  starts = 0;
});
afterEach(async () => {
  await Promise.all(hosts.map((one) => one.stop()));
  await rm(profileDir, { recursive: true, force: true });
});

describe('one process', () => {
  test('asking twice starts one server', async () => {
    const one = host();
    const [first, second] = await Promise.all([one.ensureRunning(keys, lasting), one.ensureRunning(keys, lasting)]);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ bucket: 'mayfly', region: 'us-east-1' });
    expect(await answers(first.endpoint)).toBe(403);
    expect([starts, one.serving()]).toEqual([1, true]);
  });

  test('a server that dies is back at the same address', async () => {
    const one = host();
    const { endpoint } = await one.ensureRunning(keys, lasting);
    await kill();
    await expect.poll(() => answers(endpoint)).toBe(403);
    expect(starts).toBe(2);
  });

  test('one that dies again and again is left alone, until somebody asks', async () => {
    const one = host();
    const { endpoint } = await one.ensureRunning(keys, lasting);
    for (let round = 0; round < 5; round += 1) {
      const before = starts;
      await kill();
      await expect.poll(() => starts).toBe(before + 1);
      await expect.poll(() => one.serving()).toBe(true);
    }
    await kill();
    await expect(answers(endpoint)).rejects.toThrow('fetch failed');
    expect([starts, one.serving()]).toEqual([6, false]);
    await one.ensureRunning(keys, { ...lasting, port: Number(new URL(endpoint).port) });
    expect(await answers(endpoint)).toBe(403);
  });

  test('stopped is stopped, and may be started again', async () => {
    const one = host();
    const { endpoint } = await one.ensureRunning(keys, lasting);
    await one.stop();
    await expect(answers(endpoint)).rejects.toThrow('fetch failed');
    expect(one.serving()).toBe(false);
    await one.ensureRunning(keys, lasting);
    expect(one.serving()).toBe(true);
  });

  test('a taken port is a failure with a name', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await expect(host().ensureRunning(keys, { port, sessionOnly: false })).rejects.toMatchObject({
      code: 'bucket-port-taken',
    });
    taken.close();
  });

  test.each([
    ['data-unusable', 'bucket-data-unusable'],
    ['anything else', 'bucket-stopped'],
  ])('a start that fails with %s is %s', async (code, expected) => {
    const failing = host(() => Promise.reject(Object.assign(new Error('no'), { code })));
    await expect(failing.ensureRunning(keys, lasting)).rejects.toMatchObject({ code: expected });
  });
});

describe('two processes of a profile', () => {
  test('the second uses the first’s server, and serves the same address when the first ends', async () => {
    const [first, second] = [host(), host()];
    const { endpoint } = await first.ensureRunning(keys, lasting);
    expect((await second.ensureRunning(keys, lasting)).endpoint).toBe(endpoint);
    expect([first.serving(), second.serving()]).toEqual([true, false]);
    await first.stop();
    await expect.poll(() => second.serving()).toBe(true);
    expect(await answers(endpoint)).toBe(403);
  });

  test('both starting at once still make one server', async () => {
    const [first, second] = [host(), host()];
    const both = await Promise.all([first, second].map((one) => one.ensureRunning(keys, lasting)));
    expect(both[0]?.endpoint).toBe(both[1]?.endpoint);
    expect([first.serving(), second.serving()].filter(Boolean)).toHaveLength(1);
  });

  test('a server under other keys is not ours to use', async () => {
    await host().ensureRunning(keys, lasting);
    await expect(host().ensureRunning({ ...keys, accessKeyId: 'OTHER' }, lasting)).rejects.toMatchObject({
      code: 'bucket-data-unusable',
    });
  });
});

describe('network addresses', () => {
  const atHome = (endpoint: string) => endpoint.replace('127.0.0.1', home);
  const listening = [{ address: home, state: 'listening' }];

  test('are kept over a start that is still to come, and over the end of a server', async () => {
    const one = host();
    expect([await one.listenOn([home]), await one.listeningOn()]).toEqual([[], []]);
    const { endpoint } = await one.ensureRunning(keys, lasting);
    expect(await one.listeningOn()).toEqual([home]);
    await kill();
    await expect.poll(() => answers(atHome(endpoint))).toBe(403);
    await one.withdraw();
    await expect(answers(atHome(endpoint))).rejects.toThrow('fetch failed');
    const again = await one.ensureRunning(keys, lasting);
    expect(await answers(atHome(again.endpoint))).toBe(403);
    expect(await one.listenOn([])).toEqual([]);
    expect(await one.listeningOn()).toEqual([]);
    await expect(answers(atHome(again.endpoint))).rejects.toThrow('fetch failed');
  });

  test('are told one by one', async () => {
    const one = host();
    await one.ensureRunning(keys, lasting);
    expect(await one.listenOn(['192.0.2.1', home])).toEqual([{ address: '192.0.2.1', state: 'gone' }, ...listening]);
  });

  test('are changed at the server of another process, and kept when this process takes over', async () => {
    const [first, second] = [host(), host()];
    const { endpoint } = await first.ensureRunning(keys, lasting);
    await second.ensureRunning(keys, lasting);
    expect(await second.listenOn([home])).toEqual(listening);
    expect([await first.listeningOn(), await second.listeningOn()]).toEqual([[home], [home]]);
    expect(await answers(atHome(endpoint))).toBe(403);
    await first.stop();
    await expect.poll(() => second.serving()).toBe(true);
    expect(await answers(atHome(endpoint))).toBe(403);
  });

  test('of a process that ends are served by who takes over, and not where it had left them', async () => {
    const [first, second] = [host(), host()];
    const { endpoint } = await first.ensureRunning(keys, lasting);
    await first.listenOn([home]);
    await second.ensureRunning(keys, lasting);
    await expect.poll(() => second.listeningOn()).toEqual([home]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await first.stop();
    await expect.poll(() => second.serving()).toBe(true);
    expect(await answers(atHome(endpoint))).toBe(403);
    const third = host();
    await third.ensureRunning(keys, lasting);
    await second.listenOn([]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await second.stop();
    await expect.poll(() => third.serving()).toBe(true);
    await expect(answers(atHome(endpoint))).rejects.toThrow('fetch failed');
  });

  test('are refused in words where the process that serves has gone or does not know the question', async () => {
    const [first, second] = [host(), host()];
    await first.ensureRunning(keys, lasting);
    await second.ensureRunning(keys, lasting);
    expect(await rejected(second.listenOn(Array.from({ length: 65 }, () => home)))).toMatchObject({
      code: 'unexpected',
    });
    await rm(join(profileDir, 'bucket', 'owner.json'));
    expect(await rejected(second.listenOn([home]))).toMatchObject({ code: 'bucket-stopped' });
  });
});

describe('keys that live in memory', () => {
  const sessionDir = () => join(profileDir, 'bucket-session');

  test('the folder is of this process only and goes when it stops', async () => {
    const [first, second] = [host(), host()];
    const one = await first.ensureRunning(keys, { port: undefined, sessionOnly: true });
    const other = await second.ensureRunning(keys, { port: undefined, sessionOnly: true });
    expect(other.endpoint).not.toBe(one.endpoint);
    expect(await readdir(sessionDir())).toHaveLength(2);
    await Promise.all([first.stop(), second.stop()]);
    expect(await readdir(sessionDir())).toEqual([]);
  });

  test('what a process that is gone has left is swept, what others use stays', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    const names = [`${child.pid}-0123`, `${process.ppid}-4567`, `${process.pid}-89ab`, 'not-ours'];
    for (const name of names) await mkdir(join(sessionDir(), name), { recursive: true });
    await sweepSessionFolders(profileDir);
    expect((await readdir(sessionDir())).sort()).toEqual(names.slice(1).sort());
  });
});
