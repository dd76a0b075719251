// Reads and replaces the policy of a bucket as text: its language is that of whoever wrote it.
import { GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import type { ObjectStore } from '../../core/ports/object-store';
import { saysUnsupported } from './wire/response-errors';
import type { Sdk } from './sdk';

export function createBucketPolicy({
  client,
  bucket: Bucket,
  detail,
  attempt,
}: Sdk): Pick<ObjectStore, 'bucketPolicy' | 'saveBucketPolicy'> {
  const supported = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await attempt(request);
    } catch (error) {
      if (saysUnsupported(error)) throw new Failure('policy-unsupported', detail, error);
      throw error;
    }
  };
  const read = async (): Promise<string | undefined> => {
    try {
      const { Policy = '' } = await supported(client.send(new GetBucketPolicyCommand({ Bucket })));
      if (!isPolicy(Policy)) throw new Failure('not-s3', detail);
      return Policy;
    } catch (error) {
      if (error instanceof Failure && error.detail.serverCode === 'NoSuchBucketPolicy') return undefined;
      throw error;
    }
  };
  return {
    bucketPolicy: read,
    async saveBucketPolicy(Policy) {
      // S3 answers with an empty 204, as a sign-in page or a proxy may with a 200.
      await read();
      await supported(client.send(new PutBucketPolicyCommand({ Bucket, Policy })));
    },
  };
}

function isPolicy(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'Statement' in value;
  } catch {
    return false;
  }
}
