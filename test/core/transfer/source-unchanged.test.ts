// Bytes are called the file's only while nobody wrote to it; a ctime that changed alone proves nothing, and neither does one that did not.
import { describe, expect, test } from 'vitest';
import type { FileSnapshot } from '../../../main/core/model/given-file';
import { crc32Of } from '../../../main/core/model/stored-check';
import type { OpenFile } from '../../../main/core/ports/files';
import { checkUnchanged, rangesMatch, type ReadStretch } from '../../../main/core/transfer/source-unchanged';
import { rejected } from '../../fakes/failing';
import { fileOf, oneTransfer, snapshotOf } from './one-transfer';

const content = Buffer.from('abcdefgh');
const stretch = (offsetBytes: number, lengthBytes: number, of = content): ReadStretch => ({
  offsetBytes,
  lengthBytes,
  crc32: crc32Of(of.subarray(offsetBytes, offsetBytes + lengthBytes)),
});
const all = [stretch(0, 4), stretch(4, 4)];

describe('the bytes that were read', () => {
  test.each<[string, Uint8Array, readonly ReadStretch[], boolean]>([
    ['are there', content, all, true],
    ['were none', content, [], true],
    ['differ in the first stretch', Buffer.from('Xbcdefgh'), all, false],
    ['differ in the last', Buffer.from('abcdefgX'), all, false],
    ['were cut off', content.subarray(0, 7), all, false],
    ['differ where nobody had read', Buffer.from('abcdefgX'), [stretch(0, 4)], true],
  ])('%s', async (_what, now, stretches, same) => {
    const { context } = oneTransfer({ file: fileOf(now) });
    expect(await rangesMatch(context, stretches)).toBe(same);
  });

  test('are not there when the read ends early, whatever lies in the buffer', async () => {
    const file = { ...fileOf(content), read: async () => 3 };
    const { context } = oneTransfer({ file });
    // A fresh buffer holds zeros.
    const read = { offsetBytes: 0, lengthBytes: 4, crc32: crc32Of(new Uint8Array(3)) };
    expect(await rangesMatch(context, [read])).toBe(false);
  });

  test('are not looked at after a stop', async () => {
    const { context, stop } = oneTransfer({ file: fileOf(content) });
    stop.abort();
    expect((await rejected(rangesMatch(context, all))).code).toBe('cancelled');
  });
});

describe('a file', () => {
  const before = snapshotOf(8);
  const written = { ...before, mtimeNs: 2n };
  const touched = { ...before, ctimeNs: 2n };
  const again = { ...before, ctimeNs: 3n };
  const grown = { ...touched, sizeBytes: 9 };
  const other = Buffer.from('Xbcdefgh');

  /** `looks`: what each look at the file finds, and the last of them from then on. */
  function check(looks: readonly FileSnapshot[], now: Uint8Array = content) {
    let look = 0;
    let reads = 0;
    const found = fileOf(now);
    const file: OpenFile = {
      ...fileOf(content),
      read: (positionBytes, target) => {
        reads += 1;
        return found.read(positionBytes, target);
      },
      inspect: async () => looks[Math.min(look++, looks.length - 1)] ?? before,
    };
    const { context } = oneTransfer({ file });
    return { done: checkUnchanged(context, all), reads: () => reads };
  }

  test('that is the same is not read again', async () => {
    const { done, reads } = check([before]);
    await done;
    expect(reads()).toBe(0);
  });

  test('that was touched and has its bytes is the same', async () => {
    const { done, reads } = check([touched]);
    await done;
    expect(reads()).toBe(2);
  });

  test.each<[string, readonly FileSnapshot[], Uint8Array]>([
    ['touched, and has other bytes', [touched], other],
    ['of another size, whose beginning is the same', [grown], content],
    ['touched again while it was read again', [touched, again], content],
    ['grown while it was read again', [touched, grown], content],
  ])('that is %s has changed, and is named', async (_what, looks, now) => {
    const failure = await rejected(check(looks, now).done);
    expect([failure.code, failure.detail]).toEqual(['file-changed', { fileName: 'a.txt' }]);
  });

  test.each([
    ['of another size', grown],
    ['written to, wherever', written],
  ])('%s has changed, and is not read again', async (_what, now) => {
    const { done, reads } = check([now]);
    expect((await rejected(done)).code).toBe('file-changed');
    expect(reads()).toBe(0);
  });
});
