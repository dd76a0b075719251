// Writes one new file: gathers small pieces, writes while the next ones arrive, and flushes to disk in the background.

import { type FileHandle, open, unlink } from 'node:fs/promises';
import { freePieces } from './free-pieces';

const gatherBytes = 512 * 1024;
/** Bytes between background flushes, so that little is left to flush after the last byte. */
const flushAheadBytes = 16 * 1024 * 1024;

async function writeBatch(handle: FileHandle, batch: readonly Uint8Array[], position: number): Promise<void> {
  let rest = [...batch];
  while (rest.length > 0) {
    let { bytesWritten } = await handle.writev(rest, position);
    position += bytesWritten;
    // A short write: drop the written bytes and write the remainder.
    rest = rest.flatMap((piece) => {
      const written = Math.min(bytesWritten, piece.length);
      bytesWritten -= written;
      return written === piece.length ? [] : [piece.subarray(written)];
    });
  }
  freePieces(batch);
}

export class BlobWriter {
  readonly #path: string;
  #handle: FileHandle | undefined;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #sizeBytes = 0;
  #unflushedBytes = 0;
  #writing: Promise<void> = Promise.resolve();
  #flushing: Promise<void> | undefined;
  /** A repeated fsync may succeed although the first one lost data, so the first failure is kept. */
  #flushFailure: unknown;

  constructor(path: string) {
    this.#path = path;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Takes a piece and, once it is written, frees its memory. Waits only when the disk is a whole batch behind. */
  async append(piece: Uint8Array): Promise<void> {
    this.#gathered.push(piece);
    this.#gatheredBytes += piece.length;
    this.#sizeBytes += piece.length;
    if (this.#gatheredBytes >= gatherBytes) await this.#writeGathered();
  }

  async #writeGathered(): Promise<void> {
    if (this.#gatheredBytes === 0) return;
    const batch = this.#gathered;
    const position = this.#sizeBytes - this.#gatheredBytes;
    this.#unflushedBytes += this.#gatheredBytes;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    await this.#writing;
    this.#handle ??= await open(this.#path, 'wx', 0o600);
    this.#writing = writeBatch(this.#handle, batch, position);
    // The next `await` of it reports the failure; this only keeps it from counting as unhandled until then.
    this.#writing.catch(() => undefined);
    if (this.#unflushedBytes >= flushAheadBytes && this.#flushing === undefined) this.#flushBehind(this.#handle);
  }

  #flushBehind(handle: FileHandle): void {
    this.#unflushedBytes = 0;
    this.#flushing = handle
      .datasync()
      .catch((cause: unknown) => {
        this.#flushFailure ??= cause;
      })
      .finally(() => {
        this.#flushing = undefined;
      });
  }

  /** Returns once every byte is on disk; the folder's entry is not flushed yet. False when there was no byte, so no file. */
  async finish(): Promise<boolean> {
    await this.#writeGathered();
    await this.#writing;
    if (this.#handle === undefined) return false;
    await this.#flushing;
    if (this.#flushFailure !== undefined) throw this.#flushFailure;
    await this.#handle.datasync();
    await this.#handle.close();
    return true;
  }

  /** Removes the file; to be called after any failure. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#flushing;
    if (this.#handle === undefined) return;
    await this.#handle.close().catch(() => undefined);
    await unlink(this.#path).catch(() => undefined);
  }
}
