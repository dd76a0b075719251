// Without a keychain the bucket on this computer ends with its process: what a guest was told is received is in a folder by then.
import { normalize } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { answerWrite } from '../../fakes/memory-guest-links';
import type { RunningApp, Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { aboutOf, readPage, writeOf } from './guest';

const start = startsApps();
const folder = normalize('/in');

const locked: Start = {
  fresh: true,
  prepare: ({ secrets }) => {
    secrets.answer = 'keychain-no-service';
  },
};

async function asked() {
  const here = await start(locked);
  const { request, url } = await here.app.requestFiles({ title: 'Photos', files: 3, bytes: 100, saveTo: folder });
  const page = readPage(here.server.get(url).body);
  const send = (index: number, name: string) =>
    (['about', 'data'] as const).map((part) => {
      const write = writeOf(page, new URL(url).origin, index, part);
      return answerWrite(here.server, write, part === 'about' ? aboutOf(name, 'b', 1) : Buffer.from(name)).status;
    });
  return { ...here, id: request.id, send };
}

const namesIn = ({ arrivalFiles }: RunningApp) => [...(arrivalFiles.folders.get(folder)?.keys() ?? [])];

test('a request that would keep its files in a bucket that ends with this process is refused', async () => {
  const { app, server, ports } = await start(locked);
  const options = { title: 'Photos', files: 3, bytes: 100 };
  expect((await rejected(app.requestFiles(options))).code).toBe('request-needs-folder');
  expect([ports.ledger.fileRequests(), [...(server.buckets.get('mayfly')?.objects.keys() ?? [])]]).toEqual([[], []]);
  const { request } = await app.requestFiles({ ...options, saveTo: folder });
  expect((await rejected(app.editFileRequest(request.id, { saving: { folder: undefined } }))).code).toBe(
    'request-needs-folder',
  );
});

test('what a guest sent in the last moment is saved before the bucket ends with its process', async () => {
  const here = await asked();
  expect(here.send(0, 'a.txt')).toEqual([200, 201]);
  const seen: unknown[] = [];
  await here.app.stop((now) => seen.push(now) > 0);
  expect(namesIn(here)).toEqual(['a.txt']);
  const [arrival] = here.ledgerFile.open().arrivals(here.id);
  expect([arrival?.state, seen.slice(0, 2)]).toEqual(['saved', ['looking', 'saving']]);
});

test('a last file that cannot be saved is said, and is not listed as one in the bucket', async () => {
  const here = await asked();
  here.send(0, 'a.txt');
  here.arrivalFiles.refusing = new Failure('disk-full');
  const failure = await rejected(here.app.stop());
  expect(failure instanceof Failure && [failure.code, failure.detail]).toEqual([
    'disk-full',
    { arrival: 'lost', fileName: 'a.txt' },
  ]);
  expect(here.ledgerFile.open().arrivals(here.id)).toMatchObject([{ state: 'deleted' }]);
});

test('a full disk loses nothing while somebody reads that it is full: the last file is saved once there is room', async () => {
  const here = await asked();
  here.send(0, 'a.txt');
  here.arrivalFiles.refusing = new Failure('disk-full');
  const told: unknown[] = [];
  await here.app.stop((now) => {
    if (now instanceof Failure) {
      told.push(now.code, now.detail);
      here.arrivalFiles.refusing = undefined;
    }
    return true;
  });
  expect(told).toEqual(['disk-full', { arrival: 'kept', fileName: 'a.txt' }]);
  expect(namesIn(here)).toEqual(['a.txt']);
});

test('another process is told who saves what comes, and that nothing more comes once that process has ended', async () => {
  const here = await asked();
  const { clock, server, ledgerFile, arrivalFiles } = here;
  const shared = { clock, server, ledgerFile, arrivalFiles };
  const other = await start({ shared, ports: { pid: 2_000, isAlive: () => true } });
  for (const action of [
    () => other.app.lookForArrivals(here.id),
    () => other.app.receiveArrivals(here.id, { folder, waits: true }),
    () => other.app.saveArrivals(here.id, { folder }),
  ]) {
    const failure = await rejected(action());
    expect([failure.code, failure instanceof Failure && failure.detail.fileName]).toEqual([
      'request-elsewhere',
      folder,
    ]);
  }
  here.send(0, 'a.txt');
  await here.app.stop();
  const after = await other.app.receiveArrivals(here.id, { folder, waits: false });
  expect([after.saved, after.isOver, after.arrivals.map(({ state }) => state)]).toEqual([[], true, ['saved']]);
  expect(await other.app.saveArrivals(here.id, { folder })).toEqual([]);
});
