// New files of a watched folder are shared once, by whichever process, and nothing else is.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { ItemResult } from '../../../main/core/model/share-request';
import { rejected } from '../../fakes/failing';
import { rewrite } from '../../fakes/memory-files';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import { onPosix } from '../../platform';
import { until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const times = { stillMs: 2_000, everyMs: 10 };
const folder = '/pictures';

const startOne = startsApps();
const start = (options: Start = {}) =>
  startOne({ stays: true, watchTimes: times, ports: { newId: randomUUID }, ...options });
/** The app on what an earlier one left. */
const again = ({ clock, server, secrets, records, files, folders, ledgerFile }: RunningApp) =>
  start({ shared: { clock, server, secrets, records, files, folders, ledgerFile } });
const watching = async (options?: Start) => {
  const started = await start(options);
  started.files.put(`${folder}/old.png`, 'was there');
  await started.app.watchFolder(sampleConnection.id, folder);
  started.app.followFolders();
  return started;
};
/** Whoever watches has looked. */
async function looks({ folders, app }: RunningApp): Promise<void> {
  const enough = folders.listed + 4;
  const endMs = performance.now() + (app.store.get().folderWatches.length > 0 ? 5_000 : 200);
  await until(() => folders.listed >= enough || performance.now() > endMs);
}
const names = ({ app }: RunningApp) => app.store.get().shares.map(({ name }) => name);
/** Everything that is complete now is shared. */
const passes = async (one: RunningApp) => {
  await looks(one);
  one.clock.advance(2_000);
  await looks(one);
};

// The twin of the files has paths with slashes; the folder of the disk is `test/ports/folders`.
const hasSlashes = onPosix('paths with slashes');

describe.runIf(hasSlashes)('a watched folder', () => {
  test('shares a new file once it stands still, and nothing that was in it before', async () => {
    const one = await watching();
    const file = one.files.put(`${folder}/new.png`, 'half');
    await looks(one);
    one.clock.advance(1_999);
    await looks(one);
    rewrite(file, Buffer.from('half and half'));
    await looks(one);
    one.clock.advance(1_999);
    await looks(one);
    expect(names(one)).toEqual([]);
    one.clock.advance(1);
    await until(() => names(one).length === 1);
    expect(one.app.store.get().shares[0]).toMatchObject({ name: 'new.png', sizeBytes: 13, kind: 'file' });
    await passes(one);
    expect(names(one)).toEqual(['new.png']);
  });

  test('leaves out temporary files, empty ones and those that somebody writes into', async () => {
    const one = await watching();
    for (const name of ['a.part', '.hidden', 'b~']) one.files.put(`${folder}/${name}`, 'x');
    one.files.put(`${folder}/empty`, '');
    one.files.put(`${folder}/held`, 'x');
    one.folders.written.add(`${folder}/held`);
    one.files.put(`${folder}/below/c`, 'x');
    await passes(one);
    await passes(one);
    expect(names(one)).toEqual([]);
    one.folders.written.clear();
    one.clock.advance(8_000);
    await until(() => names(one).length === 1);
    expect(names(one)).toEqual(['held']);
  });

  test('copies all links of files that came together, or only lists them', async () => {
    const one = await watching();
    for (const name of ['a', 'b']) one.files.put(`${folder}/${name}`, name);
    await passes(one);
    await until(() => one.clipboard.written.length > 0);
    expect(one.clipboard.written.at(-1)?.split('\n')).toHaveLength(2);
    one.app.saveWatchCopies(sampleConnection.id, false);
    one.files.put(`${folder}/c`, 'c');
    await passes(one);
    await until(() => names(one).length === 3);
    expect(one.clipboard.written).toHaveLength(1);
  });

  test('shares what came while Mayfly was closed, once, and a changed or renamed file not again', async () => {
    const one = await watching();
    const file = one.files.put(`${folder}/first`, '1');
    await passes(one);
    await until(() => names(one).length === 1);
    await one.app.stop();
    one.files.put(`${folder}/second`, '2');
    rewrite(file, Buffer.from('changed'));
    const two = await again(one);
    two.app.followFolders();
    await passes(two);
    await until(() => names(two).length === 2);
    expect(names(two)).toEqual(['second', 'first']);
    await two.app.stop();
    const three = await again(two);
    three.app.followFolders();
    await passes(three);
    expect(names(three)).toEqual(['second', 'first']);
  });

  test('that is away is said, and goes on with what is new', async () => {
    const one = await watching();
    one.folders.away.add(folder);
    await until(() => one.app.store.get().folderWatches[0]?.isAway === true);
    one.files.put(`${folder}/new`, 'n');
    await passes(one);
    expect(names(one)).toEqual([]);
    one.folders.away.clear();
    await passes(one);
    await until(() => names(one).length === 1);
    expect(one.app.store.get().folderWatches).toEqual([
      { path: folder, connectionId: sampleConnection.id, copies: true, isAway: false },
    ]);
  });

  test('whose disk was exchanged is taken as newly chosen', async () => {
    const one = await watching();
    one.folders.away.add(folder);
    await until(() => one.app.store.get().folderWatches[0]?.isAway === true);
    one.files.delete(`${folder}/old.png`);
    for (const name of ['DSC1.jpg', 'DSC2.jpg']) one.files.put(`${folder}/${name}`, name);
    one.folders.identity = '2';
    one.folders.away.clear();
    await passes(one);
    await passes(one);
    expect(names(one)).toEqual([]);
    one.files.put(`${folder}/DSC3.jpg`, '3');
    await passes(one);
    await until(() => names(one).length === 1);
  });

  test('that was emptied shares a new file with an old name', async () => {
    const one = await watching();
    one.files.delete(`${folder}/old.png`);
    await passes(one);
    one.files.put(`${folder}/old.png`, 'another');
    await passes(one);
    await until(() => names(one).length === 1);
    expect(names(one)).toEqual(['old.png']);
  });

  test('is not watched any more once that is off, or its connection is gone', async () => {
    const one = await watching();
    one.app.stopWatching(sampleConnection.id);
    expect(one.app.store.get().folderWatches).toEqual([]);
    one.files.put(`${folder}/new`, 'n');
    await passes(one);
    expect([names(one), one.ports.ledger.watchedFolders()]).toEqual([[], []]);
    await one.app.watchFolder(sampleConnection.id, folder);
    await one.app.removeConnection(sampleConnection.id, 'keep');
    await until(() => one.app.store.get().folderWatches.length === 0);
    one.files.put(`${folder}/newer`, 'n');
    await passes(one);
    expect(one.ports.ledger.watchedFolders()).toEqual([]);
  });

  test('of another connection, of the profile, or of an unknown connection is refused', async () => {
    const one = await watching();
    const second = { ...sampleConnection, id: 'c-second', name: 'Second' };
    one.ports.ledger.saveConnection(second);
    const other = await again(one);
    expect((await rejected(other.app.watchFolder('c-second', folder))).code).toBe('folder-not-watchable');
    expect((await rejected(one.app.watchFolder(sampleConnection.id, '/profile'))).code).toBe('folder-not-watchable');
    expect((await rejected(one.app.watchFolder('c-none', '/elsewhere'))).code).toBe('connection-unknown');
  });

  test('shares a file whole that was written on while it was being sent', async () => {
    const one = await watching();
    const path = `${folder}/stalled`;
    const file = one.files.put(path, 'half');
    one.files.beforeRead(path, 1, () => {
      if (file.content.length === 4) rewrite(file, Buffer.from('half and half'));
    });
    await passes(one);
    await until(() => file.content.length > 4 && one.app.store.get().uploads.length === 0);
    await passes(one);
    await until(() => names(one).length === 1);
    expect(one.app.store.get().shares[0]).toMatchObject({ name: 'stalled', sizeBytes: 13 });
    expect([one.app.store.get().uploads, one.ports.ledger.unfinishedUploads()]).toEqual([[], []]);
  });

  test('tells once of a file that cannot be read, and tries it again when it has changed', async () => {
    const one = await watching();
    const path = `${folder}/secret`;
    const file = one.files.put(path, 's');
    const list = one.folders.list.bind(one.folders);
    one.folders.list = async (...asked) => {
      const refusal = one.files.refused.get(path);
      one.files.refused.delete(path);
      const listing = await list(...asked);
      if (refusal !== undefined) one.files.refused.set(path, refusal);
      return listing;
    };
    one.files.refused.set(path, new Failure('file-unreadable', { fileName: 'secret' }));
    await passes(one);
    await passes(one);
    const told = one.app.store.get().notices.filter(({ content }) => content.kind === 'failure');
    expect(told).toHaveLength(1);
    one.files.refused.delete(path);
    rewrite(file, Buffer.from('readable'));
    await passes(one);
    await until(() => names(one).length === 1);
  });
});

describe.runIf(hasSlashes)('mayfly watch beside the app', () => {
  test('never shares a file that the other shares', async () => {
    const one = await watching();
    const two = await again(one);
    const control = new AbortController();
    const results: ItemResult[] = [];
    const ended = two.app.watchInForeground(folder, {
      copy: false,
      fromNow: false,
      signal: control.signal,
      onLook: () => undefined,
      onResults: (more) => results.push(...more),
      onFailure: (failure) => expect(failure).toBeUndefined(),
    });
    for (let index = 0; index < 20; index += 1) one.files.put(`${folder}/${index}`, `${index}`);
    await passes(one);
    await until(() => one.ports.ledger.shares().length === 20);
    await passes(one);
    control.abort();
    await ended;
    const shared = one.ports.ledger.shares().map(({ name }) => name);
    expect([shared.length, new Set(shared).size]).toEqual([20, 20]);
    expect(results.every(({ ok }) => ok)).toBe(true);
  });

  test.each([
    [{ lifetimeSeconds: 7_776_000 }, { longestSeconds: 604_800 }],
    [{ endsAtMs: newYearMs }, { reason: 'that time is over' }],
  ])('does not begin with %j', async (lifetime, detail) => {
    const one = await start();
    const refused = one.app.watchInForeground(folder, {
      copy: false,
      fromNow: false,
      signal: AbortSignal.abort(),
      ...lifetime,
      onLook: () => undefined,
      onResults: () => undefined,
      onFailure: () => undefined,
    });
    expect(await rejected(refused)).toMatchObject({ code: 'expiry-out-of-range', detail });
  });

  // Once it said nothing, and shared nothing, until somebody looked why.
  test('tells that it waits for credentials, once', async () => {
    const one = await start();
    const failures: string[] = [];
    const control = new AbortController();
    const ended = one.app.watchInForeground(folder, {
      copy: false,
      fromNow: false,
      signal: control.signal,
      onLook: () => undefined,
      onResults: () => undefined,
      onFailure: ({ code }) => failures.push(code),
    });
    await looks(one);
    for (const nth of [1, 2]) one.objects.fail('put', new Failure('token-expired'), { nth });
    for (const name of ['a', 'b']) one.files.put(`${folder}/${name}`, name);
    await passes(one);
    const waiting = () => one.app.store.get().uploads.filter(({ phase }) => phase.kind === 'awaiting-credentials');
    await until(() => waiting().length === 2);
    expect(failures).toEqual(['token-expired']);
    control.abort();
    await ended;
  });

  test('ends by itself when the moment at which its links end is over, and fails no file', async () => {
    const one = await start();
    const results: ItemResult[] = [];
    const failures: Failure[] = [];
    const ended = one.app.watchInForeground(folder, {
      copy: false,
      fromNow: false,
      signal: new AbortController().signal,
      endsAtMs: newYearMs + 60_000,
      onLook: () => undefined,
      onResults: (more) => results.push(...more),
      onFailure: (failure) => failures.push(failure),
    });
    await looks(one);
    one.files.put(`${folder}/early`, 'e');
    await passes(one);
    await until(() => results.length === 1);
    one.clock.advance(60_000);
    one.files.put(`${folder}/late`, 'l');
    await ended;
    expect([names(one), failures, results.every(({ ok }) => ok)]).toEqual([['early'], [], true]);
  });

  test('goes on where it ended, or begins anew', async () => {
    const one = await start();
    one.files.put(`${folder}/old`, 'o');
    const watch = async (by: RunningApp, fromNow: boolean) => {
      const control = new AbortController();
      const begun: number[] = [];
      const ended = by.app.watchInForeground(folder, {
        copy: false,
        fromNow,
        signal: control.signal,
        onLook: ({ fresh }) => begun.push(fresh),
        onResults: () => undefined,
        onFailure: () => undefined,
      });
      await passes(by);
      control.abort();
      await ended;
      return begun[0];
    };
    expect(await watch(one, false)).toBe(0);
    one.files.put(`${folder}/new`, 'n');
    expect(await watch(one, true)).toBe(0);
    one.files.put(`${folder}/newer`, 'n');
    expect(await watch(one, false)).toBe(1);
    await until(() => names(one).length === 1);
    expect(names(one)).toEqual(['newer']);
  });
});
