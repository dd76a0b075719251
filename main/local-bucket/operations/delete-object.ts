// Deletes one object, hides it behind a delete marker, or removes one of its versions.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html

import { type WriteCondition, writeCondition } from './conditions';
import { invalidArgument } from '../protocol/errors';
import { amzValue } from '../protocol/request';
import type { BucketCall, ObjectCall, Reply } from './operation';
import { type Version, isDeleteMarker } from '../storage/version-stack';
import { deleteOperation, namedVersion, parseVersionId, versionIdOf } from './versions';
import type { StoredObject } from '../storage/records';

/** The result of a deletion, for its answer; all undefined in a bucket that never had versioning. */
export interface Deletion {
  /** The removed version. */
  readonly removed?: { readonly versionId: string; readonly wasMarker: boolean } | undefined;
  /** The id of the delete marker that now hides the key. */
  readonly markerId?: string | undefined;
}

function asObject(version: Version | undefined): StoredObject | undefined {
  return version === undefined || isDeleteMarker(version) ? undefined : version;
}

/** Deletes `key` or, where `versionText` is given, that version of it; an absent one counts as deleted. */
export async function deleteVersion(
  call: BucketCall,
  key: string,
  versionText: string | undefined,
  condition: WriteCondition,
): Promise<Deletion> {
  const { store, nowMs } = call;
  return store.changingKey(call.bucket, key, async () => {
    const bucket = store.bucket(call.bucket);
    const isVersioned = bucket.settings.versioning !== undefined;
    if (versionText === undefined) {
      const current = bucket.objects.get(key);
      condition(current);
      const operation = deleteOperation(bucket, key, nowMs);
      if (operation.type === 'put-marker' || current !== undefined) await store.commit([operation]);
      return operation.type === 'put-marker' ? { markerId: versionIdOf(operation.marker) } : {};
    }
    const version = namedVersion(bucket, key, versionText);
    condition(asObject(version));
    const versionId = parseVersionId(bucket, key, versionText);
    if (version !== undefined) await store.commit([{ type: 'delete', bucket: bucket.name, key, versionId }]);
    const wasMarker = version !== undefined && isDeleteMarker(version);
    return isVersioned ? { removed: { versionId: versionText, wasMarker } } : {};
  });
}

/** DeleteObject: deleting an absent object succeeds, as on S3. */
export async function deleteObject(call: ObjectCall): Promise<Reply> {
  const { request, key } = call;
  if (amzValue(request, 'x-amz-bypass-governance-retention') !== undefined) {
    throw invalidArgument(
      'x-amz-bypass-governance-retention',
      '',
      'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
    );
  }
  const condition = writeCondition(request, key);
  const { removed, markerId } = await deleteVersion(call, key, request.query.get('versionId'), condition);
  const id = removed?.versionId ?? markerId;
  return {
    status: 204,
    headers: {
      ...(id === undefined ? {} : { 'x-amz-version-id': id }),
      ...(markerId !== undefined || removed?.wasMarker === true ? { 'x-amz-delete-marker': 'true' } : {}),
    },
  };
}
