// Names the missing permission of `access-denied`, as IAM policies write it.
import type { S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import { failureOfSdk } from './wire/sdk-errors';
import type { RequestFacts } from './wire/response-errors';

/** Amazon S3 User Guide, "Required permissions for Amazon S3 API operations". */
const rightOfCommand: Readonly<Record<string, string>> = {
  CopyObjectCommand: 's3:PutObject',
  CreateBucketCommand: 's3:CreateBucket',
  DeleteBucketLifecycleCommand: 's3:PutLifecycleConfiguration',
  DeleteObjectCommand: 's3:DeleteObject',
  GetBucketLifecycleConfigurationCommand: 's3:GetLifecycleConfiguration',
  GetBucketVersioningCommand: 's3:GetBucketVersioning',
  ListBucketsCommand: 's3:ListAllMyBuckets',
  ListMultipartUploadsCommand: 's3:ListBucketMultipartUploads',
  ListObjectVersionsCommand: 's3:ListBucketVersions',
  ListObjectsV2Command: 's3:ListBucket',
  ListPartsCommand: 's3:ListMultipartUploadParts',
  PutBucketLifecycleConfigurationCommand: 's3:PutLifecycleConfiguration',
  UploadPartCopyCommand: 's3:PutObject',
};

const rightOf = (command: unknown, input: unknown): string | undefined => {
  if (typeof command !== 'string') return undefined;
  const ofVersion =
    command === 'DeleteObjectCommand' && (input as { readonly VersionId?: unknown }).VersionId !== undefined;
  return ofVersion ? 's3:DeleteObjectVersion' : rightOfCommand[command];
};

/** Turns errors of this client into failures; `access-denied` gets the missing permission. */
export function tellRights(client: S3Client, facts: RequestFacts): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const command = context['commandName'];
        const failure = failureOfSdk(error, facts);
        const right = rightOf(command, args.input);
        if (failure.code !== 'access-denied' || right === undefined) throw failure;
        throw new Failure('access-denied', { ...failure.detail, right }, failure.cause);
      }
    },
    { step: 'initialize', name: 'mayflyTellRights', priority: 'high' },
  );
}
