// Creates the buckets of a new server: a plain one and one with versioning.
import { SetupError } from '../setup/progress.mjs';

/** Makes both and gives their names. */
export async function makeBuckets({ endpoint, region, credentials }) {
  // Imported only now: the set-up may just have installed it.
  const { CreateBucketCommand, PutBucketVersioningCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const [plain, versioned] = ['suite-plain', 'suite-versioned'];
  try {
    for (const Bucket of [plain, versioned]) await client.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' };
    await client.send(new PutBucketVersioningCommand({ Bucket: versioned, VersioningConfiguration }));
    return { plain, versioned };
  } catch (error) {
    throw new SetupError(`a bucket could not be made at ${endpoint}: ${error.message}`);
  } finally {
    client.destroy();
  }
}
