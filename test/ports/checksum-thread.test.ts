// Whoever computes it, a checksum must be that of the bytes, and the thread must hold up nobody when it is gone or idle.
import { randomFillSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createChecksumThread } from '../../main/adapters/engine-process/checksum-worker';
import { crc32Of } from '../../main/core/model/stored-check';

const mebibyte = 1_048_576;

const shared = (sizeBytes: number) => randomFillSync(new Uint8Array(new SharedArrayBuffer(sizeBytes)));
const own = (sizeBytes: number) => randomFillSync(new Uint8Array(sizeBytes));

describe('a checksum', () => {
  const checksum = createChecksumThread();

  test('of nine bytes is the one that the CRC catalogue gives for them', async () => {
    expect(Buffer.from(await checksum(Buffer.from('123456789')), 'base64').toString('hex')).toBe('cbf43926');
  });

  test.each([0, 1, mebibyte - 1, mebibyte, 16 * mebibyte])('of %d bytes is theirs, wherever they are', async (size) => {
    const [here, there] = [own(size), shared(size)];
    expect(await checksum(here)).toBe(crc32Of(here));
    expect(await checksum(there)).toBe(crc32Of(there));
  });

  test('of a stretch of shared memory is that of the stretch', async () => {
    const stretch = shared(3 * mebibyte).subarray(7, 7 + mebibyte);
    expect(await checksum(stretch)).toBe(crc32Of(stretch));
  });

  test('is answered to whoever asked, however many ask at once', async () => {
    const bodies = Array.from({ length: 16 }, (_, index) => shared(mebibyte * (1 + (index % 4))));
    expect(await Promise.all(bodies.map(async (body) => checksum(body)))).toEqual(bodies.map(crc32Of));
  });
});

describe('a thread', () => {
  test.each([
    ['ends', `require('node:worker_threads').parentPort.on('message', () => process.exit())`],
    ['fails', `require('node:worker_threads').parentPort.on('message', () => { throw new Error('no') })`],
    ['cannot start', 'this is no program'],
  ])('that %s costs time and no checksum, and the next one is asked again', async (_what, program) => {
    const checksum = createChecksumThread(program);
    for (let round = 0; round < 2; round += 1) {
      const bodies = [shared(mebibyte), shared(mebibyte)];
      expect(await Promise.all(bodies.map(async (body) => checksum(body)))).toEqual(bodies.map(crc32Of));
    }
  });
});
