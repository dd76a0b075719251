// A policy gives the rights that sharing needs, on this bucket below this prefix, and not one more.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  leastPrivilegePolicy,
  policyParts,
  policyText,
} from '../../../../main/core/providers/policies/least-privilege';

const place = { endpoint: 'https://s3.example.com', region: 'us-east-1', bucket: 'files', prefix: 'mayfly/' };

test('sharing alone needs five rights below the prefix', () => {
  expect(leastPrivilegePolicy(place, ['sharing'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'MayflySharing',
        Effect: 'Allow',
        Action: [
          's3:GetObject',
          's3:PutObject',
          's3:DeleteObject',
          's3:AbortMultipartUpload',
          's3:ListMultipartUploadParts',
        ],
        Resource: 'arn:aws:s3:::files/mayfly/*',
      },
    ],
  });
});

test('lists are of the bucket, and only below the prefix', () => {
  expect(leastPrivilegePolicy(place, ['folders']).Statement).toEqual([
    {
      Sid: 'MayflyFolders',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: 'arn:aws:s3:::files',
      Condition: { StringLike: { 's3:prefix': 'mayfly/*' } },
    },
  ]);
  expect(leastPrivilegePolicy({ ...place, prefix: '' }, ['folders']).Statement[0]).not.toHaveProperty('Condition');
});

describe('resources', () => {
  test.each<readonly [Partial<typeof place>, string]>([
    [{}, 'arn:aws:s3:::files/mayfly/*'],
    [{ prefix: '' }, 'arn:aws:s3:::files/*'],
    [{ prefix: 'a*b?c$d/' }, 'arn:aws:s3:::files/a${*}b${?}c${$}d/*'],
    [{ endpoint: 'https://s3.cn-north-1.amazonaws.com.cn', region: 'cn-north-1' }, 'arn:aws-cn:s3:::files/mayfly/*'],
    [
      { endpoint: 'https://s3.us-gov-west-1.amazonaws.com', region: 'us-gov-west-1' },
      'arn:aws-us-gov:s3:::files/mayfly/*',
    ],
    [{ region: 'cn-north-1' }, 'arn:aws:s3:::files/mayfly/*'],
  ])('%j', (change, resource) => {
    expect(leastPrivilegePolicy({ ...place, ...change }, ['sharing']).Statement[0]?.Resource).toBe(resource);
  });
});

test('nothing but these rights, whatever the prefix', () => {
  const allowed =
    /^s3:(GetObject|PutObject|DeleteObject|DeleteObjectVersion|AbortMultipartUpload|ListMultipartUploadParts|ListBucket|ListBucketVersions|ListBucketMultipartUploads|GetBucketVersioning|[GP]u?e?tLifecycleConfiguration)$/;
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (prefix) => {
      const policy = leastPrivilegePolicy({ ...place, prefix }, policyParts({}));
      for (const { Action, Resource } of policy.Statement) {
        expect(Resource.startsWith('arn:aws:s3:::files')).toBe(true);
        for (const action of Action) expect(action).toMatch(allowed);
      }
      expect(JSON.parse(policyText(policy))).toEqual(policy);
    }),
  );
});

test('rights over versions are left out where the bucket keeps none', () => {
  const has = (versions: boolean | undefined) =>
    policyText(leastPrivilegePolicy(place, policyParts(versions === undefined ? {} : { versions }))).includes(
      'Version"',
    );
  expect([has(undefined), has(true)]).toEqual([true, true]);
  expect(policyParts({ versions: false })).not.toContain('versions');
});
