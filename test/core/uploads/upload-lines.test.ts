// Which lines a list of uploads has, and what the line of a page says of all its files, is a table.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { Upload, UploadingPage, UploadPhase } from '../../../main/core/model/upload';
import { uploadLines } from '../../../main/core/uploads/rules/upload-lines';
import { sampleUpload } from '../../fakes/samples';

const page = (id: string, change: Partial<UploadingPage> = {}): UploadingPage => ({
  id,
  title: `Page ${id}`,
  connectionId: 'c',
  startedAtMs: 7,
  storedCount: 0,
  storedBytes: 0,
  bytesPerSecond: 0,
  ...change,
});
const upload = (id: string, pageId?: string, change: Partial<Upload> = {}): Upload => ({
  ...sampleUpload,
  id,
  name: id,
  sizeBytes: 100,
  sentBytes: 10,
  ...(pageId !== undefined && { pageId }),
  ...change,
});
const failure = new Failure('access-denied');
const phase = (kind: UploadPhase['kind']): UploadPhase =>
  kind === 'failed' || kind === 'offline' || kind === 'awaiting-credentials' ? { kind, failure } : { kind };

describe('the lines', () => {
  test.each<[string, readonly Upload[], readonly UploadingPage[], readonly string[]]>([
    ['of nothing', [], [], []],
    ['of uploads by themselves are these', [upload('a'), upload('b')], [], ['a', 'b']],
    ['of a page are one', [upload('a', 'p'), upload('b', 'p')], [page('p')], ['p']],
    [
      'stand where the first upload of a page does',
      [upload('a'), upload('b', 'p'), upload('c'), upload('d', 'q'), upload('e', 'p')],
      [page('q'), page('p')],
      ['a', 'p', 'c', 'q'],
    ],
    ['of pages with one title are two', [upload('a', 'p'), upload('b', 'q')], [page('p'), page('q')], ['p', 'q']],
    ['of a page that is written are one', [upload('p')], [page('p', { storedCount: 2 })], ['p']],
    ['of a page with all its files out of sight are none', [], [page('p')], []],
    ['of a page that is not known are its files', [upload('a', 'gone')], [page('p')], ['a']],
  ])('%s', (_case, uploads, pages, ids) => {
    expect(uploadLines(uploads, pages).map(({ id }) => id)).toEqual(ids);
  });

  test('add up a page: what is stored, what is sent of the rest, and what failed', () => {
    const failed = upload('b', 'p', { phase: phase('failed'), sentBytes: 0 });
    const files = [upload('a', 'p', { phase: phase('uploading'), bytesPerSecond: 3 }), failed];
    const stored = page('p', { storedCount: 2, storedBytes: 1_000, bytesPerSecond: 50 });
    expect(uploadLines(files, [stored])).toEqual([
      {
        id: 'p',
        name: 'Page p',
        connectionId: 'c',
        startedAtMs: 7,
        sizeBytes: 1_200,
        sentBytes: 1_010,
        bytesPerSecond: 50,
        phase: { kind: 'uploading' },
        page: { fileCount: 4, storedCount: 2, files, failed: [failed] },
      },
    ]);
  });
});

test.each<[readonly UploadPhase['kind'][], UploadPhase['kind']]>([
  [['uploading', 'paused', 'failed'], 'uploading'],
  [['verifying', 'waiting'], 'uploading'],
  [['verifying', 'verifying', 'failed'], 'verifying'],
  [['waiting', 'paused', 'offline'], 'waiting'],
  [['offline', 'awaiting-credentials', 'paused'], 'awaiting-credentials'],
  [['offline', 'paused', 'failed'], 'offline'],
  [['paused', 'failed'], 'paused'],
  [['failed', 'failed'], 'failed'],
])('a page with files that are %j is %s', (kinds, expected) => {
  const files = kinds.map((kind, index) => upload(`${index}`, 'p', { phase: phase(kind) }));
  expect(uploadLines(files, [page('p')])[0]?.phase).toEqual(phase(expected));
});

test('a page that is written is in the phase of that', () => {
  const own = upload('p', undefined, { phase: phase('offline') });
  const [line] = uploadLines([own], [page('p', { storedCount: 3, storedBytes: 30 })]);
  expect(line).toMatchObject({ phase: phase('offline'), sizeBytes: 30, sentBytes: 30, page: { fileCount: 3 } });
});
