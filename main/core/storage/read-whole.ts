// Reads a small object back in pieces: one answer of the store has at most so many bytes.
import type { ObjectStore } from '../ports/object-store';

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
