// One file that takes long: a page is given at once, and leads to the file's own link once that is stored and proven.
import { describe, expect, test } from 'vitest';
import { sampleConnection } from '../../fakes/samples';
import { until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { read, sharedOf } from './read-live';
import type { ItemResult, Shared, ShareOptions } from '../../../main/core/model/share-request';

const startOne = startsApps();
const start = (options: Start = {}) => startOne({ ...options, ports: { doorPatienceMs: 100, ...options.ports } });

const path = '/home/film.mp4';
const doorsAt = 'https://go.example.com';
const large = Buffer.alloc(17 * 1024 * 1024, 'film ');

interface Sent {
  readonly first: Shared;
  readonly results: Promise<readonly ItemResult[]>;
  readonly release: () => void;
}

/** Shares the file, whose second part waits until it is released. */
async function sendSlowly(here: RunningApp, options: Partial<ShareOptions> = {}): Promise<Sent> {
  here.files.put(path, large);
  const release = here.objects.hold('putPart');
  let first: Shared | undefined;
  const results = here.app.shareItems([path], {
    copy: true,
    lifetimeSeconds: 600,
    linkFirst: 'when-long',
    onLink: (shared) => (first = shared),
    ...options,
  });
  await until(() => first !== undefined && here.clipboard.written.length === 1);
  if (first === undefined) throw new Error('no link');
  return { first, results, release };
}

const here = (url: string, reference: string | undefined): string => new URL(reference ?? '', url).href;

describe('one file that takes long', () => {
  test('has a page at once, which leads to its own link in the end: same end, name and type', async () => {
    const app = await start();
    const { first, results, release } = await sendSlowly(app, { disposition: 'inline' });
    expect(first.share).toMatchObject({ kind: 'page', fileCount: 1, verified: true, name: 'film.mp4' });
    const { times, status, files } = read(app, first.url);
    expect([times.forward, status?.state, files]).toEqual([undefined, 'sending', [404]]);
    release();
    const last = sharedOf((await results)[0]);
    expect(last.share).toMatchObject({ id: first.share.id, kind: 'file', disposition: 'inline', verified: true });
    expect(last.share.expiresAtMs).toBe(first.share.expiresAtMs);
    expect(last.share.key).toMatch(/^[\w-]{22}\/film\.mp4$/);
    const answer = app.server.get(last.url);
    expect(answer.body.equals(large)).toBe(true);
    expect([answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
      'video/mp4',
      `inline; filename="film.mp4"; filename*=UTF-8''film.mp4`,
    ]);
    const after = read(app, first.url);
    expect(after.times).toMatchObject({ expires: last.share.expiresAtMs, revision: 2 });
    expect([after.times.status, here(first.url, after.times.forward), after.files]).toEqual([
      undefined,
      last.url,
      [200],
    ]);
    // Who was told the page's link has it on the clipboard.
    expect(app.clipboard.written).toEqual([first.url]);
    expect((await app.app.freshLink(first.share.id)).url).toContain(last.share.key);
    expect(app.ports.ledger.pageDrafts()).toEqual([]);
  });

  test('takes back page and file', async () => {
    const app = await start();
    const { first, results, release } = await sendSlowly(app);
    release();
    const last = sharedOf((await results)[0]);
    expect(await app.app.revoke(first.share.id)).toMatchObject({ status: 404, linksAsked: 1 });
    expect([app.server.get(first.url).status, app.server.get(last.url).status]).toEqual([404, 404]);
    expect(app.bucket.objects.size).toBe(0);
  });

  test('extended has a later link; page and former link keep their end, and all goes with the last one', async () => {
    const app = await start({ stays: true, upkeepEveryMs: 20 });
    const { first, results, release } = await sendSlowly(app);
    release();
    const last = sharedOf((await results)[0]);
    const extended = await app.app.extend(first.share.id, 3_600, { copy: false });
    app.clock.advance(601_000);
    expect([first.url, last.url, extended.url].map((url) => app.server.get(url).status)).toEqual([403, 403, 200]);
    expect(app.bucket.objects.size).toBe(3);
    app.clock.advance(3_600_000);
    await until(() => app.bucket.objects.size === 0);
  });

  test('signed again, both, where more than half of its time went by meanwhile', async () => {
    const app = await start();
    const { first, results, release } = await sendSlowly(app);
    app.clock.advance(400_000);
    release();
    const last = sharedOf((await results)[0]);
    expect(last.share.expiresAtMs - first.share.expiresAtMs).toBe(400_000);
    expect(app.clipboard.written).toEqual([first.url, last.url]);
    expect(read(app, first.url).times).toMatchObject({ expires: last.share.expiresAtMs, revision: 2 });
    app.clock.advance(400_000);
    expect([app.server.get(first.url).status, app.server.get(last.url).status]).toEqual([403, 200]);
  });

  test('goes on in the next process as the same share, and leads to its file', async () => {
    const app = await start({ stays: true });
    const { first, release } = await sendSlowly(app);
    await app.app.stop();
    release();
    const { clock, server, secrets, files, ledgerFile } = app;
    const shared = { clock, server, secrets, files, ledgerFile };
    const next = await start({ stays: true, shared, ports: { pid: 2_000, isAlive: (pid) => pid === 2_000 } });
    await until(() => next.ports.ledger.pageDrafts().length === 0);
    expect(next.ports.ledger.share(first.share.id)).toMatchObject({ kind: 'file', verified: true });
    const { forward } = read(next, first.url).times;
    expect(server.get(here(first.url, forward)).body.equals(large)).toBe(true);
  });

  test('a short link leads to the page first, and to the file in the end', async () => {
    const app = await start({
      prepare: ({ ports, server }) => {
        server.createBucket('doors');
        server.addresses.set(doorsAt, 'doors');
        const doors = { bucket: 'doors', prefix: '', address: doorsAt, provenAtMs: 1 };
        ports.ledger.saveConnection({ ...sampleConnection, doors });
      },
    });
    /** The link that a visitor of the short one is sent to. */
    const target = (door: string): string =>
      (/href="([^"]+)"/.exec(app.server.get(door).body.toString())?.[1] ?? '').replaceAll('&amp;', '&');
    const { first, results, release } = await sendSlowly(app, { door: true });
    expect([first.url.startsWith(doorsAt), target(first.url).includes(first.share.key)]).toEqual([true, true]);
    release();
    const last = sharedOf((await results)[0]);
    expect([last.url, app.clipboard.written]).toEqual([first.url, [first.url]]);
    expect(app.server.get(target(first.url)).body.equals(large)).toBe(true);
  });
});

/** Each is shared with `linkFirst: 'when-long'` unless it says so. */
const waits: readonly (readonly [string, Partial<ShareOptions>, number])[] = [
  ['is small', {}, 1_000],
  ['gets no page where none is asked for', { page: 'never' }, large.length],
  ['is wanted after it is stored', { linkFirst: 'never' }, large.length],
];
test.each(waits)('a file that %s has its link after it, and no page', async (_which, options, sizeBytes) => {
  const app = await start();
  app.files.put(path, large.subarray(0, sizeBytes));
  const [result] = await app.app.shareItems([path], { copy: true, linkFirst: 'when-long', ...options });
  expect(sharedOf(result).share.kind).toBe('file');
  expect([...app.bucket.objects.keys()]).toHaveLength(1);
});

test.each([
  [0, 'Link copied, still sending', undefined],
  [100_000, 'Link copied, still sending (3 min left)', 180],
])('says how long it takes as far as that is known: at %d bytes a second', async (speed, title, leftSeconds) => {
  const app = await start();
  app.app.saveSettings({ bandwidthBytesPerSecond: speed });
  const { release } = await sendSlowly(app);
  await until(() => app.shown.length > 0);
  expect(app.shown.at(-1)?.[0]).toBe(title);
  const told = app.app.store.get().notices.find(({ content }) => content.kind === 'copied');
  expect(told?.content).toMatchObject({ kind: 'copied', ...(leftSeconds !== undefined && { leftSeconds }) });
  await app.app.stop();
  release();
});

test('a file that is stored already is copied by the server, and has no page', async () => {
  const app = await start();
  app.files.put(path, large);
  await app.app.shareItems([path], { copy: true });
  const [result] = await app.app.shareItems([path], { copy: true, linkFirst: 'when-long' });
  expect(sharedOf(result)).toMatchObject({ copiedFiles: 1, share: { kind: 'file' } });
  expect(app.bucket.objects.size).toBe(2);
});

test.each([
  ['a page of its own stays that page', { page: 'always' }],
  ['an encrypted one stays a page', { encrypt: true }],
] as const)('%s', async (_what, options) => {
  const app = await start();
  const { first, results, release } = await sendSlowly(app, options);
  release();
  const last = sharedOf((await results)[0]);
  expect([last.share.kind, last.url]).toEqual(['page', first.url]);
  expect(read(app, first.url).times.forward).toBeUndefined();
});
