// Every way to a link, by the app: for how long it is signed, and what it means that the link opens, is gone, is refused, or that nobody answers.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import { asFailure, Failure } from '../../../main/core/model/failure';
import type { ProbeAnswer } from '../../../main/core/ports/object-store';
import { rejected } from '../../fakes/failing';
import { createFixedClock } from '../../fakes/fixed-clock';
import { answerWrite } from '../../fakes/memory-guest-links';
import { createMemoryServer } from '../../fakes/memory-server';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import type { RunningApp, Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { aboutOf, readPage, writeOf } from '../requests/guest';

const start = startsApps();
const hourSeconds = 3_600;
const address = 'https://go.example.com';
const doors = { bucket: 'doors', prefix: '', address, provenAtMs: 1 } as const;
const connection: Connection = {
  ...sampleConnection,
  capabilities: { limitsForms: true, madeAtMs: newYearMs },
  doors,
};

interface World extends RunningApp {
  readonly fileId: string;
  readonly pageId: string;
  readonly lockedId: string;
  readonly requestId: string;
  readonly slot: number;
  /** What a link is answered with from now on; `undefined`: what the server says. */
  readonly answers: { by?: ProbeAnswer | Failure };
  /** How far the server's clock is ahead. */
  readonly ahead: { ms: number };
}

/** A file, a page and an encrypted page, all for an hour, and a request with one file of a guest; then another process, whose connection is `change`. */
async function world(change: Partial<Connection> = {}): Promise<World> {
  const clock = createFixedClock();
  const ahead = { ms: 0 };
  const server = createMemoryServer(() => clock.now() + ahead.ms);
  const answers: World['answers'] = {};
  const ports: Start['ports'] = {
    randomBytes,
    doorPatienceMs: 50,
    probe: {
      ask(url, of) {
        if (answers.by instanceof Failure) return Promise.reject(answers.by);
        return answers.by === undefined ? server.probe.ask(url, of) : Promise.resolve(answers.by);
      },
    },
  };
  const first = await start({
    ports,
    shared: { clock, server },
    prepare: (twins) => {
      server.createBucket('doors');
      server.addresses.set(address, 'doors');
      twins.ports.ledger.saveConnection(connection);
      for (const [path, text] of [
        ['/home/a.txt', 'abc'],
        ['/home/c/d.txt', 'page'],
        ['/home/new.txt', 'new'],
        ['/home/folder/e.txt', 'new'],
      ] as const)
        twins.files.put(path, text);
    },
  });
  const share = async (path: string, options = {}) => {
    const [result] = await first.app.shareItems([path], { copy: false, lifetimeSeconds: hourSeconds, ...options });
    if (result?.ok !== true) throw result?.failure ?? new Error('nothing was shared');
    return result.shared.share.id;
  };
  const fileId = await share('/home/a.txt');
  const pageId = await share('/home/c');
  const lockedId = await share('/home/c', { encrypt: true });
  const { request, url } = await first.app.requestFiles({ title: 'Photos', files: 3, lifetimeSeconds: hourSeconds });
  const page = readPage(server.get(url).body);
  for (const [part, file] of [
    ['about', aboutOf('g.txt', 'b', 1)],
    ['data', Buffer.from('guest')],
  ] as const) {
    answerWrite(server, writeOf(page, 'https://memory.example', 0, part), file);
  }
  clock.advance(2_000);
  const { arrivals } = await first.app.lookForArrivals(request.id);
  const headers = { contentType: 'application/pdf', contentDisposition: 'inline' };
  server.buckets.get('files')?.objects.set('team/plan.pdf', { body: Buffer.from('plan'), etag: '"e"', headers });
  const { secrets, records, files, folders, ledgerFile, arrivalFiles } = first;
  let ids = 0;
  const second = await start({
    ports: { ...ports, newId: () => `next-${(ids += 1)}`, sealedSecrets: first.ports.sealedSecrets },
    shared: { clock, server, secrets, records, files, folders, ledgerFile, arrivalFiles },
    prepare: (twins) => twins.ports.ledger.saveConnection({ ...connection, ...change }),
  });
  return { ...second, fileId, pageId, lockedId, requestId: request.id, slot: arrivals[0]?.slot ?? 0, answers, ahead };
}

interface Made {
  readonly url?: string;
  /** Unix ms: the end that is told. */
  readonly endsAtMs?: number;
  readonly verified?: boolean;
}

const ofShare = ({
  share,
  url,
}: {
  readonly share: { readonly expiresAtMs: number; readonly verified: boolean };
  readonly url: string;
}): Made => ({ url, endsAtMs: share.expiresAtMs, verified: share.verified });
const ofRequest = ({ url, expiresAtMs }: { readonly url: string; readonly expiresAtMs: number }): Made => ({
  url,
  endsAtMs: expiresAtMs,
  verified: true,
});

async function shared({ app }: World, path: string): Promise<Made> {
  const [result] = await app.shareItems([path], { copy: false, door: false, lifetimeSeconds: hourSeconds });
  if (result?.ok !== true) throw result?.failure ?? new Error('nothing was shared');
  return ofShare(result.shared);
}

const linked = async ({ app }: World, key: string): Promise<Made> =>
  ofShare(await app.linkExisting({ address: `s3://files/${key}`, copy: false, lifetimeSeconds: hourSeconds }));

/** `given`: without a proof. */
type Means = string;
type Row = readonly [
  site: string,
  make: (here: World) => Promise<Made>,
  gone: Means,
  refused: Means,
  trouble: Means,
  silent: Means,
];

const unproven = 'link-unproven';
const sites: readonly Row[] = [
  ['a file', (here) => shared(here, '/home/new.txt'), unproven, unproven, 'given', 'given'],
  ['a folder', (here) => shared(here, '/home/folder'), unproven, unproven, unproven, 'timed-out'],
  [
    'a copied link',
    async ({ app, fileId }) => ofShare(await app.freshLink(fileId)),
    'object-missing',
    unproven,
    'given',
    'given',
  ],
  [
    'the copied link of a page',
    async ({ app, pageId }) => ofShare(await app.freshLink(pageId)),
    'object-missing',
    unproven,
    'given',
    'given',
  ],
  [
    'a later end',
    async ({ app, fileId }) => ofShare(await app.extend(fileId, 7_200, { copy: false })),
    'object-missing',
    unproven,
    'given',
    'given',
  ],
  [
    'a later end of a page',
    async ({ app, pageId }) => ofShare(await app.extend(pageId, 7_200, { copy: false })),
    'object-missing',
    unproven,
    'given',
    'given',
  ],
  ['an object of the bucket', (here) => linked(here, 'team/plan.pdf'), 'object-not-found', unproven, 'given', 'given'],
  ['a folder of the bucket', (here) => linked(here, 'team/'), unproven, unproven, unproven, 'timed-out'],
  [
    'a guest’s file',
    async ({ app, requestId, slot }) => ofShare(await app.shareArrival(requestId, slot)),
    unproven,
    unproven,
    'given',
    'given',
  ],
  [
    'a request',
    async ({ app }) => ofRequest(await app.requestFiles({ title: 'More', lifetimeSeconds: hourSeconds })),
    unproven,
    unproven,
    unproven,
    'timed-out',
  ],
  [
    'the copied link of a request',
    async ({ app, requestId }) => ofRequest(await app.requestLink(requestId)),
    unproven,
    unproven,
    unproven,
    'timed-out',
  ],
  [
    'a request’s later end',
    async ({ app, requestId }) => ofRequest(await app.extendFileRequest(requestId, 7_200)),
    unproven,
    unproven,
    unproven,
    'timed-out',
  ],
  [
    'another password',
    async ({ app, lockedId }) => ofShare(await app.changePassword(lockedId, undefined)),
    unproven,
    unproven,
    unproven,
    'timed-out',
  ],
  [
    'a signed GET',
    async ({ app }) => {
      const options = { bucket: 'files', key: 'team/plan.pdf', toSign: { kind: 'get' }, unproven: false } as const;
      const signed = await app.signForGuests({ ...options, lifetimeSeconds: hourSeconds });
      if (signed.kind !== 'get') throw new Error('another kind was signed');
      return { url: signed.url, endsAtMs: signed.expiresAtMs, verified: signed.verified };
    },
    'object-not-found',
    unproven,
    'given',
    'given',
  ],
];

/** What became of it: `proven`, `given`, or a code. */
const meansOf = (make: Row[1], here: World): Promise<Means> =>
  make(here).then(
    ({ verified }) => (verified === true ? 'proven' : 'given'),
    (error: unknown) => asFailure(error).code,
  );

describe.each(sites)('%s', (_site, make, gone, refused, trouble, silent) => {
  test.each<[string, ProbeAnswer | Failure | undefined, Means]>([
    ['opens', undefined, 'proven'],
    ['is gone', { status: 404, contentType: 'application/xml' }, gone],
    ['is refused', { status: 403 }, refused],
    ['is of a server in trouble', { status: 503 }, trouble],
    ['is answered by nobody', new Failure('timed-out'), silent],
  ])('that %s', async (_what, answer, means) => {
    const here = await world();
    if (answer !== undefined) here.answers.by = answer;
    expect(await meansOf(make, here)).toBe(means);
  });
});

const until = ({ url = '' }: Made): number => Number(new URL(url).searchParams.get('until'));

// An end that is no later is refused.
const inTenMinutes = sites.filter(([site]) => site !== 'a request’s later end');
test.each(inTenMinutes)('%s ends when it says, and no later than its connection allows by now', async (_site, make) => {
  const here = await world({ maxExpirySeconds: 600 });
  const made = await make(here);
  expect([until(made), made.endsAtMs]).toEqual([here.clock.now() + 600_000, here.clock.now() + 600_000]);
});

const copies = new Set(['a copied link', 'the copied link of a page', 'the copied link of a request']);
test.each(sites.filter(([site]) => copies.has(site)))('%s is for the address that people know', async (_site, make) => {
  const here = await world({ shareEndpoint: 'https://now.example.com' });
  expect(new URL((await make(here)).url ?? '').origin).not.toBe('https://now.example.com');
});

test('a share with another password has the address and the end of its new link', async () => {
  const shareEndpoint = 'https://now.example.com';
  const here = await world({ shareEndpoint, maxExpirySeconds: 600 });
  const { share } = await here.app.changePassword(here.lockedId, undefined);
  const row = { linkEndpoint: shareEndpoint, signedAtMs: here.clock.now(), limitedBy: 'connection' };
  expect(share).toMatchObject(row);
  expect(here.ports.ledger.share(here.lockedId)).toMatchObject(row);
});

test('no link of a request is given that is over on the server’s clock', async () => {
  const here = await world();
  here.ahead.ms = 2 * hourSeconds * 1_000;
  expect((await rejected(here.app.requestLink(here.requestId))).code).toBe('request-over');
});

test('the link of a request is proven by the size of its page: a sign-in page is none', async () => {
  const here = await world();
  here.answers.by = { status: 200, sizeBytes: 5, contentType: 'text/html' };
  expect((await rejected(here.app.requestLink(here.requestId))).code).toBe(unproven);
});

test('the page of a folder of the bucket is deleted where nobody could open it and no share knows it', async () => {
  const here = await world();
  const orphans = () => here.ports.ledger.orphansDue([connection.id], here.clock.now() + 86_400_000);
  const pages = () => [...here.bucket.objects.keys()].filter((key) => key.startsWith('p/'));
  const before = pages();
  here.answers.by = new Failure('timed-out');
  expect((await rejected(linked(here, 'team/'))).code).toBe('timed-out');
  const left = pages().filter((key) => !before.includes(key));
  expect(orphans().map(({ keys }) => keys)).toEqual([left]);
  delete here.answers.by;
  await linked(here, 'team/');
  expect(orphans()).toHaveLength(1);
});

const gone: ProbeAnswer = { status: 404, contentType: 'application/xml' };

test('a share whose object is missing is saved as missing, also where its short link finds that', async () => {
  const here = await world();
  here.answers.by = gone;
  expect((await rejected(here.app.openDoor(here.fileId))).code).toBe('object-missing');
  expect(here.ports.ledger.share(here.fileId)?.missingAtMs).toBe(here.clock.now());
});

test.each(
  sites.filter(([site]) => ['an object of the bucket', 'a folder of the bucket', 'a guest’s file'].includes(site)),
)('%s has a short link where every share of the connection has one', async (_site, make) => {
  const here = await world({ doors: { ...doors, isUsual: true } });
  const { url = '' } = await make(here);
  const [door] = here.app.doors();
  expect([url.startsWith(address), door?.door.address, door?.state]).toEqual([true, url, 'open']);
});
