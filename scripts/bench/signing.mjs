// Signs links through the app's object store: node signing.mjs COUNT; bundled before it runs.
import { fileURLToPath } from 'node:url';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { createSigner } from '../../main/adapters/s3/signing/signer';

const openStore = createObjectStoreFactory(Date.now);

const connectionTo = ({ endpoint, bucket, region }) => ({
  id: 'bench',
  name: 'bench',
  kind: 's3',
  provider: 'other',
  endpoint,
  region,
  bucket,
  addressing: 'path',
  prefix: '',
});

/** Signs URLs for `method` and `key` on a bucket, good for an hour. */
export function signerFor(place, credentials) {
  const sign = createSigner(connectionTo(place), credentials);
  return (method, key) => sign({ method, key, lifetimeSeconds: 3_600, signedAtMs: Date.now() });
}

/** Signs `count` links one after another; gives milliseconds. */
export async function signLinks(count) {
  const place = { endpoint: 'https://s3.example.com', bucket: 'bucket', region: 'us-east-1' };
  const store = openStore(connectionTo(place), { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' });
  const startedMs = performance.now();
  for (let index = 0; index < count; index += 1) {
    await store.link({
      key: `uploads/${index}/holiday picture.jpg`,
      lifetimeSeconds: 86_400,
      responseContentType: 'application/octet-stream',
      responseContentDisposition: `attachment; filename="holiday picture ${index}.jpg"`,
    });
  }
  return performance.now() - startedMs;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await signLinks(Number(process.argv[2]))}\n`);
}
