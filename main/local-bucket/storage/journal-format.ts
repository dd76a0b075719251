// The format of a journal: a title line, then batches of operations, each a line with its own checksum.

import { crc32 } from 'node:zlib';

/** The first line of every journal. */
export const journalTitle = Buffer.from('mayfly-bucket-journal 1\n');

/** A journal that is damaged before its end, or of a newer version: it stays unchanged. */
export class JournalDamage extends Error {
  override readonly name = 'JournalDamage';
}

/** One batch as a line. */
export function encodeBatch(operations: readonly unknown[]): Buffer {
  const json = Buffer.from(JSON.stringify(operations));
  const sum = crc32(json).toString(16).padStart(8, '0');
  return Buffer.concat([Buffer.from(`${sum} `), json, Buffer.from('\n')]);
}

function decodeBatch(line: Buffer): readonly unknown[] | undefined {
  const json = line.subarray(9);
  const sum = line.toString('latin1', 0, 9);
  if (json.length === 0 || sum !== `${crc32(json).toString(16).padStart(8, '0')} `) return undefined;
  const operations: unknown = JSON.parse(json.toString());
  return Array.isArray(operations) ? operations : undefined;
}

/** A journal of these operations. */
export function encodeAll(operations: Iterable<unknown>): Buffer {
  const batches: Buffer[] = [journalTitle];
  let batch: unknown[] = [];
  for (const operation of operations) {
    batch.push(operation);
    if (batch.length < 1000) continue;
    batches.push(encodeBatch(batch));
    batch = [];
  }
  if (batch.length > 0) batches.push(encodeBatch(batch));
  return Buffer.concat(batches);
}

/**
 * Reads a journal. Only its last batch can be torn, because a batch is written once the one before it is on disk; a bad
 * batch before a good one is damage. Returns the length of the good part.
 */
export function replay(content: Buffer, apply: (operation: unknown) => void): { goodBytes: number; count: number } {
  if (
    content.length > 0 &&
    !content.subarray(0, journalTitle.length).equals(journalTitle.subarray(0, content.length))
  ) {
    throw new JournalDamage('The journal is not of a kind that this version knows.');
  }
  if (content.length < journalTitle.length) return { goodBytes: 0, count: 0 };
  let goodBytes = journalTitle.length;
  let count = 0;
  for (let at = goodBytes; at < content.length;) {
    const newline = content.indexOf(10, at);
    const end = newline === -1 ? content.length : newline + 1;
    const operations = newline === -1 ? undefined : decodeBatch(content.subarray(at, newline));
    if (operations !== undefined) {
      if (goodBytes !== at) throw new JournalDamage('The journal is damaged in the middle.');
      for (const operation of operations) apply(operation);
      count += operations.length;
      goodBytes = end;
    }
    at = end;
  }
  return { goodBytes, count };
}
