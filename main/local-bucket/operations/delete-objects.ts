// DeleteObjects: up to a thousand keys in one request, each with its own result.

import { assertKeyLength } from '../protocol/address';
import { readTextBody } from '../auth/request-body';
import { type Deletion, deleteVersion } from './delete-object';
import { S3Error, toS3Error } from '../protocol/errors';
import type { BucketCall, Reply } from './operation';
import { headerOf } from '../protocol/request';
import { type XmlElement, type XmlNode, childrenOf, element, malformedXml, parseXml, textOf } from '../protocol/xml';
import type { StoredObject } from '../storage/records';

const maximumKeys = 1000;
const maximumListBytes = 4 * 1024 ** 2;

function requireDigest(call: BucketCall): void {
  const { headers } = call.request;
  const stated = [...headers.keys()].some((name) => name === 'content-md5' || /^x-amz-checksum-(?:crc|sha)/.test(name));
  if (stated || headerOf(call.request, 'x-amz-trailer') !== undefined) return;
  throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5');
}

function deleted(key: string, { removed, markerId }: Deletion): XmlNode {
  const markerVersionId = removed?.wasMarker === true ? removed.versionId : markerId;
  return element('Deleted', [
    element('Key', key),
    element('VersionId', removed?.versionId),
    element('DeleteMarker', markerVersionId === undefined ? undefined : true),
    element('DeleteMarkerVersionId', markerVersionId),
  ]);
}

const understood: ReadonlySet<string> = new Set(['Key', 'VersionId', 'ETag']);

/** `NotImplemented` for a condition that this server does not check, such as `Size`: as for the headers of a single DELETE, none is ignored. */
function refuseUnknownConditions({ children }: XmlElement): void {
  const unknown = children.find(({ name }) => !understood.has(name));
  if (unknown === undefined) return;
  throw new S3Error('NotImplemented', `Deleting under the condition ${unknown.name} is not implemented.`);
}

async function deleteOne(call: BucketCall, item: XmlElement): Promise<XmlNode> {
  const key = textOf(item, 'Key') ?? '';
  const versionId = textOf(item, 'VersionId');
  const expectedEtag = textOf(item, 'ETag')?.replace(/^"(.*)"$/, '$1');
  const condition = (current: StoredObject | undefined): void => {
    if (expectedEtag !== undefined && expectedEtag !== '*' && current?.etag !== expectedEtag) {
      throw new S3Error('PreconditionFailed');
    }
  };
  try {
    assertKeyLength(key);
    refuseUnknownConditions(item);
    return deleted(key, await deleteVersion(call, key, versionId, condition));
  } catch (cause) {
    const { code, message } = toS3Error(cause);
    return element('Error', [
      element('Key', key),
      element('VersionId', versionId),
      element('Code', code),
      element('Message', message),
    ]);
  }
}

/** DeleteObjects; `Quiet` lists failures only. There is no lock that `x-amz-bypass-governance-retention` could bypass. */
export async function deleteObjects(call: BucketCall): Promise<Reply> {
  call.store.bucket(call.bucket);
  requireDigest(call);
  const root = parseXml(await readTextBody(call.request, call.identity, maximumListBytes));
  const items = childrenOf(root, 'Object');
  const allNamed = items.every((item) => (textOf(item, 'Key') ?? '') !== '');
  if (root.name !== 'Delete' || items.length === 0 || items.length > maximumKeys || !allNamed) {
    throw malformedXml();
  }
  const outcomes = await Promise.all(items.map(async (item) => deleteOne(call, item)));
  const quiet = textOf(root, 'Quiet')?.trim() === 'true';
  const shown = quiet ? outcomes.filter(({ name }) => name === 'Error') : outcomes;
  return { status: 200, xml: element('DeleteResult', shown) };
}
