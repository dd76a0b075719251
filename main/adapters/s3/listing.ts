// Reads one page of a list.
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import type { ListedObject, ObjectStore } from '../../core/ports/object-store';
import { longestPage } from './wire/size-limited-body';
import { decodeName } from './url-encoded-keys';
import type { Sdk } from './sdk';

export function createListing(
  { client, bucket: Bucket, detail, attempt }: Sdk,
  prefix: string,
): Pick<ObjectStore, 'list' | 'checkBucket'> {
  return {
    async list(asPrefix, { limit, after }) {
      const page = await attempt(
        client.send(
          new ListObjectsV2Command({
            Bucket,
            Prefix: asPrefix,
            MaxKeys: Math.min(limit, longestPage),
            EncodingType: 'url',
            ...(after !== undefined && { ContinuationToken: after }),
          }),
        ),
      );
      // An empty list means that nothing is stored, so the answer must be S3's.
      if (page.Name === undefined && page.KeyCount === undefined) throw new Failure('not-s3', detail);
      const objects = (page.Contents ?? []).flatMap(({ Key, Size, ETag, LastModified }): readonly ListedObject[] => {
        if (Key === undefined || Size === undefined) return [];
        const key = decodeName(Key, page.EncodingType);
        const told = {
          ...(ETag !== undefined && { etag: ETag }),
          ...(LastModified !== undefined && { modifiedAtMs: LastModified.getTime() }),
        };
        // A key outside of the prefix is an error: a caller might delete it.
        return key.startsWith(asPrefix) ? [{ key, sizeBytes: Size, ...told }] : [];
      });
      const next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      // A list whose token does not advance would never end.
      return { objects, ...(next !== undefined && next !== '' && next !== after && { after: next }) };
    },

    async checkBucket() {
      const listed = await attempt(client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, Prefix: prefix })));
      // Every S3 server names the bucket or counts the keys; a 200 from something else does neither.
      if (listed.Name === undefined && listed.KeyCount === undefined) throw new Failure('not-s3', detail);
    },
  };
}
