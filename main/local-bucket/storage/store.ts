// Joins the three parts of storage (bytes, journal, catalog) and lets changes to one key happen one after the other.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobStore, type Segment } from './blobs';
import { type Bucket, Catalog, type Operation } from './catalog';
import { removeReplacements } from './fsync';
import { S3Error, isFullDisk } from '../protocol/errors';
import { Journal } from './journal';
import { Reserve } from './disk-reserve';

export class Store {
  readonly blobs: BlobStore;
  readonly catalog: Catalog;
  readonly #journal: Journal<Operation>;
  readonly #reserve: Reserve;
  readonly #locks = new Map<string, Promise<void>>();

  private constructor(blobs: BlobStore, catalog: Catalog, journal: Journal<Operation>, reserve: Reserve) {
    this.blobs = blobs;
    this.catalog = catalog;
    this.#journal = journal;
    this.#reserve = reserve;
  }

  /** Reads the folder back into memory, deletes what a crash left over and tidies the journal where that pays. */
  static async open(dataDir: string): Promise<Store> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await removeReplacements(dataDir);
    const blobs = await BlobStore.open(join(dataDir, 'blobs'));
    const catalog = new Catalog();
    const journal = await Journal.open<Operation>(join(dataDir, 'journal'), {
      admit: (operation) => admit(catalog, operation),
      standsAlone: (operation) => operation.type === 'delete-bucket',
      apply: (operation) => {
        const { gained, lost } = catalog.apply(operation);
        blobs.retain(gained);
        void blobs.release(lost);
      },
      snapshot: () => catalog.operations(),
    });
    // Only tidying: where it cannot be done the long journal serves, and the next start tries again.
    if (journal.count > 1000 && journal.count > 2 * catalog.size) await journal.compact();
    await blobs.sweep();
    const reserve = new Reserve(join(dataDir, 'reserve'));
    await reserve.keep();
    return new Store(blobs, catalog, journal, reserve);
  }

  /** The bucket, or `NoSuchBucket`. */
  bucket(name: string): Bucket {
    const bucket = this.catalog.bucket(name);
    if (bucket === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: name });
    return bucket;
  }

  /** Makes changes durable, all or none; they are visible when this resolves. What frees space works on a full disk, too. */
  async commit(operations: readonly Operation[]): Promise<void> {
    try {
      await this.#journal.append(operations);
    } catch (cause) {
      if (!isFullDisk(cause) || !operations.every(freesSpace)) throw cause;
      await this.#reserve.spend();
      await this.#journal.append(operations);
    }
  }

  /** Renews what a full disk used up; to be called now and then. */
  async keepReserve(): Promise<void> {
    await this.#reserve.keep();
  }

  /** Runs `work` while nobody else holds `name`, in the order of asking. */
  async exclusively<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#locks.get(name) ?? Promise.resolve();
    const { promise: done, release } = releasable();
    const mine = before.then(() => done);
    this.#locks.set(name, mine);
    await before;
    try {
      return await work();
    } finally {
      release();
      if (this.#locks.get(name) === mine) this.#locks.delete(name);
    }
  }

  /** Like `exclusively` for all changes to one key. */
  async changingKey<Result>(bucket: string, key: string, work: () => Promise<Result>): Promise<Result> {
    return this.exclusively(`key ${bucket} ${key}`, work);
  }

  /** Keeps bytes from being deleted while `work` uses them. */
  async holding<Result>(segments: readonly Segment[], work: () => Promise<Result>): Promise<Result> {
    this.blobs.retain(segments);
    try {
      return await work();
    } finally {
      await this.blobs.release(segments);
    }
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }
}

/** The last look before a change is written: its bucket may have gone, or filled up, since the request asked first. */
function admit(catalog: Catalog, operation: Operation): void {
  if (operation.type === 'create-bucket') return;
  const bucket = catalog.bucket(operation.bucket);
  if (bucket === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: operation.bucket });
  if (operation.type === 'delete-bucket' && (bucket.objects.size > 0 || bucket.older.size > 0)) {
    throw new S3Error('BucketNotEmpty', undefined, { BucketName: operation.bucket });
  }
}

function freesSpace({ type }: Operation): boolean {
  return type === 'delete' || type === 'end-upload' || type === 'delete-bucket';
}

function releasable(): { readonly promise: Promise<void>; readonly release: () => void } {
  let release: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}
