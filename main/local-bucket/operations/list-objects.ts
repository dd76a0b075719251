// ListObjectsV2 and its older form, ListObjects.

import type { Bucket } from '../storage/catalog';
import { uriEncode } from '../auth/canonical';
import { invalidArgument } from '../protocol/errors';
import { type Page, type PageEntry, prefixesOf, takePage } from './listing';
import { parsePageSize } from '../protocol/parameters';
import { type BucketCall, type Reply, isoSeconds, owner } from './operation';
import { type XmlNode, element } from '../protocol/xml';

/** Writes names as they are, or percent-encoded for `encoding-type=url` (not every key fits into XML). */
export function nameEncoder(query: ReadonlyMap<string, string>): (name: string) => string {
  const type = query.get('encoding-type');
  if (type === undefined || type === '') return (name) => name;
  if (type === 'url') return (name) => uriEncode(name, true);
  throw invalidArgument('encoding-type', type, 'Invalid Encoding Method specified in Request');
}

/** The account of this server, as `Owner` or `Initiator`. */
export function ownerElement(name = 'Owner'): XmlNode {
  return element(name, [element('ID', owner.id), element('DisplayName', owner.displayName)]);
}

function contents(
  bucket: Bucket,
  page: Page,
  encode: (name: string) => string,
  withOwner: boolean,
): readonly XmlNode[] {
  return page.entries.flatMap(({ type, name }) => {
    const object = type === 'key' ? bucket.objects.get(name) : undefined;
    if (object === undefined) return [];
    return [
      element('Contents', [
        element('Key', encode(name)),
        element('LastModified', isoSeconds(object.modifiedMs)),
        element('ETag', `"${object.etag}"`),
        element('ChecksumAlgorithm', object.checksum?.algorithm),
        element('ChecksumType', object.checksum?.type),
        element('Size', object.sizeBytes),
        ...(withOwner ? [ownerElement()] : []),
        element('StorageClass', 'STANDARD'),
      ]),
    ];
  });
}

/** The `CommonPrefixes` of a list. */
export function commonPrefixes(prefixes: readonly string[], encode: (name: string) => string): readonly XmlNode[] {
  return prefixes.map((prefix) => element('CommonPrefixes', [element('Prefix', encode(prefix))]));
}

function encodeToken(entry: PageEntry): string {
  return Buffer.from(entry.name).toString('base64url');
}

function decodeToken(token: string): string {
  const name = Buffer.from(token, 'base64url');
  if (name.toString('base64url') !== token) {
    throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
  }
  return name.toString();
}

/** ListObjectsV2. */
export async function listObjectsV2(call: BucketCall): Promise<Reply> {
  const bucket = call.store.bucket(call.bucket);
  const { query } = call.request;
  const encode = nameEncoder(query);
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const [startAfter, token] = [query.get('start-after') ?? '', query.get('continuation-token')];
  const maximum = parsePageSize('max-keys', query.get('max-keys'));
  // An empty token is a client's first page.
  const after = token === undefined || token === '' ? startAfter : decodeToken(token);
  const page = takePage(bucket.keys.sorted(), { prefix, delimiter, after, maximum });
  const last = page.entries.at(-1);
  const xml = element('ListBucketResult', [
    element('Name', bucket.name),
    element('Prefix', encode(prefix)),
    element('StartAfter', startAfter === '' ? undefined : encode(startAfter)),
    element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    element('EncodingType', query.get('encoding-type')),
    element('MaxKeys', maximum),
    element('KeyCount', page.entries.length),
    element('IsTruncated', page.truncated),
    element('ContinuationToken', token),
    element('NextContinuationToken', page.truncated && last !== undefined ? encodeToken(last) : undefined),
    ...contents(bucket, page, encode, query.get('fetch-owner') === 'true'),
    ...commonPrefixes(prefixesOf(page), encode),
  ]);
  return { status: 200, xml };
}

/** ListObjects, version 1: the next page begins behind `marker`, which is a key or a common prefix. */
export async function listObjectsV1(call: BucketCall): Promise<Reply> {
  const bucket = call.store.bucket(call.bucket);
  const { query } = call.request;
  const encode = nameEncoder(query);
  const [prefix, delimiter, marker] = [
    query.get('prefix') ?? '',
    query.get('delimiter') ?? '',
    query.get('marker') ?? '',
  ];
  const maximum = parsePageSize('max-keys', query.get('max-keys'));
  const page = takePage(bucket.keys.sorted(), { prefix, delimiter, after: marker, maximum });
  const last = page.entries.at(-1);
  const namesNext = page.truncated && delimiter !== '' && last !== undefined;
  const xml = element('ListBucketResult', [
    element('Name', bucket.name),
    element('Prefix', encode(prefix)),
    element('Marker', encode(marker)),
    element('NextMarker', namesNext ? encode(last.name) : undefined),
    element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    element('EncodingType', query.get('encoding-type')),
    element('MaxKeys', maximum),
    element('IsTruncated', page.truncated),
    ...contents(bucket, page, encode, true),
    ...commonPrefixes(prefixesOf(page), encode),
  ]);
  return { status: 200, xml };
}
