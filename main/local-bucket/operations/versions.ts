// Resolves the version that a request names, and makes the change that puts or deletes one.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/RetrievingObjectVersions.html

import type { Bucket, Operation } from '../storage/catalog';
import { S3Error, invalidArgument } from '../protocol/errors';
import type { WriteCondition } from './conditions';
import { httpDate } from './operation';
import type { Store } from '../storage/store';
import { isVersionId, newVersionId } from '../storage/version-id';
import { type DeleteMarker, type Version, isDeleteMarker, newestVersion, versionsOf } from '../storage/version-stack';
import type { StoredObject } from '../storage/records';

interface PutCall {
  readonly store: Store;
  readonly bucket: string;
  readonly key: string;
  readonly nowMs: number;
}

/** The name of the version without an id. */
export const nullVersion = 'null';

/** A version's id as clients see it. */
export function versionIdOf(version: Version): string {
  return version.versionId ?? nullVersion;
}

/** `x-amz-version-id`; empty in a bucket that never had versioning. */
export function versionHeaders(bucket: Bucket, version: Version): Readonly<Record<string, string>> {
  return bucket.settings.versioning === undefined ? {} : { 'x-amz-version-id': versionIdOf(version) };
}

/** `x-amz-delete-marker` for a delete marker. */
function markerHeaders(version: Version | undefined): Readonly<Record<string, string>> {
  return version !== undefined && isDeleteMarker(version) ? { 'x-amz-delete-marker': 'true' } : {};
}

/**
 * Parses a version id; undefined for the null version. `InvalidArgument` for an invalid id, and in a
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

/** The object or delete marker with the version id `text`; undefined when absent. */
export function namedVersion(bucket: Bucket, key: string, text: string): Version | undefined {
  const versionId = parseVersionId(bucket, key, text);
  return versionsOf(bucket, key).find((version) => version.versionId === versionId);
}

/**
 * The object to read: the current one, or the version `versionId`. Throws `NoSuchKey` and `NoSuchVersion`
 * when it is absent, `MethodNotAllowed` for a delete marker named by its id.
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

/** The change that makes `object` the newest version of `key`; to be made and committed under the key's lock. */
export function putOperation(
  bucket: Bucket,
  key: string,
  object: StoredObject,
  nowMs: number,
): Extract<Operation, { readonly type: 'put' }> {
  const versionId = nextVersionId(bucket, key, nowMs);
  return { type: 'put', bucket: bucket.name, key, object: versionId === undefined ? object : { ...object, versionId } };
}

/** Makes `object` the newest version of `key` under the key's lock, if `condition` does not throw; resolves to it with its version id. */
export async function commitPut(
  { store, bucket, key, nowMs }: PutCall,
  object: StoredObject,
  condition: WriteCondition = () => undefined,
): Promise<StoredObject> {
  return store.changingKey(bucket, key, async () => {
    condition(store.bucket(bucket).objects.get(key));
    const operation = putOperation(store.bucket(bucket), key, object, nowMs);
    await store.commit([operation]);
    return operation.object;
  });
}

/** The change that deletes `key` without a version id: a delete marker with versioning, else the object's removal. */
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
