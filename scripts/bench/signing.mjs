// Signs links through the app's object store, or with the SDK's presigner: node signing.mjs own|sdk COUNT; bundled before it runs.
import { fileURLToPath } from 'node:url';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { createSdkPresigner } from '../../main/adapters/s3/signing/sdk-presigner';
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

const place = { endpoint: 'https://s3.example.com', bucket: 'bucket', region: 'us-east-1' };
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const lifetimeSeconds = 86_400;

/** Both sign the same link: a download with a type and a name. */
const signers = {
  own() {
    const store = openStore(connectionTo(place), credentials);
    return (key, responseContentType, responseContentDisposition) =>
      store.link({ key, lifetimeSeconds, responseContentType, responseContentDisposition });
  },
  sdk() {
    const sign = createSdkPresigner(connectionTo(place), credentials);
    return (key, type, disposition) => {
      const query = { 'response-content-type': type, 'response-content-disposition': disposition };
      return sign({ method: 'GET', key, query, lifetimeSeconds, signedAtMs: Date.now() });
    };
  },
};

/** Signs `count` links one after another; gives milliseconds. */
export async function signLinks(signer, count) {
  const sign = signers[signer]();
  const startedMs = performance.now();
  for (let index = 0; index < count; index += 1) {
    await sign(
      `uploads/${index}/holiday picture.jpg`,
      'application/octet-stream',
      `attachment; filename="holiday picture ${index}.jpg"`,
    );
  }
  return performance.now() - startedMs;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await signLinks(process.argv[2], Number(process.argv[3]))}\n`);
}
