// What was created, where, and who can see it, in words.
import { words } from '../../../resources/words/messages';
import type { NewBucket } from '../model/place';

export function newBucketText({ bucket, region, outcome, isPrivate }: NewBucket): string {
  const w = words.newBucket;
  const made =
    outcome === 'there'
      ? w.there({ bucket })
      : region === undefined
        ? w.made({ bucket })
        : w.madeIn({ bucket, region });
  const seen = isPrivate === undefined ? [] : [isPrivate ? w.isPrivate : w.isOpen];
  return [made, ...seen].join(' ');
}
