// "Done" is said of an object that is the file, by the strongest thing that the server tells; else by what can be read back.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { crc32Of, type CheckedPart, type StoredCheck } from '../../../main/core/model/stored-check';
import type { OpenFile } from '../../../main/core/ports/files';
import type { ObjectStore, StoredObject } from '../../../main/core/ports/object-store';
import { verifyStored, sampleEquals } from '../../../main/core/transfer/verify-stored';
import { fileOf, oneTransfer, snapshotOf } from './one-transfer';

const mebibyte = 1_048_576;
const block = 65_536;
const headers = { contentType: 'text/plain', contentDisposition: 'attachment' };

/** A transfer of `content` whose object is `stored`, with the key that the job names. */
function transferOf(content: Buffer, stored = content) {
  const transfer = oneTransfer({ file: fileOf(content) });
  transfer.bucket.objects.set('k/a.txt', { body: stored, etag: '"opaque"', headers });
  return transfer;
}

describe('an object', () => {
  const content = Buffer.from('abc');
  const part = (check: StoredCheck): CheckedPart => ({
    etag: `"${createHash('md5').update(content).digest('hex')}"`,
    crc32: crc32Of(content),
    check,
  });
  const composite = `${crc32Of(Buffer.from(crc32Of(content), 'base64'))}-1`;
  const whole: StoredObject = { sizeBytes: 3, etag: '"opaque"' };

  test.each<[string, StoredObject | undefined, StoredCheck, StoredCheck | 'differs']>([
    ['that is not there', undefined, 'crc32', 'differs'],
    ['that is shorter', { ...whole, sizeBytes: 2, crc32: composite }, 'crc32', 'differs'],
    ['that is longer', { ...whole, sizeBytes: 4, crc32: composite }, 'crc32', 'differs'],
    ['with the checksum of its parts', { ...whole, crc32: composite }, 'crc32', 'crc32'],
    ['with the checksum of other parts', { ...whole, crc32: 'AAAAAA==-1' }, 'crc32', 'differs'],
    ['of which only the parts are known, by CRC-32', whole, 'crc32', 'crc32'],
    ['of which only the parts are known, by MD5', whole, 'md5', 'md5'],
    ['of which nothing is known, and which reads back', whole, 'sample', 'sample'],
  ])('%s', async (_what, stored, check, verdict) => {
    const { context, twin } = transferOf(content);
    expect(await verifyStored(context, stored, [part(check)])).toBe(verdict);
    // What the server proved is not read back.
    expect(twin.calls.map(({ operation }) => operation)).toEqual(verdict === 'sample' ? ['describe', 'readBack'] : []);
  });

  test('of which nothing is known, and which reads back otherwise, differs', async () => {
    const { context } = transferOf(content, Buffer.from('abX'));
    expect(await verifyStored(context, whole, [part('sample')])).toBe('differs');
  });
});

describe('a small file is read back as a whole', () => {
  const content = Buffer.alloc(8 * mebibyte);
  for (let at = 0; at < content.length; at += 4_096) content.writeUInt32LE(at, at);

  test.each([0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 8 * mebibyte])('%d bytes', async (sizeBytes) => {
    const { context, twin } = transferOf(content.subarray(0, sizeBytes));
    expect(await sampleEquals(context)).toBe(true);
    const pieces = twin.calls.filter(({ operation }) => operation === 'readBack').length;
    expect(pieces).toBe(Math.ceil(sizeBytes / mebibyte));
  });

  test.each([0, mebibyte - 1, mebibyte, 3 * mebibyte + 7, 8 * mebibyte - 1])('one other byte, at %d', async (at) => {
    const stored = Buffer.from(content);
    stored.writeUInt8(stored.readUInt8(at) ^ 1, at);
    expect(await sampleEquals(transferOf(content, stored).context)).toBe(false);
  });

  test('an object of another size is another one', async () => {
    expect(await sampleEquals(transferOf(Buffer.from('abc'), Buffer.from('ab')).context)).toBe(false);
    expect(await sampleEquals(transferOf(Buffer.from('abc'), Buffer.from('abcd')).context)).toBe(false);
  });

  test('an object that is not there is none', async () => {
    const { context, bucket } = transferOf(Buffer.from('abc'));
    bucket.objects.clear();
    expect(await sampleEquals(context)).toBe(false);
  });

  test('a file that ends early does not match what an earlier piece left in memory', async () => {
    const zeros = Buffer.alloc(2 * mebibyte);
    const { context } = transferOf(zeros);
    const cut: OpenFile = { ...context.file, read: async (position) => (position === 0 ? mebibyte : 0) };
    expect(await sampleEquals({ ...context, file: cut })).toBe(false);
  });

  test.each(['describe', 'readBack'] as const)('what is lost on the way is asked again: %s', async (operation) => {
    const { context, twin } = transferOf(Buffer.from('abc'));
    twin.fail(operation, new Failure('connection-lost'));
    expect(await sampleEquals(context)).toBe(true);
  });
});

describe('of a large file are read back', () => {
  /**
   * The offsets that were read back of a file of so many zeros, which nobody has to hold, when the draws give `luck`; `other`: the server
   * has other bytes there.
   */
  async function looks(sizeBytes: number, luck: () => number, other?: number) {
    const offsets: number[] = [];
    const { context } = oneTransfer({ random: luck });
    const file: OpenFile = {
      ...context.file,
      snapshot: snapshotOf(sizeBytes),
      read: async (_position, target) => target.fill(0).length,
    };
    const objects: ObjectStore = {
      ...context.objects,
      describe: async () => ({ sizeBytes, etag: '"opaque"' }),
      readBack: async (_key, offset, length) => {
        offsets.push(offset);
        expect(length).toBe(block);
        return Buffer.alloc(length, offset === other ? 1 : 0);
      },
    };
    return { equal: await sampleEquals({ ...context, file, objects }), offsets };
  }

  test('its ends, and places that nobody can foretell', async () => {
    const sizeBytes = 8 * mebibyte + 1;
    const last = sizeBytes - block;
    expect(await looks(sizeBytes, () => 0.5)).toEqual({ equal: true, offsets: [0, last, Math.floor(last / 2)] });
    expect((await looks(sizeBytes, () => 0.999_999_9)).offsets).toEqual([0, last, last - 1]);
  });

  test('six of those places', async () => {
    const drawn = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    const left = [...drawn, 0.7];
    const { offsets } = await looks(8 * mebibyte + 1, () => left.shift() ?? 0);
    expect(offsets.slice(2)).toEqual(drawn.map((luck) => Math.floor(luck * (8 * mebibyte + 1 - block))));
  });

  test.each([
    [16, []],
    [17, [16]],
    [40, [16, 32]],
    [1_024, Array.from({ length: 63 }, (_, index) => 16 * (index + 1))],
    [1_025, Array.from({ length: 32 }, (_, index) => 32 * (index + 1))],
    [5_120, Array.from({ length: 63 }, (_, index) => 80 * (index + 1))],
  ])('the ends of parts of %d MiB', async (mebibytes, ends) => {
    const { offsets } = await looks(mebibytes * mebibyte, () => 0);
    expect(offsets.slice(2)).toEqual(ends.map((end) => end * mebibyte - block));
  });

  test.each([
    ['the beginning', 0],
    ['the end', 40 * mebibyte - block],
    ['the end of a part', 16 * mebibyte - block],
    ['a place', Math.floor((40 * mebibyte - block) / 2)],
  ])('and %s with other bytes is seen', async (_what, offset) => {
    expect((await looks(40 * mebibyte, () => 0.5, offset)).equal).toBe(false);
  });
});
