// The same unchanged file does not travel twice, and whatever is doubtful about that is uploaded.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { stored as storedAs } from '../../fakes/memory-bucket';
import { rewrite, type MemoryFile } from '../../fakes/memory-files';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { type RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import type { ItemResult, Shared } from '../../../main/core/model/share-request';

const mebibyte = 1_048_576;
const content = Buffer.alloc(2 * mebibyte, 'mayfly ');
const path = '/home/film.bin';

const startOne = startsApps();

interface Shares extends RunningApp {
  readonly file: MemoryFile;
  share(paths?: readonly string[]): Promise<Shared>;
  /** How often bytes travelled. */
  sent(): number;
}

async function start(bytes: Buffer = content): Promise<Shares> {
  const here = await startOne();
  const file = here.files.put(path, bytes);
  return {
    ...here,
    file,
    async share(paths = [path]) {
      const results: readonly ItemResult[] = await here.app.shareItems(paths, { copy: false });
      const [result] = results;
      if (result?.ok !== true) throw new Error(result?.failure.code);
      return result.shared;
    },
    sent: () =>
      here.objects.calls.filter(({ operation, key }) => operation.startsWith('put') && !key?.endsWith('.html')).length,
  };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const stored = ({ bucket }: Shares, { share }: Shared) => sha256(bucket.objects.get(share.key)?.body ?? Buffer.of());

describe('a file that was shared before', () => {
  test.each([
    ['in one request', content, 'crc32'],
    // The checksum of an object in parts says nothing about one in one piece.
    ['in parts', Buffer.alloc(20 * mebibyte, 'parts '), 'sample'],
  ])('%s is copied inside the bucket, under a key of its own', async (_how, bytes, storedCheck) => {
    const here = await start(bytes);
    const first = await here.share();
    const before = here.sent();
    const second = await here.share();
    expect([here.sent(), second.copiedFiles, first.copiedFiles]).toEqual([before, 1, undefined]);
    expect(second.share.key).not.toBe(first.share.key);
    expect([stored(here, first), stored(here, second)]).toEqual([sha256(bytes), sha256(bytes)]);
    expect(second.share).toMatchObject({ storedCheck, verified: true, source: first.share.source });
    expect([here.files.openCount(), here.app.store.get().uploads]).toEqual([0, []]);
  });

  test('is taken back apart from its copy', async () => {
    const here = await start();
    const [first, second] = [await here.share(), await here.share()];
    await here.app.revoke(first.share.id);
    expect([here.server.get(first.url).status, here.server.get(second.url).status]).toEqual([404, 200]);
    // The next one is copied from what still stands.
    expect((await here.share()).copiedFiles).toBe(1);
  });

  test('is copied onto a page, and from one', async () => {
    const here = await start();
    here.files.put('/home/words.txt', 'words');
    await here.share();
    const page = await here.share([path, '/home/words.txt']);
    expect([page.copiedFiles, here.sent()]).toEqual([1, 2]);
    for (const { id, kind } of here.app.store.get().shares) if (kind === 'file') await here.app.revoke(id);
    expect([(await here.share()).copiedFiles, here.sent()]).toEqual([1, 2]);
  });

  test('for a page that the storage does not show becomes a link of its own without travelling again', async () => {
    const here = await start();
    here.server.hidesPages = true;
    const [page] = await here.app.shareItems([path], { copy: false, page: 'always' });
    expect(page).toMatchObject({ ok: false, failure: { code: 'page-not-shown' } });
    expect([(await here.share()).copiedFiles, here.sent()]).toEqual([1, 1]);
  });

  test('on a server that tells nothing of it is compared in samples', async () => {
    const here = await start();
    here.server.proofs = 'none';
    await here.share();
    const second = await here.share();
    expect([second.copiedFiles, second.share.storedCheck]).toEqual([1, 'sample']);
  });
});

describe('travels again', () => {
  const twice = async (between: (here: Shares, first: Shared) => unknown, bytes?: Buffer) => {
    const here = await start(bytes);
    const first = await here.share();
    await between(here, first);
    const before = here.sent();
    const second = await here.share();
    return {
      travelled: here.sent() > before && second.copiedFiles === undefined,
      whole: stored(here, second) === sha256(here.file.content),
      left: here.files.openCount() + here.bucket.uploads.size,
    };
  };

  test.each<[string, (here: Shares, first: Shared) => unknown]>([
    ['what changed', ({ file }) => rewrite(file, Buffer.alloc(content.length, 'other '))],
    ['what was touched', ({ file }) => rewrite(file, content)],
    ['what was taken back', ({ app }, { share }) => app.revoke(share.id)],
    ['what somebody deleted', ({ bucket }, { share }) => bucket.objects.delete(share.key)],
    [
      'what somebody replaced by something of another size',
      ({ bucket }, { share }) => {
        const object = bucket.objects.get(share.key);
        if (object !== undefined) bucket.objects.set(share.key, { ...object, body: Buffer.from('shorter') });
      },
    ],
    ['what the server does not copy', ({ objects }) => objects.fail('copy', new Failure('copy-unsupported'))],
    ['what the server may not copy', ({ objects }) => objects.fail('copy', new Failure('access-denied'))],
    [
      'what was copied and cannot be looked at',
      ({ objects }) => objects.fail('describe', new Failure('access-denied'), { nth: 2 }),
    ],
  ])('%s', async (_what, between) => {
    expect(await twice(between)).toEqual({ travelled: true, whole: true, left: 0 });
  });

  test('what is small', async () => {
    const small = Buffer.alloc(mebibyte - 1);
    expect(await twice(() => undefined, small)).toEqual({ travelled: true, whole: true, left: 0 });
  });

  test('what lies in another place', async () => {
    const here = await start();
    await here.share();
    const elsewhere = here.server.createBucket('elsewhere');
    const { kind: _kind, prefix: _prefix, whenExpired: _when, ...known } = sampleConnection;
    await here.app.saveConnection({ ...known, bucket: 'elsewhere', ...sampleCredentials }, false);
    expect((await here.share()).copiedFiles).toBeUndefined();
    expect(Array.from(elsewhere.objects.values(), ({ body }) => sha256(body))).toEqual([sha256(content)]);
  });

  test.each([
    ['crc32', content],
    ['none', content],
    ['none', Buffer.alloc(20 * mebibyte, 'parts ')],
  ] as const)('what somebody replaced by something as long, on a server of %s', async (proofs, bytes) => {
    const here = await start(bytes);
    here.server.proofs = proofs;
    const first = await here.share();
    const object = here.bucket.objects.get(first.share.key);
    if (object === undefined) throw new Error('nothing is stored');
    const body = Buffer.alloc(bytes.length, 'other ');
    here.bucket.objects.set(first.share.key, { ...object, ...storedAs(body, proofs, 'wanted') });
    const second = await here.share();
    expect([second.copiedFiles, stored(here, second)]).toEqual([undefined, sha256(bytes)]);
    expect(here.bucket.objects.size).toBe(2);
  });

  test('what goes over a connection for once: nothing of it is remembered', async () => {
    const here = await start();
    await here.share();
    const connection = { kind: 'ephemeral', connection: sampleConnection, credentials: sampleCredentials } as const;
    const before = here.sent();
    await here.app.shareItems([path], { copy: false, connection });
    expect(here.sent()).toBe(before + 1);
  });
});

describe('a file that became another one between the choice and the upload', () => {
  test('is neither copied inside the bucket nor sent', async () => {
    const here = await start();
    await here.share();
    const before = here.sent();
    const find = here.files.find.bind(here.files);
    here.files.find = async (named) => {
      const found = await find(named);
      here.files.put(path, Buffer.alloc(content.length, 'other!!'));
      return found;
    };
    await expect(here.share()).rejects.toThrow('file-changed');
    expect([here.sent(), here.bucket.objects.size]).toEqual([before, 1]);
  });

  test('is sent as it is now when the user says “Try again”', async () => {
    const here = await start();
    const find = here.files.find.bind(here.files);
    here.files.find = async (named) => {
      const found = await find(named);
      rewrite(here.file, Buffer.from('now'));
      here.files.find = find;
      return found;
    };
    await expect(here.share()).rejects.toThrow('file-changed');
    await here.app.retryUpload(here.app.store.get().uploads[0]?.id ?? '');
    expect([...here.bucket.objects.values()].map(({ body }) => body.toString())).toEqual(['now']);
  });
});
