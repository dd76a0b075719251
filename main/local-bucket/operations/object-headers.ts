// The headers of an object: stored from an upload, refused where unsupported, and sent with the object.

import { checksumHeader } from '../protocol/checksums';
import { S3Error, invalidArgument } from '../protocol/errors';
import { httpDate, owner } from './operation';
import { type S3Request, amzValue, trimSpace } from '../protocol/request';
import type { ObjectHeaders, StoredObject, Tag } from '../storage/records';

const storedNames = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
] as const;
const maximumMetadataBytes = 2048;
const metadataPrefix = 'x-amz-meta-';

/** The `x-amz-*` headers that this server supports. */
const understood =
  /^x-amz-(?:acl|algorithm|bypass-governance-retention|checksum-(?:algorithm|crc32|crc32c|crc64nvme|mode|sha1|sha256|type)|content-sha256|copy-source(?:-range|-if-(?:match|none-match|modified-since|unmodified-since))?|credential|date|decoded-content-length|expected-bucket-owner|expires|max-parts|meta-.+|metadata-directive|mp-object-size|object-attributes|object-ownership|optional-object-attributes|part-number-marker|request-payer|sdk-checksum-algorithm|security-token|signature|signedheaders|source-expected-bucket-owner|storage-class|tagging|tagging-directive|trailer|user-agent)$/;

/** `NotImplemented` for an unsupported `x-amz-*` header or hoisted query parameter; none is ignored. */
export function refuseUnsupportedHeaders(request: S3Request): void {
  for (const name of [...request.headers.keys(), ...request.query.keys()]) {
    const lower = name.toLowerCase();
    if (lower.startsWith('x-amz-') && !understood.test(lower)) {
      throw new S3Error('NotImplemented', undefined, { Header: lower });
    }
  }
  const acl = amzValue(request, 'x-amz-acl');
  if (acl !== undefined && acl !== 'private') throw new S3Error('NotImplemented', undefined, { Header: 'x-amz-acl' });
  for (const name of ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']) {
    if ((amzValue(request, name) ?? owner.id) !== owner.id) throw new S3Error('AccessDenied');
  }
  const storageClass = amzValue(request, 'x-amz-storage-class');
  if (storageClass !== undefined && storageClass !== 'STANDARD') throw new S3Error('InvalidStorageClass');
}

/** UTF-8 text as one character a byte, the form in which header values are stored and sent. */
export function toWire(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The headers to store, from lower-case names and values as received in a request's headers or a form's fields. */
export function collectHeaders(values: ReadonlyMap<string, string>): ObjectHeaders {
  const system: Record<string, string> = {};
  const metadata: Record<string, string> = Object.create(null) as Record<string, string>;
  let metadataBytes = 0;
  for (const name of storedNames) {
    const value = values.get(name);
    if (value === undefined || value === '') continue;
    assertHeaderValue(name, value);
    system[name] = value;
  }
  // `aws-chunked` is the framing of the upload, not an encoding of the object.
  const encodings = (system['content-encoding'] ?? '').split(',').map(trimSpace);
  const kept = encodings.filter((encoding) => encoding !== '' && encoding.toLowerCase() !== 'aws-chunked').join(',');
  if (kept === '') delete system['content-encoding'];
  else system['content-encoding'] = kept;
  for (const [name, value] of values) {
    if (!name.startsWith(metadataPrefix)) continue;
    const key = name.slice(metadataPrefix.length);
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(key)) throw new S3Error('InvalidRequest', 'A metadata name is not valid.');
    assertHeaderValue(name, value);
    metadataBytes += key.length + value.length;
    metadata[key] = value;
  }
  if (metadataBytes > maximumMetadataBytes) {
    throw new S3Error('MetadataTooLarge', undefined, {
      Size: String(metadataBytes),
      MaxSizeAllowed: String(maximumMetadataBytes),
    });
  }
  return { system, metadata };
}

/** The stored headers of a PUT, copy or CreateMultipartUpload. */
export function headersOf(request: S3Request): ObjectHeaders {
  const values = new Map(request.headers);
  for (const [name, value] of request.query) {
    const lower = name.toLowerCase();
    if (lower.startsWith(metadataPrefix) && !values.has(lower)) values.set(lower, toWire(value));
  }
  return collectHeaders(values);
}

/** Refuses control characters, which would end one header and start another. */
function assertHeaderValue(name: string, value: string): void {
  // oxlint-disable-next-line no-control-regex -- it looks for the controls
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
    throw invalidArgument(name, '', 'A header value must not hold control characters.');
  }
  if (Buffer.from(value, 'latin1').toString('latin1') !== value) {
    throw invalidArgument(name, '', 'Header value cannot be represented using ISO-8859-1.');
  }
}

const maximumTags = 10;

/** Refuses more than ten tags, repeated and overlong ones, as S3 does. */
export function checkedTags(tags: readonly Tag[]): readonly Tag[] {
  if (tags.length > maximumTags) throw new S3Error('BadRequest', 'Object tags cannot be greater than 10');
  const seen = new Set<string>();
  for (const [key, value] of tags) {
    if (key === '' || key.length > 128) throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > 256) throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid');
    if (seen.has(key)) throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
    seen.add(key);
  }
  return tags;
}

/** Tags of `x-amz-tagging`, which is encoded like a query. */
export function tagsOf(request: S3Request): readonly Tag[] {
  const text = amzValue(request, 'x-amz-tagging');
  return text === undefined ? [] : checkedTags([...new URLSearchParams(text)]);
}

/** The headers of an object in answers to GET and HEAD. */
export function describeObject(object: StoredObject): Record<string, string> {
  const { system, metadata } = object.headers;
  const headers: Record<string, string> = {
    ETag: `"${object.etag}"`,
    'Last-Modified': httpDate(object.modifiedMs),
    'Accept-Ranges': 'bytes',
    'Content-Type': system['content-type'] ?? 'binary/octet-stream',
  };
  for (const [name, value] of Object.entries(system)) if (name !== 'content-type') headers[name] = value;
  for (const [name, value] of Object.entries(metadata)) headers[metadataPrefix + name] = value;
  if (object.tags.length > 0) headers['x-amz-tagging-count'] = String(object.tags.length);
  return headers;
}

/** The checksum headers of an object or a part. */
export function describeChecksum(checksum: StoredObject['checksum']): Record<string, string> {
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

const overrides: ReadonlyMap<string, string> = new Map([
  ['response-cache-control', 'cache-control'],
  ['response-content-disposition', 'content-disposition'],
  ['response-content-encoding', 'content-encoding'],
  ['response-content-language', 'content-language'],
  ['response-content-type', 'Content-Type'],
  ['response-expires', 'expires'],
]);

/** The headers that signed `response-*` parameters replace; `InvalidArgument` for characters that no header holds. */
export function overriddenHeaders(request: S3Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [parameter, header] of overrides) {
    const value = request.query.get(parameter);
    if (value === undefined || value === '') continue;
    assertHeaderValue(parameter, value);
    headers[header] = value;
  }
  return headers;
}
