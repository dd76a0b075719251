// A picture is read from the file on this computer, so it is read only of what was shared, and only while it is that.
import { expect, test } from 'vitest';
import type { Share } from '../../../main/core/model/share';
import { createMemoryFiles, rewrite } from '../../fakes/memory-files';
import { createMemoryPictures } from '../../fakes/memory-temp-files';
import { sampleShare } from '../../fakes/samples';
import { createThumbnails } from '../../../main/core/history/share-images';

const path = '/home/me/beach.png';
const content = 'the bytes of a picture';

async function shared(change: Partial<Share> = {}) {
  const files = createMemoryFiles();
  const file = files.put(path, content);
  const open = await files.open(path);
  const { sizeBytes, mtimeNs, ctimeNs, inode, device } = open.snapshot;
  await open.close();
  const stamp = { mtimeNs, ctimeNs, inode, device };
  const share: Share = { ...sampleShare, sizeBytes, contentType: 'image/png', source: { path, stamp }, ...change };
  const keptPictures = createMemoryPictures();
  return { files, file, keptPictures, thumbnails: createThumbnails({ files, keptPictures }, { shareOf: () => share }) };
}

test('a picture that is as it was is given with its type', async () => {
  const { files, thumbnails } = await shared();
  const found = await thumbnails.localPicture('s1');
  expect(found).toEqual({ kind: 'picture', bytes: new Uint8Array(Buffer.from(content)), contentType: 'image/png' });
  expect(files.openCount()).toBe(0);
});

test('of a film only where it lies', async () => {
  const { thumbnails, file } = await shared({ contentType: 'video/mp4' });
  expect(await thumbnails.localPicture('s1')).toEqual({ kind: 'film', path, mtimeNs: file.mtimeNs });
});

test.each<readonly [string, Partial<Share>]>([
  ['a document that can run code', { contentType: 'image/svg+xml' }],
  ['no picture', { contentType: 'application/pdf' }],
  ['a page', { kind: 'page' }],
  ['a picture of which no state is known', { source: { path } }],
  ['a picture whose file is unknown', { source: undefined as never }],
  ['a picture too large to decode for a row', { sizeBytes: 24 * 1_048_576 + 1 }],
])('%s has none', async (_what, change) => {
  const { thumbnails } = await shared(change);
  expect(await thumbnails.localPicture('s1')).toBeUndefined();
});

test('a share whose file changed, grew, broke or is gone has none', async () => {
  const changed = await shared();
  rewrite(changed.file, Buffer.from(content));
  expect(await changed.thumbnails.localPicture('s1')).toBeUndefined();
  const grown = await shared();
  grown.file.content = Buffer.from(`${content}!`);
  expect(await grown.thumbnails.localPicture('s1')).toBeUndefined();
  const gone = await shared();
  gone.files.delete(path);
  expect(await gone.thumbnails.localPicture('s1')).toBeUndefined();
  const broken = await shared();
  broken.files.beforeRead(path, 1, (file) => (file.content = new Uint8Array(1)));
  expect(await broken.thumbnails.localPicture('s1')).toBeUndefined();
  expect([changed, grown, broken].map(({ files }) => files.openCount())).toEqual([0, 0, 0]);
});

test('a temporary picture that is gone has the small one that was kept, and a film has none', async () => {
  const gone = await shared();
  gone.files.delete(path);
  await gone.keptPictures.keep(path, Buffer.from('small'));
  expect(await gone.thumbnails.localPicture('s1')).toMatchObject({ kind: 'picture', contentType: 'image/png' });
  const film = await shared({ contentType: 'video/mp4' });
  film.files.delete(path);
  await film.keptPictures.keep(path, Buffer.from('small'));
  expect(await film.thumbnails.localPicture('s1')).toBeUndefined();
});
