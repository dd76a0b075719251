// ListObjectVersions against a model: whatever the keys, their stacks, prefix, delimiter and page size, pages make the whole list.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Catalog, type Bucket } from '../../main/local-bucket/storage/catalog';
import { listVersions } from '../../main/local-bucket/operations/list-versions';
import type { BucketCall } from '../../main/local-bucket/operations/operation';
import { compareUtf8 } from '../../main/local-bucket/storage/sorted-keys';
import { newVersionId } from '../../main/local-bucket/storage/version-id';
import { versionsOf } from '../../main/local-bucket/storage/version-stack';
import { versionIdOf } from '../../main/local-bucket/operations/versions';
import { type XmlNode, xmlDocument, parseXml, childrenOf, textOf } from '../../main/local-bucket/protocol/xml';
import { bareObject } from './fixture';

type Query = Readonly<Record<string, string>>;

const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '\u{1f600}'), minLength: 1, maxLength: 4 });
const bucketOf = fc
  .array(fc.record({ key, isMarker: fc.boolean(), isNull: fc.boolean() }), { maxLength: 25 })
  .map((steps): Bucket => {
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

/** What S3 documents, in the plainest way. */
function wholeList(bucket: Bucket, prefix: string, delimiter: string): readonly string[] {
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

async function ask(bucket: Bucket, query: Query): Promise<XmlNode> {
  const call = { store: { bucket: () => bucket }, request: { query: new Map(Object.entries(query)) }, bucket: 'b' };
  const { xml } = await listVersions(call as unknown as BucketCall);
  if (xml === undefined) throw new Error('no answer');
  return xml;
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
        // One page more than there are entries, so that a list that turns in a circle ends here.
        for (let [isTruncated, left] = [true, expected.length + 1]; isTruncated && left > 0; left -= 1) {
          const query = { prefix: within, delimiter, 'max-keys': String(maximum), ...markers };
          const page = parseXml(xmlDocument(await ask(bucket, query)));
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
    { numRuns: 500 },
  );
});
