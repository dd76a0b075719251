// The doctor's POST form with a file larger than its policy allows, to see whether the server enforces the limit.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
import { randomBytes } from 'node:crypto';
import type { Credentials } from '../../../core/model/connection';
import type { HeaderSigner } from '../signing/header-signer';
import type { Place } from '../../../core/model/place';

const formLifetimeMs = 10 * 60_000;

export interface UploadForm {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A form with one file, and a policy that allows `mostBytes`. */
export function signedForm(
  { bucket, region }: Pick<Place, 'bucket' | 'region'>,
  { accessKeyId, sessionToken }: Credentials,
  signer: HeaderSigner,
  file: { readonly key: string; readonly content: Uint8Array; readonly mostBytes: number },
  signedAtMs: number,
): UploadForm {
  // 20260831T120000Z
  const date = new Date(signedAtMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const fields = {
    key: file.key,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'x-amz-date': date,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const policy = Buffer.from(
    JSON.stringify({
      expiration: new Date(signedAtMs + formLifetimeMs).toISOString(),
      conditions: [
        { bucket },
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
        ['content-length-range', 0, file.mostBytes],
      ],
    }),
  ).toString('base64');
  const signature = signer.signText(policy, signedAtMs);

  const boundary = `mayfly-${randomBytes(16).toString('hex')}`;
  const part = (name: string, more = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const signed = { ...fields, policy, 'x-amz-signature': signature };
  const body = Buffer.concat([
    Buffer.from(
      Object.entries(signed)
        .map(([name, value]) => `${part(name)}${value}\r\n`)
        .join(''),
    ),
    Buffer.from(part('file', '; filename="mayfly-test.txt"')),
    file.content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(body.length) },
    body,
  };
}
