// Stores bytes in files with random names, so that no key becomes a path, and deletes a file when its reference count is zero.

import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobWriter } from './blob-writer';
import { coalesce, syncFolder } from './fsync';

/** A run of bytes inside one blob. */
export interface Segment {
  readonly blob: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

const blobName = /^[0-9a-f]{32}$/;

export class BlobStore {
  readonly #folder: string;
  /** The reference count of each blob: objects, parts, copies and running downloads. */
  readonly #needed = new Map<string, number>();
  readonly #syncFolder: () => Promise<void>;
  /** False during the replay of the journal, when a blob may go from one key to another: nothing is deleted yet. */
  #swept = false;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#syncFolder = coalesce(() => syncFolder(folder));
  }

  /** Opens the folder; a new one is readable by its owner only. */
  static async open(folder: string): Promise<BlobStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new BlobStore(folder);
  }

  #path(blob: string): string {
    return join(this.#folder, blob);
  }

  /**
   * Streams `pieces` into a new blob and returns once it would survive a power cut. The caller owns one reference to it; when the
   * stream fails, no file is left. A stream without bytes makes no blob. A piece is this method's alone: it frees the memory.
   */
  async write(pieces: AsyncIterable<Uint8Array>): Promise<readonly Segment[]> {
    const blob = randomBytes(16).toString('hex');
    const writer = new BlobWriter(this.#path(blob));
    try {
      for await (const piece of pieces) await writer.append(piece);
      if (!(await writer.finish())) return [];
      await this.#syncFolder();
    } catch (cause) {
      await writer.discard();
      throw cause;
    }
    this.#needed.set(blob, 1);
    return [{ blob, offset: 0, sizeBytes: writer.sizeBytes }];
  }

  /** Opens a blob for reading; the caller holds a reference and closes it. */
  async openForRead(blob: string): Promise<FileHandle> {
    return open(this.#path(blob), 'r');
  }

  /** Adds a reference to every blob in `segments`. */
  retain(segments: readonly Segment[]): void {
    for (const { blob } of segments) this.#needed.set(blob, (this.#needed.get(blob) ?? 0) + 1);
  }

  /** Removes a reference and deletes blobs without any; the next start repeats a failed deletion. */
  async release(segments: readonly Segment[]): Promise<void> {
    const done: string[] = [];
    for (const { blob } of segments) {
      const left = (this.#needed.get(blob) ?? 1) - 1;
      if (left > 0) this.#needed.set(blob, left);
      else if (this.#needed.delete(blob) && this.#swept) done.push(blob);
    }
    for (const blob of done) await unlink(this.#path(blob)).catch(() => undefined);
  }

  /** Deletes files without a reference, which a crash left between the bytes and their journal batch. Call once, before serving. */
  async sweep(): Promise<void> {
    this.#swept = true;
    for (const name of await readdir(this.#folder)) {
      if (blobName.test(name) && !this.#needed.has(name)) await unlink(this.#path(name));
    }
  }
}
