// Stores a small object of Mayfly's own and verifies it, as files are verified.
import { whileBusy } from '../async/repeat';
import { Failure } from '../model/failure';
import { crc32Of, judge, type StoredCheck } from '../model/stored-check';
import type { ObjectHeaders, ObjectStore, SendOptions } from '../ports/object-store';
import { readWhole } from './read-whole';

/**
 * Stores `body`, with `ifMatch` only over the object with this ETag, and says how that was compared: by what the server tells, else by reading all
 * of it back. Raises `stored-differs`, and what the store raises.
 */
export async function putVerified(
  objects: ObjectStore,
  key: string,
  body: Uint8Array,
  headers: ObjectHeaders,
  { ifMatch }: Pick<SendOptions, 'ifMatch'> = {},
): Promise<StoredCheck> {
  const crc32 = crc32Of(body);
  const answer = await whileBusy(() =>
    objects.put(key, body, headers, {
      signal: new AbortController().signal,
      crc32,
      ...(ifMatch !== undefined && { ifMatch }),
    }),
  );
  const verdict = judge(answer, body, crc32);
  if (verdict === 'differs') throw new Failure('stored-differs');
  if (verdict !== 'unknown') return verdict.check;
  if (Buffer.compare(await readWhole(objects, key, body.length), body) !== 0) throw new Failure('stored-differs');
  return 'sample';
}
