// A blob store frees the memory of the pieces it wrote, except of those that are only a part of their memory.

import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { BlobStore } from '../../../main/local-bucket/storage/blobs';

test('a written piece is freed, and a part of other memory is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-pieces-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const store = await BlobStore.open(folder);
  const shared = new Uint8Array(randomBytes(200_000));
  const pieces = [new Uint8Array(randomBytes(700_000)), shared.subarray(0, 100_000), shared.subarray(100_000)];
  const expected = createHash('sha256');
  for (const piece of pieces) expected.update(piece);
  const sharedBefore = Buffer.from(shared);

  await store.write(
    (async function* () {
      yield* pieces;
    })(),
  );

  const [name = ''] = await readdir(folder);
  const stored = createHash('sha256').update(await readFile(join(folder, name)));
  expect(stored.digest('hex')).toBe(expected.digest('hex'));
  expect(pieces.map(({ byteLength }) => byteLength)).toEqual([0, 100_000, 100_000]);
  expect(sharedBefore.equals(shared)).toBe(true);
});
