// Lists: the pure page against a plain model of it, and the two list operations as clients page through them.

import { ListObjectsCommand, ListObjectsV2Command, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PageEntry, takePage } from '../../../main/local-bucket/operations/listing';
import { SortedKeys, compareUtf8 } from '../../../main/local-bucket/storage/sorted-keys';
import { type Fixture, bucketName, serve } from '../fixture';
import { volume } from '../../volume';

const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', 'é', '\uffff', '😀'), minLength: 1, maxLength: 6 });
const keySet = fc.uniqueArray(key, { maxLength: 25 });

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

test('keys compare as their UTF-8 bytes do', () => {
  const anything = fc.string({ unit: 'grapheme', maxLength: 8 });
  fc.assert(
    fc.property(anything, anything, (left, right) => {
      expect(Math.sign(compareUtf8(left, right))).toBe(byBytes(left, right));
    }),
  );
  expect(compareUtf8('\uffff', '😀')).toBeLessThan(0);
});

test('a sorted set stays sorted through any changes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), key), { maxLength: 60 }), (changes) => {
      const sorted = new SortedKeys();
      const model = new Set<string>();
      for (const [adds, name] of changes) {
        if (adds && !model.has(name)) sorted.add(name);
        if (!adds) sorted.delete(name);
        if (adds) model.add(name);
        else model.delete(name);
      }
      expect(sorted.sorted()).toEqual([...model].sort(byBytes));
    }),
  );
});

/** Every entry of a list, worked out the slow way. */
function model(keys: readonly string[], prefix: string, delimiter: string): readonly PageEntry[] {
  const entries = new Map<string, PageEntry>();
  for (const name of [...keys].sort(byBytes)) {
    if (!name.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    if (end === -1) entries.set(name, { type: 'key', name });
    else {
      const group = name.slice(0, end + delimiter.length);
      entries.set(`group ${group}`, { type: 'prefix', name: group });
    }
  }
  return [...entries.values()];
}

test('pages of any size put together are the whole list, each entry once', () => {
  fc.assert(
    fc.property(
      keySet,
      fc.constantFrom('', 'a', 'a/', '/', 'é'),
      fc.constantFrom('', '/', '-', 'ab'),
      fc.integer({ min: 1, max: 5 }),
      (keys, prefix, delimiter, maximum) => {
        const sorted = [...keys].sort(byBytes);
        const entries: PageEntry[] = [];
        for (let after = ''; ;) {
          const page = takePage(sorted, { prefix, delimiter, after, maximum });
          entries.push(...page.entries);
          if (!page.truncated) break;
          expect(page.entries).toHaveLength(maximum);
          after = page.entries.at(-1)?.name ?? '';
        }
        expect(entries).toEqual(model(keys, prefix, delimiter));
      },
    ),
    { numRuns: volume(500) },
  );
});

describe('over HTTP', () => {
  let s3: Fixture;
  const Bucket = bucketName;
  const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'c d+e', 'dé', 'e\uffff', 'e😀'];
  beforeAll(async () => {
    s3 = await serve();
    for (const Key of [...keys].reverse()) await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  });
  afterAll(async () => s3.stop());

  const v2 = async (more: object) => s3.client.send(new ListObjectsV2Command({ Bucket, ...more }));
  const v1 = async (more: object) => s3.client.send(new ListObjectsCommand({ Bucket, ...more }));
  const names = (list: { readonly Contents?: { readonly Key?: string | undefined }[] | undefined }) =>
    (list.Contents ?? []).map(({ Key }) => Key);
  const groups = (list: { readonly CommonPrefixes?: { readonly Prefix?: string | undefined }[] | undefined }) =>
    (list.CommonPrefixes ?? []).map(({ Prefix }) => Prefix);
  const readable = keys.filter((name) => !name.includes('\uffff'));

  test('everything, in the order of UTF-8', async () => {
    const list = await v2({ EncodingType: 'url' });
    expect(names(list).map((name) => decodeURIComponent(name ?? ''))).toEqual(keys);
    expect(list).toMatchObject({ KeyCount: 8, MaxKeys: 1000, IsTruncated: false, Name: Bucket });
    expect(list.Contents?.[0]).toMatchObject({
      ETag: '"0cc175b9c0f1b6a831c399e269772661"',
      Size: 1,
      StorageClass: 'STANDARD',
    });
    expect(list.Contents?.[0]?.Owner).toBeUndefined();
    expect((await v2({ FetchOwner: true })).Contents?.[0]?.Owner?.ID).toEqual(expect.any(String));
  });

  test.each([3, 8])('in pages of %i', async (MaxKeys) => {
    const seen: string[] = [];
    for await (const page of paginateListObjectsV2(
      { client: s3.client, pageSize: MaxKeys },
      { Bucket, EncodingType: 'url' },
    )) {
      seen.push(...names(page).map((name) => decodeURIComponent(name ?? '')));
    }
    expect(seen).toEqual(keys);
  });

  test('prefix and delimiter', async () => {
    const top = await v2({ Delimiter: '/' });
    expect([names(top).slice(0, 2), groups(top), top.KeyCount]).toEqual([['a', 'c d+e'], ['b/'], 6]);
    const inside = await v2({ Delimiter: '/', Prefix: 'b/' });
    expect([names(inside), groups(inside)]).toEqual([['b/1', 'b/2'], ['b/c/']]);
    expect(names(await v2({ Prefix: 'b/2' }))).toEqual(['b/2']);
    expect(names(await v2({ Prefix: 'nothing' }))).toEqual([]);
    const page = await v2({ Delimiter: '/', MaxKeys: 2 });
    expect([names(page), groups(page), page.IsTruncated]).toEqual([['a'], ['b/'], true]);
    const next = await v2({ Delimiter: '/', MaxKeys: 2, ContinuationToken: page.NextContinuationToken });
    expect([names(next), groups(next)]).toEqual([['c d+e', 'dé'], []]);
  });

  test('start-after and max-keys', async () => {
    expect(names(await v2({ StartAfter: 'b/2', MaxKeys: 2 }))).toEqual(['b/c/3', 'c d+e']);
    expect(names(await v2({ StartAfter: 'b/1x', MaxKeys: 1 }))).toEqual(['b/2']);
    expect(await v2({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect((await v2({ MaxKeys: 5000 })).MaxKeys).toBe(1000);
    const first = await v2({ ContinuationToken: '', StartAfter: 'b/2', MaxKeys: 1 });
    expect([first.ContinuationToken, names(first)]).toEqual(['', ['b/c/3']]);
  });

  test.each([
    'list-type=2&max-keys=-1',
    'list-type=2&max-keys=x',
    'max-keys=1.5',
    'list-type=2&continuation-token=!!',
    'list-type=2&continuation-token=YR',
    'encoding-type=base64',
  ])('%s is an invalid argument', async (query) => {
    const answer = await s3.signed({ target: `/${Bucket}?${query}` });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
  });

  test('the first version goes on by marker', async () => {
    const page = await v1({ MaxKeys: 2 });
    expect([names(page), page.IsTruncated, page.NextMarker]).toEqual([['a', 'b/1'], true, undefined]);
    expect(names(await v1({ MaxKeys: 2, Marker: 'b/1' }))).toEqual(['b/2', 'b/c/3']);
    const grouped = await v1({ MaxKeys: 2, Delimiter: '/' });
    expect([names(grouped), groups(grouped), grouped.NextMarker]).toEqual([['a'], ['b/'], 'b/']);
    expect(names(await v1({ Delimiter: '/', Marker: grouped.NextMarker, MaxKeys: 1 }))).toEqual(['c d+e']);
    expect((await v1({})).Contents?.[0]?.Owner?.ID).toEqual(expect.any(String));
    expect(names(await v1({})).filter((name) => readable.includes(name ?? ''))).toEqual(readable);
  });

  test('encoded names are percent-encoded UTF-8 with the slash left alone', async () => {
    const list = await v2({ EncodingType: 'url', Prefix: 'c ', Delimiter: '+' });
    expect([list.Prefix, list.Delimiter, groups(list), list.EncodingType]).toEqual([
      'c%20',
      '%2B',
      ['c%20d%2B'],
      'url',
    ]);
    expect(names(await v2({ EncodingType: 'url', Prefix: 'b/c' }))).toEqual(['b/c/3']);
  });

  test('a missing bucket', async () => {
    expect((await s3.signed({ target: '/missing-bucket?list-type=2' })).code).toBe('NoSuchBucket');
    expect((await s3.signed({ target: '/missing-bucket' })).code).toBe('NoSuchBucket');
    expect((await s3.signed({ target: '/missing-bucket?uploads' })).code).toBe('NoSuchBucket');
  });
});
