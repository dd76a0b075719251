// DeleteObjects: up to a thousand keys in one request, each with its own outcome.

import { assertKeyLength } from './address';
import { readTextBody } from './body';
import { S3Error, toS3Error } from './errors';
import type { BucketCall, Reply } from './operation';
import { headerOf } from './request';
import { type XmlElement, type XmlNode, childrenOf, element, parseXml, textOf } from './xml';

const maximumKeys = 1000;
const maximumListBytes = 4 * 1024 ** 2;

function requireDigest(call: BucketCall): void {
  const { headers } = call.request;
  const stated = [...headers.keys()].some((name) => name === 'content-md5' || /^x-amz-checksum-(?:crc|sha)/.test(name));
  if (stated || headerOf(call.request, 'x-amz-trailer') !== undefined) return;
  throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5');
}

async function deleteOne(call: BucketCall, item: XmlElement): Promise<XmlNode> {
  const { store, bucket } = call;
  const key = textOf(item, 'Key') ?? '';
  const expectedEtag = textOf(item, 'ETag')?.replace(/^"(.*)"$/, '$1');
  try {
    const version = textOf(item, 'VersionId');
    if (version !== undefined && version !== 'null') throw new S3Error('NoSuchVersion');
    assertKeyLength(key);
    await store.changingKey(bucket, key, async () => {
      const current = store.bucket(bucket).objects.get(key);
      if (expectedEtag !== undefined && expectedEtag !== '*' && current?.etag !== expectedEtag) {
        throw new S3Error('PreconditionFailed');
      }
      if (current !== undefined) await store.commit([{ type: 'delete', bucket, key }]);
    });
    return element('Deleted', [element('Key', key)]);
  } catch (cause) {
    const { code, message } = toS3Error(cause);
    return element('Error', [element('Key', key), element('Code', code), element('Message', message)]);
  }
}

/** DeleteObjects; `Quiet` lists failures only. */
export async function deleteObjects(call: BucketCall): Promise<Reply> {
  call.store.bucket(call.bucket);
  requireDigest(call);
  const root = parseXml(await readTextBody(call.request, call.identity, maximumListBytes));
  const items = childrenOf(root, 'Object');
  const allNamed = items.every((item) => (textOf(item, 'Key') ?? '') !== '');
  if (root.name !== 'Delete' || items.length === 0 || items.length > maximumKeys || !allNamed) {
    throw new S3Error('MalformedXML');
  }
  const outcomes = await Promise.all(items.map(async (item) => deleteOne(call, item)));
  const quiet = textOf(root, 'Quiet')?.trim() === 'true';
  const shown = quiet ? outcomes.filter(({ name }) => name === 'Error') : outcomes;
  return { status: 200, xml: element('DeleteResult', shown) };
}
