// The two XML documents of the doctor's probes, and the checksum of its objects.
import { createHash } from 'node:crypto';
import type { ProbeListed } from '../../../core/model/probe';
import { elementXml } from '../wire/xml';

export interface XmlBody {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** CompleteMultipartUpload with one part. */
export function completion({ etag, crc32 }: { readonly etag: string; readonly crc32?: string }): XmlBody {
  const part = `${elementXml('ChecksumCRC32', crc32)}${elementXml('ETag', etag)}<PartNumber>1</PartNumber>`;
  return {
    body: Buffer.from(`<CompleteMultipartUpload ${namespace}><Part>${part}</Part></CompleteMultipartUpload>`),
    headers: { 'content-type': 'application/xml' },
  };
}

/** S3 requires a checksum here; every server supports MD5. */
export function removals(objects: readonly ProbeListed[]): XmlBody {
  const named = objects.map(
    ({ key, versionId }) => `<Object>${elementXml('Key', key)}${elementXml('VersionId', versionId)}</Object>`,
  );
  const body = Buffer.from(`<Delete ${namespace}><Quiet>true</Quiet>${named.join('')}</Delete>`);
  const md5 = createHash('md5').update(body).digest('base64');
  return { body, headers: { 'content-type': 'application/xml', 'content-md5': md5 } };
}

export const checksum = (crc32: string | undefined): Readonly<Record<string, string>> =>
  crc32 === undefined ? {} : { 'x-amz-checksum-crc32': crc32 };
