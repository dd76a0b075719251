// Every request a store can make, once each, for suites in which the server is the subject.
import type { ObjectStore } from '../../main/core/ports/object-store';

const headers = { contentType: 'text/plain', contentDisposition: 'attachment' };
const options = () => ({ signal: new AbortController().signal, crc32: 'AAAAAA==' });
const part = { partNumber: 1, etag: '"e"' };

export const operations = {
  put: (store: ObjectStore) => store.put('k', Buffer.alloc(300_000), headers, options()),
  putPart: (store: ObjectStore) => store.putPart('k', 'u', 1, Buffer.alloc(300_000), options()),
  createUpload: (store: ObjectStore) => store.createUpload('k', headers),
  completeUpload: (store: ObjectStore) => store.completeUpload('k', 'u', [part]),
  listParts: (store: ObjectStore) => store.listParts('k', 'u'),
  listUploads: (store: ObjectStore) => store.listUploads('k'),
  abortUpload: (store: ObjectStore) => store.abortUpload('k', 'u'),
  describe: (store: ObjectStore) => store.describe('k'),
  readBack: (store: ObjectStore) => store.readBack('k', 0, 10),
  list: (store: ObjectStore) => store.list('k', { limit: 10 }),
  copy: (store: ObjectStore) => store.copy('k', 'c', headers, 10),
  remove: (store: ObjectStore) => store.remove('k'),
  removeMany: (store: ObjectStore) => store.removeMany(['k']),
  lifecycleRules: (store: ObjectStore) => store.lifecycleRules(),
  saveLifecycleRules: (store: ObjectStore) => store.saveLifecycleRules([{ id: 'r', enabled: true, prefix: 'k' }]),
  bucketPolicy: (store: ObjectStore) => store.bucketPolicy(),
  changeBucketPolicy: (store: ObjectStore) => store.changeBucketPolicy(() => '{}'),
  allowPublicPolicy: (store: ObjectStore) => store.allowPublicPolicy(true),
  changeCors: (store: ObjectStore) => store.changeCors(() => [{ origins: ['*'], methods: ['GET'] }]),
  checkBucket: (store: ObjectStore) => store.checkBucket(),
  listBuckets: (store: ObjectStore) => store.listBuckets(),
  createBucket: (store: ObjectStore) => store.createBucket(),
} as const;
export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as OperationName[];
