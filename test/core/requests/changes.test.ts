// What of a request may change while guests have its page, and which files of guests are opened.
import { describe, expect, test } from 'vitest';
import { countArrivals } from '../../../main/core/model/requests/file-request';
import { changedRequest, type FileRequestChange } from '../../../main/core/requests/rules/request-change';
import { isSafeToOpen } from '../../../main/core/requests/rules/safe-to-open';
import { lastSlotOffered } from '../../../main/core/requests/rules/slots';
import { sampleArrival, sampleFileRequest } from '../../fakes/samples';

describe('a change', () => {
  const request = { ...sampleFileRequest, files: 10, bytes: 1_000, isOnce: true, message: 'hi' };

  test.each<[string, FileRequestChange]>([
    ['fewer files', { files: 9 }],
    ['more files than a request takes', { files: 1_001 }],
    ['half a file', { files: 10.5 }],
    ['smaller files', { bytes: 999 }],
    ['larger files than one request stores', { bytes: 5_000_000_001 }],
    ['another kind', { types: 'documents' }],
    ['slots for less than an hour', { mostLeaseSeconds: 3_599 }],
    ['slots for more than a day', { mostLeaseSeconds: 86_401 }],
  ])('to %s is refused', (_what, change) => {
    expect(() => changedRequest(request, change)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });

  test('to one person only is refused: others may be sending', () => {
    expect(() => changedRequest({ ...request, isOnce: false }, { isOnce: true })).toThrow('bad-request');
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
  });
});

test('files that their usual programs show are opened, and no others', () => {
  for (const name of ['a.jpg', 'A.JPEG', 'film.mov', 'notes.txt', 'paper.pdf']) expect(isSafeToOpen(name)).toBe(true);
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
  expect(countArrivals(arrivals)).toEqual({ accepted: 3, waiting: 1, saved: 1, refused: 1, bytes: 30, lastAtMs: 3 });
  expect(countArrivals([])).toEqual({ accepted: 0, waiting: 0, saved: 0, refused: 0, bytes: 0 });
});

test('the last slot that any page offered counts those of refused files', () => {
  expect(lastSlotOffered({ files: 3 }, [])).toBe(3);
  expect(lastSlotOffered({ files: 3 }, [{ ...sampleArrival, slot: 2, state: 'refused' }])).toBe(4);
});
