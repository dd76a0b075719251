// Uploads one file with @aws-sdk/lib-storage as its README shows: node upload.mjs ENDPOINT BUCKET FILE REGION
import { createReadStream } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

const [endpoint, Bucket, file, region] = process.argv.slice(2);
const client = new S3Client({ endpoint, region, forcePathStyle: true });
const upload = new Upload({
  client,
  params: { Bucket, Key: 'lib-storage.bin', Body: createReadStream(file) },
  queueSize: 4,
  partSize: 8 * 1_048_576,
});
await upload.done();
client.destroy();
