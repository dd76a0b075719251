// Small objects of Mayfly's own: stored and verified as files are, and read back in pieces, since one answer of the store has at most so many bytes.
import { whileBusy } from '../async/repeat';
import { Failure } from '../model/failure';
import { crc32Of, judge, type StoredCheck } from '../model/stored-check';
import type { ObjectHeaders, ObjectStore, SendOptions } from '../ports/object-store';

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

const pieceBytes = 1_048_576;

/** The first `mostBytes` of an object, or all of a shorter one. `etag`: only of the object with this ETag. Raises as `readBack`. */
export async function readWhole(
  objects: Pick<ObjectStore, 'readBack'>,
  key: string,
  mostBytes: number,
  etag?: string,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let offset = 0; offset < mostBytes; offset += pieceBytes) {
    const piece = await objects.readBack(key, offset, Math.min(pieceBytes, mostBytes - offset), etag);
    pieces.push(piece);
    if (piece.length < pieceBytes) break;
  }
  return Buffer.concat(pieces);
}
