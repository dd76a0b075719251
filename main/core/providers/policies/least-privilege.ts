// The least-privilege IAM policy for sharing from one bucket and prefix.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
import type { CapabilityFacts } from '../../model/capabilities';
import type { Place } from '../../model/place';

/** Sharing needs `sharing`; each other part allows one more feature. */
export type PolicyPart = 'sharing' | 'versions' | 'folders' | 'left-overs' | 'clean-up-rule';

interface PolicyRule {
  readonly part: PolicyPart;
  readonly sid: string;
  readonly actions: readonly string[];
  /** The resource. `objects`: those below the prefix. `listing`: the bucket, for lists below the prefix. `bucket`: the bucket itself. */
  readonly on: 'objects' | 'listing' | 'bucket';
}

const policyRules: readonly PolicyRule[] = [
  {
    part: 'sharing',
    sid: 'MayflySharing',
    actions: [
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
    ],
    on: 'objects',
  },
  { part: 'versions', sid: 'MayflyVersions', actions: ['s3:DeleteObjectVersion'], on: 'objects' },
  { part: 'versions', sid: 'MayflyFindVersions', actions: ['s3:ListBucketVersions'], on: 'listing' },
  { part: 'versions', sid: 'MayflySeeVersioning', actions: ['s3:GetBucketVersioning'], on: 'bucket' },
  { part: 'folders', sid: 'MayflyFolders', actions: ['s3:ListBucket'], on: 'listing' },
  // IAM has no prefix condition for this action.
  { part: 'left-overs', sid: 'MayflyLeftOvers', actions: ['s3:ListBucketMultipartUploads'], on: 'bucket' },
  {
    part: 'clean-up-rule',
    sid: 'MayflyCleanUpRule',
    actions: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
    on: 'bucket',
  },
];

/** AWS has partitions of its own for China and the US government; other servers take `aws`. */
export function partitionOf({ endpoint, region }: Pick<Place, 'endpoint' | 'region'>): string {
  if (!/(^|\.)amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname)) return 'aws';
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Policies read `*`, `?` and `$` as wildcards and variables; `${*}` is the character (IAM User Guide, "Policy variables"). */
export const literal = (text: string): string => text.replace(/[*?$]/g, (character) => `\${${character}}`);

type Prefixed = Pick<Place, 'endpoint' | 'region' | 'bucket'> & { readonly prefix: string };

/** All parts, without those for versions where the bucket is known to keep none. */
export const policyParts = ({ versions }: CapabilityFacts): readonly PolicyPart[] => [
  'sharing',
  ...(versions === false ? [] : (['versions'] as const)),
  'folders',
  'left-overs',
  'clean-up-rule',
];

/** An identity policy for the key's user: these parts, on this bucket and prefix alone. */
export function leastPrivilegePolicy(place: Prefixed, parts: readonly PolicyPart[]) {
  const bucket = `arn:${partitionOf(place)}:s3:::${place.bucket}`;
  const below = `${literal(place.prefix)}*`;
  return {
    Version: '2012-10-17',
    Statement: policyRules
      .filter(({ part }) => parts.includes(part))
      .map(({ sid, actions, on }) => ({
        Sid: sid,
        Effect: 'Allow',
        Action: actions,
        Resource: on === 'objects' ? `${bucket}/${below}` : bucket,
        ...(on === 'listing' && place.prefix !== '' && { Condition: { StringLike: { 's3:prefix': below } } }),
      })),
  };
}

/** As provider consoles take it. */
export const policyText = (policy: object): string => JSON.stringify(policy, undefined, 2);
