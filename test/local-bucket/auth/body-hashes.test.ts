// Large bodies are hashed on a thread: the digests are those of the bytes whatever else is hashed meanwhile, and a thread that ends fails its
// bodies instead of keeping them waiting.

import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BodyHashes, hashesOnThread, startHashes } from '../../../main/local-bucket/auth/body-hashes';
import { HashThread } from '../../../main/local-bucket/auth/hash-thread';
import { type Answer, type Fixture, bucketName, serve } from '../fixture';

const algorithms = ['md5', 'sha256'];
const large = randomBytes(5 * 1024 * 1024);
const digestsOf = (bytes: Uint8Array) => algorithms.map((name) => createHash(name).update(bytes).digest('hex'));
const md5 = createHash('md5').update(large).digest();

let s3: Fixture;
beforeAll(async () => {
  s3 = await serve();
});
afterAll(async () => s3.stop());

const put = async (headers: Record<string, string> = {}): Promise<Answer> =>
  s3.presigned({
    method: 'PUT',
    target: `/${bucketName}/large`,
    headers: { 'content-length': String(large.length), ...headers },
    body: large,
  });

async function feed(hashes: BodyHashes, bytes: Uint8Array, pieceBytes: number): Promise<readonly string[]> {
  for (let at = 0; at < bytes.length;) {
    const pieces: Uint8Array[] = [];
    // Batches of 300,000 bytes or one piece, of which one is more than a slot.
    for (const end = at + 300_000; at < Math.min(end, bytes.length); at += pieceBytes) {
      pieces.push(bytes.subarray(at, at + pieceBytes));
    }
    await hashes.update(pieces);
  }
  return hashes.digest();
}

test('an upload whose thread ends fails, and the next one succeeds', async () => {
  HashThread.start(`require('node:worker_threads').parentPort.once('message', () => process.exit(1));`);
  expect(await put()).toMatchObject({ status: 500, code: 'InternalError' });
  expect((await s3.presigned({ target: `/${bucketName}/large` })).status).toBe(404);
  expect(await put()).toMatchObject({ status: 200, headers: { etag: `"${md5.toString('hex')}"` } });
});

test('a large body with a wrong MD5 is refused, and one with the right one stored', async () => {
  const wrong = Buffer.from(md5.toReversed()).toString('base64');
  expect(await put({ 'content-md5': wrong })).toMatchObject({ status: 400, code: 'BadDigest' });
  expect((await put({ 'content-md5': md5.toString('base64') })).status).toBe(200);
  const got = await s3.presigned({ target: `/${bucketName}/large` });
  expect(got.body.equals(large)).toBe(true);
});

test('more bodies than the thread has slots, in pieces of any size, each get their own digests', async () => {
  const thread = HashThread.forBody();
  const bodies = Array.from({ length: 40 }, (_, index) => ({
    bytes: large.subarray(index, index * 120_001),
    pieceBytes: 1 + ((index * 77_777) % 700_000),
  }));
  const found = await Promise.all(
    bodies.map(async ({ bytes, pieceBytes }, index) => {
      const hashes = hashesOnThread(algorithms, thread);
      if (index % 5 !== 1) return feed(hashes, bytes, index === 0 ? 1 : Math.max(pieceBytes, 1_000));
      await hashes.update([bytes]);
      hashes.discard();
      return digestsOf(bytes);
    }),
  );
  expect(found).toEqual(bodies.map(({ bytes }) => digestsOf(bytes)));
});

test('a small body and one of no bytes have the same digests in place', async () => {
  for (const bytes of [large.subarray(0, 70_000), large.subarray(0, 0)]) {
    expect(await feed(startHashes(algorithms, bytes.length), bytes, 65_536)).toEqual(digestsOf(bytes));
  }
});
