// A stream gives its bytes once: each part is kept until the server has it, and what cannot be finished leaves nothing behind.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFiles } from '../../../main/adapters/files/files';
import { Failure } from '../../../main/core/model/failure';
import type { ByteStream } from '../../../main/core/ports/files';
import { usualPartLimits, type PartLimits } from '../../../main/core/providers/multipart-limits';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { transferStream } from '../../../main/core/transfer/transfer-stream';
import type { TransferContext } from '../../../main/core/transfer/transfer-context';
import { rejected } from '../../fakes/failing';
import { createMemoryObjects } from '../../fakes/memory-objects';
import { createMemoryServer } from '../../fakes/memory-server';
import { streamOf } from '../../fakes/memory-stream';
import { reasonOf } from '../../fakes/reason-of';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { oneTransfer } from './one-transfer';

const mebibyte = 1_048_576;
const key = 'k/a.txt';

/** Chunks as pipes give them, with an odd size. */
function* chunksOf(content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.length; at += 65_521) yield content.subarray(at, at + 65_521);
}

function streaming(stream: ByteStream, change: Partial<TransferContext> = {}) {
  const one = oneTransfer(change);
  const waits: Failure[] = [];
  const send = (limits?: PartLimits) =>
    transferStream({ ...one.context, stream, onWaiting: (failure) => waits.push(failure) }, limits);
  const parts = () => one.twin.calls.flatMap(({ partNumber }) => (partNumber === undefined ? [] : [partNumber]));
  return { ...one, waits, send, parts };
}

describe('arrives byte by byte', () => {
  test.each([
    ['nothing', 0, []],
    ['one byte', 1, []],
    ['a byte less than the least part', 5 * mebibyte - 1, []],
    ['a byte more than that', 5 * mebibyte + 1, []],
    ['exactly the first part', 8 * mebibyte, []],
    ['a byte more than it', 8 * mebibyte + 1, [1, 2]],
    ['three parts', 24 * mebibyte, [1, 2, 3]],
  ])('%s', async (_what, length, numbers) => {
    const content = randomBytes(length);
    const { send, bucket, parts } = streaming(streamOf(chunksOf(content)));
    expect(await send()).toMatchObject({ sizeBytes: length, check: 'crc32' });
    expect(bucket.objects.get(key)?.body.equals(content)).toBe(true);
    expect(parts().toSorted((a, b) => a - b)).toEqual(numbers);
    expect(bucket.uploads.size).toBe(0);
  });

  test('growing parts, for each size of which the memory is cut anew', async () => {
    const content = randomBytes(90 * mebibyte);
    const { send, bucket, parts } = streaming(streamOf(chunksOf(content)));
    // 8, 16, 32 and 32 MiB, and the rest.
    expect(await send({ ...usualPartLimits, maxParts: 25 })).toMatchObject({ sizeBytes: content.length });
    expect(bucket.objects.get(key)?.body.equals(content)).toBe(true);
    expect(parts()).toHaveLength(5);
  });
});

describe('a lost connection', () => {
  const content = randomBytes(20 * mebibyte);

  test('is waited for once a part had its turn: the part is still there to send', async () => {
    const { send, twin, waits, bucket } = streaming(streamOf(chunksOf(content)));
    twin.fail('putPart', new Failure('host-unknown'), { nth: 2 });
    twin.fail('completeUpload', new Failure('connection-refused'));
    expect(await send()).toMatchObject({ sizeBytes: content.length });
    expect(waits.map(({ code }) => code)).toEqual(['host-unknown', 'connection-refused']);
    expect(bucket.objects.get(key)?.body.equals(content)).toBe(true);
  });

  test('before anything was sent fails at once, as for a file', async () => {
    const { send, twin, waits } = streaming(streamOf(chunksOf(content)));
    twin.fail('createUpload', new Failure('host-unknown'));
    expect((await rejected(send())).code).toBe('host-unknown');
    expect(waits).toEqual([]);
  });

  test('when only the answer to Complete was lost, nothing is sent again', async () => {
    const { send, twin, parts } = streaming(streamOf(chunksOf(content)));
    twin.fail('completeUpload', new Failure('connection-lost'), { afterwards: true });
    expect(await send()).toMatchObject({ sizeBytes: content.length });
    expect(parts()).toHaveLength(3);
  });
});

test('a server that tells no checksums is compared by the ends of parts', async () => {
  const content = randomBytes(20 * mebibyte);
  const server = createMemoryServer(() => 0);
  server.proofs = 'none';
  server.createBucket(sampleConnection.bucket);
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  const twin = createMemoryObjects(server);
  const objects = await twin.open(sampleConnection, sampleCredentials);
  const send = () => streaming(streamOf(chunksOf(content)), { objects }).send();
  expect(await send()).toMatchObject({ check: 'sample' });
  twin.damaging = true;
  // The flipped bit is each part's first: with a part no larger than what is compared, it is seen.
  expect(
    (
      await rejected(
        streaming(streamOf([...chunksOf(content.subarray(0, 8 * mebibyte)), Buffer.of(1)]), { objects }).send(),
      )
    ).code,
  ).toBe('stored-differs');
});

test('after the provider’s last part number it ends, in words that say where', async () => {
  const failure = await rejected(
    streaming(streamOf(chunksOf(randomBytes(17 * mebibyte)))).send({
      ...usualPartLimits,
      maxParts: 1,
      maxPartBytes: 8 * mebibyte,
    }),
  );
  expect([failure.code, reasonOf(failure)]).toEqual([
    'file-too-large',
    'standard input, whose length nobody knows, holds at most 8,388,608 bytes there',
  ]);
});

test('a server that takes no parts takes what fits into one PUT', async () => {
  const { context } = oneTransfer();
  const job = { ...context.job, connection: { ...sampleConnection, capabilities: { madeAtMs: 0, multipart: false } } };
  const sent = (length: number) => streaming(streamOf(chunksOf(randomBytes(length))), { job }).send();
  expect(await sent(8 * mebibyte)).toMatchObject({ sizeBytes: 8 * mebibyte });
  expect((await rejected(sent(8 * mebibyte + 1))).code).toBe('file-too-large');
});

describe('in the engine', () => {
  function running(stream: ByteStream) {
    const server = createMemoryServer(Date.now);
    const bucket = server.createBucket(sampleConnection.bucket);
    server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
    const twin = createMemoryObjects(server);
    const engine = createLocalEngine({
      clock: Date.now,
      files: createFiles(),
      openObjectStore: twin.open,
      random: () => 0,
    });
    const job = { ...oneTransfer().context.job, resumable: false };
    const sent: number[] = [];
    const transfer = engine.run(job, { stream, onProgress: (bytes) => sent.push(bytes), save: () => undefined });
    return { transfer, bucket, twin, sent };
  }

  test('a cancel while the stream says nothing ends it at once, and leaves nothing in the bucket', async () => {
    let silent: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      silent = resolve;
    });
    const stalling = streamOf([randomBytes(9 * mebibyte)], async (chunk) => {
      if (chunk === 0) return;
      silent();
      await new Promise(() => undefined);
    });
    const { transfer, bucket, twin } = running(stalling);
    await reached;
    transfer.stop('cancel');
    expect((await rejected(transfer.done)).code).toBe('cancelled');
    expect([bucket.uploads.size, bucket.objects.size]).toEqual([0, 0]);
    expect(twin.calls.map(({ operation }) => operation)).toContain('abortUpload');
  });

  test('a refused part stops the reading of an endless stream', async () => {
    const endless = (function* endless() {
      const chunk = randomBytes(mebibyte);
      for (;;) yield chunk;
    })();
    const { transfer, bucket, twin } = running(streamOf(endless));
    twin.fail('putPart', new Failure('access-denied'), { nth: 3 });
    expect((await rejected(transfer.done)).code).toBe('access-denied');
    expect([bucket.uploads.size, bucket.objects.size]).toEqual([0, 0]);
  });
});
