// Lists the buckets of a key, and creates the bucket of a store.
import { CreateBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import { isBucketName } from '../../core/model/connection';
import { locationConstraint } from '../../core/model/place';
import type { ObjectStore } from '../../core/ports/object-store';
import type { Sdk } from './sdk';

/** More names than anybody reads; a server may send 10,000. */
const mostBuckets = 1_000;

export function createBuckets(
  { client, bucket: Bucket, detail, attempt }: Sdk,
  region: string,
  checkBucket: () => Promise<void>,
): Pick<ObjectStore, 'listBuckets' | 'createBucket'> {
  const create = async (location: string | undefined): Promise<void> => {
    const command = new CreateBucketCommand({ Bucket });
    const CreateBucketConfiguration =
      location === undefined ? undefined : ({ LocationConstraint: location } as { readonly LocationConstraint: never });
    // After the SDK's own step, which would add the region wherever none is given.
    command.middlewareStack.add(
      (next) => (args) => next({ ...args, input: { ...args.input, CreateBucketConfiguration } }),
      { step: 'initialize', name: 'mayflyLocation', priority: 'low' },
    );
    await attempt(client.send(command));
  };

  return {
    async listBuckets() {
      const { Buckets, Owner } = await attempt(client.send(new ListBucketsCommand({})));
      if (Buckets === undefined && Owner === undefined) throw new Failure('not-s3', detail);
      const names = (Buckets ?? []).flatMap(({ Name }) => (Name !== undefined && isBucketName(Name) ? [Name] : []));
      return names.slice(0, mostBuckets);
    },

    async createBucket() {
      const location = locationConstraint(region);
      try {
        await create(location).catch(async (error: unknown) => {
          // Servers whose endpoint decides the region refuse every name but their own, which is not always the region of signatures.
          if (location === undefined || !isRefusedLocation(error)) throw error;
          await create(undefined);
        });
        await checkBucket().catch(failureOfStrayAnswer);
        return 'made';
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        if (error.detail.serverCode === 'BucketAlreadyOwnedByYou') return 'there';
        if (error.detail.serverCode === 'InvalidBucketName') throw new Failure('bucket-name-invalid', {}, error);
        throw error;
      }
    },
  };
}

const isRefusedLocation = (error: unknown): boolean =>
  error instanceof Failure && error.detail.serverCode === 'InvalidLocationConstraint';

/**
 * S3 answers a creation with an empty 200, as a sign-in page or a proxy may. Its answer about the new bucket tells them apart, also a refusal
 * of S3: the key may not list, or the bucket is not to be seen everywhere yet.
 */
function failureOfStrayAnswer(error: unknown): void {
  const isStray = !(error instanceof Failure) || error.code === 'not-s3' || error.code === 'captive-portal';
  if (isStray) throw error;
}
