// No part leaves with other plain bytes than an earlier one had under the same key and nonces, not even in the chunk that two parts share.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { encryptFiles } from '../../../main/adapters/encryption/encrypt-files';
import type { Save } from '../../../main/core/ports/transfer-engine';
import { noteSentTags } from '../../../main/core/transfer/sent-tags';
import { rejected } from '../../fakes/failing';
import { fileOf, oneTransfer, snapshotOf } from './one-transfer';

const head = randomBytes(184);
const encryption = encryptFiles({ head, payloadKey: randomBytes(32) });
const sealedChunk = 65_536 + 16;
const plain = randomBytes(4 * 65_536);

/** Of the part that begins there. */
async function tagsOf(content: Uint8Array, from: number, length: number): Promise<string> {
  const sealed = await encryption.ofFile(fileOf(content)).sealing?.seal(from, new Uint8Array(length), false);
  return sealed?.tags ?? '';
}

function noting(known: readonly string[] = []) {
  const saved: Save[] = [];
  const { context } = oneTransfer({ save: (fact) => void saved.push(fact) });
  const tags = known.map((one, index) => ({ number: index + 1, tags: one }));
  const record = { snapshot: snapshotOf(1), partBytes: 1, parts: [], tags };
  return { note: noteSentTags(context, record), saved };
}

/** The border lies in the second chunk, or right before it. */
const inChunk = 184 + sealedChunk + 30_000;
const atChunk = 184 + sealedChunk;
const changed = (at: number) => {
  const other = Buffer.from(plain);
  other[at] = (other[at] ?? 0) ^ 1;
  return other;
};

test.each([
  ['the later part after the earlier one', 1, 2],
  ['the earlier part after the later one', 2, 1],
])('a shared chunk with another byte stops %s', async (_what, first, second) => {
  const parts = (content: Uint8Array) => [tagsOf(content, 0, inChunk), tagsOf(content, inChunk, sealedChunk)] as const;
  const before = await Promise.all(parts(plain));
  const after = await Promise.all(parts(changed(65_536 + 5)));
  const { note, saved } = noting();
  await note(first, before[first - 1] ?? '');
  expect(await rejected(note(second, after[second - 1] ?? ''))).toMatchObject({ code: 'file-changed' });
  await note(second, before[second - 1] ?? '');
  expect(saved.map((fact) => fact.kind === 'tags' && fact.tags.number)).toEqual([first, second]);
});

test('parts that share no chunk may be of different moments', async () => {
  const { note, saved } = noting();
  await note(1, await tagsOf(plain, 0, atChunk));
  await note(2, await tagsOf(changed(5), atChunk, sealedChunk));
  expect(saved).toHaveLength(2);
});

test('a part of an earlier run leaves again only as it was, and is not saved twice', async () => {
  const { note, saved } = noting([await tagsOf(plain, 0, inChunk)]);
  for (const at of [0, 70_000, 100_000])
    expect(await rejected(note(1, await tagsOf(changed(at), 0, inChunk)))).toMatchObject({ code: 'file-changed' });
  await note(1, await tagsOf(changed(140_000), 0, inChunk));
  expect(saved).toEqual([]);
});
