// ListObjectVersions: all versions and delete markers of the keys, the newest of each key first, in pages.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html

import type { Bucket } from '../storage/catalog';
import { invalidArgument } from '../protocol/errors';
import { commonPrefixes, nameEncoder, ownerElement } from './list-objects';
import { type Page, type PageEntry, type PageQuestion, takePage } from './listing';
import { type BucketCall, type Reply, isoSeconds } from './operation';
import { parsePageSize } from '../protocol/parameters';
import { compareUtf8 } from '../storage/sorted-keys';
import { isVersionId, orderOf } from '../storage/version-id';
import { type Version, isDeleteMarker, newestVersion, versionsOf } from '../storage/version-stack';
import { nullVersion, versionIdOf } from './versions';
import { type XmlNode, element } from '../protocol/xml';

interface Shown {
  readonly key: string;
  /** Absent on a common prefix. */
  readonly version?: Version;
}

/** A page of the keys that have any version, hidden keys included; each common prefix once. */
function takeKeys(bucket: Bucket, question: PageQuestion): Page {
  const pages = [bucket.keys, bucket.hidden].map((keys) => takePage(keys.sorted(), question));
  const merged = new Map<string, PageEntry>();
  for (const entry of pages.flatMap(({ entries }) => entries)) merged.set(`${entry.type} ${entry.name}`, entry);
  const entries = [...merged.values()].sort((left, right) => compareUtf8(left.name, right.name));
  const shown = entries.slice(0, question.maximum);
  return { entries: shown, truncated: pages.some(({ truncated }) => truncated) || shown.length < entries.length };
}

/** The versions of the marked key behind the marked one, also when that one has been removed since. */
function versionsBehind(bucket: Bucket, key: string, marker: string): readonly Version[] {
  const versions = versionsOf(bucket, key);
  const at = versions.findIndex((version) => versionIdOf(version) === marker);
  if (at !== -1) return versions.slice(at + 1);
  // The id of a removed null version does not tell its place: then the key is listed again, so that none is left out.
  if (marker === nullVersion) return versions;
  const order = orderOf(marker);
  const newer = versions.findLastIndex(({ versionId }) => versionId !== undefined && orderOf(versionId) >= order);
  return versions.slice(newer + 1);
}

function isListed(key: string, { prefix, delimiter }: PageQuestion): boolean {
  return key.startsWith(prefix) && (delimiter === '' || !key.includes(delimiter, prefix.length));
}

function describe(bucket: Bucket, key: string, version: Version, encode: (name: string) => string): XmlNode {
  const common = [
    element('Key', encode(key)),
    element('VersionId', versionIdOf(version)),
    element('IsLatest', newestVersion(bucket, key) === version),
    element('LastModified', isoSeconds(version.modifiedMs)),
  ];
  if (isDeleteMarker(version)) return element('DeleteMarker', [...common, ownerElement()]);
  return element('Version', [
    ...common,
    element('ETag', `"${version.etag}"`),
    element('ChecksumAlgorithm', version.checksum?.algorithm),
    element('ChecksumType', version.checksum?.type),
    element('Size', version.sizeBytes),
    ownerElement(),
    element('StorageClass', 'STANDARD'),
  ]);
}

function readMarkers(query: ReadonlyMap<string, string>): readonly [keyMarker: string, versionMarker: string] {
  const [keyMarker, versionMarker] = [query.get('key-marker') ?? '', query.get('version-id-marker') ?? ''];
  const message =
    keyMarker === '' && versionMarker !== ''
      ? 'A version-id marker cannot be specified without a key marker.'
      : 'Invalid version id specified';
  if (versionMarker === '' || (keyMarker !== '' && (versionMarker === nullVersion || isVersionId(versionMarker)))) {
    return [keyMarker, versionMarker];
  }
  throw invalidArgument('version-id-marker', versionMarker, message);
}

/** ListObjectVersions; in a bucket without versioning every object is a null version. */
export async function listVersions(call: BucketCall): Promise<Reply> {
  const bucket = call.store.bucket(call.bucket);
  const { query } = call.request;
  const encode = nameEncoder(query);
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const [keyMarker, versionMarker] = readMarkers(query);
  const maximum = parsePageSize('max-keys', query.get('max-keys'));
  const question: PageQuestion = { prefix, delimiter, after: keyMarker, maximum };
  const all: Shown[] = [];
  if (versionMarker !== '' && isListed(keyMarker, question)) {
    for (const version of versionsBehind(bucket, keyMarker, versionMarker)) all.push({ key: keyMarker, version });
  }
  const page = takeKeys(bucket, question);
  for (const { type, name } of page.entries) {
    if (all.length > maximum) break;
    if (type === 'prefix') all.push({ key: name });
    else for (const version of versionsOf(bucket, name)) all.push({ key: name, version });
  }
  const shown = all.slice(0, maximum);
  const truncated = maximum > 0 && (page.truncated || all.length > shown.length);
  const last = truncated ? shown.at(-1) : undefined;
  const prefixes = shown.flatMap(({ key, version }) => (version === undefined ? [key] : []));
  const xml = element('ListVersionsResult', [
    element('Name', bucket.name),
    element('Prefix', encode(prefix)),
    element('KeyMarker', encode(keyMarker)),
    element('VersionIdMarker', versionMarker),
    element('NextKeyMarker', last === undefined ? undefined : encode(last.key)),
    element('NextVersionIdMarker', last?.version === undefined ? undefined : versionIdOf(last.version)),
    element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    element('EncodingType', query.get('encoding-type')),
    element('MaxKeys', maximum),
    element('IsTruncated', truncated),
    ...shown.flatMap(({ key, version }) => (version === undefined ? [] : [describe(bucket, key, version, encode)])),
    ...commonPrefixes(prefixes, encode),
  ]);
  return { status: 200, xml };
}
