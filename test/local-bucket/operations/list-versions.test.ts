// ListObjectVersions in pages: whatever their size, together they are the whole list, and deleting while listing loses nothing.

import {
  DeleteObjectCommand,
  type ListObjectVersionsCommandInput,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, bucketName, serve } from '../fixture';

const Bucket = bucketName;
let s3: Fixture;
/** `key id` of every version, in the order that S3 documents: by key, the newest version first. */
const expected: string[] = [];
const keys = ['a', 'b', 'dir/1', 'dir/2', 'dir2', 'gone', 'é', '\u{1f600}'];

beforeAll(async () => {
  s3 = await serve();
  const versions = new Map<string, string[]>(keys.map((key) => [key, []]));
  const put = async (Key: string): Promise<void> => {
    const { VersionId } = await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    versions.get(Key)?.unshift(VersionId ?? 'null');
  };
  await put('a');
  await put('dir/1');
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (let round = 0; round < 3; round += 1) for (const key of keys) if (round === 0 || key !== 'b') await put(key);
  for (const Key of ['gone', 'dir/2']) {
    const { VersionId } = await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
    versions.get(Key)?.unshift(VersionId ?? '');
  }
  for (const [key, ids] of versions) expected.push(...ids.map((id) => `${key} ${id}`));
});
afterAll(async () => s3.stop());

interface Listed {
  readonly entries: readonly string[];
  readonly prefixes: readonly string[];
  readonly pages: number;
}

async function listAll(
  input: Partial<ListObjectVersionsCommandInput>,
  between?: (entries: readonly string[]) => Promise<void>,
): Promise<Listed> {
  const [entries, prefixes]: [string[], string[]] = [[], []];
  let markers: Partial<ListObjectVersionsCommandInput> = {};
  for (let pages = 1; ; pages += 1) {
    const page = await s3.client.send(new ListObjectVersionsCommand({ Bucket, ...input, ...markers }));
    // The SDK sorts versions and markers apart; within a key the ids alone tell the order again.
    const shown = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(
      ({ Key, VersionId }) => `${Key} ${VersionId}`,
    );
    entries.push(...shown);
    prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
    if (page.IsTruncated !== true) return { entries, prefixes, pages };
    expect(shown.length + (page.CommonPrefixes?.length ?? 0)).toBe(input.MaxKeys);
    await between?.(shown);
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

const sorted = (entries: readonly string[]) => [...entries].sort();

describe('pages', () => {
  test('one page holds everything in order', async () => {
    const { text } = await s3.signed({ target: `/${Bucket}?versions` });
    const shown = [...text.matchAll(/<Key>(.*?)<\/Key><VersionId>(.*?)<\/VersionId>/g)];
    expect(shown.map(([, key, id]) => `${key} ${id}`)).toEqual(expected);
    const latest = [...text.matchAll(/<Key>([^<]*)<\/Key><VersionId>[^<]*<\/VersionId><IsLatest>true/g)];
    expect(latest.map(([, key]) => key)).toEqual(keys);
    expect([...text.matchAll(/<DeleteMarker>/g)]).toHaveLength(2);
  });

  test.each([1, 2, 3, 5, 7, 1000])('of %i make the whole list', async (MaxKeys) => {
    const { entries, pages } = await listAll({ MaxKeys });
    expect(sorted(entries)).toEqual(sorted(expected));
    expect(pages).toBe(Math.max(1, Math.ceil(expected.length / MaxKeys)));
  });

  test.each([1, 2, 3, 1000])('of %i, by prefix and delimiter, stand for folders once', async (MaxKeys) => {
    const inside = await listAll({ MaxKeys, Prefix: 'dir/' });
    expect(sorted(inside.entries)).toEqual(sorted(expected.filter((entry) => entry.startsWith('dir/'))));
    const outside = await listAll({ MaxKeys, Delimiter: '/' });
    expect(sorted(outside.entries)).toEqual(sorted(expected.filter((entry) => !entry.startsWith('dir/'))));
    expect(outside.prefixes).toEqual(['dir/']);
  });

  test('of none say so, and names come encoded where that is asked for', async () => {
    expect(await listAll({ MaxKeys: 0 })).toEqual({ entries: [], prefixes: [], pages: 1 });
    const { text } = await s3.signed({ target: `/${Bucket}?versions&encoding-type=url&prefix=%C3%A9` });
    expect(text).toContain('<Key>%C3%A9</Key>');
  });

  test('a marker outside of what is listed adds no version of its key', async () => {
    const newest = expected.find((entry) => entry.startsWith('dir/1 ')) ?? '';
    const markers = `key-marker=dir/1&version-id-marker=${newest.slice('dir/1 '.length)}`;
    const folders = await s3.signed({ target: `/${Bucket}?versions&delimiter=/&${markers}` });
    expect(folders.text).not.toContain('<Key>dir/1</Key>');
    const others = await s3.signed({ target: `/${Bucket}?versions&prefix=gone&${markers}` });
    expect([...new Set(others.text.match(/<Key>.*?<\/Key>/g))]).toEqual(['<Key>gone</Key>']);
  });

  test.each([
    ['version-id-marker=null', 'InvalidArgument'],
    ['key-marker=a&version-id-marker=1', 'InvalidArgument'],
    ['max-keys=-1', 'InvalidArgument'],
    ['encoding-type=x', 'InvalidArgument'],
  ])('%s is %s', async (query, code) => {
    const answer = await s3.signed({ target: `/${Bucket}?versions&${query}` });
    expect([answer.status, answer.code]).toEqual([400, code]);
  });
});

// Last, because it empties the bucket.
test.each([2, 3])('who deletes each page of %i before asking for the next meets every version', async (MaxKeys) => {
  const left = (await listAll({})).entries;
  const half = new Set(left.slice(0, Math.ceil(left.length / (MaxKeys - 1))));
  const met = await listAll({ MaxKeys }, async (shown) => {
    for (const entry of shown.filter((candidate) => half.has(candidate))) {
      const [Key, VersionId] = entry.split(' ');
      await s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    }
  });
  expect(sorted([...new Set(met.entries)])).toEqual(sorted(left));
});
