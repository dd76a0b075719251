// Deletes an object with all of its versions, so that a revoked link leaves nothing stored.
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import { mostPages } from '../../core/async/list-progress';
import { encodeKey } from './object-url';
import type { ObjectStore } from '../../core/ports/object-store';
import { forEachLimited } from '../../core/async/for-each-limited';
import { saysUnsupported } from './wire/response-errors';
import { longestPage } from './wire/size-limited-body';
import { decodeName } from './url-encoded-keys';
import type { Sdk } from './sdk';

/** Concurrent requests; S3 takes thousands, a small server does not. */
const atOnce = 16;
/** Of one request. S3 takes 1,000, which would keep a slow disk busy for longer than an answer may take. */
const mostTogether = 100;
const togetherAtOnce = 4;

interface Versions {
  readonly ids: readonly string[];
  readonly more: boolean;
  /** Some have no version id, as where another API made the versions: S3 requests cannot delete them. */
  readonly unnamed: boolean;
}

/** `known`: the bucket has versioning, so no request asks for it. */
export function createRemoval(
  { client, bucket: Bucket, detail, attempt }: Sdk,
  known: boolean,
): Pick<ObjectStore, 'remove' | 'removeMany'> {
  /** A page of versions and delete markers of exactly this key; `more` when there may be others. */
  const versionsOf = async (key: string): Promise<Versions> => {
    const page = await attempt(
      client.send(new ListObjectVersionsCommand({ Bucket, Prefix: key, MaxKeys: longestPage, EncodingType: 'url' })),
    );
    if (page.Name === undefined && page.IsTruncated === undefined) throw new Failure('not-s3', detail);
    const all = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    const own = all.filter(({ Key = '' }) => decodeName(Key, page.EncodingType) === key);
    const ids = own.flatMap(({ VersionId }) => (VersionId === undefined ? [] : [VersionId]));
    // The first key with this prefix is the key itself.
    const more = page.IsTruncated === true && own.length === all.length;
    return { ids, more, unnamed: ids.length < own.length };
  };

  /** A deleted version is not listed again, so this reads the first page until it is empty. */
  const removeVersions = async (key: string): Promise<void> => {
    const removed = new Set<string>();
    for (let pages = 1; ; pages += 1) {
      const { ids, more, unnamed } = await versionsOf(key);
      if (unnamed) throw new Failure('versions-kept', detail);
      const left = ids.filter((id) => !removed.has(id));
      // The list does not shrink: no object has so many versions.
      if (pages > mostPages) throw new Failure('not-s3', detail);
      if (left.length === 0) {
        if (ids.length > 0 && more) throw new Failure('server-failed', detail);
        return;
      }
      await forEachLimited(left, atOnce, async (VersionId) => {
        await attempt(client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId })));
        removed.add(VersionId);
      });
      if (!more) return;
    }
  };

  let asking: Promise<boolean> | undefined = known ? Promise.resolve(true) : undefined;
  /** Read once from the bucket: the answer to a DELETE does not always tell its versioning (Ceph's does not where a delete marker is current). */
  const keepsVersions = (): Promise<boolean> =>
    (asking ??= attempt(client.send(new GetBucketVersioningCommand({ Bucket }))).then(
      ({ Status }) => Status !== undefined,
      (error: unknown) => {
        // The server or the key refuses GetBucketVersioning: the answers to DELETE must do.
        if (saysUnsupported(error) || isDenied(error)) return false;
        asking = undefined;
        throw error;
      },
    ));

  /** Deletes the object first, so that its link ends with the first request, and then its versions and delete markers. */
  const hideAndRemove = async (key: string): Promise<void> => {
    const { VersionId, DeleteMarker } = await attempt(client.send(new DeleteObjectCommand({ Bucket, Key: key })));
    if (VersionId === undefined && DeleteMarker === undefined && !(await keepsVersions())) return;
    try {
      await removeVersions(key);
    } catch (error) {
      // Some servers send version ids but keep only the last version: they have no list of versions and make no delete marker.
      if (DeleteMarker !== true && saysUnsupported(error)) return;
      if (!isDenied(error)) throw error;
      throw new Failure('versions-kept', error.detail, error);
    }
  };

  /** Deletes the only version in half the requests; every object of ours has one. False when there are others. */
  const removeOnlyVersion = async (key: string): Promise<boolean> => {
    try {
      const { ids, more, unnamed } = await versionsOf(key);
      const [only] = ids;
      if (only === undefined || ids.length > 1 || more || unnamed) return false;
      await attempt(client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: only })));
      return true;
    } catch (error) {
      if (saysUnsupported(error) || isDenied(error)) return false;
      throw error;
    }
  };

  const remove = async (key: string): Promise<void> => {
    encodeKey(key);
    if ((await keepsVersions()) && (await removeOnlyVersion(key))) return;
    await hideAndRemove(key);
  };

  let takesMany = true;
  /** Deletes what it can in one request; adds to `left` each object that the answer does not call deleted. Never raises. */
  const removeTogether = async (keys: readonly string[], left: string[]): Promise<void> => {
    const gone = new Set<string>();
    try {
      const Objects = keys.map((Key) => ({ Key }));
      const { Deleted = [] } = await attempt(client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } })));
      for (const { Key = '', VersionId, DeleteMarker } of Deleted)
        if (VersionId === undefined && DeleteMarker !== true) gone.add(Key);
    } catch {
      // Google knows no such request, and old servers none with a CRC32. Whatever it is, the requests of single objects tell it.
      takesMany = false;
    }
    left.push(...keys.filter((key) => !gone.has(key)));
  };

  /** Gives those that need a request of their own: all of a few, of a bucket that may keep versions, and of a server that takes no more at once. */
  const removeMost = async (keys: readonly string[], stopped: () => boolean): Promise<readonly string[]> => {
    if (keys.length <= atOnce || stopped() || (await keepsVersions().catch(() => true))) return keys;
    const left = keys.filter((key) => !isPlain(key));
    const plain = keys.filter(isPlain);
    const batches = Array.from({ length: Math.ceil(plain.length / mostTogether) }, (_, index) =>
      plain.slice(index * mostTogether, (index + 1) * mostTogether),
    );
    await forEachLimited(batches, togetherAtOnce, async (batch) => {
      if (takesMany && !stopped()) await removeTogether(batch, left);
      else left.push(...batch);
    });
    return left;
  };

  return {
    remove,
    async removeMany(keys, signal) {
      const stopped = () => signal?.aborted === true;
      const left = await removeMost(keys, stopped);
      await forEachLimited(left, atOnce, remove, () => !stopped());
      if (stopped()) throw new Failure('cancelled');
      return keys.length;
    },
  };
}

/** Whether a key can stand in XML as it is. */
function isPlain(key: string): boolean {
  try {
    return !/%(?:[01][0-9A-F]|7F)/.test(encodeKey(key));
  } catch {
    return false;
  }
}

const isDenied = (error: unknown): error is Failure => error instanceof Failure && error.code === 'access-denied';
