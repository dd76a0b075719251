// Lets no part of an encrypted file leave that holds other plain bytes than an earlier one under the same key and nonces.
import { Failure } from '../model/failure';
import type { TransferRecord } from '../model/upload';
import { tagsMeet } from '../model/age/part-tags';
import type { TransferContext } from './transfer-context';

/** Saves the tags of a part before it is sent. Raises `file-changed` for a part that differs from what may have been sent before. */
export type NoteTags = (number: number, tags: string) => Promise<void>;

export function noteSentTags({ job, save }: Pick<TransferContext, 'job' | 'save'>, { tags }: TransferRecord): NoteTags {
  const sent = new Map(tags?.map((part) => [part.number, part.tags]));
  return async (number, own) => {
    const earlier = sent.get(number);
    if (earlier === own) return;
    const before = sent.get(number - 1);
    const after = sent.get(number + 1);
    const fits = (before === undefined || tagsMeet(before, own)) && (after === undefined || tagsMeet(own, after));
    if (earlier !== undefined || !fits) throw new Failure('file-changed', { fileName: job.fileName });
    sent.set(number, own);
    await save({ kind: 'tags', tags: { number, tags: own } });
  };
}
