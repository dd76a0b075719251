// The two XML documents of the doctor's probes, and the headers of its objects.
import { createHash } from 'node:crypto';
import type { ProbeHeaders, ProbeListed } from '../../../core/model/probe';
import { escaped } from '../wire/xml';

export interface XmlBody {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

const element = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${escaped(text)}</${name}>`;

/** CompleteMultipartUpload with one part. */
export function completion({ etag, crc32 }: { readonly etag: string; readonly crc32?: string }): XmlBody {
  const part = `${element('ChecksumCRC32', crc32)}${element('ETag', etag)}<PartNumber>1</PartNumber>`;
  return {
    body: Buffer.from(`<CompleteMultipartUpload ${namespace}><Part>${part}</Part></CompleteMultipartUpload>`),
    headers: { 'content-type': 'application/xml' },
  };
}

/** S3 requires a checksum here; every server supports MD5. */
export function removals(objects: readonly ProbeListed[]): XmlBody {
  const named = objects.map(
    ({ key, versionId }) => `<Object>${element('Key', key)}${element('VersionId', versionId)}</Object>`,
  );
  const body = Buffer.from(`<Delete ${namespace}><Quiet>true</Quiet>${named.join('')}</Delete>`);
  const md5 = createHash('md5').update(body).digest('base64');
  return { body, headers: { 'content-type': 'application/xml', 'content-md5': md5 } };
}

export const checksum = (crc32: string | undefined): Readonly<Record<string, string>> =>
  crc32 === undefined ? {} : { 'x-amz-checksum-crc32': crc32 };

export const stored = (headers: ProbeHeaders): Readonly<Record<string, string>> => ({
  'content-type': headers.contentType,
  'content-disposition': headers.contentDisposition,
  ...(headers.contentEncoding !== undefined && { 'content-encoding': headers.contentEncoding }),
  ...(headers.cacheControl !== undefined && { 'cache-control': headers.cacheControl }),
});
