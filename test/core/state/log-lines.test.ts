// The log tells of every transition once, with nothing in it that opens a link or that a person wrote.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../../main/adapters/files/redact';
import { Failure } from '../../../main/core/model/failure';
import { countArrivals } from '../../../main/core/model/requests/file-request';
import { emptyState } from '../../../main/core/state/rules/app-state';
import { changesBetween, linesOf, type LoggedState } from '../../../main/core/state/rules/log-lines';
import {
  newYearMs,
  sampleArrival,
  sampleConnection,
  sampleDoor,
  sampleExamination,
  sampleFileRequest,
  sampleShare,
  sampleUpload,
} from '../../fakes/samples';

const linesFrom = (before: Partial<LoggedState>, after: Partial<LoggedState>): readonly string[] =>
  linesOf(changesBetween({ ...emptyState, ...before }, { ...emptyState, ...after }, newYearMs + 523));

const lost = new Failure('timed-out', { host: 'h', fileName: 'diary.txt' });
const page = {
  id: 'p-trip',
  title: 'Trip',
  connectionId: 'c-work',
  startedAtMs: newYearMs,
  storedCount: 0,
  storedBytes: 0,
  bytesPerSecond: 0,
};
const { writtenAtMs: _written, leaseEndsAtMs: _lease, ...unwrittenDoor } = sampleDoor;
const requestRow = { request: sampleFileRequest, counts: countArrivals([]) };
const older = { ...sampleShare, id: 's-old', createdAtMs: newYearMs - 1 };
const running = sampleExamination();
const { endedAtMs: _ended, ...unended } = running;

const cases: readonly (readonly [what: string, Partial<LoggedState>, Partial<LoggedState>, readonly string[]])[] = [
  ['nothing', {}, {}, []],
  ['an upload begins', {}, { uploads: [sampleUpload] }, ['upload u-report: waiting, 1234 bytes, connection c-work']],
  [
    'its phase',
    { uploads: [sampleUpload] },
    { uploads: [{ ...sampleUpload, phase: { kind: 'uploading' } }] },
    ['upload u-report: uploading'],
  ],
  ['its progress', { uploads: [sampleUpload] }, { uploads: [{ ...sampleUpload, sentBytes: 7 }] }, []],
  [
    'it waits for the network',
    { uploads: [sampleUpload] },
    { uploads: [{ ...sampleUpload, phase: { kind: 'offline', failure: lost } }] },
    ['upload u-report: offline (timed-out)'],
  ],
  [
    'it fails for another reason',
    { uploads: [{ ...sampleUpload, phase: { kind: 'failed', failure: lost } }] },
    { uploads: [{ ...sampleUpload, phase: { kind: 'failed', failure: new Failure('file-changed') } }] },
    ['upload u-report: failed (file-changed)'],
  ],
  ['it ends', { uploads: [sampleUpload] }, {}, ['upload u-report: ended, 523 ms']],
  ['it is cancelled', { uploads: [sampleUpload] }, { pendingCancel: [sampleUpload] }, ['upload u-report: cancelled']],
  [
    'that is undone',
    { pendingCancel: [sampleUpload] },
    { uploads: [sampleUpload] },
    ['upload u-report: cancelled no more'],
  ],
  ['a cancelled one ends', { pendingCancel: [sampleUpload] }, {}, ['upload u-report: ended, 523 ms']],
  ['a page begins', {}, { pages: [page] }, ['page p-trip: begun']],
  ['its files', { pages: [page] }, { pages: [{ ...page, storedCount: 1 }] }, []],
  ['it ends', { pages: [page] }, {}, ['page p-trip: ended, 523 ms']],
  [
    'a share is made',
    {},
    { shares: [sampleShare] },
    ['share s-report: made, files 1, 1234 bytes, until 2026-01-02T00:00:00.000Z, verified'],
  ],
  ['an older one is shown', { shares: [sampleShare] }, { shares: [sampleShare, older] }, []],
  ['it is read again', { shares: [sampleShare] }, { shares: [{ ...sampleShare }] }, []],
  [
    'it is extended and kept alive',
    { shares: [sampleShare] },
    { shares: [{ ...sampleShare, expiresAtMs: newYearMs, keepUntilMs: newYearMs }] },
    [
      'share s-report: extended, until 2026-01-01T00:00:00.000Z',
      'share s-report: kept, until 2026-01-01T00:00:00.000Z',
    ],
  ],
  [
    'it is kept no more',
    { shares: [{ ...sampleShare, keepUntilMs: newYearMs }] },
    { shares: [sampleShare] },
    ['share s-report: kept, no more'],
  ],
  [
    'it is proven, then its object is gone',
    { shares: [{ ...sampleShare, verified: false }] },
    { shares: [{ ...sampleShare, missingAtMs: 1 }] },
    ['share s-report: verified', 'share s-report: missing'],
  ],
  [
    'it is revoked and cleaned up',
    { shares: [sampleShare] },
    { shares: [{ ...sampleShare, revokedAtMs: 1, revokedStatus: 403, removedAtMs: 2 }] },
    [
      'share s-report: revoked',
      'share s-report: refused, its link answered 403',
      'share s-report: removed from its bucket',
    ],
  ],
  ['it is forgotten', { shares: [sampleShare, older] }, { shares: [older] }, ['share s-report: forgotten']],
  [
    'a short link begins',
    {},
    { doors: [unwrittenDoor] },
    ['short link d-report: begun, connection c-work', 'short link d-report: leads, to the share s-report'],
  ],
  [
    'it is written',
    { doors: [unwrittenDoor] },
    { doors: [sampleDoor] },
    ['short link d-report: written, until 2026-01-02T00:00:00.000Z'],
  ],
  [
    'it leads elsewhere and is closed',
    { doors: [sampleDoor] },
    { doors: [{ ...sampleDoor, targetKind: 'request', targetId: 'r-photos', closedAtMs: 1 }] },
    ['short link d-report: leads, to the request r-photos', 'short link d-report: closed'],
  ],
  ['it is gone', { doors: [sampleDoor] }, {}, ['short link d-report: gone']],
  [
    'a file request is made',
    {},
    { fileRequests: [requestRow] },
    [
      'file request r-photos: made, at most 100 files of 5000000000 bytes, until 2026-01-08T00:00:00.000Z, connection c-work',
    ],
  ],
  [
    'files arrive',
    { fileRequests: [requestRow] },
    { fileRequests: [{ ...requestRow, counts: countArrivals([sampleArrival]) }] },
    ['file request r-photos: has files, 1 arrived, 1 saved, 0 refused, 2000 bytes'],
  ],
  [
    'its page is written, it is extended, closed and cleaned up',
    { fileRequests: [requestRow] },
    {
      fileRequests: [
        {
          ...requestRow,
          request: { ...sampleFileRequest, writtenAtMs: 1, expiresAtMs: newYearMs, closedAtMs: 1, removedAtMs: 2 },
        },
      ],
    },
    [
      'file request r-photos: extended, until 2026-01-01T00:00:00.000Z',
      'file request r-photos: written, slots until 2026-01-02T00:00:00.000Z',
      'file request r-photos: closed',
      'file request r-photos: removed from its bucket',
    ],
  ],
  ['it is forgotten', { fileRequests: [requestRow] }, {}, ['file request r-photos: forgotten']],
  ['a connection is added', {}, { connections: [sampleConnection] }, ['connection c-work: added, provider other']],
  [
    'it is changed',
    { connections: [sampleConnection] },
    { connections: [{ ...sampleConnection, name: 'Home', prefix: 'a/' }] },
    ['connection c-work: changed, name prefix'],
  ],
  ['it is removed', { connections: [sampleConnection] }, {}, ['connection c-work: removed']],
  [
    'its keys',
    { secrets: { 'c-work': 'keychain' } },
    { secrets: { 'c-work': 'missing' } },
    ['connection c-work: keys: missing'],
  ],
  ['its test begins', {}, { examinations: { 'c-work': unended } }, []],
  [
    'it ends well',
    { examinations: { 'c-work': unended } },
    { examinations: { 'c-work': running } },
    ['connection c-work: tested (works), 13 requests, 1200 ms'],
  ],
  [
    'it fails',
    { examinations: { 'c-work': unended } },
    { examinations: { 'c-work': sampleExamination({ failure: lost }) } },
    ['connection c-work: tested (fails), 13 requests, 1200 ms, timed-out'],
  ],
];

test.each(cases)('%s', (_what, before, after, lines) => {
  expect(linesFrom(before, after)).toEqual(lines);
  // The log leaves each line as it is.
  expect(lines.map(redact)).toEqual(lines);
});

test('a share that 200 newer ones push out of the state was not forgotten', () => {
  const shares = Array.from({ length: 200 }, (_, at) => ({ ...sampleShare, id: `s${at}`, createdAtMs: 1_000 - at }));
  const newer = { ...sampleShare, id: 's-new', createdAtMs: 2_000 };
  expect(linesFrom({ shares }, { shares: [newer, ...shares.slice(0, -1)] })).toEqual([
    expect.stringMatching(/^share s-new: made, /),
  ]);
});

describe('a burst', () => {
  const uploads = (count: number) => Array.from({ length: count }, (_, at) => ({ ...sampleUpload, id: `u${at}` }));

  test('of ten is a line for each, the oldest first', () => {
    expect(linesFrom({}, { uploads: uploads(10) }).map((line) => line.split(':')[0])).toEqual(
      uploads(10)
        .map(({ id }) => `upload ${id}`)
        .toReversed(),
    );
  });

  test('of a thousand is one line, and what differs keeps its own', () => {
    const failed = { ...sampleUpload, id: 'bad', phase: { kind: 'failed', failure: lost } } as const;
    expect(linesFrom({}, { uploads: [failed, ...uploads(1_000)] })).toEqual([
      'upload: 1000 waiting',
      'upload bad: failed (timed-out), 1234 bytes, connection c-work',
    ]);
  });
});

/** Fields that a line may hold, or that decide which line it is. */
const open = new Set([
  'id',
  'connectionId',
  'targetId',
  'targetKind',
  'kind',
  'provider',
  'code',
  'state',
  'step',
  'c-work',
]);
const canary = 'https://canary.example/d/k7QmX2aB9cD4eF6g?X-Amz-Signature=canary#canary';

/** The same row with a secret in every text of it. */
function planted<T>(value: T, name = ''): T {
  if (typeof value === 'string') return (open.has(name) ? value : canary) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => planted(one)) as T;
  if (value instanceof Failure) return new Failure(value.code, planted(value.detail), new Error(canary)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, planted(one, key)])) as T;
}

test('no line holds a name, an address, a key, a path or a signature', () => {
  const some = fc.constantFrom(...cases.flatMap(([, before, after]) => [before, after]).map((part) => planted(part)));
  const two = fc.tuple(fc.array(some), fc.array(some));
  const merged = (parts: readonly Partial<LoggedState>[]): Partial<LoggedState> => Object.assign({}, ...parts);
  fc.assert(
    fc.property(two, ([before, after]) => {
      for (const line of linesFrom(merged(before), merged(after))) {
        expect(line).not.toMatch(/canary|:\/\/|[?#]/i);
        expect(line).toMatch(/^[\w ()-]+: .+$/);
      }
    }),
  );
});
