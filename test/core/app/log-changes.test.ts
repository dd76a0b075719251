// The log is written as things happen, and a burst neither floods it nor costs a comparison for each of its steps.
import { expect, test, vi } from 'vitest';
import { createLoggedStore, logRequests } from '../../../main/core/app/log-changes';
import { uploadChanged, uploadEnded, uploadUpdated } from '../../../main/core/state/rules/app-state';
import { createMemoryLedgerFile } from '../../fakes/memory-ledger';
import { newYearMs, sampleArrival, sampleConnection, sampleFileRequest, sampleUpload } from '../../fakes/samples';
import { createSilentLog } from '../../fakes/silent-log';

const begin = () => {
  const log = createSilentLog();
  const { store, beginLog, endLog } = createLoggedStore({ log, clock: () => newYearMs + 9 });
  beginLog();
  return { store, end: endLog, lines: () => log.lines.map(({ message }) => message) };
};

test('an upload that is over at once has told each of its transitions', () => {
  const { store, end, lines } = begin();
  store.apply(uploadChanged(sampleUpload));
  store.apply(uploadUpdated(sampleUpload.id, { phase: { kind: 'uploading' } }));
  store.apply(uploadEnded(sampleUpload.id));
  expect(lines()).toEqual([
    'upload u-report: waiting, 1234 bytes, connection c-work',
    'upload u-report: uploading',
    'upload u-report: ended, 9 ms',
  ]);
  end();
  store.apply(uploadChanged(sampleUpload));
  expect(lines()).toHaveLength(3);
});

test('a thousand uploads are a few lines, also those that the end cuts short', () => {
  vi.useFakeTimers();
  try {
    const { store, end, lines } = begin();
    const ids = Array.from({ length: 1_000 }, (_, at) => `u${at}`);
    for (const id of ids) store.apply(uploadChanged({ ...sampleUpload, id }));
    for (const id of ids) store.apply(uploadUpdated(id, { phase: { kind: 'uploading' } }));
    vi.advanceTimersByTime(1_000);
    for (const id of ids.slice(0, 900)) store.apply(uploadEnded(id));
    end();
    const long = lines().filter((line) => line.startsWith('upload: '));
    expect(long).toEqual(['upload: 1000 uploading', 'upload: 899 ended']);
    expect(lines().length).toBeLessThan(50);
  } finally {
    vi.useRealTimers();
  }
});

test('a command tells of the file requests that its state does not have, and of each file once in a state', () => {
  const log = createSilentLog();
  const ledger = logRequests(createMemoryLedgerFile().open(), log);
  ledger.saveConnection(sampleConnection);
  ledger.saveFileRequest(sampleFileRequest);
  const arrived = { ...sampleArrival, state: 'arrived' } as const;
  ledger.saveArrivals([arrived]);
  ledger.saveArrivals([{ ...arrived, toldAtMs: 1 }]);
  ledger.saveArrivals([sampleArrival]);
  ledger.saveFileRequest({ ...sampleFileRequest, closedAtMs: 1 });
  expect(log.lines.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^file request r-photos: made, /),
    'file request r-photos: file arrived, slot 1, 2000 bytes',
    'file request r-photos: file saved, slot 1, 2000 bytes',
    'file request r-photos: closed',
  ]);
});
