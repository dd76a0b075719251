// Joins blobs, journal and catalog, and serialises the changes to one key.

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

  /** Reads the folder into memory, deletes blobs that a crash left and compacts the journal where that pays. */
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
    // Where compaction fails, the long journal stays in use and the next start tries again.
    if (journal.count > 1000 && journal.count > 2 * catalog.size) await journal.compact();
    await blobs.sweep();
    const reserve = new Reserve(join(dataDir, 'reserve'));
    await reserve.keep();
    return new Store(blobs, catalog, journal, reserve);
  }

  /** The bucket; throws `NoSuchBucket`. */
  bucket(name: string): Bucket {
    const bucket = this.catalog.bucket(name);
    if (bucket === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: name });
    return bucket;
  }

  /** Makes changes durable, all or none; they are visible when this resolves. Changes that free space succeed on a full disk, too. */
  async commit(operations: readonly Operation[]): Promise<void> {
    try {
      await this.#journal.append(operations);
    } catch (cause) {
      if (!isFullDisk(cause) || !operations.every(freesSpace)) throw cause;
      await this.#reserve.spend();
      await this.#journal.append(operations);
    }
  }

  /** Renews the disk reserve after a full disk; to be called now and then. */
  async keepReserve(): Promise<void> {
    await this.#reserve.keep();
  }

  /** A mutex for each `name`: runs `work` alone, in the order of the calls. */
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

  /** `exclusively` for the changes to one key. */
  async changingKey<Result>(bucket: string, key: string, work: () => Promise<Result>): Promise<Result> {
    return this.exclusively(`key ${bucket} ${key}`, work);
  }

  /** Holds a reference to the bytes of `segments` while `work` runs. */
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

/** The last check before a change is written: its bucket may have been deleted, or filled, since the request's first check. */
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
