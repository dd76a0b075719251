// Tags of an object: read, replaced and removed, in S3's XML.

import { readTextBody } from './body';
import type { Tag } from './catalog';
import { S3Error } from './errors';
import { checkedTags } from './object-headers';
import type { ObjectCall, Reply } from './operation';
import { childOf, childrenOf, element, parseXml, textOf } from './xml';

const maximumTaggingBytes = 1024 ** 2;

/** Reads a `Tagging` document. */
export function parseTagging(text: string): readonly Tag[] {
  const root = parseXml(text);
  const set = childOf(root, 'TagSet');
  if (root.name !== 'Tagging' || set === undefined) throw new S3Error('MalformedXML');
  return checkedTags(
    childrenOf(set, 'Tag').map((tag) => {
      const [key, value] = [textOf(tag, 'Key'), textOf(tag, 'Value')];
      if (key === undefined || value === undefined) throw new S3Error('MalformedXML');
      return [key, value] as const;
    }),
  );
}

/** GetObjectTagging. */
export async function getTagging(call: ObjectCall): Promise<Reply> {
  const { tags } = call.store.object(call.bucket, call.key);
  const set = tags.map(([key, value]) => element('Tag', [element('Key', key), element('Value', value)]));
  return { status: 200, xml: element('Tagging', [element('TagSet', set)]) };
}

async function replaceTags(call: ObjectCall, tags: readonly Tag[]): Promise<void> {
  const { store, bucket, key } = call;
  await store.changingKey(bucket, key, async () => {
    const object = { ...store.object(bucket, key), tags };
    await store.commit([{ type: 'put', bucket, key, object }]);
  });
}

/** PutObjectTagging. */
export async function putTagging(call: ObjectCall): Promise<Reply> {
  call.store.object(call.bucket, call.key);
  await replaceTags(call, parseTagging(await readTextBody(call.request, call.identity, maximumTaggingBytes)));
  return { status: 200 };
}

/** DeleteObjectTagging. */
export async function deleteTagging(call: ObjectCall): Promise<Reply> {
  await replaceTags(call, []);
  return { status: 204 };
}
