// Parts of an encrypted file that were sent in two runs belong together only where the chunk at their border was made of the same plain bytes.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { partTags, tagsMeet } from '../../../../main/core/model/age/part-tags';

const tag = (byte: number) => Buffer.alloc(16, byte);

test('the first and the last tag stand with their chunk, and a hash of all between them', () => {
  const hash = createHash('sha256').update(Buffer.alloc(48, 1)).digest('base64');
  const text = `7.${tag(1).toString('base64')} ${hash} 9.${tag(1).toString('base64')}`;
  expect(partTags(7, [tag(1), tag(1), tag(1)])).toBe(text);
  expect(partTags(7, [tag(1), tag(2), tag(1)])).not.toBe(text);
});

test.each<[string, readonly [number, ...number[]], readonly [number, ...number[]], boolean]>([
  ['share a chunk of the same bytes', [8, 1, 2], [9, 2, 3], true],
  ['share a chunk of other bytes', [8, 1, 2], [9, 3, 3], false],
  ['share their only chunk', [8, 1], [8, 1], true],
  ['share an only chunk of other bytes', [8, 1], [8, 2], false],
  ['share none', [8, 1, 2], [10, 3], true],
  ['share none, the later number the beginning of the earlier one', [9, 1, 2], [1, 3], true],
  ['share none, the earlier number the beginning of the later one', [0, 1, 2], [10, 3], true],
])('two parts that %s', (_what, [before, ...first], [after, ...second], meet) => {
  expect(tagsMeet(partTags(before, first.map(tag)), partTags(after, second.map(tag)))).toBe(meet);
});
