// The store below HTTP: what happens between two changes, when the disk fails in the wrong moment, and to shared files.

import { open, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Segment } from '../../../main/local-bucket/storage/blobs';
import { coalesce } from '../../../main/local-bucket/storage/fsync';
import { readSegments } from '../../../main/local-bucket/storage/read-segments';
import { Store } from '../../../main/local-bucket/storage/store';
import { sweepOnce } from '../../../main/local-bucket/operations/lifecycle-sweeper';
import { temporaryFolder } from '../fixture';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: Store;
beforeEach(async () => {
  folder = await temporaryFolder();
  store = await Store.open(folder.path);
  await store.commit([{ type: 'create-bucket', bucket: 'b', createdMs: 0 }]);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
  await folder.remove();
});

async function reopen(): Promise<void> {
  await store.close();
  store = await Store.open(folder.path);
}

const object = (segments: readonly Segment[] = [], modifiedMs = 0) => ({
  etag: 'e',
  sizeBytes: segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  modifiedMs,
  headers: { system: {}, metadata: {} },
  segments,
  tags: [],
});
const put = (key: string, segments?: readonly Segment[]) =>
  ({ type: 'put', bucket: 'b', key, object: object(segments) }) as const;
const remove = (key: string) => ({ type: 'delete', bucket: 'b', key }) as const;
const keys = () => [...(store.catalog.bucket('b')?.objects.keys() ?? [])];

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
async function read(segments: readonly Segment[]): Promise<string> {
  let text = '';
  for await (const piece of readSegments(store.blobs, segments)) text += Buffer.from(piece).toString();
  return text;
}
const files = async () => (await readdir(join(folder.path, 'blobs'))).length;

/** The class that Node does not export, to make single calls of real files fail. */
async function fileHandles(): Promise<{
  datasync(): Promise<void>;
  truncate(): Promise<void>;
  writev(): Promise<unknown>;
}> {
  const handle = await open(join(folder.path, 'journal'));
  await handle.close();
  return Object.getPrototypeOf(handle) as Awaited<ReturnType<typeof fileHandles>>;
}
const failure = (code: string) => Object.assign(new Error(code), { code });

describe('changes that meet', () => {
  test('a bucket that goes first takes the put behind it along, and one that fills first stays', async () => {
    const gone = await Promise.allSettled([
      store.commit([{ type: 'delete-bucket', bucket: 'b' }]),
      store.commit([put('k')]),
    ]);
    expect(gone).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'NoSuchBucket' } }]);
    await store.commit([{ type: 'create-bucket', bucket: 'b', createdMs: 0 }]);
    const kept = await Promise.allSettled([
      store.commit([put('k')]),
      store.commit([{ type: 'delete-bucket', bucket: 'b' }]),
    ]);
    expect(kept).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'BucketNotEmpty' } }]);
    await reopen();
    expect(keys()).toEqual(['k']);
  });

  test('many at once cost few flushes', async () => {
    const handles = await fileHandles();
    const flushes = vi.spyOn(handles, 'datasync');
    await Promise.all(Array.from({ length: 100 }, async (_, index) => store.commit([put(`k${index}`)])));
    expect(flushes.mock.calls.length).toBeLessThan(5);
    expect(keys()).toHaveLength(100);
  });

  test('one key changes in the order of asking', async () => {
    const order: number[] = [];
    await Promise.all(
      [30, 1, 10].map(async (ms, index) =>
        store.changingKey('b', 'k', async () => {
          await new Promise((resolve) => setTimeout(resolve, ms));
          order.push(index);
        }),
      ),
    );
    expect(order).toEqual([0, 1, 2]);
    const failed = store.changingKey('b', 'k', async () => Promise.reject(new Error('no')));
    const next = store.changingKey('b', 'k', async () => 'done');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('done');
  });

  test('the sweep looks again at a key that was being changed when its turn came', async () => {
    const lifecycle = [
      { id: 'r', enabled: true, prefix: '', tags: [], filterForm: 'filter', expireAfterDays: 1 },
    ] as const;
    const dayMs = 86_400_000;
    await store.commit([{ type: 'settings', bucket: 'b', settings: { lifecycle } }, put('renewed'), put('due')]);
    let sweep: Promise<number> | undefined;
    await store.changingKey('b', 'renewed', async () => {
      sweep = sweepOnce(store, 2 * dayMs);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await store.commit([{ type: 'put', bucket: 'b', key: 'renewed', object: object([], 2 * dayMs) }]);
    });
    expect(await sweep).toBe(1);
    expect(keys()).toEqual(['renewed']);
  });
});

describe('a disk that fails', () => {
  test('leaves a change undone, also after the next start', async () => {
    await store.commit([put('before')]);
    const handles = await fileHandles();
    vi.spyOn(handles, 'datasync').mockRejectedValueOnce(failure('EIO'));
    await expect(store.commit([put('failed')])).rejects.toThrow('EIO');
    expect(keys()).toEqual(['before']);
    await reopen();
    expect(keys()).toEqual(['before']);
    await store.commit([put('after')]);
    await reopen();
    expect(keys()).toEqual(['before', 'after']);
  });

  test('in a way that nobody knows what is on it, takes no more changes until the next start', async () => {
    const handles = await fileHandles();
    vi.spyOn(handles, 'datasync').mockRejectedValueOnce(failure('EIO'));
    vi.spyOn(handles, 'truncate').mockRejectedValueOnce(failure('EIO'));
    await expect(store.commit([put('failed')])).rejects.toThrow('EIO');
    await expect(store.commit([put('later')])).rejects.toThrow('EIO');
    await reopen();
    await store.commit([put('later')]);
    expect(keys()).toContain('later');
  });

  test.each(['ENOSPC', 'EIO'])('while a file is written (%s) leaves no file', async (code) => {
    const handles = await fileHandles();
    vi.spyOn(handles, 'writev').mockRejectedValueOnce(failure(code));
    await expect(store.blobs.write(bytes('content'))).rejects.toThrow(code);
    vi.spyOn(handles, 'datasync').mockRejectedValueOnce(failure(code));
    await expect(store.blobs.write(bytes('content'))).rejects.toThrow(code);
    expect(await files()).toBe(0);
  });

  test('while it flushes behind an upload is not believed when it succeeds later', async () => {
    const handles = await fileHandles();
    vi.spyOn(handles, 'datasync').mockRejectedValueOnce(failure('EIO'));
    const large = async function* (): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 40; index += 1) yield Buffer.alloc(1024 * 1024);
    };
    await expect(store.blobs.write(large())).rejects.toThrow('EIO');
    expect(await files()).toBe(0);
  });
});

describe('shared files', () => {
  test('stay as long as anything needs them, across starts', async () => {
    const segments = await store.blobs.write(bytes('content'));
    await store.commit([put('original', segments)]);
    await store.commit([remove('original'), put('copy', segments)]);
    await store.blobs.release(segments);
    expect(await read(segments)).toBe('content');
    await reopen();
    expect([keys(), await read(segments)]).toEqual([['copy'], 'content']);
    await store.commit([remove('copy')]);
    await expect.poll(files).toBe(0);
  });

  test('are not deleted at a start because their first owner went', async () => {
    const segments = await store.blobs.write(bytes('content'));
    await store.commit([put('original', segments)]);
    await store.commit([remove('original')]);
    await store.commit([put('copy', segments)]);
    await store.blobs.release(segments);
    for (let start = 0; start < 3; start += 1) {
      await reopen();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await read(segments)).toBe('content');
    }
  });

  test('are read in pieces and slices', async () => {
    const one = await store.blobs.write(bytes('0123456789'));
    const two = await store.blobs.write(bytes('abc'));
    const slices = [...one, ...two, ...one].map((segment, index) =>
      index === 2 ? { ...segment, offset: 3, sizeBytes: 4 } : segment,
    );
    expect(await read(slices)).toBe('0123456789abc3456');
    expect(await read([])).toBe('');
    await expect(read(one.map((segment) => ({ ...segment, sizeBytes: 11 })))).rejects.toThrow(/shorter/);
    await Promise.all([store.blobs.release(one), store.blobs.release(two)]);
    expect(await files()).toBe(0);
  });
});

test('the journal is plain text, one line a batch, and ends where it should after a torn write', async () => {
  await store.commit([put('k')]);
  await store.close();
  const path = join(folder.path, 'journal');
  const good = await readFile(path, 'utf8');
  expect(good).toMatch(/^mayfly-bucket-journal 1\n(?:[0-9a-f]{8} \[\{.*\}\]\n){2}$/);
  const handle = await open(path, 'a');
  await handle.write('torn');
  await handle.close();
  store = await Store.open(folder.path);
  expect(await readFile(path, 'utf8')).toBe(good);
});

test('who asks while a flush runs is covered by the next one, not by that', async () => {
  let started = 0;
  const finish: (() => void)[] = [];
  const flush = coalesce(async () => {
    started += 1;
    await new Promise<void>((resolve) => finish.push(resolve));
  });
  const first = flush();
  const [second, third] = [flush(), flush()];
  expect(started).toBe(1);
  finish[0]?.();
  await first;
  await expect.poll(() => started).toBe(2);
  finish[1]?.();
  await Promise.all([second, third]);
  expect(started).toBe(2);
});
