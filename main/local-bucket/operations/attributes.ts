// GetObjectAttributes: size, checksums and parts of an object without its bytes.

import { checksumAlgorithms } from '../protocol/checksums';
import { S3Error, invalidArgument } from '../protocol/errors';
import { parsePageSize } from '../protocol/parameters';
import { type ObjectCall, type Reply, httpDate } from './operation';
import { headerOf } from '../protocol/request';
import { findObject, versionHeaders } from './versions';
import { type XmlNode, element } from '../protocol/xml';
import type { StoredObject } from '../storage/records';

const known: readonly string[] = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

function checksumElement(object: StoredObject): XmlNode | undefined {
  const { checksum } = object;
  if (checksum === undefined) return undefined;
  return element('Checksum', [
    element(`Checksum${checksum.algorithm}`, checksum.value),
    element('ChecksumType', checksum.type),
  ]);
}

function partsElement(call: ObjectCall, object: StoredObject): XmlNode | undefined {
  if (object.parts === undefined) return undefined;
  const marker = Number(headerOf(call.request, 'x-amz-part-number-marker') ?? 0);
  if (!Number.isInteger(marker) || marker < 0)
    throw invalidArgument('x-amz-part-number-marker', '', 'Not a part number');
  const maximum = parsePageSize('x-amz-max-parts', headerOf(call.request, 'x-amz-max-parts'));
  const numbered = object.parts.map((part, index) => ({ ...part, partNumber: index + 1 })).slice(marker);
  const shown = numbered.slice(0, maximum);
  const algorithm = checksumAlgorithms.find((name) => name === object.checksum?.algorithm);
  return element('ObjectParts', [
    element('PartsCount', object.parts.length),
    element('PartNumberMarker', marker),
    element('NextPartNumberMarker', shown.at(-1)?.partNumber ?? 0),
    element('MaxParts', maximum),
    element('IsTruncated', numbered.length > shown.length),
    ...shown.map((part) =>
      element('Part', [
        element('PartNumber', part.partNumber),
        element('Size', part.sizeBytes),
        ...(algorithm === undefined ? [] : [element(`Checksum${algorithm}`, part.checksum)]),
      ]),
    ),
  ]);
}

export async function getAttributes(call: ObjectCall): Promise<Reply> {
  const wanted = (headerOf(call.request, 'x-amz-object-attributes') ?? '').split(',').map((name) => name.trim());
  if (wanted.some((name) => !known.includes(name))) {
    throw new S3Error('InvalidArgument', 'Invalid attribute name specified.');
  }
  const object = findObject(call.store, call.bucket, call.key, call.request.query.get('versionId'));
  const answers: Readonly<Record<string, XmlNode | undefined>> = {
    ETag: element('ETag', object.etag),
    Checksum: checksumElement(object),
    ObjectParts: partsElement(call, object),
    StorageClass: element('StorageClass', 'STANDARD'),
    ObjectSize: element('ObjectSize', object.sizeBytes),
  };
  const xml = element(
    'GetObjectAttributesResponse',
    known.flatMap((name) => {
      const answer = wanted.includes(name) ? answers[name] : undefined;
      return answer === undefined ? [] : [answer];
    }),
  );
  const version = versionHeaders(call.store.bucket(call.bucket), object);
  return { status: 200, headers: { 'Last-Modified': httpDate(object.modifiedMs), ...version }, xml };
}
