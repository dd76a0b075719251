// The requests through the SDK, which the first of them loads.
import type { S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from '../../core/ports/object-store';
import type { RequestFacts } from './wire/response-errors';
import { createBucketCors } from './bucket-cors';
import { createBucketPolicy } from './bucket-policy';
import { createBuckets } from './buckets';
import { createCopy } from './server-side-copy';
import type { CopySizes } from './copy-sizes';
import { createLifecycle } from './lifecycle';
import { createListing } from './listing';
import { createRemoval } from './removal';
import { createSdk } from './sdk';
import type { UploadRequests } from './upload-requests';
import { createUploads } from './uploads';

export type Control = Pick<
  ObjectStore,
  | 'listParts'
  | 'listUploads'
  | 'list'
  | 'copy'
  | 'remove'
  | 'removeMany'
  | 'lifecycleRules'
  | 'saveLifecycleRules'
  | 'bucketPolicy'
  | 'changeBucketPolicy'
  | 'allowPublicPolicy'
  | 'changeCors'
  | 'checkBucket'
  | 'listBuckets'
  | 'createBucket'
>;

export interface ControlOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
  readonly facts: RequestFacts;
  /** For copies in parts. */
  readonly uploads: UploadRequests;
  /** Known already, so that a deletion need not ask for the bucket's versioning. */
  readonly keepsVersions: boolean;
  readonly copySizes: CopySizes;
}

export function createControl(options: ControlOptions): Control {
  const { client, bucket, region, prefix, facts, uploads, copySizes, keepsVersions } = options;
  const sdk = createSdk(client, bucket, facts);
  const listing = createListing(sdk, prefix);
  return {
    ...createUploads(sdk),
    ...listing,
    ...createRemoval(sdk, keepsVersions),
    ...createLifecycle(sdk),
    ...createBucketPolicy(sdk),
    ...createBucketCors(sdk),
    ...createBuckets(sdk, region, listing.checkBucket),
    copy: createCopy(sdk, uploads, copySizes),
  };
}
