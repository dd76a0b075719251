// Reads and changes the policy of a bucket as text: what others wrote stays as it is, byte for byte.
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  type PublicAccessBlockConfiguration,
} from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import { objectIn } from '../../core/model/json-object';
import type { ObjectStore } from '../../core/ports/object-store';
import { saysUnsupported } from './wire/response-errors';
import type { Sdk } from './sdk';

export function createBucketPolicy({
  client,
  bucket: Bucket,
  detail,
  attempt,
}: Sdk): Pick<ObjectStore, 'bucketPolicy' | 'changeBucketPolicy' | 'allowPublicPolicy'> {
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
  const blocks = async (): Promise<PublicAccessBlockConfiguration> => {
    try {
      const asked = new GetPublicAccessBlockCommand({ Bucket });
      const { PublicAccessBlockConfiguration: told } = await supported(client.send(asked));
      // The SDK reads any XML as a configuration without a word in it.
      if (told === undefined || Object.values(told).every((flag) => flag === undefined))
        throw new Failure('not-s3', detail);
      return told;
    } catch (error) {
      if (error instanceof Failure && isWithoutBlock(error)) return {};
      throw error;
    }
  };
  return {
    async allowPublicPolicy(isAllowed) {
      const present = await blocks();
      // A bucket without a block has nothing to lift, and gets none.
      if (present.BlockPublicPolicy !== isAllowed) return false;
      const parts = { BlockPublicPolicy: !isAllowed, RestrictPublicBuckets: !isAllowed };
      const PublicAccessBlockConfiguration = { ...present, ...parts };
      await supported(client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration })));
      return true;
    },
    bucketPolicy: read,
    async changeBucketPolicy(change) {
      // The read also shows that this is S3: it answers a write with an empty 204, as a sign-in page or a proxy may with a 200.
      const Policy = change(await read());
      if (Policy === undefined) return false;
      // No server takes a condition with these: what others wrote since the read is lost, so nothing may lie between the two.
      await (Policy === ''
        ? supported(client.send(new DeleteBucketPolicyCommand({ Bucket })))
        : supported(client.send(new PutBucketPolicyCommand({ Bucket, Policy }))));
      return true;
    },
  };
}

/** `object-missing`: 404 NoSuchPublicAccessBlockConfiguration. */
const isWithoutBlock = ({ code }: Failure): boolean => code === 'policy-unsupported' || code === 'object-missing';

const isPolicy = (text: string): boolean => 'Statement' in objectIn(text);
