// The write-ahead log of the catalog: append-only, and a batch is flushed before its callers are answered.

import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { putInPlace, syncFolder, writeBeside, writeFully } from './fsync';
import { JournalDamage, encodeAll, encodeBatch, journalTitle, replay } from './journal-format';

/** Far below the longest string that `JSON.stringify` can make. */
const maximumBatchOperations = 5000;

/** The state that the journal's operations build. */
export interface JournalledState<Operation> {
  /** Throws when an operation is not allowed; called after all earlier operations are applied. */
  readonly admit: (operation: Operation) => void;
  /** True for an operation that needs a batch of its own, because it must see, and be seen by, every other. */
  readonly standsAlone: (operation: Operation) => boolean;
  readonly apply: (operation: Operation) => void;
  /** The operations from an empty state to the present one. */
  readonly snapshot: () => Iterable<Operation>;
}

interface Waiting<Operation> {
  readonly operations: readonly Operation[];
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

export class Journal<Operation> {
  readonly #path: string;
  readonly #state: JournalledState<Operation>;
  #handle: FileHandle;
  #lengthBytes: number;
  #count: number;
  #waiting: Waiting<Operation>[] = [];
  #working: Promise<void> | undefined;
  /** Set once the file's state is unknown; every later append fails until a restart has read the file again. */
  #broken: unknown;

  private constructor(
    path: string,
    handle: FileHandle,
    lengthBytes: number,
    count: number,
    state: JournalledState<Operation>,
  ) {
    this.#path = path;
    this.#handle = handle;
    this.#lengthBytes = lengthBytes;
    this.#count = count;
    this.#state = state;
  }

  /** Replays the file and truncates a torn end. Throws `JournalDamage`. */
  static async open<Operation>(path: string, state: JournalledState<Operation>): Promise<Journal<Operation>> {
    const handle = await open(path, 'a+', 0o600).then(async (created) => {
      await created.close();
      return open(path, 'r+');
    });
    try {
      let { goodBytes, count } = replay(await readFile(path), (operation) => {
        state.apply(operation as Operation);
      });
      await handle.truncate(goodBytes);
      if (goodBytes === 0) {
        await writeFully(handle, journalTitle, 0);
        goodBytes = journalTitle.length;
      }
      await handle.sync();
      await syncFolder(dirname(path));
      return new Journal(path, handle, goodBytes, count, state);
    } catch (cause) {
      await handle.close();
      throw cause;
    }
  }

  /** The number of operations in the file, superseded ones included. */
  get count(): number {
    return this.#count;
  }

  /** Records operations as one atomic batch; resolves once they are on disk and applied. */
  append(operations: readonly Operation[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ operations, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Group commit: writes all queued operations with one flush. */
  async #work(): Promise<void> {
    // Let the other requests of this iteration of the event loop join the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        const operations = batch.flatMap((waiting) => waiting.operations);
        if (operations.length > 0) await this.#write(operations);
        for (const operation of operations) this.#state.apply(operation);
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
    // In the same step as the check for an empty queue: a caller answered above may append again at once.
    this.#working = undefined;
  }

  /** Takes the next batch from the queue and rejects operations that are not allowed any more. */
  #takeBatch(): readonly Waiting<Operation>[] {
    const batch: Waiting<Operation>[] = [];
    let size = 0;
    for (let next = this.#waiting[0]; next !== undefined && size < maximumBatchOperations; next = this.#waiting[0]) {
      const alone = next.operations.some(this.#state.standsAlone);
      if (alone && batch.length > 0) break;
      this.#waiting.shift();
      try {
        next.operations.forEach(this.#state.admit);
        batch.push(next);
        size += next.operations.length;
      } catch (cause) {
        next.reject(cause);
      }
      if (alone) break;
    }
    return batch;
  }

  async #write(operations: readonly Operation[]): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    const bytes = encodeBatch(operations);
    try {
      await writeFully(this.#handle, bytes, this.#lengthBytes);
      await this.#handle.datasync();
      this.#lengthBytes += bytes.length;
      this.#count += operations.length;
    } catch (cause) {
      await this.#takeBack(cause);
      throw cause;
    }
  }

  async #takeBack(cause: unknown): Promise<void> {
    try {
      await this.#handle.truncate(this.#lengthBytes);
      await this.#handle.datasync();
    } catch {
      this.#broken = cause;
    }
  }

  /**
   * Compacts the file; appends wait meanwhile. False where that failed (a full disk, a file that
   * Windows keeps locked): then the old file stays in use.
   */
  async compact(): Promise<boolean> {
    while (this.#working !== undefined) await this.#working;
    const rewriting = this.#rewrite();
    this.#working = rewriting.then(
      () => this.#work(),
      () => this.#work(),
    );
    return rewriting;
  }

  async #rewrite(): Promise<boolean> {
    if (this.#broken !== undefined) throw this.#broken;
    const operations = [...this.#state.snapshot()];
    const content = encodeAll(operations);
    const replacement = await writeBeside(this.#path, content).catch(() => undefined);
    if (replacement === undefined) return false;
    try {
      await this.#handle.close();
      const replaced = await putInPlace(replacement, this.#path).then(
        () => true,
        () => false,
      );
      // Flushed before the next append: else, after a power cut, the name would lead to the old file without the later batches.
      if (replaced) await syncFolder(dirname(this.#path));
      this.#handle = await open(this.#path, 'r+');
      const expectedBytes = replaced ? content.length : this.#lengthBytes;
      if ((await this.#handle.stat()).size !== expectedBytes)
        throw new JournalDamage('The journal is not what it was.');
      this.#lengthBytes = expectedBytes;
      if (replaced) this.#count = operations.length;
      return replaced;
    } catch (cause) {
      this.#broken = cause;
      throw cause;
    }
  }

  /** Waits for pending writes and closes the file. */
  async close(): Promise<void> {
    await this.#working;
    await this.#handle.close();
  }
}
