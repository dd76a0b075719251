// Where the plain bytes of one file go. Nothing is left of a file that does not arrive whole.
import { handOver } from '../share-page/download';
import { filePicker, removeEmpty } from '../share-page/save-folder';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Place {
  /** `saved`: the page knows that it is on the disk. `handed`: the browser's own download takes it from here. */
  readonly outcome: 'saved' | 'handed';
  /** Raises the error of `body`, or that of the place when it takes no more. */
  readonly write: (body: ReadableStream<Bytes>, signal: AbortSignal) => Promise<void>;
}

/** What a tab of any browser holds in memory. */
const inMemoryBytes = 400_000_000;
/** The browser copies a handed file to the reader's downloads in this time at the latest. */
const copiedAfterMs = 600_000;

/** WebKit copies each into its network process at once; portions of 1 MB take no less time. */
const portionBytes = 4_000_000;

/**
 * A Blob is in no store of the origin: pages of other buckets may have the same one, and would read it. What comes as a stream Firefox and Chromium
 * keep in files of their own. WebKit keeps it in memory either way, and a stream takes a third more of the page’s time. Raises the error of `body`.
 */
export async function blobOf(body: ReadableStream<Bytes>, type = ''): Promise<Blob> {
  const reader = body.getReader();
  if (navigator.vendor.startsWith('Apple')) {
    let parts: BlobPart[] = [];
    let looseBytes = 0;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return new Blob(parts, { type });
      parts.push(value);
      looseBytes += value.length;
      if (looseBytes < portionBytes) continue;
      // It refers to the bytes of the one before, and copies none of them.
      parts = [new Blob(parts)];
      looseBytes = 0;
    }
  }
  let failed: { readonly error: unknown } | undefined;
  const noted = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const { value, done } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // Of a stream that raises, Firefox would report to the console, and raise an error of its own.
          failed = { error };
          controller.close();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const blob = await new Response(noted, { headers: { 'Content-Type': type } }).blob();
  if (failed !== undefined) throw failed.error;
  return blob;
}

const handed = (name: string): Place => ({
  outcome: 'handed',
  async write(body) {
    const blob = await blobOf(body);
    // Chromium tells only the reader of a Blob that it had no room for it.
    await blob.slice(-1).arrayBuffer();
    const url = URL.createObjectURL(blob);
    handOver(url, name);
    setTimeout(() => URL.revokeObjectURL(url), copiedAfterMs);
  },
});

/** The largest file that this browser holds for the page. */
export async function mostHeldBytes(): Promise<number> {
  let lentBytes = 0;
  try {
    // Firefox (HTML: its vendor is empty) holds in memory in private windows only, and those lend no folder.
    if (navigator.vendor === '') {
      await navigator.storage.getDirectory();
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      lentBytes = quota - usage;
    }
  } catch {
    // It lends none.
  }
  return Math.max(inMemoryBytes, lentBytes);
}

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

/** The browser's own downloads; `undefined` when the file is too large for what this browser holds. */
export const handedPlace = async (name: string, sizeBytes: number): Promise<Place | undefined> =>
  sizeBytes <= (await mostHeldBytes()) ? handed(name) : undefined;
