// An encrypted file is stored as the age file of exactly its bytes, and no key with its nonces is ever used for two contents: not over retries,
// not over resumes, not when the file changes meanwhile.
import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { ShareItem } from '../../../main/core/model/share';
import { failureWords } from '../../../main/core/wording/failure-words';
import { keep, stored } from '../../fakes/memory-bucket';
import { rewrite } from '../../fakes/memory-files';
import { rejected } from '../../fakes/failing';
import { sampleShare } from '../../fakes/samples';
import { streamOf } from '../../fakes/memory-stream';
import { seeded } from '../../faults/fault-plan';
import { createKeeper, encryptedUpload, type Keeper } from './encrypted-upload';
import { volume } from '../../volume';

let keeper: Keeper;
beforeAll(async () => {
  keeper = await createKeeper();
});

const lost = () => new Failure('host-unknown');
const flipped = (content: Uint8Array, at: number): Buffer => {
  const other = Buffer.from(content);
  other[at] = (other[at] ?? 0) ^ 1;
  return other;
};

describe('resumed at each part', () => {
  const rounds = volume(200);
  const seed = Number(process.env['MAYFLY_SEED'] ?? Date.now() % 1_000_000);
  const random = seeded(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  /** What happened to the file between the runs; `quietly`: with its times set back. */
  const changes = ['nothing', 'rewritten', 'shorter', 'quietly'] as const;

  /** One upload that is cut at a part and goes on after that change; gives what is wrong with it. */
  async function cutAndGoOn(
    content: Buffer,
    partBytes: number,
    cut: number,
    change: (typeof changes)[number],
  ): Promise<readonly string[]> {
    const one = encryptedUpload(keeper, content);
    await one.beginInParts(partBytes);
    one.twin.fail('putPart', lost(), { nth: cut, afterwards: random() < 0.5 });
    await rejected(one.run());
    const other = flipped(content, between(0, content.length - 1));
    const now = { nothing: content, rewritten: other, shorter: content.subarray(1), quietly: other }[change];
    if (change === 'quietly') one.file.content = now;
    else if (change !== 'nothing') rewrite(one.file, now);
    const done = await one.run();
    const found = await one.opened();
    await one.end();
    // A byte that changed quietly in a part that was sent before is that of before.
    const isWhole = found.equals(now) || (change === 'quietly' && found.equals(content));
    const mayRestart = change !== 'nothing';
    const mustRestart = change === 'rewritten' || change === 'shorter';
    const { restarted } = done;
    return [
      ...one.conflicts,
      ...(isWhole ? [] : ['another content']),
      ...(done.sizeBytes === one.stored().length ? [] : ['another size']),
      ...(one.bucket.uploads.size === 0 ? [] : ['a multipart upload was left']),
      ...(restarted === undefined && mustRestart ? ['was not begun anew'] : []),
      ...(restarted !== undefined && !mayRestart ? ['was begun anew'] : []),
      ...(one.told.join() === (restarted ?? '') ? [] : ['told otherwise']),
    ];
  }

  test(`${rounds} sizes, seed ${seed}: whatever changes, every byte leaves once under its key`, async () => {
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Every fifth has two or three chunks; the others cost little.
      const content = randomBytes(round % 5 === 0 ? between(65_536, 150_000) : between(1, 6_000));
      const partBytes = Math.max(1_000, Math.ceil(content.length / between(1, 3)));
      const parts = Math.ceil(keeper.sizeOf(content.length) / partBytes);
      for (let cut = 1; cut <= parts; cut += 1) {
        const change = changes[(round + cut) % changes.length] ?? 'nothing';
        const found = await cutAndGoOn(content, partBytes, cut, change);
        const where = `${content.length} bytes in parts of ${partBytes}, cut at ${cut}, ${change}`;
        wrong.push(...found.map((what) => `${where}: ${what}`));
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the secrets', () => {
  const content = randomBytes(200_000);

  test('are new for every file and every run that sends it whole, and the object is opened whichever run was the last', async () => {
    const one = encryptedUpload(keeper, content);
    const before = keeper.made.length;
    one.twin.fail('put', lost(), { afterwards: true });
    await rejected(one.run());
    rewrite(one.file, flipped(content, 7));
    const done = await one.run();
    expect([keeper.made.length - before, one.conflicts, done.restarted]).toEqual([2, [], undefined]);
    expect((await one.opened()).equals(flipped(content, 7))).toBe(true);
    await one.end();
  });

  test('stay those of one body that is sent again in one run, whatever happens to the file', async () => {
    const one = encryptedUpload(keeper, content);
    one.twin.fail('put', new Failure('connection-lost'), { afterwards: true });
    const sending = one.run();
    one.onLeave(() => rewrite(one.file, flipped(content, 7)));
    expect(await rejected(sending)).toMatchObject({ code: 'file-changed' });
    expect([one.sent(), one.conflicts, one.bucket.objects.size]).toEqual([2, [], 0]);
    await one.end();
  });

  test('are new where the server has lost the upload, which begins at zero and says so', async () => {
    const one = encryptedUpload(keeper, content);
    await one.beginInParts(70_000);
    one.twin.fail('putPart', lost(), { nth: 2 });
    await rejected(one.run());
    one.bucket.uploads.clear();
    rewrite(one.file, content);
    one.file.mtimeNs -= 1_000_000n;
    const done = await one.run();
    expect([done.restarted, one.told, one.conflicts]).toEqual(['upload-lost', ['upload-lost'], []]);
    expect((await one.opened()).equals(content)).toBe(true);
    await one.end();
  });

  test('of an upload that was cancelled before it begins at zero stay unused', async () => {
    const one = encryptedUpload(keeper, content);
    await one.beginInParts(70_000);
    rewrite(one.file, flipped(content, 7));
    const before = keeper.made.length;
    const goOn = () => {
      throw new Failure('cancelled');
    };
    expect(await rejected(one.run({ goOn }))).toMatchObject({ code: 'cancelled' });
    expect([keeper.made.length - before, one.sent(), one.bucket.uploads.size]).toEqual([0, 0, 0]);
    await one.end();
  });

  test('are in no failure, no log and no row', async () => {
    const one = encryptedUpload(keeper, content);
    await one.beginInParts(70_000);
    const failures: Failure[] = [];
    for (const code of ['access-denied', 'host-unknown', 'bucket-missing'] as const) {
      one.twin.fail('putPart', new Failure(code), { nth: 1 });
      failures.push(await rejected(one.run()));
    }
    rewrite(one.file, flipped(content, 7));
    one.twin.fail('put', lost());
    failures.push(await rejected(one.run()));
    expect(failures.map(({ code }) => code)).toEqual([
      'access-denied',
      'host-unknown',
      'bucket-missing',
      'host-unknown',
    ]);
    const rows = JSON.stringify(one.ledger.unfinishedUploads(), (_name, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const texts = failures.map(
      (failure) =>
        `${String(failure.stack)} ${JSON.stringify(failure)} ${JSON.stringify(failureWords(failure, 'terminal'))}`,
    );
    const all = [rows, ...texts, JSON.stringify(one.log.lines), process.argv.join(' ')].join('\n');
    for (const { payloadKey } of keeper.made) {
      for (const form of ['hex', 'base64', 'base64url'] as const)
        expect(all).not.toContain(Buffer.from(payloadKey).toString(form).replace(/=+$/, ''));
      expect(all).not.toContain(payloadKey.join(','));
    }
    await one.end();
  });
});

describe('what is told of the file', () => {
  test.each([0, 1, 65_536, 300_000])('of %i bytes is its own size and hash, beside the stored size', async (size) => {
    const content = randomBytes(size);
    const one = encryptedUpload(keeper, content);
    const done = await one.run();
    expect(done).toMatchObject({
      sizeBytes: keeper.sizeOf(size),
      snapshot: { sizeBytes: size },
      sha256: createHash('sha256').update(content).digest('hex'),
      headSha256: createHash('sha256').update(one.stored().subarray(0, keeper.headBytes)).digest('base64url'),
    });
    expect([one.stored().length, one.sizes]).toEqual([done.sizeBytes, [done.sizeBytes]]);
    expect((await one.opened()).equals(content)).toBe(true);
    await one.end();
  });

  test.each([0, 1, 65_536, 131_072, 300_000, 9 * 1_048_576])(
    'a stream of %i bytes is encrypted as it comes',
    async (size) => {
      const content = randomBytes(size);
      const chunks = Array.from({ length: Math.ceil(size / 50_001) }, (_, at) =>
        content.subarray(at * 50_001, (at + 1) * 50_001),
      );
      const one = encryptedUpload(keeper, Buffer.of());
      const done = await one.run({ stream: streamOf(chunks) });
      expect([done.sizeBytes, done.snapshot.sizeBytes, done.sha256]).toEqual([keeper.sizeOf(size), size, undefined]);
      expect((await one.opened()).equals(content)).toBe(true);
      await one.end();
    },
  );
});

describe('a copy inside the bucket', () => {
  const content = randomBytes(1_100_000);
  /** Of the same unchanged file, stored as it is or encrypted. */
  const item = async (one: ReturnType<typeof encryptedUpload>, encrypted: boolean): Promise<ShareItem> => {
    const { sizeBytes, ...stamp } = one.snapshot();
    const share = { ...sampleShare, id: 's-before', kind: 'page' as const };
    one.ledger.saveShare(share);
    return {
      shareId: share.id,
      role: 'file',
      key: 'k/before.bin',
      path: 'film.bin',
      sizeBytes,
      contentType: 'video/mp4',
      storedCheck: 'crc32',
      source: { path: one.path, stamp },
      ...(encrypted && { headSha256: 'A'.repeat(43) }),
    };
  };
  const before = (one: ReturnType<typeof encryptedUpload>) =>
    keep(one.bucket, 'k/before.bin', {
      ...stored(content, 'crc32', undefined),
      headers: { contentType: 'video/mp4', contentDisposition: 'attachment; filename="film.bin"' },
    });

  test.each([
    ['of a plain object never becomes an encrypted one', true, false],
    ['of an encrypted object never becomes a plain one', false, true],
  ])('%s', async (_what, encrypts, wasEncrypted) => {
    const one = encryptedUpload(keeper, content);
    before(one);
    one.ledger.saveItem(await item(one, wasEncrypted), 0);
    const done = await one.store(encrypts);
    expect([done.copied, one.twin.calls.some(({ operation }) => operation === 'copy')]).toEqual([false, false]);
    expect((encrypts ? await one.opened() : one.stored()).equals(content)).toBe(true);
    await one.end();
  });

  test('is made of a plain object for a plain upload, so the two above could be', async () => {
    const one = encryptedUpload(keeper, content);
    before(one);
    one.ledger.saveItem(await item(one, false), 0);
    expect((await one.store(false)).copied).toBe(true);
    await one.end();
  });
});

test('nothing of the object tells the type or the name of the file', async () => {
  const one = encryptedUpload(keeper, Buffer.from('abc'));
  const { contentType } = await one.store(true);
  expect(contentType).toBe('application/pdf');
  const [object] = one.bucket.objects.values();
  expect(object?.headers).toEqual({ contentType: 'application/octet-stream', contentDisposition: 'attachment' });
  await one.end();
});
