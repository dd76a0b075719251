// Where the plain bytes of one file go. Nothing is left of a file that does not arrive whole.
import { handOver } from '../share-page/download';
import { filePicker, removeEmpty, removeFile } from '../share-page/save-folder';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Place {
  /** `saved`: the page knows that it is on the disk. `handed`: the browser's own download takes it from here. */
  readonly outcome: 'saved' | 'handed';
  /** Raises the error of `body`, or that of the place when it takes no more. */
  readonly write: (body: ReadableStream<Bytes>, signal: AbortSignal) => Promise<void>;
  /** For when it takes no more: browsers lend less than they say. */
  readonly instead?: Place;
}

/** Largest file held in memory, in bytes. */
export const mostHeldBytes = 400_000_000;
/** Pieces are handed to the browser's own store in portions of this size: there they need not stay in memory. */
const portionBytes = 8_000_000;
/** The browser copies a handed file to the reader's downloads in this time at the latest. */
const copiedAfterMs = 600_000;

/** Raises the error of `body`. */
export async function blobOf(body: ReadableStream<Bytes>, type = ''): Promise<Blob> {
  const portions: Blob[] = [];
  let waiting: Bytes[] = [];
  let waitingBytes = 0;
  const reader = body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return new Blob([...portions, ...waiting], { type });
    waiting.push(value);
    waitingBytes += value.length;
    if (waitingBytes < portionBytes) continue;
    portions.push(new Blob(waiting));
    waiting = [];
    waitingBytes = 0;
  }
}

function handBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  handOver(url, name);
  setTimeout(() => URL.revokeObjectURL(url), copiedAfterMs);
}

const inMemory = (name: string): Place => ({
  outcome: 'handed',
  write: async (body) => handBlob(await blobOf(body), name),
});

const folderName = 'mayfly-downloads';

/** The browser's private folder for this page; `undefined` where it has none: over plain HTTP, in some private windows, in old browsers. */
async function privateFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    if (!('createWritable' in FileSystemFileHandle.prototype)) return undefined;
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(folderName, { create: true });
  } catch {
    return undefined;
  }
}

/** What the browser would still store for this page. */
async function roomBytes(): Promise<number> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  return quota - usage;
}

/** Removes what earlier visits left in the private folder. */
export async function removeLeftovers(): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    // Not created here: a reader who saved nothing has none.
    const folder = await root.getDirectoryHandle(folderName);
    for await (const [name, handle] of folder.entries()) {
      const isOld =
        handle instanceof FileSystemFileHandle && Date.now() - (await handle.getFile()).lastModified > copiedAfterMs;
      if (isOld) await folder.removeEntry(name);
    }
  } catch {
    // There is none.
  }
}

const inFolder = (folder: FileSystemDirectoryHandle, name: string, instead: Place | undefined): Place => ({
  outcome: 'handed',
  ...(instead !== undefined && { instead }),
  async write(body, signal) {
    const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('');
    const remove = () => removeFile(() => folder.removeEntry(key));
    try {
      const handle = await folder.getFileHandle(key, { create: true });
      await body.pipeTo(await handle.createWritable(), { signal });
      handBlob(await handle.getFile(), name);
      setTimeout(() => void remove(), copiedAfterMs);
    } catch (error) {
      await remove();
      throw error;
    }
  },
});

const where = (handle: FileSystemFileHandle): Place => ({
  outcome: 'saved',
  async write(body, signal) {
    try {
      // A failure aborts the writing, and what was written so far is dropped.
      await body.pipeTo(await handle.createWritable(), { signal });
    } catch (error) {
      await removeEmpty(handle);
      throw error;
    }
  },
});

/** Where the reader says; `undefined` when the reader said no. */
export async function pickedPlace(name: string): Promise<Place | 'cannot' | undefined> {
  const pick = filePicker();
  if (pick === undefined) return 'cannot';
  try {
    return where(await pick({ suggestedName: name }));
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? undefined : 'cannot';
  }
}

/** The browser's own downloads; `undefined` when the file is too large for what this browser lends the page. */
export async function handedPlace(name: string, sizeBytes: number): Promise<Place | undefined> {
  const folder = await privateFolder();
  const memory = sizeBytes <= mostHeldBytes ? inMemory(name) : undefined;
  return folder !== undefined && (await roomBytes()) > sizeBytes ? inFolder(folder, name, memory) : memory;
}
