// The smallest policy that lets a key share from one bucket and prefix, ready to copy; and what a bucket may be set to.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
import type { CapabilityFacts } from '../../model/capabilities';
import type { Place } from '../../model/place';

/** Sharing needs the first group; what each other one is good for has words of its own. */
export type PolicyPart = 'sharing' | 'versions' | 'folders' | 'left-overs' | 'clean-up-rule';

interface PolicyRule {
  readonly part: PolicyPart;
  readonly sid: string;
  readonly actions: readonly string[];
  /** `objects`: those below the prefix. `listing`: the bucket, only for lists below the prefix. `bucket`: the bucket itself. */
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
  // Amazon knows no condition on the prefix for this one.
  { part: 'left-overs', sid: 'MayflyLeftOvers', actions: ['s3:ListBucketMultipartUploads'], on: 'bucket' },
  {
    part: 'clean-up-rule',
    sid: 'MayflyCleanUpRule',
    actions: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
    on: 'bucket',
  },
];

/** China and the government have partitions of their own; other servers take Amazon's usual one. */
function partitionOf({ endpoint, region }: Pick<Place, 'endpoint' | 'region'>): string {
  if (!/(^|\.)amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname)) return 'aws';
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** In policies `*`, `?` and `$` mean something else, unless they are written as variables (IAM User Guide, "Policy variables"). */
const literal = (text: string): string => text.replace(/[*?$]/g, (character) => `\${${character}}`);

type Prefixed = Pick<Place, 'endpoint' | 'region' | 'bucket'> & { readonly prefix: string };

export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string;
    readonly Condition?: { readonly StringLike: { readonly 's3:prefix': string } };
  }[];
}

/** The parts of a policy that are worth having: those for versions only where the bucket keeps them, or nobody knows. */
export const policyParts = ({ versions }: CapabilityFacts): readonly PolicyPart[] => [
  'sharing',
  ...(versions === false ? [] : (['versions'] as const)),
  'folders',
  'left-overs',
  'clean-up-rule',
];

/** An identity policy for the key's user: these rights on this bucket, below this prefix, and nothing else. */
export function leastPrivilegePolicy(place: Prefixed, parts: readonly PolicyPart[]): Policy {
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

/** As consoles take it. */
export const policyText = (policy: Policy): string => JSON.stringify(policy, undefined, 2);
