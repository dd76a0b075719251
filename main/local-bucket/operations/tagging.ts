// Reads, replaces and removes the tags of an object.

import { readTextBody } from '../auth/request-body';
import { checkedTags } from './object-headers';
import type { ObjectCall, Reply } from './operation';
import { findObject, versionHeaders } from './versions';
import { compareUtf8 } from '../storage/sorted-keys';
import { childOf, childrenOf, element, malformedXml, parseXml, textOf } from '../protocol/xml';
import type { StoredObject, Tag } from '../storage/records';

const maximumTaggingBytes = 1024 ** 2;

/** Reads a `Tagging` document. */
export function parseTagging(text: string): readonly Tag[] {
  const root = parseXml(text);
  const set = childOf(root, 'TagSet');
  if (root.name !== 'Tagging' || set === undefined) throw malformedXml();
  return checkedTags(
    childrenOf(set, 'Tag').map((tag) => {
      const [key, value] = [textOf(tag, 'Key'), textOf(tag, 'Value')];
      if (key === undefined || value === undefined) throw malformedXml();
      return [key, value] as const;
    }),
  );
}

function findTagged(call: ObjectCall): StoredObject {
  return findObject(call.store, call.bucket, call.key, call.request.query.get('versionId'));
}

/** GetObjectTagging; the tags are in the order of their keys, whatever the order they came in. */
export async function getTagging(call: ObjectCall): Promise<Reply> {
  const object = findTagged(call);
  const inOrder = [...object.tags].sort(([left], [right]) => compareUtf8(left, right));
  const set = inOrder.map(([key, value]) => element('Tag', [element('Key', key), element('Value', value)]));
  return {
    status: 200,
    headers: versionHeaders(call.store.bucket(call.bucket), object),
    xml: element('Tagging', [element('TagSet', set)]),
  };
}

async function replaceTags(call: ObjectCall, tags: readonly Tag[]): Promise<Readonly<Record<string, string>>> {
  const { store, key } = call;
  return store.changingKey(call.bucket, key, async () => {
    const earlier = findTagged(call);
    const bucket = store.bucket(call.bucket);
    const object = { ...earlier, tags };
    const type = bucket.objects.get(key) === earlier ? 'put' : 'replace';
    await store.commit([{ type, bucket: bucket.name, key, object }]);
    return versionHeaders(bucket, object);
  });
}

export async function putTagging(call: ObjectCall): Promise<Reply> {
  findTagged(call);
  const tags = parseTagging(await readTextBody(call.request, call.identity, maximumTaggingBytes));
  return { status: 200, headers: await replaceTags(call, tags) };
}

export async function deleteTagging(call: ObjectCall): Promise<Reply> {
  return { status: 204, headers: await replaceTags(call, []) };
}
