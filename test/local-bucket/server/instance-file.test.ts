// One server for one folder: who has it, how the lock goes with its holder, and how the bucket's process is spoken to.

import { once } from 'node:events';
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectToOwner, findBucketOwner } from '../../../main/local-bucket/server/instance-file';
import { LocalBucketError, startLocalBucket } from '../../../main/local-bucket/server/server';
import { notUnderWine, onPosix } from '../../platform';
import { forkBucket } from '../child';
import { temporaryFolder } from '../fixture';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const options = (more: object = {}) => ({
  dataDir: join(folder.path, 'data'),
  bucket: 'mayfly',
  region: 'us-east-1',
  accessKeyId: 'AK',
  secretAccessKey: 'secret',
  port: 0,
  ...more,
});

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => folder.remove());

describe('the owner', () => {
  test('is found while it serves, and not before or after', async () => {
    const { dataDir } = options();
    expect(await findBucketOwner(dataDir)).toBeUndefined();
    const before = Date.now();
    const bucket = await startLocalBucket(options());
    const owner = await findBucketOwner(dataDir);
    expect(owner).toEqual({
      pid: process.pid,
      port: bucket.port,
      startedAtMs: expect.any(Number),
      accessKeyId: 'AK',
      addresses: [],
    });
    expect(owner?.startedAtMs).toBeGreaterThanOrEqual(before);
    expect(bucket.endpoint).toBe(`http://127.0.0.1:${bucket.port}`);
    await bucket.close();
    await bucket.close();
    expect(await findBucketOwner(dataDir)).toBeUndefined();
  });

  test('that was killed is none, and its folder can be taken at once', async () => {
    const bucket = await forkBucket(options());
    expect((await findBucketOwner(options().dataDir))?.pid).toBe(bucket.child.pid);
    await bucket.kill();
    expect(await findBucketOwner(options().dataDir)).toBeUndefined();
    expect(JSON.parse(await readFile(join(options().dataDir, 'owner.json'), 'utf8'))).toMatchObject({
      pid: bucket.child.pid,
    });
    const next = await startLocalBucket(options());
    expect((await findBucketOwner(options().dataDir))?.pid).toBe(process.pid);
    await next.close();
  });

  test('whose process ID and port went to others is none', async () => {
    const { dataDir } = options();
    await mkdir(dataDir, { recursive: true });
    const liar = createHttpServer((_request, response) => response.end('0'.repeat(64)));
    const silent = createServer(() => undefined);
    for (const server of [liar, silent]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const record = { pid: process.pid, port, startedAtMs: 1, accessKeyId: 'AK', proofSecret: 'f'.repeat(64) };
      await writeFile(join(dataDir, 'owner.json'), JSON.stringify(record));
      expect(await findBucketOwner(dataDir)).toBeUndefined();
      server.close();
    }
    liar.closeAllConnections();
  });

  test('of another folder on the same port is not taken for this one', async () => {
    const bucket = await startLocalBucket(options());
    const other = join(folder.path, 'other');
    await mkdir(other);
    const record = JSON.parse(await readFile(join(options().dataDir, 'owner.json'), 'utf8')) as object;
    await writeFile(join(other, 'owner.json'), JSON.stringify({ ...record, proofSecret: '0'.repeat(64) }));
    expect(await findBucketOwner(other)).toBeUndefined();
    await bucket.close();
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"pid":1}',
    '{"pid":0,"port":1,"startedAtMs":1,"accessKeyId":"x","proofSecret":"' + 'f'.repeat(64) + '","addresses":[]}',
    '{"pid":-1,"port":99999,"startedAtMs":1,"accessKeyId":"x","proofSecret":"' + 'f'.repeat(64) + '","addresses":[]}',
  ])('is not read out of %j', async (content) => {
    await mkdir(options().dataDir, { recursive: true });
    await writeFile(join(options().dataDir, 'owner.json'), content);
    expect(await findBucketOwner(options().dataDir)).toBeUndefined();
  });
});

describe('a connection to the owner', () => {
  /** The record as it lies in the folder. */
  const record = async () =>
    JSON.parse(await readFile(join(options().dataDir, 'owner.json'), 'utf8')) as { port: number; localSocket?: string };
  const answer = async (socket: Socket, port: number) => {
    socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    const [piece] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return piece.toString('latin1').slice(0, 12);
  };

  test.each(['local', 'port'] as const)('is proven and then carries requests: by the %s', async (way) => {
    const bucket = await startLocalBucket(options());
    const socket = await connectToOwner(options().dataDir, bucket.port, way, 5000);
    expect([typeof socket.remotePort, await answer(socket, bucket.port)]).toEqual([
      way === 'port' ? 'number' : 'undefined',
      'HTTP/1.1 403',
    ]);
    await bucket.close();
  });

  test('is none where somebody else only passes the question on', async () => {
    const bucket = await startLocalBucket(options());
    const between = createServer((socket) => {
      const onward = connect({ host: '127.0.0.1', port: bucket.port });
      for (const end of [socket, onward]) end.on('error', () => undefined);
      socket.on('data', (piece) => onward.write(piece.toString('latin1').replace(/:\d+\r\n/, `:${bucket.port}\r\n`)));
      onward.pipe(socket);
    });
    between.listen(0, '127.0.0.1');
    await once(between, 'listening');
    const { port } = between.address() as AddressInfo;
    const other = join(folder.path, 'other');
    await mkdir(other);
    await writeFile(join(other, 'owner.json'), JSON.stringify({ ...(await record()), port }));
    await expect(connectToOwner(other, port, 'port', 5000)).rejects.toMatchObject({ code: 'unproven' });
    between.close();
    await bucket.close();
  });

  test('is none to a server on another port, and none to nobody', async () => {
    const { dataDir } = options();
    await expect(connectToOwner(dataDir, 20_000, 'local', 5000)).rejects.toMatchObject({ code: 'nobody' });
    const bucket = await startLocalBucket(options());
    await expect(connectToOwner(dataDir, bucket.port - 1, 'local', 5000)).rejects.toMatchObject({ code: 'nobody' });
    await bucket.close();
  });

  test('goes by the port where the path is too long for a socket, and by the socket again after a server was killed', async () => {
    const long = join(folder.path, 'x'.repeat(100));
    const far = await startLocalBucket(options({ dataDir: long }));
    const socket = await connectToOwner(long, far.port, 'local', 5000);
    expect(socket.remotePort).toBe(process.platform === 'win32' ? undefined : far.port);
    socket.destroy();
    await far.close();

    const killed = await forkBucket(options());
    await killed.kill();
    const next = await startLocalBucket(options());
    const again = await connectToOwner(options().dataDir, next.port, 'local', 5000);
    expect(again.remotePort).toBeUndefined();
    again.destroy();
    await next.close();
    await expect(stat(join(options().dataDir, 'own.sock'))).rejects.toThrow(/ENOENT/);
  });
});

// Its CreateNamedPipeW takes FILE_FLAG_FIRST_PIPE_INSTANCE for nothing.
const oneOwnerOfAPipe = notUnderWine('a named pipe can have two owners');

describe('starting', () => {
  test.runIf(oneOwnerOfAPipe)(
    'a second time on the same folder is refused, in this process, in another, and under another name',
    async () => {
      const bucket = await startLocalBucket(options());
      await expect(startLocalBucket(options())).rejects.toBeInstanceOf(LocalBucketError);
      await expect(startLocalBucket(options())).rejects.toMatchObject({ code: 'data-in-use' });
      const child = await forkBucket(options());
      expect(child.answer).toMatchObject({ type: 'failed', code: 'data-in-use' });
      await child.stop();
      await symlink(options().dataDir, join(folder.path, 'alias'));
      await expect(startLocalBucket(options({ dataDir: join(folder.path, 'alias') }))).rejects.toMatchObject({
        code: 'data-in-use',
      });
      expect((await findBucketOwner(options().dataDir))?.port).toBe(bucket.port);
      const elsewhere = await startLocalBucket(options({ dataDir: join(folder.path, 'elsewhere') }));
      await elsewhere.close();
      await bucket.close();
    },
  );

  test.runIf(oneOwnerOfAPipe)('twenty at once makes one owner', async () => {
    const starts = await Promise.allSettled(Array.from({ length: 20 }, async () => startLocalBucket(options())));
    const winners = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const codes = starts.flatMap((start) =>
      start.status === 'rejected' ? [(start.reason as LocalBucketError).code] : [],
    );
    expect(winners).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['data-in-use']));
    expect((await findBucketOwner(options().dataDir))?.port).toBe(winners[0]?.port);
    await winners[0]?.close();
  });

  test('on a fixed port that is taken is refused, and leaves the folder free', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(startLocalBucket(options({ port }))).rejects.toMatchObject({ code: 'port-in-use' });
    expect(await findBucketOwner(options().dataDir)).toBeUndefined();
    taken.close();
    const bucket = await startLocalBucket(options({ port }));
    expect(bucket.port).toBe(port);
    await bucket.close();
  });

  test('listens on the loopback address and on no other', async () => {
    const bucket = await startLocalBucket(options());
    const elsewhere = createServer();
    elsewhere.listen({ host: '127.0.0.2', port: bucket.port, exclusive: true });
    // A server on every address would have taken this one, too.
    const outcome = await Promise.race([once(elsewhere, 'listening').then(() => 'free'), once(elsewhere, 'error')]);
    expect(outcome).toBe('free');
    elsewhere.close();
    await bucket.close();
  });

  test('in a folder that is a file cannot be', async () => {
    await writeFile(join(folder.path, 'data'), 'a file');
    await expect(startLocalBucket(options())).rejects.toMatchObject({ code: 'data-unusable' });
  });

  test('with a bucket that has no valid name cannot be', async () => {
    await expect(startLocalBucket(options({ bucket: '../x' }))).rejects.toThrow(/name/);
  });
});

describe('the process', () => {
  test('starts, stops and exits by itself', async () => {
    const bucket = await forkBucket(options());
    expect(bucket.answer).toEqual({
      type: 'ready',
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      port: expect.any(Number),
    });
    expect(await bucket.stop()).toEqual({ type: 'stopped' });
    expect(bucket.child.exitCode).toBe(0);
    expect(await findBucketOwner(options().dataDir)).toBeUndefined();
  });

  test('says what failed, and can be stopped without ever having started', async () => {
    const broken = await forkBucket(options({ secretAccessKey: '' }));
    expect(broken.answer).toMatchObject({ type: 'failed', code: 'unexpected' });
    expect(await broken.stop()).toEqual({ type: 'stopped' });
  });

  test('takes nonsense for nothing, and a second start for a mistake', async () => {
    const bucket = await forkBucket(options());
    for (const message of ['x', 1, null, [], {}, { type: 'explode' }]) bucket.child.send(message as never);
    const answer = once(bucket.child, 'message');
    bucket.child.send({ type: 'start', options: options({ dataDir: join(folder.path, 'second') }) });
    expect((await answer)[0]).toMatchObject({ type: 'failed', code: 'unexpected' });
    expect((await fetch(bucket.endpoint)).status).toBe(403);
    await bucket.stop();
  });

  test('goes when its parent is gone', async () => {
    const bucket = await forkBucket(options());
    const exited = once(bucket.child, 'exit');
    bucket.child.disconnect();
    expect(await exited).toEqual([0, null]);
  });

  test.runIf(onPosix('signals that can be answered'))('goes at a polite signal, and tells its folder', async () => {
    const bucket = await forkBucket(options());
    const exited = once(bucket.child, 'exit');
    bucket.child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await expect(readFile(join(options().dataDir, 'owner.json'))).rejects.toThrow(/ENOENT/);
  });
});
