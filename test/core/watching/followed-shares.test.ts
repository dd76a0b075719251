// A page that follows its folder has what the folder has, keeps its link, and loses nothing because a folder is not there.
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { Share } from '../../../main/core/model/share';
import type { ShareOptions } from '../../../main/core/model/share-request';
import type { FollowedChange } from '../../../main/core/model/watched-folder';
import { rejected } from '../../fakes/failing';
import { rewrite } from '../../fakes/memory-files';
import { onPosix } from '../../platform';
import { until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const folder = '/home/trip';
const times = { stillMs: 2_000, everyMs: 10 };

const startOne = startsApps();
const start = (options: Start = {}) =>
  startOne({ stays: true, watchTimes: times, ports: { newId: randomUUID }, ...options });

interface World extends RunningApp {
  readonly share: Share;
  readonly url: string;
}

async function shared(here: RunningApp, options: Partial<ShareOptions> = {}): Promise<World> {
  here.files.put(`${folder}/a.txt`, 'first');
  here.files.put(`${folder}/b.txt`, 'second');
  const [result] = await here.app.shareItems([folder], { copy: false, lifetimeSeconds: 600, ...options });
  if (result?.ok !== true) throw new Error(`no share: ${result?.failure.code}`);
  return { ...here, share: result.shared.share, url: result.shared.url };
}
async function followed(options?: Start): Promise<World> {
  const here = await shared(await start(options));
  await here.app.keepInStep(here.share.id, true);
  return here;
}
/** The app on what an earlier one left. */
const again = async (one: World, options: Start = {}): Promise<World> => {
  const { clock, server, secrets, records, files, folders, ledgerFile } = one;
  const next = await start({ shared: { clock, server, secrets, records, files, folders, ledgerFile }, ...options });
  return { ...next, share: one.share, url: one.url };
};

/** The names behind the link, and what each gives. */
function seen({ server, url }: World): Readonly<Record<string, string>> {
  const html = gunzipSync(server.get(url).body).toString();
  const links = html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g);
  return Object.fromEntries(
    Array.from(links, ([, href = '', name = '']) => {
      const { status, body } = server.get(new URL(href.replaceAll('&amp;', '&'), url).href);
      return [name, status === 200 ? body.toString() : String(status)];
    }),
  );
}
/** The process that follows has looked a few times. */
async function looks({ folders }: RunningApp): Promise<void> {
  const enough = folders.listed + 4;
  const endMs = performance.now() + 1_000;
  await until(() => folders.listed >= enough || performance.now() > endMs);
}
/** So much time goes by, with looks before and after. */
async function passes(one: RunningApp, ms = 2_000): Promise<void> {
  await looks(one);
  one.clock.advance(ms);
  await looks(one);
}
const state = ({ app, share }: World) => app.store.get().followed.get(share.id);
const reason = (one: World) => state(one)?.failure?.detail.reason;
const first = { 'a.txt': 'first', 'b.txt': 'second' };

// The twin of the files has paths with slashes.
const hasSlashes = onPosix('paths with slashes');

describe.runIf(hasSlashes)('a share that is kept in step with its folder', () => {
  test('is followed once, also where it was asked for twice at once', async () => {
    const here = await shared(await start());
    await Promise.all([here.app.keepInStep(here.share.id, true), here.app.keepInStep(here.share.id, true)]);
    here.files.put(`${folder}/c.txt`, 'third');
    const stored = () =>
      here.objects.calls.filter(({ operation, key }) => operation === 'put' && key.endsWith('c.txt'));
    await passes(here);
    await until(() => 'c.txt' in seen(here));
    await looks(here);
    expect(stored()).toHaveLength(1);
  });

  test('gets new and changed files once they stand still, at the same link and in one change', async () => {
    const here = await followed();
    const a = here.files.put(`${folder}/a.txt`, 'anew');
    a.mtimeNs = 2_000n;
    here.files.put(`${folder}/below/c.txt`, 'third');
    here.files.put(`${folder}/d.txt.part`, 'half');
    await looks(here);
    here.clock.advance(1_999);
    await looks(here);
    expect(seen(here)).toEqual(first);
    here.clock.advance(1);
    await until(() => here.app.shareOf(here.share.id).fileCount === 3);
    expect(seen(here)).toEqual({ 'a.txt': 'anew', 'b.txt': 'second', 'below/c.txt': 'third' });
    expect(here.ports.ledger.rewrittenPage(here.share.id)?.revision).toBe(1);
    expect(here.app.shareOf(here.share.id)).toMatchObject({
      key: here.share.key,
      expiresAtMs: here.share.expiresAtMs,
      name: 'trip',
    });
    await passes(here, 61_000);
    expect(state(here)).toEqual({ byApp: true, inStepAtMs: here.clock.now() });
  });

  test('loses a file that two looks miss, and only then', async () => {
    const here = await followed();
    here.files.delete(`${folder}/a.txt`);
    await passes(here, 9_999);
    expect(seen(here)).toEqual(first);
    here.clock.advance(1);
    await until(() => here.app.shareOf(here.share.id).fileCount === 1);
    expect(seen(here)).toEqual({ 'b.txt': 'second' });
  });

  test('loses nothing while its folder is away, empty or another one', async () => {
    const here = await followed();
    here.folders.away.add(folder);
    here.files.delete(`${folder}/a.txt`);
    await passes(here, 60_000);
    expect([seen(here), reason(here)]).toEqual([first, 'the folder is not there now']);
    expect(state(here)?.failure?.code).toBe('folder-out-of-step');
    here.folders.away.clear();
    await passes(here, 5_000);
    expect([seen(here), reason(here)]).toEqual([first, undefined]);
    here.files.put(`${folder}/a.txt`, 'first').mtimeNs = 1_000n;
    await passes(here);
    here.files.delete(`${folder}/a.txt`);
    here.files.delete(`${folder}/b.txt`);
    here.files.put(`${folder}/.hidden`, 'x');
    await passes(here, 10_000);
    await passes(here, 10_000);
    expect([seen(here), reason(here)]).toEqual([first, 'no file would be left']);
    here.folders.identity = '2';
    here.files.put(`${folder}/other.txt`, 'private');
    await passes(here, 10_000);
    await passes(here, 10_000);
    expect([seen(here), reason(here)]).toEqual([
      first,
      'nothing on the page is in the folder, which may be another one',
    ]);
    // The user says that it is meant.
    await here.app.keepInStep(here.share.id, false);
    await here.app.keepInStep(here.share.id, true);
    await passes(here, 10_000);
    await passes(here, 10_000);
    await until(() => 'other.txt' in seen(here));
    expect([seen(here), state(here)?.failure]).toEqual([{ 'other.txt': 'private' }, undefined]);
  });

  test('goes without a file that cannot be stored, says why, and takes it once it changed', async () => {
    const here = await followed();
    const bad = here.files.put(`${folder}/bad.txt`, 'bad');
    bad.broken = new Failure('file-unreadable', { fileName: 'bad.txt' });
    here.files.put(`${folder}/good.txt`, 'good');
    await passes(here);
    await until(() => 'good.txt' in seen(here));
    expect(seen(here)).toEqual({ ...first, 'good.txt': 'good' });
    await until(() => state(here)?.failure !== undefined);
    expect(state(here)?.failure?.code).toBe('file-unreadable');
    expect([here.app.store.get().uploads, here.ports.ledger.pageDrafts()]).toEqual([[], []]);
    bad.broken = undefined;
    rewrite(bad, Buffer.from('mended'));
    await passes(here);
    await until(() => seen(here)['bad.txt'] === 'mended');
  });

  test('is encrypted as before', async () => {
    const here = await shared(await start(), { encrypt: true, password: 'secret' });
    await here.app.keepInStep(here.share.id, true);
    here.files.put(`${folder}/c.txt`, 'third');
    await passes(here);
    await until(() => here.app.shareOf(here.share.id).fileCount === 3);
    expect(here.app.shareOf(here.share.id)).toMatchObject({ key: here.share.key, encryption: 'password' });
    await passes(here, 61_000);
    expect(here.app.shareItemsOf(here.share.id).filter(({ headSha256 }) => headSha256 !== undefined)).toHaveLength(3);
  });

  test('is followed by the next app from its first look, and no more once that is switched off', async () => {
    const one = await followed();
    await passes(one);
    await one.app.stop();
    one.files.put(`${folder}/c.txt`, 'third');
    const two = await again(one);
    await two.app.followShares();
    await passes(two);
    await until(() => 'c.txt' in seen(two));
    await two.app.keepInStep(two.share.id, false);
    two.files.put(`${folder}/d.txt`, 'fourth');
    await passes(two);
    await passes(two);
    expect([seen(two), state(two)]).toEqual([{ ...first, 'c.txt': 'third' }, undefined]);
  });

  test('ends with its link', async () => {
    const here = await followed();
    await here.app.revoke(here.share.id);
    await until(() => state(here) === undefined);
    expect(here.ports.ledger.followedFolders()).toEqual([]);
    here.files.put(`${folder}/c.txt`, 'third');
    await passes(here);
    expect([...here.bucket.objects.keys()].filter((key) => key.startsWith('f/'))).toEqual([]);
  });

  test('changes twenty times at once within an hour, and then every ninety seconds, with all that came', async () => {
    const here = await followed();
    const revision = () => here.ports.ledger.rewrittenPage(here.share.id)?.revision ?? 0;
    for (let change = 1; change <= 20; change += 1) {
      here.files.put(`${folder}/n${change}`, 'x');
      await passes(here);
      await until(() => revision() === change);
    }
    here.files.put(`${folder}/late`, 'x');
    await passes(here);
    here.files.put(`${folder}/later`, 'x');
    await passes(here);
    expect(revision()).toBe(20);
    here.clock.advance(90_000);
    await until(() => revision() === 21);
    expect(Object.keys(seen(here))).toEqual(expect.arrayContaining(['late', 'later']));
  });
});

describe.runIf(hasSlashes)('a command that follows', () => {
  const foreground = (one: World) => {
    const changes: Omit<FollowedChange, 'share'>[] = [];
    const others: boolean[] = [];
    const failures: (string | undefined)[] = [];
    const ended = new AbortController();
    const done = one.app.followInForeground(one.share.id, {
      signal: ended.signal,
      onChange: ({ share: _share, ...change }) => changes.push(change),
      onFailure: (failure) => failures.push(failure?.code),
      onOther: (isOther) => others.push(isOther),
    });
    return { changes, others, failures, end: () => (ended.abort(), done) };
  };

  test('begins without a file that is gone or another before it was stored, and takes that one then', async () => {
    const { app, ...others } = await start();
    const { files } = others;
    for (const [name, content] of Object.entries({ 'a.txt': 'first', 'gone.txt': 'gone', 'b.txt': 'second' }))
      files.put(`${folder}/${name}`, content);
    const leaves = async () => {
      files.delete(`${folder}/gone.txt`);
      rewrite(files.put(`${folder}/b.txt`, ''), Buffer.from('anew'));
    };
    const results = await app.shareItems([folder], { copy: false, goesWithout: true, agrees: leaves });
    expect(results.map((one) => (one.ok ? one.shared.share.fileCount : [one.name, one.failure.code]))).toEqual([
      1,
      ['b.txt', 'file-changed'],
      ['gone.txt', 'file-missing'],
    ]);
    const [made] = results;
    if (made?.ok !== true) throw new Error('no share');
    const here = { ...others, app, share: made.shared.share, url: made.shared.url };
    expect(seen(here)).toEqual({ 'a.txt': 'first' });
    const one = foreground(here);
    await passes(here);
    await until(() => one.changes.length === 1);
    expect(seen(here)).toEqual({ 'a.txt': 'first', 'b.txt': 'anew' });
    expect([app.store.get().uploads, app.store.get().pages, here.ports.ledger.pageDrafts()]).toEqual([[], [], []]);
    await one.end();
  });

  test('tells each change, leaves the app alone, and is gone on with by the next one for its folder', async () => {
    const here = await shared(await start());
    const one = foreground(here);
    here.files.put(`${folder}/c.txt`, 'third');
    rewrite(here.files.put(`${folder}/a.txt`, 'anew'), Buffer.from('again'));
    here.files.delete(`${folder}/b.txt`);
    await passes(here);
    await until(() => one.changes.length === 1);
    here.clock.advance(10_000);
    await until(() => one.changes.length === 2);
    expect(one.changes).toEqual([
      { added: ['c.txt'], replaced: ['a.txt'], removed: [] },
      { added: [], replaced: [], removed: ['b.txt'] },
    ]);
    await one.end();
    expect([state(here), here.ports.ledger.followedFolders().length]).toEqual([undefined, 1]);
    expect((await here.app.followedShareOf(folder))?.id).toBe(here.share.id);
    await here.app.followShares();
    await looks(here);
    expect(state(here)).toBeUndefined();
  });

  // Once it said nothing, and the page was out of step.
  test('tells that a change waits for credentials', async () => {
    const here = await shared(await start());
    const one = foreground(here);
    await looks(here);
    here.objects.fail('put', new Failure('token-expired'));
    here.files.put(`${folder}/c.txt`, 'third');
    await passes(here);
    await until(() => one.failures.length > 0);
    expect(one.failures).toEqual(['token-expired']);
    await one.end();
  });

  test('waits while the app follows, and takes its place', async () => {
    const one = await followed();
    const two = await again(one, { ports: { newId: randomUUID, pid: one.ports.pid + 1, isAlive: () => true } });
    const follows = foreground(two);
    await until(() => follows.others.length > 0);
    one.files.put(`${folder}/c.txt`, 'third');
    await passes(one);
    await until(() => 'c.txt' in seen(one));
    expect([follows.others.at(-1), follows.changes]).toEqual([true, []]);
    await one.app.stop();
    two.files.put(`${folder}/d.txt`, 'fourth');
    await passes(two);
    await until(() => follows.changes.length === 1);
    expect(seen(two)).toEqual({ ...first, 'c.txt': 'third', 'd.txt': 'fourth' });
    await follows.end();
  });
});

test('is refused for what was not made of one folder, or has ended', async () => {
  const here = await start();
  here.files.put('/home/x.txt', 'x');
  here.files.put('/home/y.txt', 'y');
  const [result] = await here.app.shareItems(['/home/x.txt', '/home/y.txt'], { copy: false });
  if (result?.ok !== true) throw new Error('no share');
  expect(await rejected(here.app.keepInStep(result.shared.share.id, true))).toMatchObject({
    code: 'share-unchangeable',
    detail: { reason: 'it was not made of one folder' },
  });
  expect((await rejected(here.app.keepInStep('nobody', true))).code).toBe('share-not-found');
});
