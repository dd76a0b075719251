// Stores an object only over the one that was looked at, where the server keeps to that.
import { asFailure } from '../../core/model/failure';
import { unquotedEtag, type StoredAnswer } from '../../core/model/stored-check';
import type { ObjectStore, SendOptions } from '../../core/ports/object-store';
import { putBytes, type Place, type Put } from './wire/object-bodies';

/**
 * Stores one body, with `ifMatch` by a conditional write (RFC 9110, section 13.1.1). A server that refuses the condition over the very object that it
 * names is asked with the bare ETag, as Ceph compares it (18.2, "Conditional PUT"), and then without: Ceph finds no object of a bucket with versions to
 * compare with. So is one that refuses conditions as such (501). Raises `page-changed` where another object is there, and what storing and describing
 * raise.
 */
export async function putGuarded(
  place: Place,
  put: Put,
  { ifMatch, ...options }: SendOptions,
  describe: ObjectStore['describe'],
): Promise<StoredAnswer> {
  if (ifMatch === undefined) return putBytes(place, put, options);
  const etag = unquotedEtag(ifMatch);
  for (const form of [`"${etag}"`, etag]) {
    try {
      return await putBytes(place, { ...put, headers: { ...put.headers, 'if-match': form } }, options);
    } catch (error) {
      const { code, detail } = asFailure(error);
      if (detail.status === 501) break;
      if (code !== 'page-changed') throw error;
      const there = await describe(put.key);
      if (there === undefined || unquotedEtag(there.etag) !== etag) throw error;
    }
  }
  return putBytes(place, put, options);
}
