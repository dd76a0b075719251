// Saves a guest's file in a folder: whole, under a name that nothing has, once. The name and the hash are in the ledger before the file appears
// under it, so that a process that ended in between leaves no doubt.
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { RequestSecrets } from '../encryption/encryption';
import type { Arrival, FileRequest } from '../model/requests/file-request';
import { Failure } from '../model/failure';
import { crc32Text, unquotedEtag } from '../model/stored-check';
import type { ArrivalFiles, ArrivalWriter } from '../ports/arrival-files';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { openFile, type OpenedFile } from './open-arrival';
import { numberedName } from '../model/requests/arrival-name';
import { folderBelow } from './saving/folder-below';
import type { SavedBefore } from './saving/sent-again';

/** The longest answer of `readBack`. */
const pieceBytes = 1_048_576;
/** Requests in flight: 4 MiB of the file are in memory. */
const piecesAtOnce = 4;
/** Files of one name in one folder. */
const mostNames = 10_000;

/** What of a stored file is written: all its bytes, or what they decrypt to. */
interface Reading {
  /** The bytes to be written for the stored bytes, which come in their order. Raises `arrival-undecipherable`. */
  plain(stored: Uint8Array): Promise<Uint8Array>;
  /** Nothing is missing. */
  isWhole(): boolean;
}

const asStored: Reading = { plain: async (stored) => stored, isWhole: () => true };

function decrypting(
  secrets: Pick<RequestSecrets, 'openHead'>,
  request: FileRequest,
  { name: fileName }: Arrival,
  storedBytes: number,
): Reading {
  const wrong = () => new Failure('arrival-undecipherable', { fileName });
  let file: OpenedFile | undefined;
  return {
    async plain(stored) {
      let rest = stored;
      if (file === undefined) {
        // The first piece has the whole head.
        file = await openFile(secrets, request, stored, storedBytes);
        if (file === undefined) throw wrong();
        rest = stored.subarray(file.head.length);
      }
      const plain = file.payload.push(rest);
      if (plain === undefined) throw wrong();
      return plain;
    },
    isWhole: () => file?.payload.isWhole() === true,
  };
}

/** Reads the `sizeBytes` of the object with this ETag into the writer, in order; gives their CRC-32. */
async function copyInto(
  { objects }: Pick<OpenConnection, 'objects'>,
  { key, etag, sizeBytes }: Pick<Arrival, 'key' | 'etag' | 'sizeBytes'>,
  writer: ArrivalWriter,
  reading: Reading,
  goesOn: (writtenBytes: number) => void,
): Promise<number> {
  const waiting: Promise<Uint8Array>[] = [];
  let asked = 0;
  let sum = 0;
  const ask = () => {
    if (asked >= sizeBytes) return;
    const piece = objects.readBack(key, asked, Math.min(pieceBytes, sizeBytes - asked), etag);
    // One that fails while an earlier one is awaited must not end the process.
    piece.catch(() => undefined);
    waiting.push(piece);
    asked += pieceBytes;
  };
  for (let started = 0; started < piecesAtOnce; started += 1) ask();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const bytes = await next;
    goesOn(0);
    ask();
    const plain = await reading.plain(bytes);
    await writer.write(plain);
    goesOn(plain.length);
    sum = crc32(bytes, sum);
  }
  return sum;
}

/** The same for every attempt at this file, and for no other file. */
export const temporaryId = ({ requestId, slot, etag }: Arrival): string =>
  createHash('sha256')
    .update(JSON.stringify([requestId, slot, etag]))
    .digest('hex')
    .slice(0, 16);

type Saving = Pick<Ports, 'ledger'> & {
  readonly arrivalFiles: ArrivalFiles;
  readonly secrets: Pick<RequestSecrets, 'openHead'>;
};

export interface SavingFile {
  readonly signal?: AbortSignal | undefined;
  /** Called with each number of bytes that were written. */
  readonly onBytes?: (bytes: number) => void;
  /** By path: the number of the file that had it last. Of hundreds that a camera calls the same none looks at all before it. */
  readonly numbers?: Map<string, number>;
  /** As `folderBelow` has them. */
  readonly tops?: Map<string, string>;
  readonly savedBefore?: SavedBefore;
}

/** One that could not have its folder has a bare name. */
function inFolder({ folder, ...row }: Arrival, below: string): Arrival {
  if (folder === undefined) return row;
  return below === '' ? { ...row, folderLost: true } : { ...row, folder };
}

const isGone = () => new Failure('object-missing');

/**
 * Saves `arrival` in `folder`, an absolute path that exists; gives its row, `saved`. A file that another process saved meanwhile is not saved
 * again, and one that was sent once more has the path of the first, while that is there. Raises `received-differs` where the bytes are not those that the server described, `arrival-undecipherable` where they are not as the guest encrypted them, `object-missing` where the guest replaced or somebody
 * deleted them, `folder-missing`, `folder-unusable`, `disk-full`, `cancelled`, and what the store raises.
 */
export async function saveArrival(
  open: Pick<OpenConnection, 'objects' | 'connection'>,
  { ledger, arrivalFiles, secrets }: Saving,
  arrival: Arrival,
  folder: string,
  { signal, onBytes, numbers = new Map(), tops = new Map(), savedBefore }: SavingFile = {},
): Promise<Arrival> {
  /** Raises `object-missing` once the slot holds another file. */
  const current = (): Arrival => {
    const row = ledger.arrival(arrival.requestId, arrival.slot);
    if (row?.etag !== arrival.etag || row.state === 'deleted') throw isGone();
    return row;
  };
  const change = (changed: (row: Arrival) => Arrival): Arrival =>
    ledger.together(() => {
      const saved = changed(current());
      ledger.saveArrivals([saved]);
      return saved;
    });
  const isThere = async ({ path, sha256, sizeBytes }: Arrival): Promise<boolean> => {
    if (path === undefined || sha256 === undefined) return false;
    try {
      const there = await arrivalFiles.inspect(join(path, '..'), basename(path));
      return there?.sha256 === sha256 && there.sizeBytes === sizeBytes;
    } catch {
      // Its folder is gone, and the file with it.
      return false;
    }
  };
  const goesOn = (writtenBytes: number) => {
    if (writtenBytes > 0) onBytes?.(writtenBytes);
    if (signal?.aborted === true) throw new Failure('cancelled');
  };

  const before = current();
  if (before.state === 'saved') return before;
  if (await isThere(before)) return change((row) => ({ ...row, state: 'saved' }));

  const free = await arrivalFiles.freeBytes(folder);
  // Nothing is read from the bucket that the disk cannot take.
  if (free !== undefined && free < arrival.sizeBytes) throw new Failure('disk-full');
  const described = await open.objects.describe(arrival.key);
  if (described === undefined) change((row) => ({ ...row, state: 'deleted' }));
  if (described === undefined || unquotedEtag(described.etag) !== arrival.etag) throw isGone();
  const writer = await arrivalFiles.begin(folder, temporaryId(arrival));
  try {
    const request = ledger.fileRequest(arrival.requestId);
    const isEncrypted = request?.recipient !== undefined;
    const reading = isEncrypted ? decrypting(secrets, request, arrival, described.sizeBytes) : asStored;
    const { key, etag } = arrival;
    const sum = await copyInto(open, { key, etag, sizeBytes: described.sizeBytes }, writer, reading, goesOn);
    const { sizeBytes, sha256 } = await writer.finish(new URL(open.connection.endpoint).origin);
    const sumDiffers = described.crc32 !== undefined && described.crc32 !== crc32Text(sum);
    const isShort = !isEncrypted && sizeBytes !== described.sizeBytes;
    if (isShort || !reading.isWhole() || sizeBytes !== arrival.sizeBytes || sumDiffers) {
      throw new Failure('received-differs', { fileName: arrival.name });
    }
    const twin = savedBefore?.twinOf(arrival, sha256);
    if (twin?.path !== undefined && (await isThere(twin))) {
      const { path } = twin;
      return change((row) => (row.state === 'saved' ? row : { ...row, path, sha256, state: 'saved' }));
    }
    const below = await folderBelow({ ledger, arrivalFiles }, arrival, folder, tops);
    const place = join(folder, below);
    const wanted = join(place, arrival.name);
    for (let number = numbers.get(wanted) ?? 1; number <= mostNames; number += 1) {
      numbers.set(wanted, number);
      const name = numberedName(arrival.name, number);
      const path = join(place, name);
      if (ledger.isPathOfOther(arrival, path)) continue;
      if (await arrivalFiles.has(place, name)) {
        // Another process of Mayfly may have published it meanwhile: its claim came before the file.
        if (await isThere(current())) return change((row) => ({ ...row, state: 'saved' }));
        continue;
      }
      const claimed = change((row) => (row.state === 'saved' ? row : { ...inFolder(row, below), path, sha256 }));
      if (claimed.state === 'saved') return claimed;
      if (await writer.publish(name, below)) {
        return change((row) => ({ ...inFolder(row, below), path, sha256, state: 'saved' }));
      }
      if (await isThere(claimed)) return change((row) => ({ ...row, state: 'saved' }));
    }
    throw new Failure('folder-unusable', { fileName: basename(folder) });
  } finally {
    await writer.discard();
  }
}
