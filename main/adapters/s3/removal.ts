// A link that is taken back leaves nothing behind, in buckets that keep every version too.
import { DeleteObjectCommand, GetBucketVersioningCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import { mostPages } from '../../core/storage/rules/list-progress';
import { encodeKey } from './object-url';
import type { ObjectStore } from '../../core/ports/object-store';
import { forEachLimited } from '../../core/async/for-each-limited';
import { saysUnsupported } from './wire/response-errors';
import { longestPage } from './wire/size-limited-body';
import { decodeName } from './url-encoded-keys';
import type { Sdk } from './sdk';

/** Requests that travel at once; S3 takes thousands, a server at home does not. */
const atOnce = 16;

interface Versions {
  readonly ids: readonly string[];
  readonly more: boolean;
  /** Some have no version id, as where another API keeps the versions: S3 requests cannot delete them. */
  readonly unnamed: boolean;
}

/** `known`: the bucket keeps versions, so nobody has to ask. */
export function createRemoval(
  { client, bucket: Bucket, detail, asked }: Sdk,
  known: boolean,
): Pick<ObjectStore, 'remove' | 'removeMany'> {
  /** A page of versions and delete markers of exactly this key; `more` when there may be others. */
  const versionsOf = async (key: string): Promise<Versions> => {
    const page = await asked(
      client.send(new ListObjectVersionsCommand({ Bucket, Prefix: key, MaxKeys: longestPage, EncodingType: 'url' })),
    );
    if (page.Name === undefined && page.IsTruncated === undefined) throw new Failure('not-s3', detail);
    const all = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    const own = all.filter(({ Key = '' }) => decodeName(Key, page.EncodingType) === key);
    const ids = own.flatMap(({ VersionId }) => (VersionId === undefined ? [] : [VersionId]));
    // The key itself is the first that begins with it.
    const more = page.IsTruncated === true && own.length === all.length;
    return { ids, more, unnamed: ids.length < own.length };
  };

  /** What was deleted is not listed again, so the first page is asked for until it is empty. */
  const removeVersions = async (key: string): Promise<void> => {
    const removed = new Set<string>();
    for (let pages = 1; ; pages += 1) {
      const { ids, more, unnamed } = await versionsOf(key);
      if (unnamed) throw new Failure('versions-kept', detail);
      const left = ids.filter((id) => !removed.has(id));
      // Whatever is deleted, there is more of it: no bucket has so many versions of one object, and no server lists them so.
      if (pages > mostPages) throw new Failure('not-s3', detail);
      if (left.length === 0) {
        if (ids.length > 0 && more) throw new Failure('server-failed', detail);
        return;
      }
      await forEachLimited(left, atOnce, async (VersionId) => {
        await asked(client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId })));
        removed.add(VersionId);
      });
      if (!more) return;
    }
  };

  let asking: Promise<boolean> | undefined = known ? Promise.resolve(true) : undefined;
  /** Asked once: a bucket that keeps versions does not say so with every DELETE (Ceph is silent where a marker was already). */
  const keepsVersions = (): Promise<boolean> =>
    (asking ??= asked(client.send(new GetBucketVersioningCommand({ Bucket }))).then(
      ({ Status }) => Status !== undefined,
      (error: unknown) => {
        // Not to be asked, or not by this key: the answers to DELETE have to do.
        if (saysUnsupported(error) || isDenied(error)) return false;
        asking = undefined;
        throw error;
      },
    ));

  /** Hides the object first, so that its link dies with the first request, and then removes what is hidden. */
  const hideAndRemove = async (key: string): Promise<void> => {
    const { VersionId, DeleteMarker } = await asked(client.send(new DeleteObjectCommand({ Bucket, Key: key })));
    if (VersionId === undefined && DeleteMarker === undefined && !(await keepsVersions())) return;
    try {
      await removeVersions(key);
    } catch (error) {
      // Some servers number their objects and keep only the last: they have no list of versions, and hid nothing behind a marker.
      if (DeleteMarker !== true && saysUnsupported(error)) return;
      if (!isDenied(error)) throw error;
      throw new Failure('versions-kept', error.detail, error);
    }
  };

  /** Half the requests where one version is all there is, as with every object of ours. False when that is not so. */
  const removeOnlyVersion = async (key: string): Promise<boolean> => {
    try {
      const { ids, more, unnamed } = await versionsOf(key);
      const [only] = ids;
      if (only === undefined || ids.length > 1 || more || unnamed) return false;
      await asked(client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: only })));
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

  return {
    remove,
    async removeMany(keys, signal) {
      const stopped = () => signal?.aborted === true;
      await forEachLimited(keys, atOnce, remove, () => !stopped());
      if (stopped()) throw new Failure('cancelled');
      return keys.length;
    },
  };
}

const isDenied = (error: unknown): error is Failure => error instanceof Failure && error.code === 'access-denied';
