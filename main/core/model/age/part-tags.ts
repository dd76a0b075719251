// What is kept of the chunks of an encrypted part. The tag of a chunk (Poly1305) is a keyed hash of it: under one key and nonce equal tags mean equal
// plain bytes. It costs nothing more, and tells nothing about them.
import { createHash } from 'node:crypto';

/**
 * The tags of consecutive chunks as one text: that of the first and of the last, each with the number of its chunk, and a hash over all. The chunk
 * at the border of two parts is in both.
 */
export function partTags(firstChunk: number, tags: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const tag of tags) hash.update(tag);
  const textOf = (index: number) => `${firstChunk + index}.${Buffer.from(tags[index] ?? []).toString('base64')}`;
  return [textOf(0), hash.digest('base64'), textOf(tags.length - 1)].join(' ');
}

/** Whether two neighbouring parts were made of the same plain bytes where they share a chunk. */
export function tagsMeet(before: string, after: string): boolean {
  const last = before.split(' ')[2] ?? '';
  const first = after.split(' ')[0] ?? '';
  return last.split('.')[0] !== first.split('.')[0] || last === first;
}
