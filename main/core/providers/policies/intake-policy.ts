// The smallest policy of an intake key: it may store objects below `<prefix>in/`, and nothing else.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
import type { Connection } from '../../model/connection';
import { providerOf } from '../providers';
import type { IntakeKeys } from '../provider';
import { intakeFolder } from '../../model/keys/object-key';
import { literal, partitionOf } from './least-privilege';

/** As JSON for the provider. */
export interface IntakePolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly object[];
}

type Placed = Pick<Connection, 'kind' | 'endpoint' | 'region' | 'bucket' | 'prefix' | 'provider'>;

/**
 * Ceph's policies of users need a version that has them, and an object of another user is closed to the bucket's owner. So the key is that of a
 * subuser of the bucket's own user (`--access=write`), which the bucket's policy denies the rest. Seen on Ceph 18.2: `NotAction` denies nothing there,
 * and `StringLike` holds for a missing header too.
 */
const cephDenials = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:PutObjectAcl',
  's3:PutObjectVersionAcl',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:AbortMultipartUpload',
  's3:ListBucket',
  's3:ListBucketVersions',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
  's3:DeleteBucket',
  's3:PutBucketAcl',
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
  's3:PutBucketVersioning',
  's3:PutLifecycleConfiguration',
] as const;
const openAcls = ['public-read', 'public-read-write', 'authenticated-read'] as const;

function denyingPolicy(bucket: string, below: string): IntakePolicy {
  const denied = { Effect: 'Deny', Principal: { AWS: ['arn:aws:iam:::user/USER:mayfly-intake'] } };
  const all = `${bucket}/*`;
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'MayflyIntakeStoresOnly', ...denied, Action: cephDenials, Resource: [bucket, all] },
      { Sid: 'MayflyIntakeBelowIn', ...denied, Action: ['s3:PutObject'], NotResource: [below] },
      {
        Sid: 'MayflyIntakePrivate',
        ...denied,
        Action: ['s3:PutObject'],
        Resource: [all],
        Condition: { StringEquals: { 's3:x-amz-acl': openAcls } },
      },
    ],
  };
}

/** How the provider makes such a key. */
export const intakeKeysOf = (place: Placed): IntakeKeys => providerOf(place).intakeKeys;

/** `undefined` where the provider has no policies for it. */
export function intakePolicy(place: Placed): IntakePolicy | undefined {
  const bucket = `arn:${partitionOf(place)}:s3:::${place.bucket}`;
  const below = `${bucket}/${literal(intakeFolder(place.prefix))}*`;
  const keys = intakeKeysOf(place);
  if (keys === 'no' || keys === 'role') return undefined;
  if (keys === 'bucket-policy') return denyingPolicy(bucket, below);
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'MayflyIntake', Effect: 'Allow', Action: ['s3:PutObject'], Resource: below }],
  };
}
