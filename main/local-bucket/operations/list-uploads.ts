// ListMultipartUploads and ListParts, both in pages.

import { invalidArgument } from '../protocol/errors';
import { commonPrefixes, nameEncoder, ownerElement } from './list-objects';
import { prefixesOf, takePage } from './listing';
import { findUpload } from './multipart';
import { parsePageSize } from '../protocol/parameters';
import { type BucketCall, type ObjectCall, type Reply, isoSeconds } from './operation';
import { compareUtf8 } from '../storage/sorted-keys';
import { type XmlNode, element } from '../protocol/xml';
import type { Upload } from '../storage/records';

/** Uploads in S3's order: by key, then by the time they were initiated. */
function inOrder(left: Upload, right: Upload): number {
  return (
    compareUtf8(left.key, right.key) ||
    left.initiatedMs - right.initiatedMs ||
    compareUtf8(left.uploadId, right.uploadId)
  );
}

function describeUpload(upload: Upload, encode: (name: string) => string): XmlNode {
  return element('Upload', [
    element('Key', encode(upload.key)),
    element('UploadId', upload.uploadId),
    ownerElement('Initiator'),
    ownerElement(),
    element('StorageClass', 'STANDARD'),
    element('Initiated', isoSeconds(upload.initiatedMs)),
    element('ChecksumAlgorithm', upload.checksumAlgorithm),
    element('ChecksumType', upload.checksumType),
  ]);
}

/** The uploads behind the markers: those of later keys, and of the marked key those behind the marked upload. */
function behindMarkers(uploads: readonly Upload[], keyMarker: string, idMarker: string): readonly Upload[] {
  if (keyMarker === '') return uploads;
  const marked =
    idMarker === '' ? -1 : uploads.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
  if (marked !== -1) return uploads.slice(marked + 1);
  return uploads.filter(({ key }) => compareUtf8(key, keyMarker) > 0);
}

export async function listUploads(call: BucketCall): Promise<Reply> {
  const bucket = call.store.bucket(call.bucket);
  const { query } = call.request;
  const encode = nameEncoder(query);
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const [keyMarker, idMarker] = [query.get('key-marker') ?? '', query.get('upload-id-marker') ?? ''];
  const maximum = parsePageSize('max-uploads', query.get('max-uploads'));
  const candidates = behindMarkers([...bucket.uploads.values()].sort(inOrder), keyMarker, idMarker);
  // A key may have several uploads; each is an entry of its own under the same name.
  const page = takePage(
    candidates.map(({ key }) => key),
    { prefix, delimiter, after: idMarker === '' ? keyMarker : '', maximum },
  );
  const shown: Upload[] = [];
  let at = 0;
  for (const { type, name } of page.entries) {
    if (type === 'prefix') continue;
    while (candidates[at] !== undefined && candidates[at]?.key !== name) at += 1;
    const next = candidates[at];
    if (next !== undefined) shown.push(next);
    at += 1;
  }
  const last = page.entries.at(-1);
  const lastUpload = last?.type === 'key' ? shown.at(-1) : undefined;
  const xml = element('ListMultipartUploadsResult', [
    element('Bucket', bucket.name),
    element('KeyMarker', encode(keyMarker)),
    element('UploadIdMarker', idMarker),
    element('NextKeyMarker', page.truncated && last !== undefined ? encode(last.name) : undefined),
    element('NextUploadIdMarker', page.truncated ? lastUpload?.uploadId : undefined),
    element('Prefix', encode(prefix)),
    element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    element('EncodingType', query.get('encoding-type')),
    element('MaxUploads', maximum),
    element('IsTruncated', page.truncated),
    ...shown.map((upload) => describeUpload(upload, encode)),
    ...commonPrefixes(prefixesOf(page), encode),
  ]);
  return { status: 200, xml };
}

function parseMarker(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (!/^\d{1,10}$/.test(text)) {
    throw invalidArgument(
      'part-number-marker',
      text,
      'Argument part-number-marker must be an integer between 0 and 2147483647',
    );
  }
  return Number(text);
}

export async function listParts(call: ObjectCall): Promise<Reply> {
  const { store, request, key } = call;
  const bucket = store.bucket(call.bucket);
  const upload = findUpload(bucket, key, request.query.get('uploadId'));
  const encode = nameEncoder(request.query);
  const marker = parseMarker(request.query.get('part-number-marker'));
  const maximum = parsePageSize('max-parts', request.query.get('max-parts'));
  const parts = [...upload.parts.values()]
    .filter(({ partNumber }) => partNumber > marker)
    .sort((left, right) => left.partNumber - right.partNumber);
  const shown = parts.slice(0, maximum);
  const truncated = maximum > 0 && parts.length > shown.length;
  const xml = element('ListPartsResult', [
    element('Bucket', bucket.name),
    element('Key', encode(key)),
    element('UploadId', upload.uploadId),
    ownerElement('Initiator'),
    ownerElement(),
    element('StorageClass', 'STANDARD'),
    element('PartNumberMarker', marker),
    element('NextPartNumberMarker', shown.at(-1)?.partNumber ?? 0),
    element('MaxParts', maximum),
    element('EncodingType', request.query.get('encoding-type')),
    element('IsTruncated', truncated),
    element('ChecksumAlgorithm', upload.checksumAlgorithm),
    element('ChecksumType', upload.checksumType),
    ...shown.map((part) =>
      element('Part', [
        element('PartNumber', part.partNumber),
        element('LastModified', isoSeconds(part.modifiedMs)),
        element('ETag', `"${part.etag}"`),
        element('Size', part.sizeBytes),
        ...(part.checksum === undefined ? [] : [element(`Checksum${part.checksum.algorithm}`, part.checksum.value)]),
      ]),
    ),
  ]);
  return { status: 200, xml };
}
