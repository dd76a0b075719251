// Bodies are read, hashed and sent alike on the caller's thread and on others; a thread that dies costs one attempt.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { identityToRecipient, generateX25519Identity } from 'age-encryption';
import { createAgeHead } from '../../main/adapters/encryption/age-head';
import { encryptFiles } from '../../main/adapters/encryption/encrypt-files';
import { sealRange } from '../../main/adapters/encryption/seal-range';
import type { BodyThreads } from '../../main/adapters/body-threads/pool';
import { createFiles } from '../../main/adapters/files/files';
import { senderHere, type BodySender } from '../../main/adapters/network/body-sender';
import { createAgents, type Outgoing } from '../../main/adapters/network/http-client';
import { compareFiles } from '../../main/core/model/given-file';
import { crc32Of } from '../../main/core/model/stored-check';
import type { BodyWork } from '../../main/core/ports/body-work';
import type { FileEncryption } from '../../main/core/ports/file-encryption';
import type { OpenFile } from '../../main/core/ports/files';
import { bodyWorkInPlace } from '../../main/core/transfer/body-work-in-place';
import { builtBodyThreads, builtProgram } from '../fakes/built-body-threads';
import { rejected } from '../fakes/failing';
import { content, temporaryFolder } from '../faults/sizes';

const mebibyte = 1_048_576;
const bytes = content(5 * mebibyte + 7, 3);
const folder = temporaryFolder();
const path = join(folder.path, 'body.bin');
/** For the server that is silent; others get the time of a busy computer. */
const hasty = { connectMs: 30_000, silenceMs: 400 };
const patient = { connectMs: 30_000, silenceMs: 30_000 };
const shared = (length: number) => new Uint8Array(new SharedArrayBuffer(length));
const sharedCopy = (of: Uint8Array) => {
  const body = shared(of.length);
  body.set(of);
  return body;
};

/** `/silent` never answers, `/hold` does not read on, `/refused` says 403; others tell what came. */
const seen: { readonly method: string | undefined; readonly port: number | undefined }[] = [];
const server = http.createServer((request, response) => {
  seen.push({ method: request.method, port: request.socket.remotePort });
  const hash = createHash('sha256');
  if (request.url === '/hold') return;
  request.on('data', (chunk: Buffer) => hash.update(chunk));
  request.on('end', () => {
    if (request.url === '/refused') response.statusCode = 403;
    if (request.url !== '/silent') response.setHeader('etag', '"e"').end(hash.digest('hex'));
  });
  request.on('error', () => undefined);
});
let origin = '';
let file: OpenFile;
let encryption: FileEncryption;
/** The age file of bytes. */
const sealed = async (plain: Uint8Array): Promise<Uint8Array> => {
  const target = new Uint8Array(encryption.sizeOf(plain.length));
  await sealRange(encryption.secrets, plain.length, 0, target, (offset, space) => {
    space.set(plain.subarray(offset, offset + space.length));
    return space.length;
  });
  return target;
};
beforeAll(async () => {
  encryption = encryptFiles(await createAgeHead(await identityToRecipient(await generateX25519Identity())));
  writeFileSync(path, bytes);
  file = await createFiles().open(path);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await file.close();
  server.closeAllConnections();
  server.close();
  folder.remove();
});

const agents = createAgents(8);
const detail = { host: 'a.example', bucket: 'files' };
const placeOf = (maxSockets: number) => ({ url: origin, maxSockets, route: ['direct'] as const });
const open = (bodies: BodyThreads | undefined, limits = patient): BodySender => {
  const here = senderHere(agents, limits, detail);
  return bodies?.openSender({ to: placeOf(8), limits, detail }, here) ?? here;
};
async function started(bodies: BodyThreads, threads: number): Promise<BodyThreads> {
  bodies.expect(0);
  while (bodies.ready() < threads) await wait(5);
  return bodies;
}
const put = (way: string, body: Uint8Array, more: Partial<Outgoing> = {}): Outgoing => ({
  method: 'PUT',
  url: `${origin}${way}`,
  headers: { 'content-length': String(body.length) },
  body,
  ...more,
});
const sha256 = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');

describe.each([
  ['in place', async (): Promise<BodyThreads | undefined> => undefined],
  ['on threads', async (): Promise<BodyThreads | undefined> => started(builtBodyThreads(), 2)],
])('%s', (_where, start) => {
  let threads: BodyThreads | undefined;
  let work: BodyWork;
  let sender: BodySender;
  beforeAll(async () => {
    threads = await start();
    work = threads ?? bodyWorkInPlace;
    sender = open(threads);
  });
  afterAll(() => {
    sender.close();
    threads?.close();
  });

  test('a request without a body goes over the connection of the body before it', async () => {
    for (let nth = 0; nth < 4; nth += 1) {
      await sender.send(put('/', sharedCopy(bytes)));
      await sender.send({ method: 'GET', url: `${origin}/`, headers: { range: 'bytes=0-0' } });
      const [sent, asked] = seen.slice(-2);
      expect(asked).toEqual({ method: 'GET', port: sent?.port });
    }
  });

  test.each([
    ['of the start', 0, 100],
    ['of several pieces', 3, 4 * mebibyte],
    ['to the end', 5 * mebibyte, 7],
    ['past the end', 5 * mebibyte, 1_000],
    ['behind the end', 6 * mebibyte, 10],
  ])('a range %s is read, and has its checksums', async (_what, from, length) => {
    const target = shared(length);
    const wanted = bytes.subarray(from, from + length);
    expect(await work.read(file, from, target, true)).toEqual({
      readBytes: wanted.length,
      crc32: crc32Of(wanted),
      sha256: sha256(wanted),
    });
    expect(Buffer.compare(target.subarray(0, wanted.length), wanted)).toBe(0);
    expect(await work.crc32(target)).toBe(crc32Of(target));
  });

  test('the age file of a file is made of it, in ranges and as a whole, with the hash of the plain bytes', async () => {
    const age = await sealed(bytes);
    const encrypted = encryption.ofFile(file);
    expect(encrypted.snapshot.sizeBytes).toBe(age.length);
    for (const [from, length] of [
      [0, 100],
      [100, 2 * mebibyte],
      [3 * mebibyte + 1, 5 * mebibyte],
    ] as const) {
      const target = shared(length);
      const wanted = age.subarray(from, from + length);
      const { tags, ...read } = await work.read(encrypted, from, target);
      expect(read).toEqual({ readBytes: wanted.length, crc32: crc32Of(wanted) });
      expect(tags).toBe((await bodyWorkInPlace.read(encrypted, from, shared(length))).tags);
      expect(Buffer.compare(target.subarray(0, wanted.length), wanted)).toBe(0);
    }
    const whole = shared(age.length);
    expect(await work.read(encrypted, 0, whole, true)).toMatchObject({ crc32: crc32Of(age), sha256: sha256(bytes) });
    expect((await sender.send(put('/', whole))).body()).toBe(sha256(age));
  });

  test('a small file is opened as its age file, and tells what happens to it while that is sent', async () => {
    const small = join(folder.path, 'secret.bin');
    const content = Buffer.from(bytes.subarray(0, 70_000));
    writeFileSync(small, content);
    const files = createFiles();
    const found = (await files.find(small)).files[0];
    const age = await sealed(content);
    const target = shared(age.length);
    const { file: opened, tags: _tags, ...read } = await work.openWhole(files, small, found, target, true, encryption);
    expect(opened.snapshot).toEqual({ ...found?.snapshot, sizeBytes: age.length });
    expect(read).toEqual({ readBytes: age.length, crc32: crc32Of(age), sha256: sha256(content) });
    expect((await sender.send(put('/', target))).body()).toBe(sha256(age));
    expect(compareFiles(opened.snapshot, await opened.inspect())).toBe('same');
    const again = shared(100);
    expect([await opened.read(0, again), Buffer.compare(again, age.subarray(0, 100))]).toEqual([100, 0]);
    appendFileSync(small, 'x');
    await sender.send(put('/', target));
    expect(compareFiles(opened.snapshot, await opened.inspect())).toBe('changed');
    await opened.close();
  });

  test('no plain byte stays in the body of a file that became shorter', async () => {
    const short = join(folder.path, 'short.bin');
    writeFileSync(short, bytes.subarray(0, mebibyte));
    const opened = await createFiles().open(short);
    const encrypted = encryption.ofFile(opened);
    writeFileSync(short, bytes.subarray(0, 300_000));
    const target = shared(encrypted.snapshot.sizeBytes);
    const { readBytes } = await work.read(encrypted, 0, target);
    expect(readBytes).toBeLessThan(target.length);
    expect(Buffer.from(target).includes(bytes.subarray(299_900, 300_000))).toBe(false);
    await opened.close();
  });

  test('a small file is opened with its bytes, and tells what happens to it while they are sent', async () => {
    const small = join(folder.path, 'small.bin');
    const content = Buffer.from(bytes.subarray(0, 70_000));
    writeFileSync(small, content);
    const files = createFiles();
    const found = (await files.find(small)).files[0];
    const target = shared(content.length);
    const { file: opened, ...read } = await work.openWhole(files, small, found, target, true);
    expect(opened.snapshot).toEqual(found?.snapshot);
    expect(read).toEqual({ readBytes: content.length, crc32: crc32Of(content), sha256: sha256(content) });
    expect((await sender.send(put('/', target))).body()).toBe(sha256(content));
    expect(compareFiles(opened.snapshot, await opened.inspect())).toBe('same');
    await wait(20);
    writeFileSync(small, content.fill(7, 0, 9));
    await sender.send(put('/', target));
    expect(compareFiles(opened.snapshot, await opened.inspect())).toBe('touched');
    appendFileSync(small, 'x');
    expect(compareFiles(opened.snapshot, await opened.inspect())).toBe('changed');
    await opened.close();
  });

  test('another file at the path of a small one is not opened', async () => {
    const small = join(folder.path, 'replaced.bin');
    writeFileSync(small, 'first');
    const files = createFiles();
    const found = (await files.find(small)).files[0];
    writeFileSync(`${small}.new`, 'other');
    renameSync(`${small}.new`, small);
    const opening = work.openWhole(files, small, found, shared(5));
    expect(await rejected(opening)).toMatchObject({ code: 'file-changed', detail: { fileName: 'replaced.bin' } });
    rmSync(small);
    const missing = work.openWhole(files, small, found, shared(5));
    expect(await rejected(missing)).toMatchObject({ code: 'file-missing', detail: { fileName: 'replaced.bin' } });
  });

  test('an answer is judged by the bytes', async () => {
    const body = sharedCopy(bytes.subarray(0, mebibyte));
    const etag = createHash('md5').update(body).digest('hex');
    const crc32 = crc32Of(body);
    expect(await work.judge({ etag }, body, crc32)).toEqual({ check: 'md5' });
    body[7] = (body[7] ?? 0) ^ 1;
    expect(await work.judge({ etag }, body, crc32)).toBe('unknown');
    expect(await work.judge({ etag, crc32 }, body, crc32Of(body))).toBe('differs');
  });

  test.each([0, 1, 300_000, bytes.length])('a body of %d bytes arrives whole, with its progress', async (length) => {
    const body = sharedCopy(bytes.subarray(0, length));
    const sent: number[] = [];
    const answer = await sender.send(put('/', body, { onSent: (count) => sent.push(count) }));
    expect([answer.status, answer.headers.etag, answer.body()]).toEqual([200, '"e"', sha256(body)]);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(sent.every((count) => count <= length)).toBe(true);
  });

  test('a body that is refused at once tells before that bytes have left', async () => {
    const sent: number[] = [];
    const body = sharedCopy(bytes.subarray(0, 1_000));
    const answer = await sender.send(put('/refused', body, { onSent: (count) => sent.push(count) }));
    expect([answer.status, sent]).toEqual([403, [1]]);
  });

  test('a stop reaches a body that is on its way', async () => {
    const stop = new AbortController();
    const failed = rejected(sender.send(put('/hold', sharedCopy(bytes), { signal: stop.signal })));
    setTimeout(() => stop.abort(), 50);
    expect((await failed).code).toBe('cancelled');
    expect((await rejected(sender.send(put('/', sharedCopy(bytes), { signal: stop.signal })))).code).toBe('cancelled');
  });

  test('a silent server and one that is not there are told with the facts of the connection', async () => {
    const body = sharedCopy(bytes.subarray(0, 1_000));
    const ofSilence = open(threads, hasty);
    expect(await rejected(ofSilence.send(put('/silent', body)))).toMatchObject({ code: 'timed-out', detail });
    ofSilence.close();
    const nobody = put('/', body, { url: 'http://127.0.0.1:9/' });
    expect(await rejected(sender.send(nobody))).toMatchObject({ code: 'connection-refused', detail });
    const plain = put('/', body, { url: origin.replace('http:', 'https:') });
    expect(await rejected(sender.send(plain))).toMatchObject({ code: 'tls-not-spoken', detail });
  });

  test('a bandwidth limit holds each slice back, from the moment it is set', async () => {
    work.setPaced(true);
    const asked: number[] = [];
    const pace = async (count: number) => {
      asked.push(count);
      await wait(5);
    };
    const answer = await sender.send(put('/', sharedCopy(bytes), { pace }));
    work.setPaced(false);
    expect(answer.body()).toBe(sha256(bytes));
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(bytes.length);
    expect(asked.length).toBeGreaterThan(10);
  });
});

describe('a thread', () => {
  const real = readFileSync(builtProgram, 'utf8');
  const opened: BodyThreads[] = [];
  afterEach(() => {
    for (const bodies of opened.splice(0)) bodies.close();
  });
  /** Threads of the real program with `more` before it. */
  const threadsWith = (more: string, name: string): BodyThreads => {
    const programPath = join(folder.path, `${name}.cjs`);
    writeFileSync(programPath, `${more};${real}`);
    const bodies = builtBodyThreads({ programPath, mostThreads: 1 });
    opened.push(bodies);
    return bodies;
  };
  const onJob = (kind: string, action: string) =>
    `require('node:worker_threads').parentPort.on('message', (batch) => { for (const { job } of batch) if (job?.kind === '${kind}') { ${action} } })`;
  /** Each of these ends the thread when it gets a job of that kind. */
  const ends: readonly (readonly [string, string])[] = [
    ['ends', 'process.exit()'],
    ['fails', `setImmediate(() => { throw new Error('no') })`],
    ['has no memory left', 'const all = []; for (;;) all.push(new Array(1e5).fill({}))'],
  ];

  test.each(ends)('that %s while it sends is one failed attempt, and another follows', async (name, action) => {
    const bodies = await started(threadsWith(onJob('send', action), `send ${name}`), 1);
    const sender = open(bodies);
    const failed = await rejected(sender.send(put('/hold', sharedCopy(bytes))));
    expect(failed).toMatchObject({ code: 'connection-lost', detail, retryable: true });
    expect(bodies.ready()).toBe(0);
    // In place until the next thread has started.
    const answer = await sender.send(put('/', sharedCopy(bytes)));
    expect(answer.body()).toBe(sha256(bytes));
    await started(bodies, 1);
  });

  test.each(ends.slice(0, 2))('that %s while it reads costs time and no bytes', async (name, action) => {
    const bodies = await started(threadsWith(onJob('read', action), `read ${name}`), 1);
    const target = shared(bytes.length);
    const encrypted = encryption.ofFile(file);
    const reading = [
      bodies.read(file, 0, target),
      bodies.read(file, 0, shared(9)),
      bodies.read(encrypted, 0, shared(encrypted.snapshot.sizeBytes)),
    ];
    expect((await Promise.all(reading)).map(({ crc32 }) => crc32)).toEqual([
      crc32Of(bytes),
      crc32Of(bytes.subarray(0, 9)),
      crc32Of(await sealed(bytes)),
    ]);
    expect(Buffer.compare(target, bytes)).toBe(0);
  });

  test.each(ends.slice(0, 2))('that %s while it opens a small file costs time and no bytes', async (name, action) => {
    const bodies = await started(threadsWith(onJob('open', action), `open ${name}`), 1);
    const files = createFiles();
    const [found] = (await files.find(path)).files;
    const target = shared(bytes.length);
    const whole = await bodies.openWhole(files, path, found, target);
    expect([whole.crc32, whole.file.snapshot]).toEqual([crc32Of(bytes), found?.snapshot]);
    await whole.file.close();
  });

  test('has connections for the bodies of many files before their sender is there', async () => {
    const bodies = await started(builtBodyThreads(), 2);
    opened.push(bodies);
    const ports: (number | undefined)[] = [];
    const count = ({ remotePort }: Socket) => void ports.push(remotePort);
    server.on('connection', count);
    const ahead = { to: placeOf(4), limits: patient, origin };
    bodies.connectAhead(ahead, 100);
    while (ports.length < 2 * 4) await wait(5);
    const sender = bodies.openSender({ ...ahead, detail }, senderHere(agents, patient, detail));
    const before = seen.length;
    await Promise.all(Array.from({ length: 8 }, () => sender.send(put('/', sharedCopy(bytes.subarray(0, 9))))));
    server.off('connection', count);
    expect(ports).toHaveLength(8);
    expect(seen.slice(before).every(({ port }) => ports.includes(port))).toBe(true);
  });

  test('whose program cannot start is not asked, and not started again', async () => {
    const bodies = threadsWith('this is no program', 'broken');
    bodies.expect(0);
    for (let round = 0; round < 3; round += 1) {
      expect((await bodies.read(file, 0, shared(9))).crc32).toBe(crc32Of(bytes.subarray(0, 9)));
      await wait(100);
    }
    expect((await open(bodies).send(put('/', sharedCopy(bytes)))).body()).toBe(sha256(bytes));
    expect(bodies.ready()).toBe(0);
  });

  test('is not started for little work', async () => {
    const bodies = builtBodyThreads({ worthwhileBytes: 32 * mebibyte });
    opened.push(bodies);
    bodies.expect(20 * mebibyte);
    await bodies.read(file, 0, shared(9));
    await wait(300);
    expect(bodies.ready()).toBe(0);
    bodies.expect(12 * mebibyte);
    while (bodies.ready() < 2) await wait(5);
  });

  test('that was begun ahead brings the others with it, before any work is told', async () => {
    const bodies = builtBodyThreads({ ahead: { mayUseTls: true }, worthwhileBytes: 32 * mebibyte });
    opened.push(bodies);
    while (bodies.ready() < 2) await wait(5);
    const answer = await open(bodies).send(put('/', sharedCopy(bytes)));
    expect(answer.body()).toBe(sha256(bytes));
  });

  test('that was begun and gets no job ends', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const bodies = builtBodyThreads({ ahead: { mayUseTls: false } });
      opened.push(bodies);
      while (bodies.ready() < 2) await wait(5);
      vi.advanceTimersByTime(20_000);
      expect(bodies.ready()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
