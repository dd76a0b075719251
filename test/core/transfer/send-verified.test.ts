// A body counts as stored only when the server has exactly it, or tells nothing that could show otherwise.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { crc32Of, type StoredAnswer } from '../../../main/core/model/stored-check';
import type { SendOptions } from '../../../main/core/ports/object-store';
import { sendVerified } from '../../../main/core/transfer/send-verified';
import { rejected } from '../../fakes/failing';
import { oneTransfer } from './one-transfer';

const body = Buffer.from('hello');
const crc32 = crc32Of(body);
const md5 = `"${createHash('md5').update(body).digest('hex')}"`;
const otherHash = `"${'0'.repeat(32)}"`;
const opaque = '"v1-opaque"';
const damaged: StoredAnswer = { etag: md5, crc32: 'AAAAAA==' };
const lost = { code: 'connection-lost', detail: { fileName: 'a.txt' } };

/** Sends the body to a server that answers these, one after another, and the last of them from then on. */
function send(answers: readonly (StoredAnswer | Failure)[], transfer = oneTransfer()) {
  const asked: SendOptions[] = [];
  const onSent = () => undefined;
  const done = sendVerified(transfer.context, body, crc32, onSent, async (options) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(options);
    if (answer === undefined || answer instanceof Failure) throw answer ?? new Error('no answer is left');
    return answer;
  });
  return { ...transfer, asked, onSent, done };
}

test('every attempt carries its checksum, its signal and its pace, and every answer is counted', async () => {
  const { done, asked, onSent, context, told } = send([new Failure('connection-lost'), { etag: opaque, crc32 }]);
  expect(await done).toEqual({ etag: opaque, crc32, check: 'crc32' });
  const options = { signal: context.signal, crc32, pace: context.slots.pace, onSent };
  expect(asked).toEqual([options, options]);
  expect(told.sent).toEqual([5]);
});

test('a failed attempt takes back what it counted', async () => {
  const counted: number[] = [];
  const { context } = oneTransfer();
  const done = sendVerified(
    context,
    body,
    crc32,
    (bytes) => counted.push(bytes),
    async ({ onSent }) => {
      onSent?.(3);
      throw new Failure('connection-refused');
    },
  );
  expect((await rejected(done)).code).toBe('connection-refused');
  expect(counted).toEqual([3, 0]);
});

describe('what the server tells', () => {
  test.each([
    ['its CRC-32', [{ etag: opaque, crc32 }], { etag: opaque, check: 'crc32' }, 1],
    ['its MD5', [{ etag: md5 }], { etag: md5, check: 'md5' }, 1],
    ['nothing', [{ etag: opaque }], { etag: opaque, check: 'sample' }, 1],
    ['damage, and then its CRC-32', [damaged, damaged, { etag: opaque, crc32 }], { etag: opaque, check: 'crc32' }, 3],
    [
      'another MD5, and then its own: it was damage',
      [{ etag: otherHash }, { etag: md5 }],
      { etag: md5, check: 'md5' },
      2,
    ],
    ['another MD5 twice: its ETags are none', [{ etag: otherHash }], { etag: otherHash, check: 'sample' }, 2],
    ['another MD5, and then nothing', [{ etag: otherHash }, { etag: opaque }], { etag: opaque, check: 'sample' }, 2],
  ] as const)('is %s', async (_what, answers, sent, attempts) => {
    const { done, asked, told } = send(answers);
    expect(await done).toEqual({ ...sent, crc32 });
    expect(asked).toHaveLength(attempts);
    expect(told.sent).toEqual(asked.map(() => 5));
    expect(told.failures).toMatchObject(asked.slice(1).map(() => lost));
  });
});

test('a server that stores other bytes three times is called damaging, and the file named', async () => {
  const { done, asked, told } = send([damaged]);
  expect(await rejected(done)).toMatchObject({ code: 'stored-differs', detail: { fileName: 'a.txt' } });
  expect(asked).toHaveLength(3);
  expect(told.failures).toMatchObject([lost, lost, { code: 'stored-differs' }]);
});

test('a server whose ETags are no MD5 is not suspected again; another one is', async () => {
  const transfer = oneTransfer();
  await send([{ etag: otherHash }], transfer).done;
  const again = send([{ etag: otherHash }], transfer);
  expect((await again.done).check).toBe('sample');
  expect(again.asked).toHaveLength(1);
  const elsewhere = send([{ etag: otherHash }]);
  await elsewhere.done;
  expect(elsewhere.asked).toHaveLength(2);
});

test('a server that was suspected once and cleared is suspected again', async () => {
  const transfer = oneTransfer();
  await send([{ etag: otherHash }, { etag: opaque }], transfer).done;
  const again = send([{ etag: otherHash }, { etag: md5 }], transfer);
  expect((await again.done).check).toBe('md5');
});
