// The port on network addresses: each for itself, changed while the server runs, by its own process and by a second program of its owner. The addresses of
// the network are those of loopback that are not 127.0.0.1; test/network-namespaces has real ones.

import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { NetworkInterfaceInfo } from 'node:os';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findBucketOwner, listenAtOwner } from '../../../main/local-bucket/server/instance-file';
import { askToListen } from '../../../main/local-bucket/server/listen-request';
import { systemAddresses } from '../../../main/local-bucket/server/network-listeners';
import { forkBucket } from '../child';
import { type Fixture, bucketName, serve } from '../fixture';
import { presignTarget } from '../signing';

const home = '127.0.0.2';
const other = '127.0.0.3';
const environment = {
  now: Date.now,
  sweepIntervalMs: 60_000,
  addresses: () => new Set([home, other]),
};

let s3: Fixture;
beforeEach(async () => {
  s3 = await serve({}, environment);
});
afterEach(async () => s3.stop());

/** The status of an unsigned request for an object, or why there is no answer. */
async function answer(to: string): Promise<unknown> {
  const asked = { to, target: `/${bucketName}/nothing`, headers: { Host: `${to}:${s3.bucket.port}` } };
  return s3.raw(asked).then(
    ({ status }) => status,
    (cause: NodeJS.ErrnoException) => cause.code,
  );
}

const answers = async () => Promise.all(['127.0.0.1', home, other].map(answer));
const listening = (...addresses: readonly string[]) => addresses.map((address) => ({ address, state: 'listening' }));

test('only loopback is served until there is another word', async () => {
  expect(await answers()).toEqual([403, 'ECONNREFUSED', 'ECONNREFUSED']);
});

test('exactly the given addresses are served, again and again', async () => {
  expect(await s3.bucket.listenOn([home])).toEqual(listening(home));
  expect(await answers()).toEqual([403, 403, 'ECONNREFUSED']);
  expect(await s3.bucket.listenOn([other, home, other])).toEqual(listening(other, home, other));
  expect(await answers()).toEqual([403, 403, 403]);
  expect(await s3.bucket.listenOn([other])).toEqual(listening(other));
  expect(await answers()).toEqual([403, 'ECONNREFUSED', 403]);
  expect(await s3.bucket.listenOn([])).toEqual([]);
  expect(await answers()).toEqual([403, 'ECONNREFUSED', 'ECONNREFUSED']);
});

test('changes that come at once end with the last of them', async () => {
  const all = await Promise.all([[home], [], [other], [home, other], [home]].map((one) => s3.bucket.listenOn(one)));
  expect(all.at(-1)).toEqual(listening(home));
  expect(await answers()).toEqual([403, 403, 'ECONNREFUSED']);
});

test('what is no address of this computer is gone, and keeps no other from being served', async () => {
  const none = ['192.0.2.1', '0.0.0.0', '::', '127.0.0.1', '::1', 'localhost', '', `${home}:80`, 'fe80::1%lo'];
  expect(await s3.bucket.listenOn([...none, home])).toEqual([
    ...none.map((address) => ({ address, state: 'gone' })),
    ...listening(home),
  ]);
  expect(await answers()).toEqual([403, 403, 'ECONNREFUSED']);
});

test('an address at which another program has the port is in use, until that program ends', async () => {
  const program = createServer().listen(s3.bucket.port, other);
  await once(program, 'listening');
  const both = [other, home];
  expect(await s3.bucket.listenOn(both)).toEqual([{ address: other, state: 'in-use' }, ...listening(home)]);
  program.close();
  await once(program, 'close');
  expect(await s3.bucket.listenOn(both)).toEqual(listening(other, home));
});

test('an address that leaves this computer is gone, and served again when it is back', async () => {
  const addresses = new Set([home, other]);
  await s3.stop();
  s3 = await serve({}, { ...environment, addresses: () => addresses });
  await s3.bucket.listenOn([home, other]);
  addresses.delete(home);
  expect(await s3.bucket.listenOn([home, other])).toEqual([{ address: home, state: 'gone' }, ...listening(other)]);
  expect(await answers()).toEqual([403, 'ECONNREFUSED', 403]);
  addresses.add(home);
  expect(await s3.bucket.listenOn([home, other])).toEqual(listening(home, other));
  expect(await answers()).toEqual([403, 403, 403]);
});

test('more than 64 addresses are refused, and nothing changes', async () => {
  await s3.bucket.listenOn([home]);
  await expect(s3.bucket.listenOn(Array.from({ length: 65 }, () => other))).rejects.toThrow('64');
  expect(await answers()).toEqual([403, 403, 'ECONNREFUSED']);
});

/** Asks for the object at `home`, and reads the answer when it is told to. */
async function download(body: Uint8Array) {
  await s3.client.send(new PutObjectCommand({ Bucket: bucketName, Key: 'big', Body: body }));
  await s3.bucket.listenOn([home]);
  const { bucket } = s3;
  const path = presignTarget({ host: `${home}:${bucket.port}`, target: `/${bucketName}/big` });
  const asked = request({ host: home, port: bucket.port, path, agent: false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  return {
    sizeBytes: async () => {
      let sizeBytes = 0;
      try {
        for await (const piece of response as AsyncIterable<Buffer>) sizeBytes += piece.length;
      } catch {
        // The server has ended it.
      }
      return sizeBytes;
    },
  };
}

test('a running answer finishes after its address is left out; one that takes longer than a moment ends', async () => {
  // More than the system keeps of an answer that nobody reads.
  const [quick, slow] = [new Uint8Array(8 * 1024 ** 2), new Uint8Array(32 * 1024 ** 2)];
  const first = await download(quick);
  await s3.bucket.listenOn([]);
  expect(await first.sizeBytes()).toBe(quick.length);
  const second = await download(slow);
  await s3.bucket.listenOn([]);
  await delay(2_500);
  expect(await second.sizeBytes()).toBeLessThan(slow.length);
});

test('a server that was closed serves nothing again', async () => {
  await s3.bucket.listenOn([home]);
  await s3.bucket.close();
  expect(await answers()).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED']);
  expect(await s3.bucket.listenOn([home])).toEqual([{ address: home, state: 'gone' }]);
  expect(await answers()).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED']);
  expect(await findBucketOwner(s3.options.dataDir)).toBeUndefined();
});

describe('a second program of the owner', () => {
  test('knows the addresses, and changes them', async () => {
    const { dataDir } = s3.options;
    await s3.bucket.listenOn([home]);
    expect((await findBucketOwner(dataDir))?.addresses).toEqual([home]);
    expect(await listenAtOwner(dataDir, ['192.0.2.1', other])).toEqual([
      { address: '192.0.2.1', state: 'gone' },
      ...listening(other),
    ]);
    expect((await findBucketOwner(dataDir))?.addresses).toEqual([other]);
    expect(await answers()).toEqual([403, 'ECONNREFUSED', 403]);
  });

  test('is told that nobody serves', async () => {
    const { dataDir } = s3.options;
    await s3.bucket.close();
    await expect(listenAtOwner(dataDir, [home])).rejects.toMatchObject({ code: 'nobody' });
  });

  test.each([
    '{}',
    '[]',
    'no JSON',
    JSON.stringify({ addresses: [other], nonce: '0'.repeat(32), proof: '0'.repeat(64) }),
  ])('must prove that it can read the owner file: %s', async (body) => {
    const sent = { method: 'POST', target: '/-/network-addresses', body };
    expect(await s3.raw({ ...sent, headers: { Host: s3.host } })).toMatchObject({ status: 403 });
    expect(await s3.signed(sent)).toMatchObject({ status: 403 });
    expect(await answers()).toEqual([403, 'ECONNREFUSED', 'ECONNREFUSED']);
  });

  describe('whose proof somebody in between hears', () => {
    /** By a socket that is not proven itself. Gives what the program is told. */
    const asked = async (socket: Socket) => {
      const record = await readFile(join(s3.options.dataDir, 'owner.json'), 'utf8');
      const { proofSecret: secret } = JSON.parse(record) as { readonly proofSecret: string };
      if (socket.connecting) await once(socket, 'connect');
      const question = { socket, host: s3.host, secret, addresses: [other], limitMs: 5_000 };
      return askToListen(question).catch(({ message }: Error) => message);
    };
    const toServer = () => connect({ host: '127.0.0.1', port: s3.bucket.port });

    test('proves nothing on another connection', async () => {
      expect(await asked(toServer())).toEqual(listening(other));
      await s3.bucket.listenOn([]);
      const between = createServer((near) => {
        const far = toServer();
        for (const end of [near, far]) end.on('error', () => undefined);
        near.pipe(far).pipe(near);
      }).listen(0, '127.0.0.1');
      await once(between, 'listening');
      const { port } = between.address() as AddressInfo;
      expect(await asked(connect({ host: '127.0.0.1', port }))).toMatch(/answered 403/);
      between.close();
      expect(await answers()).toEqual([403, 'ECONNREFUSED', 'ECONNREFUSED']);
    });

    test('proves nothing for other addresses', async () => {
      const socket = toServer();
      const write = socket.write.bind(socket) as (text: string, ...rest: readonly unknown[]) => boolean;
      Object.assign(socket, {
        write: (text: string, ...rest: readonly unknown[]) => write(text.replace(other, home), ...rest),
      });
      expect(await asked(socket)).toMatch(/answered 403/);
      expect(await answers()).toEqual([403, 'ECONNREFUSED', 'ECONNREFUSED']);
    });
  });

  test('is refused where the owner file cannot be written, so that it is never wrong in silence', async () => {
    // A folder in the place of the file.
    const { dataDir } = s3.options;
    await rm(join(dataDir, 'owner.json'));
    await mkdir(join(dataDir, 'owner.json'));
    await writeFile(join(dataDir, 'owner.json', 'x'), '');
    await expect(s3.bucket.listenOn([home])).rejects.toMatchObject({ code: 'data-unusable' });
  });
});

describe('the process', () => {
  test('is told the addresses, and answers each message with its number', async () => {
    const { dataDir } = s3.options;
    const forked = await forkBucket({ ...s3.options, dataDir: join(dataDir, 'child') });
    forked.child.send({ type: 'listen', id: 7, addresses: ['192.0.2.1'] });
    expect((await once(forked.child, 'message'))[0]).toEqual({
      type: 'listening',
      id: 7,
      results: [{ address: '192.0.2.1', state: 'gone' }],
    });
    forked.child.send({ type: 'listen', id: 8, addresses: 'all' });
    expect((await once(forked.child, 'message'))[0]).toMatchObject({
      type: 'not-listening',
      id: 8,
      code: 'unexpected',
    });
    await forked.stop();
  });
});

test('the addresses of the system are those that a link can name', () => {
  const info = (address: string, more: Partial<NetworkInterfaceInfo> = {}) =>
    ({ address, family: 'IPv4', internal: false, netmask: '', mac: '', cidr: null, ...more }) as NetworkInterfaceInfo;
  const six = { family: 'IPv6', scopeid: 0 } as const;
  expect([
    ...systemAddresses({
      lo: [info('127.0.0.1', { internal: true }), info('::1', { ...six, internal: true })],
      wlan0: [info('192.168.1.7'), info('fe80::1', { ...six, scopeid: 3 }), info('fd00::0007', six)],
      none: undefined,
    }),
  ]).toEqual(['192.168.1.7', 'fd00::7']);
});
