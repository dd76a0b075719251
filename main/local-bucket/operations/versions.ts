// Versions as requests speak of them: which one is meant, what its id is called, and the id of the next one.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/RetrievingObjectVersions.html

import type { Bucket, Operation } from '../storage/catalog';
import { S3Error, invalidArgument } from '../protocol/errors';
import { httpDate } from './operation';
import type { Store } from '../storage/store';
import { isVersionId, newVersionId } from '../storage/version-id';
import { type DeleteMarker, type Version, isDeleteMarker, newestVersion, versionsOf } from '../storage/version-stack';
import type { StoredObject } from '../storage/records';

/** How the version without an id is called. */
export const nullVersion = 'null';

/** What clients call a version. */
export function versionIdOf(version: Version): string {
  return version.versionId ?? nullVersion;
}

/** `x-amz-version-id`; nothing in a bucket that never had versioning. */
export function versionHeaders(bucket: Bucket, version: Version): Readonly<Record<string, string>> {
  return bucket.settings.versioning === undefined ? {} : { 'x-amz-version-id': versionIdOf(version) };
}

/** Headers that say so when a version is a delete marker. */
export function markerHeaders(version: Version | undefined): Readonly<Record<string, string>> {
  return version !== undefined && isDeleteMarker(version) ? { 'x-amz-delete-marker': 'true' } : {};
}

/**
 * The id that a request's text means, undefined for the null version. `InvalidArgument` for what cannot be an id, and in a
 * bucket that never had versioning `NoSuchVersion` for all but the null version.
 */
export function parseVersionId(bucket: Bucket, key: string, text: string): string | undefined {
  if (text === nullVersion) return undefined;
  if (bucket.settings.versioning === undefined) throw noSuchVersion(key, text);
  if (!isVersionId(text)) throw invalidArgument('versionId', text, 'Invalid version id specified');
  return text;
}

function noSuchVersion(key: string, text: string): S3Error {
  return new S3Error('NoSuchVersion', undefined, { Key: key, VersionId: text });
}

/** The version that `text` names, be it an object or a delete marker; undefined when it is not there. */
export function namedVersion(bucket: Bucket, key: string, text: string): Version | undefined {
  const versionId = parseVersionId(bucket, key, text);
  return versionsOf(bucket, key).find((version) => version.versionId === versionId);
}

/**
 * The object that a read is about: the current one, or the version that `versionId` names. `NoSuchKey` and `NoSuchVersion`
 * for what is not there, `MethodNotAllowed` for a delete marker that was asked for by its id.
 */
export function findObject(store: Store, bucketName: string, key: string, versionId: string | undefined): StoredObject {
  const bucket = store.bucket(bucketName);
  const current = bucket.objects.get(key);
  if (versionId === undefined || bucket.settings.versioning === undefined) {
    if (versionId !== undefined) parseVersionId(bucket, key, versionId);
    if (current !== undefined) return current;
    const newest = newestVersion(bucket, key);
    const headers = newest === undefined ? {} : { ...markerHeaders(newest), ...versionHeaders(bucket, newest) };
    throw new S3Error('NoSuchKey', undefined, { Key: key }, headers);
  }
  const version = namedVersion(bucket, key, versionId);
  if (version === undefined) throw noSuchVersion(key, versionId);
  if (!isDeleteMarker(version)) return version;
  throw new S3Error(
    'MethodNotAllowed',
    undefined,
    { ResourceType: 'DeleteMarker' },
    {
      Allow: 'DELETE',
      'Last-Modified': httpDate(version.modifiedMs),
      ...markerHeaders(version),
      ...versionHeaders(bucket, version),
    },
  );
}

function nextVersionId(bucket: Bucket, key: string, nowMs: number): string | undefined {
  if (bucket.settings.versioning !== 'Enabled') return undefined;
  const newest = versionsOf(bucket, key).find(({ versionId }) => versionId !== undefined);
  return newVersionId(nowMs, newest?.versionId);
}

/** The change that makes `object` the newest version of `key`; to be asked for and committed while the key is held. */
export function putOperation(
  bucket: Bucket,
  key: string,
  object: StoredObject,
  nowMs: number,
): Extract<Operation, { readonly type: 'put' }> {
  const versionId = nextVersionId(bucket, key, nowMs);
  return { type: 'put', bucket: bucket.name, key, object: versionId === undefined ? object : { ...object, versionId } };
}

/** The change that deletes `key` without naming a version: a marker where versions are kept, else the object's end. */
export function deleteOperation(
  bucket: Bucket,
  key: string,
  nowMs: number,
): Extract<Operation, { readonly type: 'put-marker' | 'delete' }> {
  if (bucket.settings.versioning === undefined) return { type: 'delete', bucket: bucket.name, key };
  const marker: DeleteMarker = {
    isDeleteMarker: true,
    versionId: nextVersionId(bucket, key, nowMs),
    modifiedMs: nowMs,
  };
  return { type: 'put-marker', bucket: bucket.name, key, marker };
}
