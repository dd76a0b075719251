// Kill -9 at every request that is made for a door, before and after the server acted on it: what the next process leaves says nothing false.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { credentialsText } from '../../main/core/credentials/rules/keychain-entry';
import type { Connection } from '../../main/core/model/connection';
import { saysClosed, type Door } from '../../main/core/model/door';
import type { Share } from '../../main/core/model/share';
import { startLocalBucket, type LocalBucket } from '../../main/local-bucket/server/server';
import { manifestBy, pageOf, secretOf } from '../cli/age-recipient';
import { lines } from '../cli/request-profile';
import { runCli } from '../cli/run-cli';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { clientOf } from '../ports/real-servers';
import { buildChild } from './child-program';
import type { DoorAct, DoorOrder, DoorReport } from './door-child';
import { seeded } from './fault-plan';
import { startKillFront, type KillFront, type Moment } from './kill-front';
import { report } from './results';
import { isWhole, runSeed } from './sizes';
import { isDeep, someOf } from '../volume';

const dayMs = 86_400_000;
const door = true;
const password = 'the new one';

let home: string;
let program: string;
let front: KillFront;
let connection: Connection;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'mayfly-door-kills-'));
  mkdirSync(join(home, 'trip'));
  writeFileSync(join(home, 'a.txt'), 'the first');
  writeFileSync(join(home, 'b.txt'), 'the second');
  writeFileSync(join(home, 'trip', 'a.txt'), 'of the trip');
  program = await buildChild('door-child');
  front = await startKillFront();
  const endpoint = `http://127.0.0.1:${front.port}`;
  const nowMs = Date.now();
  const doors = { bucket: 'doors', prefix: '', address: `${endpoint}/doors`, provenAtMs: nowMs, askedAtMs: nowMs };
  connection = { ...sampleConnection, endpoint, doors };
});
afterAll(() => {
  front.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** A profile, and the buckets that belong to it: `<folder>/profile` and `<folder>/bucket`. */
interface Place {
  readonly folder: string;
  readonly bucket: LocalBucket;
}

async function openPlace(folder: string): Promise<Place> {
  const bucket = await startLocalBucket(
    { dataDir: join(folder, 'bucket'), bucket: 'files', region: 'us-east-1', port: 0, ...sampleCredentials },
    { now: () => Date.now() + front.aheadMs, sweepIntervalMs: 60_000, namedPort: front.port },
  );
  front.serve(bucket.port);
  return { folder, bucket };
}

async function withClient<T>(action: (client: S3Client) => Promise<T>): Promise<T> {
  const client = clientOf({ connection, credentials: sampleCredentials });
  try {
    return await action(client);
  } finally {
    client.destroy();
  }
}

async function newPlace(folder: string): Promise<Place> {
  mkdirSync(join(folder, 'profile'), { recursive: true });
  const keys = JSON.stringify({ [`connection:${connection.id}`]: credentialsText(sampleCredentials) });
  writeFileSync(join(folder, 'profile', 'keychain.json'), keys);
  const place = await openPlace(folder);
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::doors/*' }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await withClient(async (client) => {
    await client.send(new CreateBucketCommand({ Bucket: 'doors' }));
    await client.send(new PutBucketPolicyCommand({ Bucket: 'doors', Policy }));
  });
  const { ledger } = openLedger(join(folder, 'profile'));
  ledger.saveConnection(connection);
  ledger.close();
  return place;
}

/** `undefined` where the program was killed. */
async function run(place: Place, act: DoorAct, kill?: Omit<Moment, 'call'>): Promise<DoorReport | undefined> {
  const child = fork(program, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  let told: DoorReport | undefined;
  child.on('message', (message) => (told = message as DoorReport));
  const call = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  front.watch(kill && { ...kill, call });
  const order: DoorOrder = { profileDir: join(place.folder, 'profile'), aheadMs: front.aheadMs, act };
  child.send(order);
  await ended;
  return told;
}

async function mustRun(place: Place, act: DoorAct): Promise<DoorReport> {
  const told = await run(place, act);
  if (told === undefined || told.failure !== undefined) throw new Error(`${act.kind}: ${told?.failure ?? 'died'}`);
  return told;
}

const keysIn = (Bucket: string): Promise<readonly string[]> =>
  withClient(async (client) => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = '' }) => Key);
  });

interface Records {
  readonly doors: readonly Door[];
  readonly shares: readonly Share[];
}

function recordsOf({ folder }: Place): Records {
  const { ledger } = openLedger(join(folder, 'profile'));
  try {
    return { doors: ledger.doors(), shares: ledger.shares() };
  } finally {
    ledger.close();
  }
}

const textAt = async (url: string) => {
  const response = await fetch(url);
  return response.ok ? response.text() : `status ${response.status}`;
};

/** What the page of a door says: the link it forwards to, until when that lives, and its own end. */
async function readDoor(address: string) {
  const html = await textAt(address);
  const [, links, until, href = ''] = /data-l=(\d+) data-u=(\d+) href="([^"]+)"/.exec(html) ?? [];
  return { href: href.replaceAll('&amp;', '&'), linkEndsAtMs: Number(links), untilMs: Number(until) };
}

function endOf(link: string): number {
  const { searchParams } = new URL(link);
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(searchParams.get('X-Amz-Date') ?? '')?.map(Number) ?? [];
  const atMs = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  return atMs + Number(searchParams.get('X-Amz-Expires')) * 1_000;
}

/** The first file behind a link, as a recipient gets it. */
async function openLink(share: Share, link: string, passphrase: string): Promise<string> {
  if (share.kind === 'file') return textAt(link);
  if (share.encryption === undefined) {
    const [, first = ''] = /href="([^"]+)"/.exec(await textAt(link)) ?? [];
    return textAt(new URL(first.replaceAll('&amp;', '&'), link).href);
  }
  const { identity } = await manifestBy(link, passphrase);
  const { links } = await pageOf(link);
  const stored = await fetch(links[0] ?? '');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(new Uint8Array(await stored.arrayBuffer()), 'text');
}

const contents: Readonly<Record<string, string>> = {
  'a.txt': 'the first',
  'b.txt': 'the second',
  trip: 'of the trip',
};

/** What is false after the upkeep. */
async function falsehoods(place: Place, passwords: Passwords): Promise<readonly string[]> {
  const { doors, shares } = recordsOf(place);
  const found: string[] = [];
  const stored = await keysIn('doors');
  for (const key of stored) if (!doors.some((row) => row.key === key)) found.push(`nobody knows the door ${key}`);
  const told: object[] = [];
  for (const row of doors) {
    const share = shares.find(({ id }) => id === row.targetId);
    if (!stored.includes(row.key)) found.push('a door of the ledger is not stored');
    if (saysClosed(row)) {
      const text = await textAt(row.address);
      const isPage = text.includes('This link was closed.') && !text.includes('href');
      if (!isPage) found.push(`a closed door says ${text.slice(0, 80)}`);
      continue;
    }
    if (share === undefined || share.revokedAtMs !== undefined || share.removedAtMs !== undefined) {
      found.push('a door goes on without its share');
      continue;
    }
    const untilMs = Math.max(share.expiresAtMs, share.keepUntilMs ?? 0);
    const said = await readDoor(row.address);
    if (said.untilMs !== untilMs) found.push('the door tells another end than its share has');
    if (said.linkEndsAtMs !== endOf(said.href)) found.push('the door tells another end than its link has');
    if (said.linkEndsAtMs < Date.now() + front.aheadMs) found.push('the link in the door has ended');
    if (!decodeURIComponent(new URL(said.href).pathname).endsWith(`/${share.key}`))
      found.push('the door forwards to something else than the present object of its share');
    let passphrase = '';
    if (share.encryption !== undefined) {
      const { url = '' } = await mustRun(place, { kind: 'copy', shareId: share.id });
      if (!url.startsWith(`${row.address}#`)) found.push('the link to copy is not the door');
      passphrase = secretOf(url) + (passwords[share.encryption] ?? '');
      if (share.encryption === 'password') found.push(...(await openPages(secretOf(url))));
    }
    const text = await openLink(share, said.href, passphrase).catch((error: unknown) => String(error));
    if (text !== contents[share.name]) found.push(`the door of ${share.name} gives: ${text.slice(0, 80)}`);
    const renewBy = untilMs > said.linkEndsAtMs + 2_000 ? new Date(said.linkEndsAtMs).toISOString() : undefined;
    told.push({
      id: row.id,
      address: row.address,
      share: share.id,
      state: 'open',
      until: new Date(untilMs).toISOString(),
      ...(renewBy !== undefined && { renewBy }),
    });
  }
  // The clock of this command is not ahead.
  if (front.aheadMs === 0) {
    const listed = await runCli(['doors', '--json', '--profile-dir', join(place.folder, 'profile')]);
    if (!isDeepStrictEqual(lines(listed.stdout), told)) found.push(`mayfly doors tells ${listed.stdout}`);
  }
  return found;
}

const unzipped = (body: Buffer) => (body.readUInt16BE() === 0x1f8b ? gunzipSync(body) : body);

/** A page of an encrypted share with a password that opens by the secret alone, wherever it is stored. */
async function openPages(secret: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const key of await keysIn('files')) {
    if (!key.startsWith('p/')) continue;
    const body = await withClient(async (client) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: 'files', Key: key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    });
    const [, sealed = ''] = /id="manifest"[^>]*>([^<]*)</.exec(unzipped(body).toString('utf8')) ?? [];
    const decrypter = new Decrypter();
    decrypter.addPassphrase(secret);
    const opens = await decrypter.decrypt(Buffer.from(sealed, 'base64')).then(
      () => true,
      () => false,
    );
    if (opens) found.push('a page still opens without the password');
  }
  return found;
}

/** What is added to the secret, by what the ledger says of the share. */
type Passwords = Readonly<Partial<Record<string, string>>>;

interface Prepared {
  readonly shareId: string;
  readonly doorId: string;
  readonly url: string;
  readonly otherId: string;
}

interface Scenario {
  readonly name: string;
  /** What is shared before, and is there when the act begins. */
  readonly before?: { readonly path: string; readonly options: Extract<DoorAct, { kind: 'share' }>['options'] };
  readonly act: (prepared: Prepared) => DoorAct;
  /** Between the two. */
  readonly passedMs?: number;
  readonly passwords?: Passwords;
  /** Part of `npm test`. */
  readonly inSample?: true;
}

const hour = { lifetimeSeconds: 3_600, door };
const scenarios: readonly Scenario[] = [
  { name: 'a file is shared', act: () => ({ kind: 'share', path: join(home, 'a.txt'), options: hour }) },
  {
    name: 'a folder is shared',
    inSample: true,
    act: () => ({ kind: 'share', path: join(home, 'trip'), options: hour }),
  },
  {
    name: 'a file is shared encrypted',
    act: () => ({
      kind: 'share',
      path: join(home, 'a.txt'),
      options: { ...hour, encrypt: true, password },
    }),
    passwords: { password: `.${password}` },
  },
  {
    name: 'a file is extended',
    before: { path: 'a.txt', options: hour },
    act: ({ shareId }) => ({ kind: 'extend', shareId, lifetimeSeconds: 7_200 }),
  },
  {
    name: 'a page is extended',
    before: { path: 'trip', options: hour },
    act: ({ shareId }) => ({ kind: 'extend', shareId, lifetimeSeconds: 7_200 }),
  },
  {
    name: 'a page that is kept is renewed',
    before: { path: 'trip', options: { door, lifetimeSeconds: 604_800, keepUntilMs: Date.now() + 30 * dayMs } },
    act: () => ({ kind: 'upkeep' }),
    passedMs: 4 * dayMs,
  },
  {
    name: 'it is pointed elsewhere',
    before: { path: 'a.txt', options: hour },
    act: ({ doorId, otherId }) => ({ kind: 'point', doorId, to: otherId }),
  },
  {
    name: 'new files are shared for it',
    before: { path: 'a.txt', options: hour },
    act: ({ doorId }) => ({
      kind: 'share',
      path: join(home, 'trip'),
      options: { lifetimeSeconds: 3_600, door: false, pointsDoor: doorId },
    }),
  },
  {
    name: 'its share gets a password',
    inSample: true,
    before: { path: 'a.txt', options: { ...hour, encrypt: true } },
    act: ({ shareId }) => ({ kind: 'password', shareId, password }),
    passwords: { password: `.${password}` },
  },
  {
    name: 'it is closed',
    inSample: true,
    before: { path: 'trip', options: hour },
    act: ({ doorId }) => ({ kind: 'close', doorId }),
  },
];

describe.runIf(isDeep).each(
  isWhole
    ? scenarios
    : someOf(
        scenarios.filter(({ inSample }) => inSample === true),
        3,
      ),
)(`kill -9 of a door while $name, seed ${runSeed}`, (scenario) => {
  let template: string;
  let prepared: Prepared = { shareId: '', doorId: '', url: '', otherId: '' };

  beforeAll(async () => {
    template = mkdtempSync(join(home, 'template-'));
    const place = await newPlace(template);
    const { before } = scenario;
    if (before !== undefined) {
      const { path, options } = before;
      const made = await mustRun(place, { kind: 'share', path: join(home, path), ...(options && { options }) });
      const other = await mustRun(place, {
        kind: 'share',
        path: join(home, 'b.txt'),
        options: { lifetimeSeconds: 3_600 },
      });
      prepared = { ...prepared, ...made, otherId: other.shareId ?? '' };
    }
    await place.bucket.close();
  }, 180_000);

  async function inCopy(name: string, action: (place: Place) => Promise<void>): Promise<void> {
    const folder = join(home, `${name}-${Math.random()}`);
    cpSync(template, folder, { recursive: true });
    const place = await openPlace(folder);
    front.aheadMs = scenario.passedMs ?? 0;
    try {
      await action(place);
    } finally {
      front.aheadMs = 0;
      await place.bucket.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  /** What is wrong after the upkeep; `isClosed`: the program said so. */
  async function wrong(place: Place, isClosed: boolean): Promise<readonly string[]> {
    const found = [...(await falsehoods(place, scenario.passwords ?? {}))];
    if (scenario.act(prepared).kind === 'close') found.push(...(await halfClosed(place, isClosed)));
    // Past all ends nothing of it is left, in neither bucket.
    front.aheadMs += 40 * dayMs;
    await mustRun(place, { kind: 'upkeep' });
    for (const bucket of ['doors', 'files'])
      for (const key of await keysIn(bucket)) found.push(`${bucket} still has ${key}`);
    return found;
  }

  /** Closed is dead in both places, and what is not closed is open in both. */
  async function halfClosed(place: Place, isClosed: boolean): Promise<readonly string[]> {
    const { doors, shares } = recordsOf(place);
    const share = shares.find(({ id }) => id === prepared.shareId);
    const [row, ...more] = doors;
    const isOpen = row?.closedAtMs === undefined && share?.revokedAtMs === undefined;
    const isDead = row !== undefined && saysClosed(row) && share?.revokedAtMs !== undefined;
    if (row === undefined || more.length > 0) return [`${doors.length} doors`];
    if (isClosed && !isDead) return ['it was said closed, and is not'];
    if (!isOpen && !isDead) return ['it is half closed'];
    if (!isDead) return [];
    const left = (await keysIn('files')).filter((key) => key.includes(share?.key ?? '') || key.startsWith('p/'));
    return left.map((key) => `the closed share has ${key}`);
  }

  it('at every request', async () => {
    let requests = 0;
    await inCopy('unharmed', async (place) => {
      await mustRun(place, scenario.act(prepared));
      requests = front.count();
      expect(await wrong(place, true)).toEqual([]);
    });
    expect(requests).toBeGreaterThan(2);
    const random = seeded(runSeed);
    const all = Array.from({ length: requests }, (_, index) => index + 1);
    const found: string[] = [];
    for (const nth of isWhole ? all : [1 + Math.floor(random() * requests)]) {
      for (const at of ['before', 'after'] as const) {
        const startedMs = performance.now();
        let told: DoorReport | undefined;
        const contradictions: string[] = [];
        await inCopy('killed', async (place) => {
          told = await run(place, scenario.act(prepared), { nth, at });
          if (told?.failure !== undefined) contradictions.push(`failed by ${told.failure}`);
          await mustRun(place, { kind: 'upkeep' });
          contradictions.push(...(await wrong(place, told?.closed === true)));
        });
        found.push(...contradictions.map((one) => `${at} request ${nth} of ${requests}: ${one}`));
        report({
          group: 'kill',
          fault: `of a door while ${scenario.name}`,
          size: 'small',
          outcome: told === undefined ? 'killed' : 'done',
          finally: contradictions.length === 0 ? 'done' : 'wrong',
          tookMs: performance.now() - startedMs,
          contradictions,
        });
      }
    }
    expect(found).toEqual([]);
  }, 900_000);
});
