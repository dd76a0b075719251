// Saves one file that a link offers: whole, under a name that nothing has; what an ended process left of it is gone on with.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { chunkBytes, layoutIn, tagBytes } from '../model/age/age-layout';
import { Failure, type FailureCode } from '../model/failure';
import type { AgePayload } from '../ports/age-files';
import type { PartFile } from '../ports/part-files';
import { numberedName } from '../model/requests/arrival-name';
import type { GettingContext } from './getting-context';
import type { OfferedFile } from './opened-link';
import { readRange, type Range, type Source } from './read-range';

/** Of the first request: it learns the object, and small files are whole with it. */
const firstBytes = 1_048_576;
/** The head of a file of a share is shorter; a longer one is not from Mayfly. */
const mostHeadBytes = 1_024;
/** Requests in flight for one file. */
const piecesAtOnce = 4;
/** Files of one name in one folder. */
const mostNames = 10_000;

/** After these a part is of no use to the next attempt, or in its way. */
const useless: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'got-differs',
  'got-replaced',
  'disk-full',
  'folder-missing',
  'folder-unusable',
]);

/** `there`: a file with this name and these bytes was in the folder before. */
export type Fate = 'saved' | 'there';

export interface SavedFile {
  readonly file: OfferedFile;
  /** Absolute. */
  readonly path: string;
  readonly fate: Fate;
}

/** What of a stored object is written: all its bytes, or what they decrypt to. */
interface Reading {
  /** Of the object, to begin at. */
  readonly from: number;
  /** The bytes to be written, until the next call; undefined where they are not as they were encrypted. */
  push(stored: readonly Uint8Array[]): readonly Uint8Array[] | undefined;
  isWhole(): boolean;
}

const asStored = (from: number): Reading => ({ from, push: (stored) => stored, isWhole: () => true });

interface OpenedFile {
  readonly headBytes: number;
  readonly payload: (fromChunk: number) => AgePayload;
}

/** Checks that the object is the one that the manifest names. Raises `got-differs`. */
async function opened(
  { ageFiles }: Pick<GettingContext, 'ageFiles'>,
  { sealed, storedBytes, sizeBytes }: OfferedFile,
  start: Uint8Array,
  differs: () => Failure,
): Promise<OpenedFile | undefined> {
  if (sealed === undefined) return undefined;
  const head = await ageFiles.openHead(sealed.identity, start.subarray(0, mostHeadBytes));
  if (head === undefined) throw differs();
  const headBytes = head.head.length;
  const isMeant = createHash('sha256').update(head.head).digest('base64url') === sealed.headSha256;
  if (!isMeant || layoutIn(storedBytes, headBytes)?.plainBytes !== sizeBytes) throw differs();
  return { headBytes, payload: (fromChunk) => head.payload(sizeBytes, fromChunk) };
}

/** `keptBytes`: plain bytes that are written already, of whole chunks. */
function decrypting({ headBytes, payload }: OpenedFile, keptBytes: number): Reading {
  const chunk = Math.floor(keptBytes / chunkBytes);
  const opening = payload(chunk);
  /** Of one range: new memory for each piece costs as much as decrypting it does. */
  let plain = new Uint8Array();
  return {
    from: headBytes + chunk * (chunkBytes + tagBytes),
    push(stored) {
      const mostBytes = stored.reduce((sum, { length }) => sum + length, 2 * (chunkBytes + tagBytes));
      if (plain.length < mostBytes) plain = Buffer.allocUnsafeSlow(mostBytes);
      let plainBytes = 0;
      for (const piece of stored) {
        const opened = opening.push(piece, plain.subarray(plainBytes));
        if (opened === undefined) return undefined;
        plainBytes += opened.length;
      }
      return [plain.subarray(0, plainBytes)];
    },
    isWhole: () => opening.isWhole(),
  };
}

/**
 * The stored bytes from `from` on, in their order: those of the first request, and what is asked for by several at once. What it gives is used again
 * once it is asked for more.
 */
async function* storedBytes(
  source: Source,
  file: OfferedFile,
  head: Range,
  start: Uint8Array,
  from: number,
): AsyncGenerator<readonly Uint8Array[]> {
  const { place } = file;
  const end = head.totalBytes;
  let at = from;
  if (from < start.length) {
    yield [start.subarray(from)];
    at = start.length;
  }
  const waiting: { readonly piece: Promise<Range>; readonly room: Uint8Array }[] = [];
  const ask = () => {
    if (at >= end) return;
    const to = Math.min(end, at + source.pace.pieceBytes);
    const room = source.rooms.take(to - at);
    const piece = readRange(source, place, at, to, head.etag, room);
    // One that fails while an earlier one is awaited must not end the process.
    piece.catch(() => undefined);
    waiting.push({ piece, room });
    at = to;
  };
  for (let started = 0; started < piecesAtOnce; started += 1) ask();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { pieces } = await next.piece;
    ask();
    yield pieces;
    // They are written by now.
    source.rooms.giveBack(next.room);
  }
}

/** Gives it the first free name. Raises `folder-unusable` where thousands are taken. */
async function publish(
  { arrivalFiles }: Pick<GettingContext, 'arrivalFiles'>,
  part: PartFile,
  folder: string,
  name: string,
): Promise<string> {
  for (let number = 1; number <= mostNames; number += 1) {
    const free = numberedName(name, number);
    if (await arrivalFiles.has(folder, free)) continue;
    if (await part.publish(free)) return join(folder, free);
  }
  throw new Failure('folder-unusable', { fileName: name });
}

/** Only where the page says what it holds. */
async function isThere(
  { arrivalFiles }: Pick<GettingContext, 'arrivalFiles'>,
  { saved: { name }, sha256, sizeBytes }: OfferedFile,
  folder: string,
): Promise<boolean> {
  if (sha256 === undefined || !(await arrivalFiles.has(folder, name))) return false;
  const found = await arrivalFiles.inspect(folder, name);
  return found?.sizeBytes === sizeBytes && found.sha256 === sha256;
}

export interface SavingOne {
  readonly source: Source;
  /** Absolute and real; it exists. */
  readonly folder: string;
  /** Scheme and host of the server. */
  readonly origin: string;
  /** Called with each number of bytes of the file that are here. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Saves `file` in `folder`. Raises `got-differs` where the bytes are not those that the page names, `got-replaced`, `link-over`, `cancelled`,
 * `folder-missing`, `folder-unusable`, `disk-full`, and what the network raises; what came stays hidden for the next attempt where it is of
 * use.
 */
export async function saveFile(context: GettingContext, file: OfferedFile, saving: SavingOne): Promise<SavedFile> {
  const { source, folder, origin, onBytes } = saving;
  const { place, sizeBytes, sha256, saved } = file;
  const differs = () => new Failure('got-differs', { fileName: saved.name });
  if (await isThere(context, file, folder)) {
    await context.partFiles.removeLeft(folder, place);
    onBytes(sizeBytes);
    return { file, path: join(folder, saved.name), fate: 'there' };
  }
  const head = await readRange(source, place, 0, firstBytes, '');
  if (head.totalBytes !== file.storedBytes) throw differs();
  const start = Buffer.concat(head.pieces);
  const age = await opened(context, file, start, differs);
  const options = { sizeBytes, unitBytes: age === undefined ? 1 : chunkBytes, wantsHash: sha256 !== undefined };
  const version = JSON.stringify([head.etag, head.totalBytes]);
  const part = await context.partFiles.begin(folder, { place, version }, options);
  try {
    const reading = age === undefined ? asStored(part.keptBytes) : decrypting(age, part.keptBytes);
    onBytes(part.keptBytes);
    for await (const pieces of storedBytes(source, file, head, start, reading.from)) {
      const plain = reading.push(pieces);
      if (plain === undefined) throw differs();
      await part.write(plain);
      onBytes(plain.reduce((sum, { length }) => sum + length, 0));
    }
    const written = await part.finish(origin);
    const isHashed = sha256 === undefined || written.sha256 === sha256;
    if (!reading.isWhole() || written.sizeBytes !== sizeBytes || !isHashed) throw differs();
    const path = await publish(context, part, folder, saved.name);
    await part.discard();
    return { file, path, fate: 'saved' };
  } catch (error) {
    if (error instanceof Failure && useless.has(error.code)) await part.discard();
    else await part.leave();
    throw error;
  }
}
