// The list of what devices sent, on real sockets, folders and a real ledger: it outlives the process, and what was accepted by mistake goes to the bin.
import { mkdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { openDatabase } from '../../main/adapters/ledger/sqlite';
import { Failure } from '../../main/core/model/failure';
import { createMemoryLedgerFile } from '../fakes/memory-ledger';
import { rejected } from '../fakes/failing';
import { filesAmong, notUnderWine } from '../platform';
import { nearbyDevice, type NearbyDevice } from './nearby-device';

let sender: NearbyDevice;
let receiver: NearbyDevice;
let bin = '';
beforeEach(async () => {
  [sender, receiver] = [await nearbyDevice(), await nearbyDevice()];
  bin = await realpath(await mkdtemp(join(tmpdir(), 'mayfly-bin-')));
  await receiver.start();
});
afterEach(async () => {
  await Promise.all([sender.stop(), receiver.stop()]);
  await rm(bin, { recursive: true, force: true });
});

async function send(...names: string[]): Promise<void> {
  const paths = names.map((name) => join(dirname(sender.folder), 'out', name));
  for (const path of paths) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, basename(path));
  }
  const { host, port } = { host: '127.0.0.1', port: receiver.port() };
  await sender.devices.sendToDevice({ to: { host, port }, paths: [...new Set(names.map((name) => topOf(name)))] });
}
/** A folder goes as one. */
const topOf = (name: string) => join(dirname(sender.folder), 'out', name.split('/')[0] ?? '');
const there = async () => filesAmong(await readdir(receiver.folder, { recursive: true })).toSorted();
const toBin = (path: string) => rename(path, join(bin, basename(path)));
const sessions = () => receiver.devices.receivedSessions();

describe('what was accepted by mistake', () => {
  test('goes to the bin, and its row with it', async () => {
    await send('a.txt', 'b.txt');
    const [row] = await sessions();
    expect(row).toMatchObject({ alias: expect.any(String), fileCount: 2, sizeBytes: 10, missingCount: 0 });
    expect(row?.folder).toBe(receiver.folder);
    expect(await receiver.devices.undoReceived(row?.id ?? '', toBin)).toBe(2);
    expect([await there(), (await readdir(bin)).toSorted(), await sessions()]).toEqual([[], ['a.txt', 'b.txt'], []]);
    expect(receiver.store.get().nearby.received).toEqual([]);
  });

  // Under Wine the mark of a file stays in its folder when the file is moved.
  test.runIf(notUnderWine('a mark of a file is a file of its own'))(
    'takes the folders that came with it along, but no other file',
    async () => {
      await send('trip/day 1/a.txt', 'trip/b.txt', 'c.txt');
      await writeFile(join(receiver.folder, 'trip', 'mine.txt'), 'mine');
      const [row] = await sessions();
      expect(await receiver.devices.undoReceived(row?.id ?? '', toBin)).toBe(3);
      expect(await there()).toEqual(['trip', join('trip', 'mine.txt')]);
    },
  );

  test('stays where somebody has changed it since, and says so; what is gone leaves the list', async () => {
    await send('a.txt', 'b.txt', 'c.txt');
    await writeFile(join(receiver.folder, 'b.txt'), 'my own words');
    await unlink(join(receiver.folder, 'c.txt'));
    const [row] = await sessions();
    const failure = await rejected(receiver.devices.undoReceived(row?.id ?? '', toBin));
    expect([failure.code, failure.detail.fileName]).toEqual(['received-changed', 'b.txt']);
    expect([await there(), await readdir(bin)]).toEqual([['b.txt'], ['a.txt']]);
    expect(await sessions()).toMatchObject([{ fileCount: 1, name: 'b.txt' }]);
    expect(receiver.store.get().nearby.received).toMatchObject([{ files: [{ name: 'b.txt' }] }]);
  });

  test('stays in the list where there is no bin', async () => {
    await send('a.txt');
    const [row] = await sessions();
    const none = () => Promise.reject(new Failure('bin-unavailable', { fileName: 'a.txt' }));
    expect((await rejected(receiver.devices.undoReceived(row?.id ?? '', none))).code).toBe('bin-unavailable');
    expect([await there(), await sessions()]).toMatchObject([['a.txt'], [{ fileCount: 1 }]]);
  });
});

test('a row goes from what came last, and from the list; the files stay', async () => {
  await send('a.txt');
  const [row] = await sessions();
  const before = receiver.store.get().requestChanges;
  await receiver.devices.forgetReceived(row?.id ?? '');
  expect([receiver.store.get().nearby.received, await sessions()]).toMatchObject([[], [{ name: 'a.txt' }]]);
  await receiver.devices.unlistReceived(row?.id ?? '');
  expect([await sessions(), await there()]).toEqual([[], ['a.txt']]);
  expect(receiver.store.get().requestChanges).toBe(before + 2);
});

test('a ledger that takes no row loses no file: it is said once', async () => {
  receiver.ledgerFile.refusing = new Failure('disk-full');
  await send('a.txt', 'b.txt');
  receiver.ledgerFile.refusing = undefined;
  expect([await there(), await sessions()]).toEqual([['a.txt', 'b.txt'], []]);
  const told = receiver.store.get().notices.map(({ content }) => content);
  expect(told).toMatchObject([{ kind: 'failure', failure: { code: 'disk-full' } }]);
});

test('the list is there after a restart, in a ledger of an earlier Mayfly too', async () => {
  const profile = join(bin, 'profile');
  mkdirSync(profile);
  openLedger(profile).ledger.close();
  const earlier = openDatabase(join(profile, 'mayfly.db'));
  earlier.exec('DROP TABLE received_files; DROP TABLE received_sessions');
  earlier.close();
  const { ledger } = openLedger(profile);
  const desk = await nearbyDevice({
    ledgerFile: { open: () => ledger, refusing: undefined, copy: createMemoryLedgerFile, lose: () => undefined },
  });
  await desk.start();
  const path = join(dirname(sender.folder), 'film.mp4');
  await writeFile(path, 'film');
  await sender.devices.sendToDevice({ to: { host: '127.0.0.1', port: desk.port() }, paths: [path] });
  ledger.close();
  const again = openLedger(profile).ledger;
  const [row] = again.receivedSessions();
  expect(row).toMatchObject({ name: 'film.mp4', sizeBytes: 4, missingCount: 0 });
  expect(again.receivedFiles(row?.id ?? '')).toMatchObject([{ path: join(desk.folder, 'film.mp4') }]);
  again.close();
  await desk.stop();
});
