// One server per bucket folder, whoever starts it, and its address lives on when that process goes.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createLocalBucketInProcess } from '../../main/adapters/local-bucket/in-process';
import type { LocalBucketHost } from '../../main/core/ports/local-bucket';
import { rejected } from '../fakes/failing';
import { createMemoryBucketHost } from '../fakes/memory-bucket-host';
import { createMemoryServer } from '../fakes/memory-server';
import { newYearMs, sampleCredentials } from '../fakes/samples';
import { createSilentLog } from '../fakes/silent-log';

const scratch = mkdtempSync(join(tmpdir(), 'mayfly-host-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let hosts: LocalBucketHost[] = [];
afterEach(async () => {
  for (const host of hosts) await host.stop();
  hosts = [];
});
let profiles = 0;
const newProfile = () => {
  profiles += 1;
  return join(scratch, `p${profiles}`);
};
const real = (profileDir: string) => {
  const host = createLocalBucketInProcess({ profileDir, log: createSilentLog(), watchEveryMs: 50 });
  hosts.push(host);
  return host;
};
const run = { port: undefined, sessionOnly: false };
const answers = (endpoint: string) =>
  fetch(endpoint).then(
    ({ status }) => status,
    () => 'nothing',
  );
/** A port that somebody else listens on. */
async function takePort() {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, close: () => server.close() };
}

describe.each([
  ['memory', () => createMemoryBucketHost(createMemoryServer(() => newYearMs)), false],
  ['this process', () => real(newProfile()), true],
])('the bucket in %s', (_where, create, isReal) => {
  test('says where it is, and serves until it is stopped', async () => {
    const host = create();
    expect(host.serving()).toBe(false);
    const address = await host.ensureRunning(sampleCredentials, run);
    expect(address).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      region: 'us-east-1',
      bucket: 'mayfly',
    });
    expect([host.serving(), isReal ? await answers(address.endpoint) : 403]).toEqual([true, 403]);
    await host.stop();
    expect([host.serving(), isReal ? await answers(address.endpoint) : 'nothing']).toEqual([false, 'nothing']);
  });

  test('withdraws, and serves the same objects again when it is asked to', async () => {
    const host = create();
    const session = { port: undefined, sessionOnly: true };
    const first = await host.ensureRunning(sampleCredentials, session);
    await host.withdraw();
    expect([host.serving(), isReal ? await answers(first.endpoint) : 'nothing']).toEqual([false, 'nothing']);
    const second = await host.ensureRunning(sampleCredentials, session);
    expect([host.serving(), isReal ? await answers(second.endpoint) : 403]).toEqual([true, 403]);
  });

  test('is told its network addresses at any time, and says of each what came of it', async () => {
    const host = create();
    // TEST-NET-1 (RFC 5737): nobody has it.
    const nobodys = ['192.0.2.1'];
    expect([await host.listenOn(nobodys), await host.listeningOn()]).toEqual([[], []]);
    await host.ensureRunning(sampleCredentials, run);
    expect(await host.listenOn(nobodys)).toEqual([{ address: '192.0.2.1', state: 'gone' }]);
    expect([await host.listenOn([]), await host.listeningOn()]).toEqual([[], []]);
  });

  test('is started once, however often it is asked for', async () => {
    const host = create();
    const all = await Promise.all([1, 2, 3].map(() => host.ensureRunning(sampleCredentials, run)));
    expect(new Set(all.map(({ endpoint }) => endpoint)).size).toBe(1);
  });
});

describe('the real one', () => {
  test('says that its port is taken', async () => {
    const { port, close } = await takePort();
    const host = real(newProfile());
    expect((await rejected(host.ensureRunning(sampleCredentials, { port, sessionOnly: false }))).code).toBe(
      'bucket-port-taken',
    );
    expect(host.serving()).toBe(false);
    close();
    await expect(host.ensureRunning(sampleCredentials, run)).resolves.toBeDefined();
  });

  test('finds the process that serves the profile, and serves the same address when that one goes', async () => {
    const profile = newProfile();
    const [first, second] = [real(profile), real(profile)];
    const { endpoint } = await first.ensureRunning(sampleCredentials, run);
    expect(await second.ensureRunning(sampleCredentials, run)).toMatchObject({ endpoint });
    expect([first.serving(), second.serving()]).toEqual([true, false]);
    await first.stop();
    await expect.poll(() => second.serving()).toBe(true);
    expect(await answers(endpoint)).toBe(403);
  });

  test('follows a process that took over on another port, and that address is the owner’s alone', async () => {
    const profile = newProfile();
    const first = real(profile);
    const owned = new Map<string, string>();
    const second = createLocalBucketInProcess({
      profileDir: profile,
      owned,
      log: createSilentLog(),
      watchEveryMs: 500,
    });
    hosts.push(second);
    const before = await first.ensureRunning(sampleCredentials, run);
    await second.ensureRunning(sampleCredentials, run);
    await first.stop();
    const after = await real(profile).ensureRunning(sampleCredentials, run);
    const asked = async () => (await second.ensureRunning(sampleCredentials, run)).endpoint;
    await expect.poll(asked).toBe(after.endpoint);
    expect([...owned.keys()]).toEqual([before.endpoint, after.endpoint]);
  });

  test('does not serve a folder that is served under other keys', async () => {
    const profile = newProfile();
    await real(profile).ensureRunning(sampleCredentials, run);
    const other = real(profile).ensureRunning({ accessKeyId: 'OTHER', secretAccessKey: 'other' }, run);
    expect(await rejected(other)).toMatchObject({
      code: 'bucket-data-unusable',
      detail: { reason: 'another program uses it with other keys' },
    });
  });

  test('says that its folder cannot be used', async () => {
    const profile = newProfile();
    mkdirSync(profile);
    writeFileSync(join(profile, 'bucket'), 'a file');
    expect((await rejected(real(profile).ensureRunning(sampleCredentials, run))).code).toBe('bucket-data-unusable');
  });

  test('takes the objects of a session with it, and what dead processes left', async () => {
    const profile = newProfile();
    const left = join(profile, 'bucket-session', '4194304-0123456789abcdef');
    mkdirSync(left, { recursive: true });
    const host = real(profile);
    await host.ensureRunning(sampleCredentials, { port: undefined, sessionOnly: true });
    expect(readdirSync(join(profile, 'bucket-session'))).toHaveLength(2);
    await host.stop();
    expect(readdirSync(join(profile, 'bucket-session'))).toEqual([]);
  });

  test('does not start again once it was stopped', async () => {
    const profile = newProfile();
    const [first, second] = [real(profile), real(profile)];
    const { endpoint } = await first.ensureRunning(sampleCredentials, run);
    await second.ensureRunning(sampleCredentials, run);
    await second.stop();
    await first.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([await answers(endpoint), second.serving()]).toEqual(['nothing', false]);
  });
});
