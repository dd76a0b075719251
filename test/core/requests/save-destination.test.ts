// The folder of a request that was given none: a name that every disk takes, and never one where other files lie.
import { normalize } from 'node:path';
import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folderName, isSameName } from '../../../main/core/model/requests/arrival-folder';
import { rejected } from '../../fakes/failing';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import { startsApps } from '../app/starts-apps';
import { anyCharacter } from '../../any-character';

test.each([
  ['Photos of the party', 'Photos of the party'],
  ['2026/27', '2026_27'],
  ['../../etc', '_.._etc'],
  ['What?', 'What_'],
  ['CON', '_CON'],
  ['.config', 'config'],
  ['a\u202eb', 'a_b'],
  ['...', 'file'],
  ['가족 여행 사진', '가족 여행 사진'],
  [`${'x'.repeat(59)} end`, 'x'.repeat(59)],
  ['x'.repeat(61), 'x'.repeat(60)],
  ['👩‍👩‍👧'.repeat(10), '👩‍👩‍👧'.repeat(7)],
])('the folder of %j is called %j', (title, name) => {
  expect(folderName(title)).toBe(name);
});

test('two names are one where a disk tells neither case nor compositions apart', () => {
  expect([isSameName('Caf\u00e9', 'cafe\u0301'), isSameName('\ufb01le', 'FILE'), isSameName('a', 'b')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('any title gives one short plain name', () => {
  assert(
    property(string({ unit: anyCharacter, minLength: 1, maxLength: 200 }), (title) => {
      const name = folderName(title);
      expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}]|^[\s.]|[\s.]$/u);
      expect([name === '', name.length > 61]).toEqual([false, false]);
    }),
  );
});

describe('the usual folder', () => {
  const start = startsApps();
  const downloads = normalize('/Downloads');
  const folder = (name: string) => normalize(`/Downloads/Mayfly/${name}`);
  const opened = () =>
    start({
      prepare: ({ ports }) =>
        ports.ledger.saveConnection({ ...sampleConnection, capabilities: { limitsForms: true, madeAtMs: newYearMs } }),
    });

  test('is another one for the second request of a title, and where files lie already', async () => {
    const { app, arrivalFiles } = await opened();
    expect(await app.usualFolder(downloads, 'Photos')).toBe(folder('Photos'));
    const { request } = await app.requestFiles({ title: 'Photos', saveTo: folder('Photos') });
    // Many disks do not tell case apart.
    expect(await app.usualFolder(downloads, 'photos')).toBe(folder('photos (2)'));
    expect(await app.usualFolder(downloads, 'Photos')).toBe(folder('Photos (2)'));
    // One that somebody emptied is still that of the first request.
    arrivalFiles.folders.clear();
    arrivalFiles.folders.set(folder('Photos (2)'), new Map([['mine.txt', Buffer.from('mine')]]));
    expect(await app.usualFolder(downloads, 'Photos')).toBe(folder('Photos (3)'));
    expect(await app.folderOfRequest(downloads, request.id)).toBe(folder('Photos'));
    expect(await app.usualFolder(downloads, 'Photos', request.id)).toBe(folder('Photos'));
  });

  test('of a request without a folder is chosen when its files are saved', async () => {
    const { app, ports } = await opened();
    const { request } = await app.requestFiles({ title: 'Photos' });
    expect(await app.folderOfRequest(downloads, request.id)).toBe(folder('Photos'));
    const arrival = { requestId: request.id, slot: 1, key: 'k', etag: 'e', name: 'a', sizeBytes: 1, batch: 'b' };
    const path = normalize('/elsewhere/a');
    ports.ledger.saveArrivals([{ ...arrival, arrivedAtMs: newYearMs, state: 'saved', path }]);
    expect(await app.folderOfRequest(downloads, request.id)).toBe(normalize('/elsewhere'));
    expect((await rejected(app.folderOfRequest(downloads, 'none'))).code).toBe('request-not-found');
  });
});
