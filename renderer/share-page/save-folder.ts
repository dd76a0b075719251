// Saves all files into a folder of the reader's disk (File System Access), where the browser supports it.
import type { Answer } from './answer';
import type { Passage } from './delivery';
import type { Server } from './server';
import { fileName, type Entry } from './share';
import { brokenBy } from './whole-body';

type Bytes = Uint8Array<ArrayBuffer>;

// Not in TypeScript's DOM library: only Chromium has it, and only in a secure context. https://wicg.github.io/file-system-access/
type PickFolder = (options: { readonly mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;

type PickFile = (options: {
  readonly suggestedName: string;
  readonly types?: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
}) => Promise<FileSystemFileHandle>;

/**
 * In bytes: what is larger the page writes itself, where the reader says, and holds nothing of it. A browser warns at that question (“this site can see
 * edits you make”): what any device holds with ease is a plain download.
 */
export const pickedAboveBytes = 100_000_000;

/** Asks the reader for a folder; absent where the browser cannot. */
export const folderPicker = (): PickFolder | undefined =>
  (window as { readonly showDirectoryPicker?: PickFolder }).showDirectoryPicker?.bind(window);

/** Asks the reader where a file shall be; absent where the browser cannot. */
export const filePicker = (): PickFile | undefined =>
  (window as { readonly showSaveFilePicker?: PickFile }).showSaveFilePicker?.bind(window);

/** The same for an archive. */
export const archivePicker = (): ((name: string) => Promise<FileSystemFileHandle>) | undefined => {
  const pick = filePicker();
  if (pick === undefined) return undefined;
  return (suggestedName) => pick({ suggestedName, types: [{ accept: { 'application/zip': ['.zip'] } }] });
};

/** The same pieces; `onBytes` hears the length of each. */
export const counted = (body: ReadableStream<Bytes>, onBytes: (count: number) => void): ReadableStream<Bytes> =>
  body.pipeThrough(
    new TransformStream<Bytes, Bytes>({
      transform(piece, controller) {
        onBytes(piece.length);
        controller.enqueue(piece);
      },
    }),
  );

/** Whether `name` is free in `folder`; false when that cannot be checked. */
const isFree = (folder: FileSystemDirectoryHandle, name: string): Promise<boolean> =>
  folder.getFileHandle(name).then(
    () => false,
    (error: unknown) => (error as DOMException).name === 'NotFoundError',
  );

/** `photo.jpg`, or `photo (1).jpg` where that exists: nothing of the reader's is ever overwritten. */
async function freeName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 0; count < 1000; count += 1) {
    const tried = count === 0 ? name : `${stem} (${count})${extension}`;
    if (await isFree(folder, tried)) return tried;
  }
  throw new Error('names');
}

/**
 * Writes one file below `root`, in the folders `path` names. When anything but `there` comes of it, or it raises because it could not be
 * written whole, it is not there.
 */
export async function saveIn(
  root: FileSystemDirectoryHandle,
  entry: Entry,
  path: string,
  server: Server,
  { signal, onBytes }: Passage,
): Promise<Answer> {
  // Asked for last: a body that nobody reads holds its connection, and browsers open six to one server.
  let folder = root;
  for (const name of path.split('/').slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
  const name = await freeName(folder, fileName(path));
  const { answer, body } = await server.stream(entry, signal);
  if (body === undefined) return answer;
  const target = await folder.getFileHandle(name, { create: true });
  try {
    const writable = await target.createWritable();
    // A failure aborts the writing, and what was written so far is dropped.
    await counted(body, onBytes).pipeTo(writable, { signal });
    if ((await target.getFile()).size !== entry.sizeBytes) throw new Error('size');
    return answer;
  } catch (error) {
    await removeFile(() => folder.removeEntry(name));
    const answer = brokenBy(error);
    // The disk, or nothing came for long. Else damaged, removed or replaced by its sender, or past the end of its link.
    if (answer === 'unreachable') throw error;
    return answer;
  }
}

/**
 * Runs `remove` until no writer holds its file any more, two seconds at most: browsers let go of it some time after the abort. What fails otherwise is
 * gone, or the reader took the permission back.
 */
async function removeFile(remove: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    try {
      await remove();
      return;
    } catch (error) {
      if ((error as DOMException).name !== 'NoModificationAllowedError') return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Deletes the empty file that the picker made and an aborted writer leaves; keeps a file that had content before. */
export const removeEmpty = (handle: FileSystemFileHandle): Promise<void> =>
  removeFile(async () => {
    const { size } = await handle.getFile();
    // Not in TypeScript's DOM library. https://github.com/whatwg/fs/blob/main/proposals/Remove.md
    if (size === 0) await (handle as { readonly remove?: () => Promise<void> }).remove?.();
  });
