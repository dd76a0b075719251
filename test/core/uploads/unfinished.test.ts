// An upload that was stopped, cut off or abandoned goes on, or goes away, and says which.
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { UnfinishedUpload } from '../../../main/core/model/upload';
import type { Ledger } from '../../../main/core/ports/ledger';
import { rejected } from '../../fakes/failing';
import { rewrite, type MemoryFile } from '../../fakes/memory-files';
import { sampleConnection, sampleCredentials, sampleUnfinished } from '../../fakes/samples';
import { settle, startApp, until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const mebibyte = 1_048_576;
const content = Buffer.alloc(40 * mebibyte, 'mayfly ');

const start = startsApps();

/** A process that was killed after the first part of a file of three had arrived. */
async function killed(): Promise<RunningApp & { readonly file: MemoryFile }> {
  const twins = await startApp();
  const file = twins.files.put('/home/a.bin', content);
  // One part after the other, so that the first has arrived when the second fails.
  twins.app.saveSettings({ parallel: 1 });
  twins.objects.fail('putPart', new Failure('access-denied'), { nth: 2 });
  await twins.app.shareItems(['/home/a.bin'], { copy: true, lifetimeSeconds: 600 });
  // Its row as a kill leaves it: still active, under a process id that is gone.
  const [row] = twins.ports.ledger.unfinishedUploads();
  if (row === undefined) throw new Error('no row');
  twins.ports.ledger.saveUpload({ ...row, state: 'active', ownerPid: 4_000_000 });
  return { ...twins, file };
}
const after = ({ clock, server, secrets, files, ledgerFile }: RunningApp, options: Start = {}) =>
  start({
    shared: { clock, server, secrets, files, ledgerFile },
    ports: { pid: 2_000, isAlive: (pid) => pid === 2_000 },
    ...options,
  });

describe('after a kill', () => {
  test('a window goes on with what had arrived, and the link is on the clipboard as it was meant', async () => {
    const before = await killed();
    const next = await after(before, { stays: true });
    await until(() => next.clipboard.written.length === 1);
    const sent = next.objects.calls.filter(({ operation }) => operation === 'putPart');
    expect(sent.map(({ partNumber }) => partNumber)).toEqual([2, 3]);
    expect([...next.bucket.objects.values()][0]?.body.equals(content)).toBe(true);
    const [share] = next.app.store.get().shares;
    expect((share?.expiresAtMs ?? 0) - (share?.createdAtMs ?? 0)).toBe(600_000);
    expect([next.app.store.get().uploads, next.ports.ledger.unfinishedUploads()]).toEqual([[], []]);
  });

  test('a window leaves it to a command where the keys lie in a file, and what has expired there too', async () => {
    const before = await killed();
    before.ports.ledger.saveConnection({ ...sampleConnection, credentials: { kind: 'file' } });
    const next = await after(before, { stays: true, upkeepEveryMs: 5 });
    await settle();
    expect([next.app.leftBehind().map(({ state }) => state), next.objects.calls]).toEqual([['active'], []]);
    expect([next.app.store.get().uploads, next.app.store.get().notices]).toEqual([[], []]);
  });

  test('a command leaves it alone, lists it, and finishes it when asked', async () => {
    const next = await after(await killed());
    expect(next.app.leftBehind().map(({ name, state }) => [name, state])).toEqual([['a.bin', 'active']]);
    expect(next.objects.calls).toEqual([]);
    expect(await next.app.resume(undefined, false)).toMatchObject([{ ok: true }]);
    expect(next.app.leftBehind()).toEqual([]);
  });

  test('a command that shares the same file goes on with it', async () => {
    const next = await after(await killed());
    expect(await next.app.shareItems(['/home/a.bin'], { copy: false })).toMatchObject([{ ok: true }]);
    expect(next.objects.calls.filter(({ operation }) => operation === 'putPart')).toHaveLength(2);
    expect([next.bucket.objects.size, next.bucket.uploads.size, next.ports.ledger.unfinishedUploads()]).toEqual([
      1,
      0,
      [],
    ]);
  });

  test('a command that shares the same file begins its own where another one took the first just before', async () => {
    const before = await killed();
    const ledger = before.ledgerFile.open();
    const [row = sampleUnfinished] = ledger.unfinishedUploads();
    const taken = { ...row, ownerPid: 3_000 };
    const together: Ledger['together'] = (action) => {
      ledger.saveUpload(taken);
      return ledger.together(action);
    };
    const next = await after(before, {
      ports: {
        pid: 2_000,
        isAlive: (pid) => pid !== row.ownerPid,
        ledger: { ...ledger, together },
        newId: randomUUID,
        randomBytes,
      },
    });
    expect(await next.app.shareItems(['/home/a.bin'], { copy: false })).toMatchObject([{ ok: true }]);
    expect(next.bucket.objects.has(row.key)).toBe(false);
    expect(ledger.unfinishedUploads()).toEqual([taken]);
  });

  test('a file that changed meanwhile is not sent, and what had arrived of it stays', async () => {
    const before = await killed();
    const was = before.file.content;
    const { mtimeNs } = before.file;
    rewrite(before.file, Buffer.alloc(20 * mebibyte, 'other '));
    const next = await after(before);
    const changed = [{ ok: false, failure: { code: 'file-changed' } }];
    expect(await next.app.resume(undefined, false)).toMatchObject(changed);
    expect([next.bucket.objects.size, next.bucket.uploads.size]).toEqual([0, 1]);
    Object.assign(before.file, { content: was, mtimeNs });
    const last = await after(next, { ports: { pid: 3_000, isAlive: (pid) => pid === 3_000 } });
    expect(await last.app.resume(undefined, false)).toMatchObject([{ ok: true }]);
    expect(last.objects.calls.filter(({ operation }) => operation === 'putPart')).toHaveLength(2);
  });

  test('a file that changed meanwhile and is given again begins again, and that is said', async () => {
    const before = await killed();
    rewrite(before.file, Buffer.alloc(20 * mebibyte, 'other '));
    const next = await after(before);
    expect(await next.app.shareItems(['/home/a.bin'], { copy: false })).toMatchObject([{ ok: true }]);
    expect([...next.bucket.objects.values()][0]?.body.toString('utf8', 0, 6)).toBe('other ');
    expect(next.bucket.uploads.size).toBe(0);
    const notices = next.app.store.get().notices.map((notice) => notice.content);
    expect(notices).toContainEqual({ kind: 'restarted', name: 'a.bin', why: 'file-changed' });
  });

  test('parts that the server lost begin again, and that is said', async () => {
    const before = await killed();
    before.bucket.uploads.clear();
    const next = await after(before);
    expect(await next.app.resume(undefined, false)).toMatchObject([{ ok: true }]);
    expect([...next.bucket.objects.values()][0]?.body.equals(content)).toBe(true);
    const notices = next.app.store.get().notices.map((notice) => notice.content);
    expect(notices).toContainEqual({ kind: 'restarted', name: 'a.bin', why: 'upload-lost' });
  });

  test('a file that is gone is said to be', async () => {
    const before = await killed();
    before.files.delete('/home/a.bin');
    const next = await after(before);
    expect(await next.app.resume(undefined, false)).toMatchObject([{ ok: false, failure: { code: 'file-missing' } }]);
  });

  test('what is discarded is gone from the server and from the ledger', async () => {
    const next = await after(await killed());
    await next.app.discard(next.app.leftBehind()[0]?.id ?? '');
    expect([next.bucket.uploads.size, next.bucket.objects.size, next.ports.ledger.unfinishedUploads()]).toEqual([
      0,
      0,
      [],
    ]);
    expect((await rejected(next.app.discard('u-nobody'))).code).toBe('upload-not-found');
  });

  // Each start tried again, and each attempt left a delete marker more.
  test('what is discarded or cancelled is over where the bucket keeps versions that the key may not delete', async () => {
    const next = await after(await killed(), { stays: false });
    const kept = () => next.objects.fail('remove', new Failure('versions-kept'), { afterwards: true });
    kept();
    await next.app.discard(next.app.leftBehind()[0]?.id ?? '');
    expect(next.ports.ledger.unfinishedUploads()).toEqual([]);
    const release = next.objects.hold('putPart');
    const sharing = next.app.shareItems(['/home/a.bin'], { copy: false });
    await until(() => next.app.store.get().uploads.length === 1);
    kept();
    next.app.cancelUpload(next.app.store.get().uploads[0]?.id ?? '');
    for (const { id } of next.app.store.get().notices) next.app.dismissNotice(id);
    release();
    await sharing;
    await until(() => next.ports.ledger.unfinishedUploads().length === 0);
  });

  test('an upload of a process that lives is nobody else’s', async () => {
    const before = await killed();
    const next = await after(before, { ports: { pid: 2_000, isAlive: () => true } });
    expect(next.app.leftBehind()).toEqual([]);
    expect(await next.app.resume(undefined, false)).toEqual([]);
  });

  test('an abandoned one is only cleaned up', async () => {
    const before = await killed();
    const [row] = before.ports.ledger.unfinishedUploads();
    if (row !== undefined) before.ports.ledger.saveUpload({ ...row, state: 'abandoned' });
    const next = await after(before, { stays: true });
    await until(() => next.ports.ledger.unfinishedUploads().length === 0);
    expect([next.bucket.uploads.size, next.bucket.objects.size, next.app.store.get().shares]).toEqual([0, 0, []]);
  });
});

describe('paused', () => {
  test('an upload waits with its parts, and goes on where it was', async () => {
    const twins = await start({ stays: true });
    twins.files.put('/home/a.bin', content);
    const release = twins.objects.hold('putPart');
    const sharing = twins.app.shareItems(['/home/a.bin'], { copy: false });
    await until(() => twins.objects.calls.some(({ operation }) => operation === 'putPart'));
    const id = twins.app.store.get().uploads[0]?.id ?? '';
    twins.app.pauseUpload(id);
    await until(() => twins.app.store.get().uploads[0]?.phase.kind === 'paused');
    release();
    await settle();
    expect([twins.bucket.uploads.size, twins.ports.ledger.unfinishedUploads()[0]?.state]).toEqual([1, 'paused']);
    twins.app.resumeUpload(id);
    expect(await sharing).toMatchObject([{ ok: true }]);
    expect([...twins.bucket.objects.values()][0]?.body.equals(content)).toBe(true);
  });

  test('an upload stays paused over a restart', async () => {
    const before = await killed();
    const [row] = before.ports.ledger.unfinishedUploads();
    if (row !== undefined) before.ports.ledger.saveUpload({ ...row, state: 'paused' });
    const next = await after(before, { stays: true });
    await until(() => next.app.store.get().uploads.length === 1);
    await settle();
    expect([next.app.store.get().uploads[0]?.phase.kind, next.objects.calls]).toEqual(['paused', []]);
  });
});

describe('an upload whose row cannot be saved', () => {
  const full = (ledger: RunningApp['ports']['ledger'], isFull: () => boolean) => {
    const save = ledger.saveUpload.bind(ledger);
    Object.assign(ledger, {
      saveUpload(row: UnfinishedUpload) {
        if (isFull()) throw new Failure('disk-full');
        save(row);
      },
    });
  };

  test('when the network is back fails, says why, and can be resumed', async () => {
    let isFull = false;
    const isReachable = async () => (isFull = true);
    const { app, files, objects } = await start({
      stays: true,
      ports: { isReachable },
      prepare: ({ ports }) => full(ports.ledger, () => isFull),
    });
    files.put('/home/a.txt', 'abc');
    objects.fail('put', new Failure('endpoint-unreachable'));
    const [result] = await app.shareItems(['/home/a.txt'], { copy: false });
    expect(result).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    const [shown] = app.store.get().uploads;
    expect(shown?.phase).toMatchObject({ kind: 'failed', failure: { code: 'disk-full' } });
    isFull = false;
    app.resumeUpload(shown?.id ?? '');
    await until(() => app.store.get().shares.length === 1);
  });

  test('when it is resumed before its pause was over fails, and says why', async () => {
    let isFull = false;
    const { app, files, objects } = await start({
      stays: true,
      prepare: ({ ports }) => full(ports.ledger, () => isFull),
    });
    files.put('/home/a.bin', content);
    const release = objects.hold('putPart');
    const sharing = app.shareItems(['/home/a.bin'], { copy: false });
    await until(() => objects.calls.some(({ operation }) => operation === 'putPart'));
    const id = app.store.get().uploads[0]?.id ?? '';
    app.pauseUpload(id);
    app.resumeUpload(id);
    isFull = true;
    release();
    expect(await sharing).toMatchObject([{ ok: false, failure: { code: 'disk-full' } }]);
    expect(app.store.get().uploads[0]?.phase).toMatchObject({ kind: 'failed', failure: { code: 'disk-full' } });
  });
});

test('the end of the app during an upload keeps its row and its parts for the next start', async () => {
  const twins = await startApp({ stays: true });
  twins.files.put('/home/a.bin', content);
  const release = twins.objects.hold('putPart');
  const sharing = twins.app.shareItems(['/home/a.bin'], { copy: true });
  await until(() => twins.objects.calls.some(({ operation }) => operation === 'putPart'));
  await twins.app.stop();
  release();
  expect(await sharing).toMatchObject([{ ok: false, failure: { code: 'paused' } }]);
  expect([twins.files.openCount(), twins.bucket.uploads.size, twins.clipboard.written]).toEqual([0, 1, []]);
  const next = await after(twins, { stays: true });
  await until(() => next.app.store.get().shares.length === 1);
  expect([...next.bucket.objects.values()][0]?.body.equals(content)).toBe(true);
});

describe('the sweep', () => {
  const living = 4_000_001;
  const raise = (failure: Failure): never => {
    throw failure;
  };
  const begun = async (...keys: readonly string[]) => {
    const twins = await start({ ports: { isAlive: (pid) => pid === living } });
    const store = await twins.ports.openObjectStore(sampleConnection, sampleCredentials);
    for (const key of keys) await store.createUpload(key, { contentType: 'a/b', contentDisposition: 'attachment' });
    store.close();
    return twins;
  };

  test('finds what lies under our keys, knows what is ours, and aborts nothing else', async () => {
    const [ours, other, foreign] = [
      'ABAgMEBQYHCAkKCwwNDg8A/a.bin',
      'ABAgMEBQYHCAkKCwwNDg8B/b.bin',
      'backups/database.tar',
    ] as const;
    const twins = await begun(ours, other, foreign);
    twins.ports.ledger.saveUpload({ ...sampleUnfinished, key: ours, state: 'failed' });
    const found = await twins.app.sweep.find(raise);
    expect(found.map(({ key, owned }) => [key, owned])).toEqual([
      [ours, true],
      [other, false],
    ]);
    expect((await twins.app.sweep.abort(found, { onFailed: raise })).map(({ key }) => key)).toEqual([ours]);
    expect(Array.from(twins.bucket.uploads.values(), ({ key }) => key)).toEqual([other, foreign]);
  });

  test('knows the files of pages as ours', async () => {
    const key = 'f/ABAgMEBQYHCAkKCwwNDg8A/0/a.bin';
    const twins = await begun(key, 'f/other/0/a.bin', 'p/ABAgMEBQYHCAkKCwwNDg8A/index.html/x');
    twins.ports.ledger.saveUpload({ ...sampleUnfinished, key, state: 'failed' });
    const found = await twins.app.sweep.find(raise);
    expect(found.map((leftover) => [leftover.key, leftover.owned])).toEqual([[key, true]]);
  });

  // A window that shows one resumes it with the parts that are stored, and would miss its row.
  test.each(['active', 'paused', 'failed'] as const)(
    'leaves alone one that is %s in a living process',
    async (state) => {
      const twins = await begun(sampleUnfinished.key);
      twins.ports.ledger.saveUpload({ ...sampleUnfinished, ownerPid: living, state });
      expect(await twins.app.sweep.find(raise)).toEqual([]);
      twins.ports.ledger.saveUpload({ ...sampleUnfinished, state });
      expect(await twins.app.sweep.find(raise)).toMatchObject([{ owned: true }]);
    },
  );

  test('finds one that was cancelled in a living process: only its parts are left', async () => {
    const twins = await begun(sampleUnfinished.key);
    twins.ports.ledger.saveUpload({ ...sampleUnfinished, ownerPid: living, state: 'abandoned' });
    expect(await twins.app.sweep.find(raise)).toMatchObject([{ owned: true }]);
  });

  test('tells of a connection that could not be asked, which is no empty one', async () => {
    const twins = await begun(sampleUnfinished.key);
    twins.objects.fail('listUploads', new Failure('access-denied'));
    const failed: string[] = [];
    expect(await twins.app.sweep.find(({ code }) => void failed.push(code))).toEqual([]);
    expect(failed).toEqual(['access-denied']);
  });

  test('gives what it aborted also where the next one fails', async () => {
    const twins = await begun(sampleUnfinished.key);
    twins.ports.ledger.saveUpload({ ...sampleUnfinished, state: 'failed' });
    twins.ports.ledger.saveUpload({ ...sampleUnfinished, id: 'u-gone', key: 'gone', state: 'failed' });
    const found = await twins.app.sweep.find(raise);
    const other = { ...found[0]!, connectionId: 'c-none', key: 'gone', uploadId: 'gone' };
    const failed: string[] = [];
    const gone = await twins.app.sweep.abort([other, other, ...found], {
      onFailed: ({ code }) => void failed.push(code),
    });
    expect([gone, failed]).toEqual([found, ['connection-unknown']]);
  });

  test('aborts none that goes on since it was found', async () => {
    const twins = await begun(sampleUnfinished.key);
    twins.ports.ledger.saveUpload({ ...sampleUnfinished, state: 'paused' });
    const found = await twins.app.sweep.find(raise);
    expect(found).toMatchObject([{ owned: true }]);
    twins.ports.ledger.saveUpload({ ...sampleUnfinished, ownerPid: living });
    expect(await twins.app.sweep.abort(found, { onFailed: raise })).toEqual([]);
    expect([twins.bucket.uploads.size, twins.ports.ledger.unfinishedUploads().length]).toEqual([1, 1]);
  });
});
