// ListObjectVersions in pages: against a model for any keys, versions and page size, and over HTTP as a client pages.

import {
  DeleteObjectCommand,
  type ListObjectVersionsCommandInput,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listVersions } from '../../../main/local-bucket/operations/list-versions';
import type { BucketCall } from '../../../main/local-bucket/operations/operation';
import { versionIdOf } from '../../../main/local-bucket/operations/versions';
import { childrenOf, parseXml, textOf, type XmlElement, xmlDocument } from '../../../main/local-bucket/protocol/xml';
import { type Bucket as CatalogBucket, Catalog } from '../../../main/local-bucket/storage/catalog';
import { compareUtf8 } from '../../../main/local-bucket/storage/sorted-keys';
import { newVersionId } from '../../../main/local-bucket/storage/version-id';
import { versionsOf } from '../../../main/local-bucket/storage/version-stack';
import { bareObject, type Fixture, bucketName, serve } from '../fixture';
import { volume } from '../../volume';

type Query = Readonly<Record<string, string>>;

const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '\u{1f600}'), minLength: 1, maxLength: 4 });
const bucketOf = fc
  .array(fc.record({ key, isMarker: fc.boolean(), isNull: fc.boolean() }), { maxLength: 25 })
  .map((steps): CatalogBucket => {
    const catalog = new Catalog();
    catalog.apply({ type: 'create-bucket', bucket: 'b', createdMs: 0 });
    for (const { key: name, isMarker, isNull } of steps) {
      const bucket = catalog.bucket('b');
      const newest = bucket && versionsOf(bucket, name).find(({ versionId }) => versionId !== undefined);
      const versionId = isNull ? undefined : newVersionId(1, newest?.versionId);
      if (isMarker) {
        const marker = { isDeleteMarker: true, versionId, modifiedMs: 0 } as const;
        catalog.apply({ type: 'put-marker', bucket: 'b', key: name, marker });
      } else catalog.apply({ type: 'put', bucket: 'b', key: name, object: { ...bareObject, versionId } });
    }
    const bucket = catalog.bucket('b');
    if (bucket === undefined) throw new Error('no bucket');
    return bucket;
  });

/** Every entry of the list, by a plain reading of S3's documentation. */
function wholeList(bucket: CatalogBucket, prefix: string, delimiter: string): readonly string[] {
  const keys = [...new Set([...bucket.objects.keys(), ...bucket.older.keys()])].sort(compareUtf8);
  const entries = keys
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
      if (end !== -1) return [name.slice(0, end + delimiter.length)];
      return versionsOf(bucket, name).map((version) => `${name} ${versionIdOf(version)}`);
    });
  return entries.filter((entry, index) => entry !== entries[index - 1]);
}

async function ask(bucket: CatalogBucket, query: Query): Promise<XmlElement> {
  const call = { store: { bucket: () => bucket }, request: { query: new Map(Object.entries(query)) }, bucket: 'b' };
  const { xml } = await listVersions(call as unknown as BucketCall);
  if (xml === undefined) throw new Error('no answer');
  return parseXml(xmlDocument(xml));
}

test('pages of any size make the whole list, and no entry stands twice', async () => {
  const prefix = fc.constantFrom('', 'a', 'a/', '/', '\u{1f600}');
  await fc.assert(
    fc.asyncProperty(
      bucketOf,
      prefix,
      fc.constantFrom('', '/', 'b'),
      fc.integer({ min: 1, max: 7 }),
      async (bucket, within, delimiter, maximum) => {
        const expected = wholeList(bucket, within, delimiter);
        const seen: string[] = [];
        let markers: Query = {};
        // One page more than there are entries, so that an endless list ends the loop.
        for (let [isTruncated, left] = [true, expected.length + 1]; isTruncated && left > 0; left -= 1) {
          const query = { prefix: within, delimiter, 'max-keys': String(maximum), ...markers };
          const page = await ask(bucket, query);
          const versions = page.children
            .filter(({ name }) => name === 'Version' || name === 'DeleteMarker')
            .map((version) => `${textOf(version, 'Key')} ${textOf(version, 'VersionId')}`);
          const groups = childrenOf(page, 'CommonPrefixes').map((group) => textOf(group, 'Prefix') ?? '');
          // The document lists groups apart; the whole list has them among the keys, where no key is equal to one.
          const entries = [...versions, ...groups].sort((left, right) =>
            compareUtf8(left.split(' ')[0] ?? '', right.split(' ')[0] ?? ''),
          );
          seen.push(...entries);
          isTruncated = textOf(page, 'IsTruncated') === 'true';
          expect(entries.length).toBeLessThanOrEqual(maximum);
          expect(isTruncated && entries.length < maximum).toBe(false);
          markers = {
            'key-marker': textOf(page, 'NextKeyMarker') ?? '',
            'version-id-marker': textOf(page, 'NextVersionIdMarker') ?? '',
          };
        }
        expect(seen).toEqual(expected);
      },
    ),
    { numRuns: volume(500) },
  );
});

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

  test.each([3, 1000])('of %i make the whole list', async (MaxKeys) => {
    const { entries, pages } = await listAll({ MaxKeys });
    expect(sorted(entries)).toEqual(sorted(expected));
    expect(pages).toBe(Math.max(1, Math.ceil(expected.length / MaxKeys)));
  });

  test.each([1, 1000])('of %i, by prefix and delimiter, stand for folders once', async (MaxKeys) => {
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
