// A profile that was copied to another computer after a share was made: what either changes stays, and either takes all of it back.
import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import type { ShareOptions } from '../../../main/core/model/share-request';
import { rejected } from '../../fakes/failing';
import { sampleConnection } from '../../fakes/samples';
import type { RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { seenPage, sharedIn } from './seen-page';

const start = startsApps();
const guards: Connection = { ...sampleConnection, capabilities: { madeAtMs: 0, conditionalPut: true } };
const lacksConditions: Connection = { ...sampleConnection, capabilities: { madeAtMs: 0, conditionalPut: false } };

async function twoComputers(connection: Connection, options: Partial<ShareOptions> = {}) {
  const here = await start({
    prepare: ({ ports }) => {
      ports.ledger.saveConnection(connection);
    },
  });
  const { files, server, secrets, clock } = here;
  for (const name of ['a', 'b', 'c', 'd', 'e']) files.put(`/home/${name}.txt`, `content of ${name}`);
  const paths = ['/home/a.txt', '/home/b.txt'];
  const { share, url } = sharedIn((await here.app.shareItems(paths, { copy: false, page: 'always', ...options }))[0]);
  const ledgerFile = here.ledgerFile.copy();
  let ids = 0;
  const there = await start({
    shared: { files, server, secrets, clock, ledgerFile },
    ports: { randomBytes: (length) => randomBytes(length), newId: () => `there-${(ids += 1)}` },
  });
  const add = async ({ app }: RunningApp, name: string) =>
    sharedIn((await app.addFiles(share.id, [`/home/${name}.txt`]))[0]);
  const names = ({ app }: RunningApp) =>
    app.shareItemsOf(share.id).flatMap(({ role, path }) => (role === 'file' ? [path] : []));
  const keys = () => [...here.bucket.objects.keys()];
  return { here, there, share, url, add, names, keys };
}

const byName = (files: ReturnType<typeof seenPage>['files']) => files.toSorted(([a], [b]) => (a < b ? -1 : 1));
const content = (...names: readonly string[]) => names.map((name) => [`${name}.txt`, `content of ${name}`]);

describe.each([
  ['with conditional writes', guards],
  ['without', lacksConditions],
])('two computers with one share, %s', (_how, connection) => {
  test('each add to what the other has added, and know all of it then', async () => {
    const { here, there, url, add, names } = await twoComputers(connection);
    await add(here, 'c');
    await add(there, 'd');
    await add(here, 'e');
    const { files, revision } = seenPage(here, url);
    expect([files, revision]).toEqual([content('a', 'b', 'c', 'd', 'e'), 3]);
    expect(names(here)).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt']);
    expect(names(there)).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
  });

  test('at the same moment lose neither change', async () => {
    const { here, there, url, add } = await twoComputers(connection);
    await Promise.all([add(here, 'c'), add(there, 'd')]);
    expect(byName(seenPage(here, url).files)).toEqual(content('a', 'b', 'c', 'd'));
  });

  test('where one takes a file out and the other adds one, do both', async () => {
    const { here, there, share, url, add, names, keys } = await twoComputers(connection);
    await here.app.removeFiles(share.id, ['a.txt']);
    await add(there, 'c');
    expect(seenPage(here, url).files).toEqual(content('b', 'c'));
    expect([names(there), keys().length]).toEqual([['b.txt', 'c.txt'], 3]);
  });

  test('where one replaces a file, keep its place', async () => {
    const { here, there, share, url, add } = await twoComputers(connection);
    await here.app.replaceFile(share.id, 'a.txt', '/home/d.txt');
    await add(there, 'c');
    expect(seenPage(here, url).files).toEqual([['a.txt', 'content of d'], ...content('b', 'c')]);
  });
});

test('a write that was lost long after it seemed to hold comes back with the next change', async () => {
  const { here, there, url, add, keys, share } = await twoComputers(lacksConditions);
  const before = here.bucket.objects.get(share.key);
  await add(here, 'c');
  // The other computer slept between its look and its write.
  if (before !== undefined) here.bucket.objects.set(share.key, before);
  await add(there, 'd');
  expect(seenPage(here, url).files).toEqual(content('a', 'b', 'd'));
  here.clock.advance(60_000);
  await add(here, 'e');
  expect(byName(seenPage(here, url).files)).toEqual(content('a', 'b', 'c', 'd', 'e'));
  expect(keys()).toHaveLength(6);
});

test.each([undefined, 'secret'])('encrypted shares are merged by their manifests, password %s', async (password) => {
  const encrypted = { encrypt: true, ...(password !== undefined && { password }) };
  const { here, there, url, add, names, share } = await twoComputers(guards, encrypted);
  const first = await add(here, 'c');
  const second = await add(there, 'd');
  expect([first.url, second.url].map((link) => new URL(link).hash)).toEqual(Array(2).fill(new URL(url).hash));
  expect(names(there)).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
  const c = here.app.shareItemsOf(share.id).find(({ path }) => path === 'c.txt');
  const merged = there.app.shareItemsOf(share.id).find(({ path }) => path === 'c.txt');
  expect([merged?.key, merged?.headSha256, merged?.sha256, merged?.contentType]).toEqual([
    c?.key,
    c?.headSha256,
    c?.sha256,
    c?.contentType,
  ]);
});

test('the computer that is behind takes back and extends all that the other added', async () => {
  const { here, there, share, url, add, keys } = await twoComputers(guards);
  await add(here, 'c');
  const extended = await there.app.extend(share.id, 7_200, { copy: false });
  expect(seenPage(here, extended.url).files).toEqual(content('a', 'b', 'c'));
  expect(extended.share.fileCount).toBe(3);
  await here.app.removeFiles(share.id, ['b.txt']);
  await there.app.revoke(share.id);
  expect([here.server.get(url).status, keys()]).toEqual([404, []]);
});

test('a file that only the page names is taken out by its name', async () => {
  const { here, there, share, url, add, keys } = await twoComputers(guards);
  await add(here, 'c');
  await there.app.removeFiles(share.id, ['c.txt', 'a.txt']);
  expect([seenPage(here, url).files, keys().length]).toEqual([content('b'), 2]);
  await expect(there.app.removeFiles(share.id, ['none.txt'])).rejects.toMatchObject({ code: 'share-unchangeable' });
});

test('one more file is taken back from the computer that is behind', async () => {
  const { here, there, share, add, keys } = await twoComputers(guards);
  await add(here, 'c');
  const { linksAsked } = await there.app.revoke(share.id);
  expect([linksAsked, keys()]).toEqual([4, []]);
});

test.each([
  ['that is none of Mayfly’s', () => '<p>another page</p>'],
  ['whose list is not whole', (html: string) => html.replace(/<li>.*\n/, '')],
])('a page %s is not written over', async (_what, damage) => {
  const { here, there, share, url, add, keys } = await twoComputers(guards);
  await add(here, 'c');
  const stored = here.bucket.objects.get(share.key);
  if (stored === undefined) throw new Error('no page');
  const body = gzipSync(damage(gunzipSync(stored.body).toString()));
  here.bucket.objects.set(share.key, { ...stored, body });
  const before = keys();
  const result = await there.app.removeFiles(share.id, ['a.txt']);
  const reason = 'another computer wrote its page, and this Mayfly cannot read that';
  expect(result).toMatchObject({ ok: false, failure: { code: 'share-unchangeable', detail: { reason } } });
  expect((await rejected(there.app.extend(share.id, 7_200, { copy: false }))).code).toBe('share-unchangeable');
  expect([keys(), here.server.get(url).body]).toEqual([before, body]);
});
