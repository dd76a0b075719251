// Keys are names, not paths: the oddest of them come back unharmed, and none of them reaches a file.

import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onPosix } from '../platform';
import { type Fixture, bucketName, serve } from './fixture';

const Bucket = bucketName;
let s3: Fixture;
beforeAll(async () => {
  s3 = await serve();
});
afterAll(async () => s3.stop());

const oddKeys = [
  'a b',
  ' leading and trailing ',
  'a+b=c&d',
  "(1)!*'~",
  '100%',
  'test%46.txt',
  '%2e%2e%2f',
  '?#[]@:;,$',
  'quote"and\'quote',
  '<img src=x onerror=alert(1)>',
  'back\\slash',
  'a//b///c',
  '/leading/slash',
  'trailing/',
  'é NFC',
  'e\u0301 NFD',
  '한국어 파일.txt',
  '\u202etxt.exe',
  '👩‍👩‍👧‍👦.png',
  '\ufeffbom',
  'tab\tline\nreturn\r',
  'control\u0001\u001f\u007f',
  '\uffff\ufffe',
  'CON',
  'NUL.txt',
  'x.txt:$DATA',
  '${filename}',
  '__proto__',
  'x'.repeat(1024),
];

test('there are as many odd keys as were promised', () => {
  expect(new Set(oddKeys).size).toBe(29);
});

test.each(oddKeys.map((key) => [key]))('the key %j is kept as it is', async (key) => {
  const body = `body of ${key}`;
  const path = key
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    );
  const target = `/${Bucket}/${path.join('/')}`;
  const length = String(Buffer.byteLength(body));
  expect((await s3.signed({ method: 'PUT', target, headers: { 'content-length': length }, body })).status).toBe(200);
  expect((await s3.signed({ target })).text).toBe(body);
  const got = await s3.client.send(new GetObjectCommand({ Bucket, Key: key }));
  expect(await got.Body?.transformToString()).toBe(body);
  const link = await s3.presigned({ target });
  expect(link.text).toBe(body);
});

test('all of them are listed, encoded where the client asks, and deleted in one go', async () => {
  const listed = await s3.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
  const names = (listed.Contents ?? []).map(({ Key }) => decodeURIComponent(Key ?? ''));
  expect(new Set(names)).toEqual(new Set(oddKeys));
  // What XML cannot carry, no client can name in an XML list of keys; that is why encoding-type exists.
  const fitsXml = (character: string) => character >= ' ' && !'\u007f\ufffe\uffff'.includes(character);
  const deletable = oddKeys.filter((key) => Array.from(key).every(fitsXml));
  const deleted = await s3.client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: deletable.map((Key) => ({ Key })) } }),
  );
  expect(new Set(deleted.Deleted?.map(({ Key }) => Key))).toEqual(new Set(deletable));
  const left = await s3.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
  expect(left.KeyCount).toBe(oddKeys.length - deletable.length);
});

const escapes = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..%5c',
  '/../',
  './../',
  'x/../../',
  '....//',
  '%2fetc/',
  'C:%5c',
];
const targets = ['outside.txt', 'journal', 'owner.json', 'blobs/x', '../../../../../../tmp/outside.txt'];

test.each(escapes.flatMap((escape) => targets.map((target) => [escape, target])))(
  'the key %s%s stays a key',
  async (escape, name) => {
    const before = await folderOf(s3.options.dataDir);
    const target = `/${Bucket}/${escape}${escape}${name}`;
    expect((await s3.signed({ method: 'PUT', target, headers: { 'content-length': '4' }, body: 'evil' })).status).toBe(
      200,
    );
    expect((await s3.signed({ target })).text).toBe('evil');
    expect(await folderOf(s3.options.dataDir)).toEqual(before);
    expect((await s3.signed({ method: 'DELETE', target })).status).toBe(204);
  },
);

test('no key reads a file beside the bucket', async () => {
  await writeFile(join(dirname(s3.options.dataDir), 'secret.txt'), 'secret');
  for (const escape of escapes) {
    for (const name of ['secret.txt', 'data/journal', 'data/owner.json']) {
      const got = await s3.signed({ target: `/${Bucket}/${escape}${name}` });
      expect([got.status, got.code]).toEqual([404, 'NoSuchKey']);
    }
  }
});

async function blobNames(): Promise<readonly string[]> {
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'name-that-shows', Body: 'x' }));
  return readdir(join(s3.options.dataDir, 'blobs'));
}

test('files have random names', async () => {
  const names = await blobNames();
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !/^[0-9a-f]{32}$/.test(name))).toEqual([]);
});

test.runIf(onPosix('file modes'))('only their owner may read files', async () => {
  const names = await blobNames();
  expect((await stat(s3.options.dataDir)).mode & 0o777).toBe(0o700);
  for (const file of ['journal', 'owner.json', 'lock-name', 'reserve', join('blobs', names[0] ?? '')]) {
    expect([file, (await stat(join(s3.options.dataDir, file))).mode & 0o777]).toEqual([file, 0o600]);
  }
});

test('the secret key is in no file', async () => {
  for (const file of ['journal', 'owner.json', 'lock-name', 'reserve']) {
    expect((await readFile(join(s3.options.dataDir, file))).includes(s3.options.secretAccessKey)).toBe(false);
  }
});

/** The names beside and in the data folder, but for the blobs, whose number changes. */
async function folderOf(dataDir: string): Promise<readonly string[]> {
  return [...(await readdir(dirname(dataDir))), ...(await readdir(dataDir))].sort();
}
