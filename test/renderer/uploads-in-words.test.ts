// What an upload says and what a screen reader hears of it.
import { describe, expect, test } from 'vitest';
import { fileKind } from '../../renderer/app/ui/file-kind';
import { progressOf, statusOf, summaryOf } from '../../renderer/app/uploads/upload-words';
import { announce } from '../../renderer/app/window/use-announcement';
import { failure, upload } from './views';

describe('progress', () => {
  test.each([
    [{ sentBytes: 0, sizeBytes: 100 }, 0],
    [{ sentBytes: 999, sizeBytes: 1000 }, 99],
    [{ sentBytes: 1000, sizeBytes: 1000 }, 100],
    [{ sentBytes: 1200, sizeBytes: 1000 }, 100],
    [{ sentBytes: 0, sizeBytes: 0 }, 0],
    [{ sentBytes: 0, sizeBytes: 0, phase: 'verifying' }, 100],
  ] as const)('%j is %d %%', (change, percent) => {
    expect(progressOf(upload(change))).toBe(percent);
  });
});

describe('status', () => {
  test.each([
    [{ phase: 'waiting' }, 'Waiting · 48 MB'],
    [{ sentBytes: 0 }, 'Starting… · 48 MB'],
    [{ sentBytes: 1 }, 'Starting… · 48 MB'],
    [{}, '12 MB of 48 MB · 3 MB/s · 12 sec left'],
    [{ phase: 'paused' }, 'Paused · 12 MB of 48 MB'],
    [{ phase: 'offline' }, 'Waiting for the network · 12 MB of 48 MB'],
    [{ phase: 'verifying' }, 'Checking the link…'],
    [{ page: { fileCount: 300, storedCount: 12 } }, '12 of 300 files · 12 MB of 48 MB · 3 MB/s · 12 sec left'],
    [{ page: { fileCount: 1_300, storedCount: 1_012 }, phase: 'failed' }, '1,012 of 1,300 files'],
    [{ page: { fileCount: 1, storedCount: 0 }, phase: 'paused' }, 'Paused · 12 MB of 48 MB'],
  ] as const)('%j reads %s', (change, text) => {
    expect(statusOf(upload(change))).toBe(text);
  });

  test('says nothing of a time it does not know', () => {
    const { secondsLeft: _unknown, ...rest } = upload({ bytesPerSecond: 0 });
    expect(statusOf(rest)).toBe('12 MB of 48 MB');
  });
});

test.each([
  [['uploading'], undefined],
  [['uploading', 'failed'], undefined],
  [['uploading', 'verifying'], '2 running'],
  [['uploading', 'waiting', 'offline'], '1 running, 2 waiting'],
  [['paused', 'paused', 'waiting', 'failed'], '1 waiting, 2 paused'],
] as const)('%j are summed up as %s', (phases, text) => {
  expect(summaryOf(phases.map((phase) => upload({ phase })))).toBe(text);
});

describe('what is announced', () => {
  const known = new Map([['u-1', 0]]);
  const failed = { count: 2, name: 'b.txt', failure: failure() };
  test.each([
    ['nothing new', [upload({ sentBytes: 40_000_000 })], undefined],
    ['one begun', [upload(), upload({ id: 'u-2', name: 'b.txt' })], 'Uploading b.txt'],
    ['many begun', [upload(), upload({ id: 'u-2' }), upload({ id: 'u-3', phase: 'waiting' })], 'Uploading 2 files'],
    ['one failed', [upload({ phase: 'failed' })], 'Uploading report.pdf failed.'],
    ['failed long ago', [upload(), upload({ id: 'u-9', phase: 'failed' })], undefined],
    ['files of a page failed', [upload({ page: { fileCount: 9, storedCount: 1, failed } })], 'Uploading b.txt failed.'],
    ['all done', [], undefined],
  ])('%s', (_case, uploads, said) => {
    expect(announce(known, uploads)).toBe(said);
  });
});

test.each([
  ['a.bin', 'image/png', 'image'],
  ['a.PNG', '', 'image'],
  ['clip.mov', '', 'video'],
  ['take.wav', 'audio/wav', 'audio'],
  ['x.tar.gz', 'application/gzip', 'archive'],
  ['x', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'sheet'],
  ['data.csv', 'text/csv', 'sheet'],
  ['report.pdf', 'application/pdf', 'text'],
  ['x.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'text'],
  ['main.ts', 'application/octet-stream', 'code'],
  ['noextension', '', 'other'],
])('%s (%s) is drawn as %s', (name, contentType, kind) => {
  expect(fileKind(name, contentType)).toBe(kind);
});
