// Parses addresses of stored objects as S3 programs write them: `s3://bucket/key`, or a folder of keys.
import { checkBucketName } from '../connection';
import { Failure } from '../failure';
import { checkLinkableKey } from './object-key';

export type ObjectAddress =
  | { readonly kind: 'object'; readonly bucket: string; readonly key: string }
  /** Everything whose key begins with `prefix`, which ends in `/`. */
  | { readonly kind: 'folder'; readonly bucket: string; readonly prefix: string };

const scheme = 's3://';

/**
 * Reads `s3://bucket/key`, or `s3://bucket/folder/` with its slash. The key stands as it is, not percent-encoded. Raises `bad-request`,
 * `bucket-name-invalid`, and `key-unlinkable` for a key that no link can name.
 */
export function parseObjectAddress(text: string): ObjectAddress {
  if (!text.startsWith(scheme)) throw new Failure('bad-request', { reason: 'an object is named like s3://bucket/key' });
  const [bucket = '', ...segments] = text.slice(scheme.length).split('/');
  const key = segments.join('/');
  checkBucketName(bucket);
  if (key === '') throw new Failure('bad-request', { reason: 'the address names a bucket and nothing in it' });
  if (key.endsWith('/')) {
    checkLinkableKey(`${key}index.html`);
    return { kind: 'folder', bucket, prefix: key };
  }
  return { kind: 'object', bucket, key: checkLinkableKey(key) };
}
