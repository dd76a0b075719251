// The one file that says what is stored: an append-only log whose batches are flushed before anybody is told they are done.

import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { replaceFile, syncFolder, writeFully } from './durable';

const title = 'mayfly-bucket-journal 1\n';
/** Batches stay far below the longest string that JSON can be made of. */
const maximumBatchOperations = 5000;

/** A journal that is damaged elsewhere than at its very end, or of a newer kind: it is left as it is. */
export class JournalDamage extends Error {
  override readonly name = 'JournalDamage';
}

/** What the journal needs to know of the state that its operations build. */
export interface JournalledState<Operation> {
  /** Throws when an operation may not happen; asked when all that was written before is applied. */
  readonly admit: (operation: Operation) => void;
  /** Whether an operation must see, and be seen by, every other: it gets a batch of its own. */
  readonly standsAlone: (operation: Operation) => boolean;
  readonly apply: (operation: Operation) => void;
  /** The operations that lead to the present state from nothing. */
  readonly snapshot: () => Iterable<Operation>;
}

interface Waiting<Operation> {
  readonly operations: readonly Operation[];
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

function encodeBatch(operations: readonly unknown[]): Buffer {
  const json = Buffer.from(JSON.stringify(operations));
  const sum = crc32(json).toString(16).padStart(8, '0');
  return Buffer.concat([Buffer.from(`${sum} `), json, Buffer.from('\n')]);
}

function decodeBatch(line: Buffer): readonly unknown[] | undefined {
  const json = line.subarray(9);
  const sum = line.toString('latin1', 0, 9);
  if (json.length === 0 || sum !== `${crc32(json).toString(16).padStart(8, '0')} `) return undefined;
  const operations: unknown = JSON.parse(json.toString());
  return Array.isArray(operations) ? operations : undefined;
}

function encodeAll(operations: Iterable<unknown>): Buffer {
  const batches: Buffer[] = [Buffer.from(title)];
  let batch: unknown[] = [];
  for (const operation of operations) {
    batch.push(operation);
    if (batch.length < 1000) continue;
    batches.push(encodeBatch(batch));
    batch = [];
  }
  if (batch.length > 0) batches.push(encodeBatch(batch));
  return Buffer.concat(batches);
}

/**
 * Reads a journal. Only its last batch can be torn, because no batch is written before the one ahead of it is on disk; a bad
 * batch with a good one behind it is damage. Returns the length of the good part.
 */
function replay(content: Buffer, apply: (operation: unknown) => void): { goodBytes: number; count: number } {
  if (content.length > 0 && !content.subarray(0, title.length).equals(Buffer.from(title).subarray(0, content.length))) {
    throw new JournalDamage('The journal is not of a kind that this version knows.');
  }
  if (content.length < title.length) return { goodBytes: 0, count: 0 };
  let goodBytes = title.length;
  let count = 0;
  for (let at = goodBytes; at < content.length;) {
    const newline = content.indexOf(10, at);
    const end = newline === -1 ? content.length : newline + 1;
    const operations = newline === -1 ? undefined : decodeBatch(content.subarray(at, newline));
    if (operations !== undefined) {
      if (goodBytes !== at) throw new JournalDamage('The journal is damaged in the middle.');
      for (const operation of operations) apply(operation);
      count += operations.length;
      goodBytes = end;
    }
    at = end;
  }
  return { goodBytes, count };
}

export class Journal<Operation> {
  readonly #path: string;
  readonly #state: JournalledState<Operation>;
  #handle: FileHandle;
  #lengthBytes: number;
  #count: number;
  #waiting: Waiting<Operation>[] = [];
  #working: Promise<void> | undefined;
  /** Set once the file's state is unknown; from then on nothing is acknowledged until a restart has read it again. */
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

  /** Replays the file and cuts off a torn end. Throws `JournalDamage`. */
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
        await writeFully(handle, Buffer.from(title), 0);
        goodBytes = title.length;
      }
      await handle.sync();
      await syncFolder(dirname(path));
      return new Journal(path, handle, goodBytes, count, state);
    } catch (cause) {
      await handle.close();
      throw cause;
    }
  }

  /** How many operations the file holds, superseded ones included. */
  get count(): number {
    return this.#count;
  }

  /** Records operations as one indivisible batch; resolves once they are on disk and applied. */
  append(operations: readonly Operation[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ operations, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Writes all who wait together: one flush for many requests at once. */
  async #work(): Promise<void> {
    // Let the other requests of this turn of the event loop join the first batch.
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
    // In the same step as the look at the empty queue: whoever is answered above may append again at once.
    this.#working = undefined;
  }

  /** Takes from the queue what is written next, and turns away what may not happen any more. */
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

  /** Rewrites the file to what still counts. Call only while nothing is being appended. */
  async compact(): Promise<void> {
    const operations = [...this.#state.snapshot()];
    await replaceFile(this.#path, encodeAll(operations));
    const handle = await open(this.#path, 'r+');
    await this.#handle.close();
    this.#handle = handle;
    this.#lengthBytes = (await stat(this.#path)).size;
    this.#count = operations.length;
  }

  /** Waits for what is under way and closes the file. */
  async close(): Promise<void> {
    await this.#working;
    await this.#handle.close();
  }
}
