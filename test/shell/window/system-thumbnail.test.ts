// A file manager's picture of a film is shown only while it is of the film as it is.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cachedThumbnail } from '../../../main/shell/window/system-thumbnail';

const path = '/home/me/Mara & Jonas.mov';
const png = Buffer.from('PNG tEXtThumb::MTime\u00001790000000IDAT', 'latin1');
let cache: string;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'mayfly-cache-'));
  const name = createHash('md5').update('file:///home/me/Mara%20&%20Jonas.mov').digest('hex');
  await mkdir(join(cache, 'thumbnails/large'), { recursive: true });
  await writeFile(join(cache, 'thumbnails/large', `${name}.png`), png);
});
afterAll(() => rm(cache, { recursive: true, force: true }));

test('is found by the name of its film, in the size that is there', async () => {
  expect(await cachedThumbnail(path, 1_790_000_000_500_000_000n, cache)).toEqual(png);
});

test.each([
  ['of the film as it was before', path, 1_790_000_001_000_000_000n],
  ['of another film', '/home/me/other.mov', 1_790_000_000_000_000_000n],
])('is none when it is %s', async (_what, of, mtimeNs) => {
  expect(await cachedThumbnail(of, mtimeNs, cache)).toBeUndefined();
});
