// Kill -9 between the arrival of a guest's files and their last row: none is lost, and none is saved or told twice.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import type { FileRequest } from '../../main/core/model/requests/file-request';
import { placeOf } from '../../main/core/model/connection';
import { openAnswer } from '../fakes/open-answer';
import { slotKey } from '../../main/core/model/keys/object-key';
import { aboutOf } from '../core/requests/guest';
import { startEmbedded } from '../ports/real-servers';
import type { Subject } from '../ports/object-store-subject';
import { buildChild } from './child-program';
import { seeded } from './fault-plan';
import type { ReceiveOrder, ReceiveReport } from './receive-child';
import { content, killCount, runSeed } from './sizes';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const folderKey = 'in/AAAAAAAAAAAAAAAAAAAAAA/';
const headers = { contentType: 'application/octet-stream', contentDisposition: 'attachment' };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Two of one name, and one of several pieces. */
const files = [
  ['a.txt', content(5_000, runSeed)],
  ['a.txt', content(6_000, runSeed)],
  ['big.bin', content(3_500_000, runSeed)],
] as const;
const whole = [
  ['a (2).txt', sha256(files[1][1])],
  ['a.txt', sha256(files[0][1])],
  ['big.bin', sha256(files[2][1])],
];

let home: string;
let program: string;
let server: Subject;
/** Of a run that nothing ends. */
let allSteps = 0;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'mayfly-receive-kills-'));
  program = await buildChild('receive-child');
  server = await startEmbedded({});
  const objects = await server.open(server.connection, server.credentials);
  const options = { signal: new AbortController().signal };
  for (const [index, [name, bytes]] of files.entries()) {
    const slot = index + 1;
    await objects.put(slotKey(folderKey, slot, 'about'), aboutOf(name, 'b', files.length), headers, options);
    await objects.put(slotKey(folderKey, slot, 'data'), bytes, headers, options);
  }
  objects.close();
  const plain = prepare('plain');
  allSteps = (await run(plain))?.steps ?? 0;
  check(plain);
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

async function run(order: ReceiveOrder, afterMs?: number): Promise<ReceiveReport | undefined> {
  const child = fork(program, { stdio: 'ignore' });
  let report: ReceiveReport | undefined;
  child.on('message', (message) => (report = message as ReceiveReport));
  const ended = once(child, 'exit');
  child.send(order);
  const timer = afterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), afterMs);
  await ended;
  clearTimeout(timer);
  return report;
}

function prepare(name: string, change: Partial<FileRequest> = {}): ReceiveOrder {
  const profileDir = join(home, `profile-${name}`);
  const folder = join(home, `in-${name}`);
  mkdirSync(folder);
  const { credentials } = server;
  const capabilities = { limitsForms: true, signsAmz: true, madeAtMs: Date.now() };
  const connection = { ...server.connection, capabilities };
  const { ledger } = openLedger(profileDir);
  ledger.saveConnection(connection);
  const nowMs = Date.now();
  const request: FileRequest = {
    id: 'request',
    connectionId: connection.id,
    ...placeOf(connection),
    way: 'forms',
    asks: false,
    folder: folderKey,
    key: 'p/BBBBBBBBBBBBBBBBBBBBBB/index.html',
    title: 'Photos',
    files: files.length,
    bytes: 100_000_000,
    types: 'any',
    isOnce: false,
    mostLeaseSeconds: 86_400,
    createdAtMs: nowMs,
    signedAtMs: nowMs,
    expiresAtMs: nowMs + 7 * dayMs,
    limitedBy: 'requested',
    // After the files: the page is not written here.
    writtenAtMs: nowMs + hourMs,
    leaseEndsAtMs: nowMs + dayMs,
    ...change,
  };
  ledger.saveFileRequest(request);
  ledger.close();
  return { profileDir, connection, credentials, requestId: request.id, folder, shown: join(home, `shown-${name}`) };
}

function check({ profileDir, folder, shown }: ReceiveOrder): void {
  const there = readdirSync(folder).sort();
  expect(there.map((name) => [name, sha256(readFileSync(join(folder, name)))])).toEqual(whole);
  const { ledger } = openLedger(profileDir);
  const rows = ledger.arrivals('request');
  ledger.close();
  expect(rows.every(({ toldAtMs }) => toldAtMs !== undefined)).toBe(true);
  // A process that ends between the rows and the notification leaves the news to the window's list.
  const told = existsSync(shown) ? readFileSync(shown, 'utf8').split('\n').length - 1 : 0;
  expect(told).toBeLessThanOrEqual(1);
  expect(rows.map(({ state, path, sha256: sum }) => [state, path, sum])).toEqual(
    files.map(([, bytes], index) => {
      const name = ['a.txt', 'a (2).txt', 'big.bin'][index] ?? '';
      return ['saved', join(folder, name), sha256(bytes)];
    }),
  );
}

it('tells of the files of one guest together', () => {
  expect(readFileSync(join(home, 'shown-plain'), 'utf8')).toBe('3 files came to Photos\n');
});

describe(`kill -9 while receiving, seed ${runSeed}`, () => {
  const random = seeded(runSeed);
  const kills = Array.from({ length: killCount(50, 3) }, (_, index) => [index, random()] as const);

  it.each(kills)('%i', async (index, where) => {
    const name = String(index);
    const order = prepare(name);
    // One in three at any moment, the others at a step.
    const atStep = index % 3 !== 2;
    const killed = atStep
      ? await run({ ...order, killAt: 1 + Math.floor(where * allSteps) })
      : await run(order, 60 + where * 300);
    expect(killed === undefined || !atStep).toBe(true);
    expect((await run(order))?.failure).toBeUndefined();
    check(order);
  });
});

/** Two parts. */
const asked = { key: Buffer.alloc(32, 7).toString('base64url'), sizeBytes: 16 * 1_048_576 + 1 };
const askedHash = sha256(content(asked.sizeBytes, runSeed));

async function prepareAsking(name: string): Promise<{ readonly order: ReceiveOrder; readonly folder: string }> {
  const folder = `in/${name.padStart(22, 'x')}/`;
  const objects = await server.open(server.connection, server.credentials);
  const about = aboutOf('big.bin', 'b', 1, { ask: asked });
  await objects.put(slotKey(folder, 1, 'about'), about, headers, { signal: new AbortController().signal });
  objects.close();
  return { order: { ...prepare(name, { folder, asks: true, files: 1 }), asks: asked }, folder };
}

async function checkAsked({ profileDir, folder: saved }: ReceiveOrder, folder: string): Promise<void> {
  expect(readdirSync(saved)).toEqual(['big.bin']);
  expect(sha256(readFileSync(join(saved, 'big.bin')))).toBe(askedHash);
  const { ledger } = openLedger(profileDir);
  expect(ledger.arrivals('request')).toMatchObject([{ slot: 1, state: 'saved', sha256: askedHash }]);
  expect(ledger.offers('request')).toMatchObject([{ slot: 1, state: 'over' }]);
  ledger.close();
  const objects = await server.open(server.connection, server.credentials);
  const key = slotKey(folder, 1, 'answer');
  const sealed = await objects.readBack(key, 0, (await objects.describe(key))?.sizeBytes ?? 0);
  expect(openAnswer(sealed, asked.key, slotKey(folder, 1, 'data'))).toEqual({
    v: 1,
    state: 'received',
    sizeBytes: asked.sizeBytes,
  });
  expect(await objects.listUploads(folder)).toEqual([]);
  objects.close();
}

describe(`kill -9 between an offer and its word, seed ${runSeed}`, () => {
  const random = seeded(runSeed + 1);
  const kills = Array.from({ length: killCount(50, 2) }, (_, index) => [index, random()] as const);
  let askedSteps = 0;
  beforeAll(async () => {
    const { order, folder } = await prepareAsking('asks');
    askedSteps = (await run(order))?.steps ?? 0;
    await checkAsked(order, folder);
  });

  it.each(kills)('%i', async (index, where) => {
    const { order, folder } = await prepareAsking(`asks-${index}`);
    expect(await run({ ...order, killAt: 1 + Math.floor(where * askedSteps) })).toBeUndefined();
    expect((await run(order))?.failure).toBeUndefined();
    await checkAsked(order, folder);
  });
});
