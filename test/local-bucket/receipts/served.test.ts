// What counts as opened and as saved, seen at a real bucket by clients of many kinds.
import { connect } from 'node:net';
import { array, assert, nat, property, tuple } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { joined } from '../../../main/local-bucket/receipts/covered';
import { volume } from '../../volume';
import { connectToOwner } from '../../../main/local-bucket/server/instance-file';
import type { Served } from '../../../main/local-bucket/receipts/served';
import { type Fixture, bucketName, serve } from '../fixture';
import { presignTarget } from '../signing';

let bucket: Fixture;
let told: Served[] = [];

const body = Buffer.from('0123456789');
const file = `/${bucketName}/x/film.bin`;
const page = `/${bucketName}/p/x/index.html`;
const put = (target: string, type: string, content = body) =>
  bucket.signed({ method: 'PUT', target, headers: { 'Content-Type': type }, body: content });

beforeEach(async () => {
  told = [];
  bucket = await serve({}, undefined, (served) => told.push(...served));
  await put(file, 'application/octet-stream');
  await put(page, 'text/html; charset=utf-8');
});
afterEach(() => bucket.stop());

/** What was told once the bucket has ended. */
async function counted(): Promise<readonly string[]> {
  await bucket.bucket.close();
  return told.map(({ key, what, count }) => `${key} ${what} ${count}`).toSorted();
}

const get = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
  bucket.presigned({ method, target, headers });

const browser = {
  Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'User-Agent': 'Mozilla/5.0 (X11; Linux) Chrome/130',
};

describe('a file', () => {
  test.each<readonly [string, readonly Record<string, string>[], number]>([
    ['read at once', [{}], 1],
    ['read twice', [{}, {}], 2],
    ['read in pieces, in any order', [{ Range: 'bytes=6-' }, { Range: 'bytes=0-3' }, { Range: 'bytes=2-6' }], 1],
    ['read in pieces and then at once', [{ Range: 'bytes=0-3' }, {}, { Range: 'bytes=4-9' }], 1],
    ['asked for its first byte', [{ Range: 'bytes=0-0' }], 0],
    ['read but for one byte', [{ Range: 'bytes=0-7' }, { Range: 'bytes=9-9' }], 0],
    ['shown as a picture', [{ Accept: 'image/avif,image/webp,*/*;q=0.8' }], 0],
    ['played', [{ Range: 'bytes=0-', 'Accept-Encoding': 'identity;q=1, *;q=0' }], 0],
    ['played by Safari', [{ Range: 'bytes=0-', 'X-Playback-Session-Id': '1' }], 0],
    ['previewed by a page of Mayfly', [{ Range: 'bytes=0-9', Accept: 'text/plain, image/*' }], 0],
    ['read by a chat before anybody opens it', [{ 'User-Agent': 'WhatsApp/2.23' }], 0],
    ['loaded in advance', [{ 'Sec-Purpose': 'prefetch' }], 0],
    ['not changed since', [{ 'If-None-Match': '*' }], 0],
  ])('%s', async (_what, reads, saved) => {
    for (const headers of reads) await get(file, headers);
    expect(await counted()).toEqual(saved === 0 ? [] : [`x/film.bin saved ${saved}`]);
  });

  test('of one byte is not saved by the question whether it is there', async () => {
    await put(file, 'application/octet-stream', Buffer.from('0'));
    await get(file, { Range: 'bytes=0-0' });
    expect(await counted()).toEqual([]);
  });

  test('that changed between two pieces is not one file', async () => {
    await get(file, { Range: 'bytes=0-4' });
    await put(file, 'application/octet-stream', Buffer.from('abcdefghij'));
    await get(file, { Range: 'bytes=5-9' });
    expect(await counted()).toEqual([]);
  });

  test('whose client leaves in the middle counts once it has the rest', async () => {
    const large = Buffer.alloc(24 * 1_048_576, 7);
    await put(file, 'application/octet-stream', large);
    const target = presignTarget({ host: bucket.host, target: file });
    await new Promise<void>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: bucket.bucket.port }, () =>
        socket.write(`GET ${target} HTTP/1.1\r\nHost: ${bucket.host}\r\n\r\n`),
      );
      socket.once('data', () => socket.destroy());
      socket.on('error', () => undefined);
      socket.once('close', () => resolve());
    });
    await get(file, { Range: 'bytes=100-200' });
    expect(told).toEqual([]);
    await get(file, { Range: 'bytes=0-20000000' });
    await get(file, { Range: 'bytes=10000000-' });
    expect(await counted()).toEqual(['x/film.bin saved 1']);
  });
});

describe('a page', () => {
  test.each<readonly [string, Record<string, string>, readonly string[]]>([
    ['that a browser goes to', browser, ['p/x/index.html opened 1', 'p/x/index.html saved 1']],
    ['that a page reads', { Accept: '*/*' }, ['p/x/index.html saved 1']],
    ['that a chat previews', { ...browser, 'User-Agent': 'facebookexternalhit/1.1 Facebot Twitterbot/1.0' }, []],
  ])('%s', async (_what, headers, expected) => {
    await get(page, headers);
    expect(await counted()).toEqual(expected);
  });
});

test('nothing that Mayfly itself reads counts, nor what is refused or only asked about', async () => {
  for (const way of ['port', 'local'] as const) {
    const socket = await connectToOwner(bucket.options.dataDir, bucket.bucket.port, way, 5_000);
    const target = presignTarget({ host: bucket.host, target: file });
    const answered = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (piece) => {
        text += piece.toString('latin1');
        if (text.endsWith('0123456789')) resolve(text);
      });
    });
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${bucket.host}\r\n\r\n`);
    expect(await answered).toContain('200 OK');
    socket.destroy();
  }
  await get(file, {}, 'HEAD');
  expect((await bucket.raw({ target: file, headers: { Host: bucket.host } })).status).toBe(403);
  expect(await counted()).toEqual([]);
});

test('what happens at once is told together, within a second or so', async () => {
  await Promise.all([get(file), get(file), get(page, browser)]);
  await expect.poll(() => told.length).toBe(3);
  expect(told.find(({ key }) => key === 'x/film.bin')).toMatchObject({ what: 'saved', count: 2 });
  expect(Date.now() - (told[0]?.lastAtMs ?? 0)).toBeLessThan(10_000);
});

test('pieces join to what they cover', () => {
  const span = tuple(nat(40), nat(40)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 }));
  assert(
    property(array(span, { maxLength: 30 }), (spans) => {
      const sum = spans.reduce<readonly { from: number; to: number }[]>(joined, []);
      const bytes = (list: readonly { from: number; to: number }[]) =>
        new Set(list.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));
      expect([...bytes(sum)].toSorted((a, b) => a - b)).toEqual([...bytes(spans)].toSorted((a, b) => a - b));
      expect(sum.every(({ from }, at) => at === 0 || from > (sum[at - 1]?.to ?? from))).toBe(true);
    }),
    { numRuns: volume(1_000) },
  );
});
