// A session while its files come: its folders, its progress, its end.
import { createHash } from 'node:crypto';
import { join, sep } from 'node:path';
import { createThrottle } from '../async/throttle';
import type { Offer, OfferedFile } from '../model/devices/device';
import type { ReceivedFile, ReceivedFromDevice } from '../model/devices/nearby';
import { Failure } from '../model/failure';
import { nearbyIs, receivedFromDevice } from '../state/state';
import type { DevicesContext, Receiving, Running } from './devices-context';
import { listMissing, listReceived } from './list-received';
import { numberedName } from '../model/requests/arrival-name';
import { isSessionOver, type Session } from './rules/session';

/** A sender that sends nothing for so long has gone. */
const idleMs = 60_000;
const showEveryMs = 200;
const mostNames = 10_000;

/** A folder of the offer is one of its own here: nothing comes to lie among files that were there before. */
async function freeFolder({ ports }: DevicesContext, parent: string, name: string): Promise<string> {
  for (let number = 1; number <= mostNames; number += 1) {
    const folder = join(parent, numberedName(name, number));
    if (await ports.arrivalFiles.isFree(folder)) return folder;
  }
  throw new Failure('folder-unusable', { fileName: name });
}

/** Makes the folders of a session once each; gives real paths, all below `folder`. */
function foldersOf(context: DevicesContext, folder: string): Pick<Receiving, 'root' | 'within'> {
  const { arrivalFiles } = context.ports;
  const made = new Map<string, Promise<string>>();
  const once = (key: string, make: () => Promise<string>): Promise<string> => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const making = make();
    made.set(key, making);
    return making;
  };
  const root = () => once('', () => arrivalFiles.prepare(folder));
  const within = async (folders: readonly string[]): Promise<string> => {
    const name = folders.at(-1);
    if (name === undefined) return root();
    const parents = folders.slice(0, -1);
    return once(folders.join('/'), async () => {
      const parent = await within(parents);
      const wanted = parents.length === 0 ? await freeFolder(context, parent, name) : join(parent, name);
      const real = await arrivalFiles.prepare(wanted);
      // A link that somebody put there leads elsewhere.
      if (!real.startsWith(parent + sep)) throw new Failure('folder-unusable', { fileName: name });
      return real;
    });
  };
  return { root, within };
}

const shown = ({ offer, session, files, receivedBytes }: Receiving) => ({
  id: offer.id,
  alias: offer.sender.alias,
  fileCount: session.files.size,
  savedCount: files.length,
  sizeBytes: offer.sizeBytes,
  receivedBytes,
});

const newReceiving = (context: DevicesContext, running: Running, session: Session, offer: Offer): Receiving => ({
  session,
  offer,
  ...foldersOf(context, running.options.folder),
  numbers: new Map(),
  files: [],
  unlisted: undefined,
  end: new AbortController(),
  show: () => undefined,
  receivedBytes: 0,
  coming: 0,
  idle: undefined,
});

/** The state has the progress of the session until it ends. */
export function beginReceiving(context: DevicesContext, running: Running, session: Session, offer: Offer): void {
  const receiving = newReceiving(context, running, session, offer);
  running.receiving = receiving;
  context.store.apply(nearbyIs({ receiving: shown(receiving) }));
  const throttle = createThrottle(showEveryMs, () => {
    if (running.receiving === receiving) context.store.apply(nearbyIs({ receiving: shown(receiving) }));
  });
  receiving.show = () => throttle.request();
  waitForNext(context, running, receiving);
}

/** Ends the session where nothing comes any more. */
export function waitForNext(context: DevicesContext, running: Running, receiving: Receiving): void {
  clearTimeout(receiving.idle);
  if (receiving.coming > 0) return;
  if (isSessionOver(receiving.session)) endReceiving(context, running, receiving);
  else receiving.idle = setTimeout(() => endReceiving(context, running, receiving), idleMs);
}

/** What is coming breaks off; whole files stay. */
export function endReceiving(context: DevicesContext, running: Running, receiving: Receiving): void {
  if (running.receiving !== receiving) return;
  running.receiving = undefined;
  clearTimeout(receiving.idle);
  receiving.end.abort();
  context.store.apply(nearbyIs({ receiving: undefined }));
  noteReceived(context, running, receiving, receiving.session.files.size - receiving.files.length);
}

/** A file is whole. */
export function noteSaved(
  context: DevicesContext,
  { options }: Running,
  receiving: Receiving,
  file: ReceivedFile,
): void {
  const { offer, files } = receiving;
  files.push(file);
  const unlisted = listReceived(context, offer, options.folder, file, files.length === 1);
  receiving.unlisted ??= unlisted;
  options.onSaved?.(file, offer.sender.alias);
}

function noteReceived(
  context: DevicesContext,
  { options }: Running,
  { offer, files, unlisted }: Receiving,
  missingCount: number,
): void {
  const { ports, store, tell } = context;
  const { id, sender } = offer;
  const { alias } = sender;
  listMissing(context, id, missingCount);
  const row: ReceivedFromDevice = {
    id,
    alias,
    atMs: ports.clock(),
    folder: options.folder,
    files: [...files],
    missingCount,
  };
  if (files.length > 0) store.apply(receivedFromDevice(row));
  if (unlisted !== undefined) tell({ kind: 'failure', failure: unlisted });
  if (missingCount > 0) tell({ kind: 'failure', failure: new Failure('received-cut-off') });
  options.onEnded?.(row);
}

/** The same for every attempt at a file of one session. */
const temporaryId = (sessionId: string, fileId: string): string =>
  createHash('sha256')
    .update(JSON.stringify([sessionId, fileId]))
    .digest('hex')
    .slice(0, 16);

/**
 * Saves the bytes of one file under a name that nothing has. Raises `received-differs` where they are not as announced, and what saving
 * raises.
 */
export async function saveFile(
  { ports: { arrivalFiles } }: DevicesContext,
  { session, within, numbers }: Pick<Receiving, 'session' | 'within' | 'numbers'>,
  file: OfferedFile,
  pieces: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<ReceivedFile> {
  const { name: wanted, sizeBytes: size, sha256: hash, id, folders } = file;
  const differs = () => new Failure('received-differs', { fileName: wanted });
  const folder = await within(folders);
  const writer = await arrivalFiles.begin(folder, temporaryId(session.id, id));
  try {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > size) throw differs();
      await writer.write(piece);
      onBytes(piece.length);
    }
    const { sizeBytes, sha256 } = await writer.finish('http://localsend.invalid');
    if (sizeBytes !== size || (hash !== undefined && hash !== sha256)) throw differs();
    const key = join(folder, wanted);
    for (let number = numbers.get(key) ?? 1; number <= mostNames; number += 1) {
      numbers.set(key, number + 1);
      const name = numberedName(wanted, number);
      if (await writer.publish(name)) return { name, path: join(folder, name), sizeBytes, sha256 };
    }
    throw new Failure('folder-unusable', { fileName: wanted });
  } finally {
    await writer.discard();
  }
}

/** A message becomes a file of its own. Raises what saving raises. */
export async function saveText(context: DevicesContext, running: Running, offer: Offer, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  const session: Session = { id: offer.id, from: offer.from, files: new Map() };
  const receiving = newReceiving(context, running, session, offer);
  const file = { id: 'text', name: 'Message.txt', folders: [], sizeBytes: bytes.length };
  const saved = await saveFile(context, receiving, file, pieceOf(bytes), () => undefined);
  noteSaved(context, running, receiving, saved);
  noteReceived(context, running, receiving, 0);
}
async function* pieceOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
