// What of a request may change while guests have its page, and which files of guests are opened.
import { describe, expect, test } from 'vitest';
import { countArrivals, type FileRequest } from '../../../main/core/model/requests/file-request';
import {
  changedRequest,
  mergedRequest,
  type FileRequestChange,
} from '../../../main/core/requests/rules/request-change';
import { isSafeToOpen } from '../../../main/core/model/requests/safe-to-open';
import { lastSlotOffered } from '../../../main/core/requests/rules/slots';
import { caught } from '../../fakes/failing';
import { sampleArrival, sampleFileRequest } from '../../fakes/samples';

describe('a change', () => {
  const request = { ...sampleFileRequest, files: 10, bytes: 1_000, isOnce: true, message: 'hi' };

  const widen = 'the limits of a request only widen';
  const lease = 'the slots of a request are signed for 1 hour to 24 hours';
  test.each<[string, FileRequestChange, reason: string, Partial<FileRequest>?]>([
    ['fewer files', { files: 9 }, widen],
    ['more files than a request takes', { files: 1_001 }, widen],
    ['half a file', { files: 10.5 }, widen],
    ['smaller files', { bytes: 999 }, widen],
    ['half a byte', { bytes: 1_000.5 }, widen],
    ['larger files than one request stores', { bytes: 5_000_000_001 }, widen],
    ['larger files than parts store', { bytes: 5_000_000_000_001 }, widen, { asks: true }],
    ['another kind', { types: 'documents' }, widen],
    ['one person only, while others may be sending', { isOnce: true }, widen, { isOnce: false }],
    ['slots for less than an hour', { mostLeaseSeconds: 3_599 }, lease],
    ['slots for more than a day', { mostLeaseSeconds: 86_401 }, lease],
    ['slots for half a second', { mostLeaseSeconds: 3_600.5 }, lease],
  ])('to %s is refused', (_what, change, reason, now = {}) => {
    const failure = caught(() => changedRequest({ ...request, ...now }, change));
    expect([failure.code, failure.detail]).toEqual(['bad-request', { reason }]);
  });

  test.each<[string, FileRequestChange, Partial<FileRequest>?]>([
    ['the most files', { files: 1_000 }],
    ['the largest files of one request', { bytes: 5_000_000_000 }],
    ['the largest files of parts', { bytes: 5_000_000_000_000 }, { asks: true }],
    ['the longest slots', { mostLeaseSeconds: 86_400 }],
    ['a first message', { message: 'hello' }, { message: '' }],
    ['a folder', { saving: { folder: '/new' } }],
  ])('to %s is made', (_what, change, now = {}) => {
    const { saving, ...said } = change;
    const expected = { ...request, ...now, ...said, ...(saving && { saveTo: saving.folder }) };
    expect(changedRequest({ ...request, ...now }, change)).toEqual(expected);
  });

  test('widens limits, changes words, and says where files go', () => {
    const next = changedRequest(request, {
      title: 'T',
      message: '',
      files: 20,
      bytes: 2_000,
      types: 'any',
      isOnce: false,
      mostLeaseSeconds: 3_600,
      saving: { folder: undefined },
    });
    const { message: _words, saveTo: _folder, ...rest } = request;
    const limits = { files: 20, bytes: 2_000, types: 'any', isOnce: false, mostLeaseSeconds: 3_600 };
    expect(next).toEqual({ ...rest, title: 'T', ...limits });
    expect(changedRequest(request, {})).toEqual(request);
    const { message: _no, saveTo: _nor, ...bare } = request;
    expect(Object.keys(changedRequest(bare, {})).toSorted()).toEqual(Object.keys(bare).toSorted());
  });

  test('and one by another process at the same time both count', () => {
    const before = { ...request, linkEndpoint: 'https://old' };
    const { message: _taken, ...next } = { ...before, files: 20 };
    const { linkEndpoint: _gone, ...still } = { ...before, title: 'Theirs', files: 15, closedAtMs: 5 };
    const { message: _none, ...both } = { ...still, files: 20 };
    expect(mergedRequest(before, next, still)).toEqual(both);
  });
});

test('files that their usual programs show are opened, and no others', () => {
  const types =
    'avif bmp gif heic heif jpg jpeg JPEG png tif tiff webp m4v mkv mov mp4 webm aac flac m4a mp3 oga ogg opus wav pdf txt';
  for (const name of types.split(' ').map((type) => `a.${type}`)) expect(isSafeToOpen(name)).toBe(true);
  for (const name of ['a.exe', 'jpg', 'a.jpg.desktop', 'a.svg', 'a.html', 'a.docm', 'a.lnk', 'a.sh', 'a.jpg ', ''])
    expect(isSafeToOpen(name)).toBe(false);
});

test('the numbers of what arrived', () => {
  const states = ['arrived', 'saved', 'refused', 'deleted'] as const;
  const arrivals = states.map((state, at) => ({
    ...sampleArrival,
    slot: at + 1,
    state,
    sizeBytes: 10,
    arrivedAtMs: at,
  }));
  expect(countArrivals(arrivals)).toEqual({ accepted: 3, waiting: 1, saved: 1, refused: 1, bytes: 30 });
  expect(countArrivals([])).toEqual({ accepted: 0, waiting: 0, saved: 0, refused: 0, bytes: 0 });
});

test('the last slot that any page offered counts those of refused files', () => {
  expect(lastSlotOffered({ files: 3 }, [])).toBe(3);
  expect(lastSlotOffered({ files: 3 }, [{ ...sampleArrival, slot: 2, state: 'refused' }])).toBe(4);
  expect(lastSlotOffered({ files: 3 }, [{ ...sampleArrival, slot: 9 }])).toBe(9);
});
