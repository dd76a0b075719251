// "share these items" gives one true result per file, in order, whatever happens to each of them on the way.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { rewrite } from '../../fakes/memory-files';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import type { TestPorts } from '../../fakes/test-ports';
import { settle, startApp, until, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import type { ItemResult } from '../../../main/core/model/share-request';

const mebibyte = 1_048_576;

const startOne = startsApps();
const start = async (options?: Start) => {
  // Files that share one link: page.test.ts.
  const prepare = ({ ports: { ledger } }: TestPorts) => ledger.saveSettings({ ...ledger.settings(), pages: 'never' });
  const started = await startOne({ prepare, ...options });
  return started;
};
const outcomes = (results: readonly ItemResult[]) =>
  results.map((result) => (result.ok ? result.shared.share.name : `${result.name}: ${result.failure.code}`));
const urlOf = (result: ItemResult | undefined) => (result?.ok === true ? result.shared.url : '');

/** Bytes that no two stretches have in common. */
function bytes(length: number): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4));
  for (let index = 0; index < words.length; index += 1) words[index] = index;
  return Buffer.from(words.buffer, 0, length);
}

describe('one file', () => {
  test('becomes a link that gives it, remembered without the link', async () => {
    const { app, files, server, bucket, ports, clipboard } = await start();
    files.put('/home/report é.pdf', 'content');
    const [result] = await app.shareItems(['/home/report é.pdf'], { copy: false, lifetimeSeconds: 3_600 });
    const opened = server.get(urlOf(result));
    expect([opened.status, opened.body.toString(), opened.headers['content-type']]).toEqual([
      200,
      'content',
      // A PDF can run scripts in some viewers: it is saved, as bytes.
      'application/octet-stream',
    ]);
    expect(opened.headers['content-disposition']).toBe(
      `attachment; filename="report e.pdf"; filename*=UTF-8''report%20%C3%A9.pdf`,
    );
    const [share] = app.store.get().shares;
    expect(share).toMatchObject({
      name: 'report é.pdf',
      sizeBytes: 7,
      contentType: 'application/pdf',
      limitedBy: 'requested',
      verified: true,
      storedCheck: 'crc32',
    });
    expect(share?.key).toMatch(/^[A-Za-z0-9_-]{22}\/report-e\.pdf$/);
    expect((share?.expiresAtMs ?? 0) - (share?.createdAtMs ?? 0)).toBe(3_600_000);
    expect(ports.ledger.shares()).toEqual([share]);
    expect([...bucket.objects.keys()]).toEqual([share?.key]);
    expect(inspect(app.store.get(), { depth: null })).not.toContain('X-Amz-Signature');
    expect([app.store.get().uploads, ports.ledger.unfinishedUploads(), clipboard.written]).toEqual([[], [], []]);
  });

  test.each([0, 1, 8 * mebibyte, 8 * mebibyte + 1, 40 * mebibyte])('of %d bytes arrives whole', async (length) => {
    const { app, files, bucket, objects, ports } = await start();
    const content = bytes(length);
    files.put('/home/a.bin', content);
    const [result] = await app.shareItems(['/home/a.bin'], { copy: false });
    expect(result?.ok).toBe(true);
    const [stored] = bucket.objects.values();
    expect(stored?.body.equals(content)).toBe(true);
    // The connection stays open for a second, for the proof.
    await ports.engine.close();
    expect([bucket.uploads.size, files.openCount(), objects.openCount()]).toEqual([0, 0, 0]);
  });

  test.each([
    ['before the first byte', 1, undefined],
    ['after a part', 2, true],
  ] as const)('that fails %s says whether bytes had left', async (_when, nth, sent) => {
    const { app, files, objects } = await start();
    app.saveSettings({ parallel: 1 });
    files.put('/home/a.bin', bytes(40 * mebibyte));
    objects.fail('putPart', new Failure('tls-untrusted'), { nth });
    const [result] = await app.shareItems(['/home/a.bin'], { copy: false });
    expect(result).toMatchObject({ ok: false, failure: { code: 'tls-untrusted' } });
    expect(result?.ok === false && result.failure.detail.sent).toBe(sent);
  });

  test('whose link could not be opened had been sent, and so had the files of a page', async () => {
    const { app, files, objects, bucket, server } = await start();
    files.put('/home/a.bin', bytes(10));
    files.put('/home/b.bin', bytes(20));
    server.intercept = { status: 403, headers: {}, body: Buffer.alloc(0) };
    const alone = await app.shareItems(['/home/a.bin'], { copy: false });
    server.intercept = undefined;
    objects.fail('put', new Failure('access-denied'), { nth: 3 });
    const page = await app.shareItems(['/home/a.bin', '/home/b.bin'], { copy: false, page: 'always' });
    for (const [result] of [alone, page]) {
      expect(result).toMatchObject({ ok: false, failure: { detail: { sent: true } } });
    }
    expect(bucket.objects.size).toBe(2);
  });

  test.each(['crc32', 'md5', 'none'] as const)('is compared with what a server of %s tells', async (proofs) => {
    const { app, files, server } = await start();
    server.proofs = proofs;
    files.put('/home/small.bin', bytes(100_000));
    files.put('/home/large.bin', bytes(20 * mebibyte));
    const results = await app.shareItems(['/home/small.bin', '/home/large.bin'], { copy: false });
    const checks = results.map((result) => result.ok && result.shared.share.storedCheck);
    expect(checks).toEqual(proofs === 'none' ? ['sample', 'sample'] : [proofs, proofs]);
  });

  test.each(['crc32', 'none'] as const)(
    'that a server of %s stored otherwise is no link, and does not stay',
    async (proofs) => {
      const { app, files, server, objects, bucket, clipboard } = await start();
      server.proofs = proofs;
      objects.damaging = true;
      files.put('/home/a.bin', bytes(100_000));
      expect(outcomes(await app.shareItems(['/home/a.bin'], { copy: true }))).toEqual(['a.bin: stored-differs']);
      expect([bucket.objects.size, app.store.get().shares, clipboard.written]).toEqual([0, [], []]);
    },
  );

  test('has the name that was chosen for it, and only one can have it', async () => {
    const { app, files } = await start();
    files.put('/home/a.txt', 'a');
    files.put('/home/b.txt', 'b');
    const named = await app.shareItems(['/home/a.txt'], { copy: false, name: '  Übersicht.txt ' });
    expect(outcomes(named)).toEqual(['Übersicht.txt']);
    const two = app.shareItems(['/home/a.txt', '/home/b.txt'], { copy: false, name: 'x' });
    expect((await rejected(two)).code).toBe('bad-request');
  });

  test('opens in the browser only when that was asked and cannot run', async () => {
    const { app, files, server } = await start();
    for (const name of ['a.png', 'b.html', 'c.svg', 'd.txt']) files.put(`/home/${name}`, 'x');
    const results = await app.shareItems(['/home/a.png', '/home/b.html', '/home/c.svg', '/home/d.txt'], {
      copy: false,
      disposition: 'inline',
    });
    const answers = results.map((result) => server.get(urlOf(result)).headers);
    expect(answers.map((headers) => [headers['content-type'], headers['content-disposition']?.split(';')[0]])).toEqual([
      ['image/png', 'inline'],
      ['application/octet-stream', 'attachment'],
      ['application/octet-stream', 'attachment'],
      ['text/plain; charset=utf-8', 'inline'],
    ]);
  });

  test('opens in the browser where that is the setting and nothing else was asked', async () => {
    const { app, files, server } = await start();
    files.put('/home/a.png', 'x');
    app.saveSettings({ opensInBrowser: true });
    const options = [{}, { disposition: 'attachment' }] as const;
    const results = await Promise.all(options.map((one) => app.shareItems(['/home/a.png'], { copy: false, ...one })));
    const kinds = results.map(([result]) => server.get(urlOf(result)).headers['content-disposition']?.split(';')[0]);
    expect(kinds).toEqual(['inline', 'attachment']);
  });

  test('never outlives temporary credentials', async () => {
    const { app, files, clock } = await start();
    files.put('/home/a.txt', 'a');
    const credentials = { ...sampleCredentials, expiresAtMs: clock.now() + 600_000 };
    const connection = { kind: 'ephemeral', connection: sampleConnection, credentials } as const;
    const [result] = await app.shareItems(['/home/a.txt'], { copy: false, connection, lifetimeSeconds: 3_600 });
    expect(result).toMatchObject({
      ok: true,
      shared: { share: { limitedBy: 'credentials', expiresAtMs: clock.now() + 540_000 } },
    });
  });
});

describe('many', () => {
  test('give results in the order they were named, each refusal at its place', async () => {
    const { app, files } = await start();
    files.put('/home/c.txt', 'c');
    files.put('/home/album/2.jpg', '2');
    files.put('/home/album/1.jpg', '1');
    files.refused.set('/home/pipe', new Failure('file-not-regular', { fileName: 'pipe', reason: 'a named pipe' }));
    const results = await app.shareItems(['/home/c.txt', '/home/none', '/home/album', '/home/pipe'], { copy: false });
    expect(outcomes(results)).toEqual(['c.txt', 'none: file-missing', '1.jpg', '2.jpg', 'pipe: file-not-regular']);
  });

  test('a thousand at once become a thousand links, on one connection, at most sixteen files open', async () => {
    const { app, files, bucket, objects, clipboard, server, ports } = await start();
    const paths = Array.from({ length: 1_000 }, (_, index) => `/home/f${index}.txt`);
    for (const path of paths) files.put(path, `content of ${path}`);
    const results = await app.shareItems(paths, { copy: true });
    expect(outcomes(results)).toEqual(paths.map((path) => path.slice('/home/'.length)));
    expect(new Set(bucket.objects.keys()).size).toBe(1_000);
    expect(objects.travelling.most).toBeLessThanOrEqual(32);
    const links = clipboard.written[0]?.split('\n') ?? [];
    expect([clipboard.written.length, links.length]).toEqual([1, 1_000]);
    expect(server.get(links[999] ?? '').body.toString()).toBe('content of /home/f999.txt');
    await ports.engine.close();
    expect([objects.openCount(), files.openCount(), app.store.get().uploads]).toEqual([0, 0, []]);
    expect([ports.ledger.shares().length, ports.ledger.unfinishedUploads()]).toEqual([1_000, []]);
  });

  test('to a connection that cannot be used fail one by one with its reason, once each, and say so once', async () => {
    const { app, files, server, shown, objects } = await start();
    server.credentials.set(sampleCredentials.accessKeyId, 'another secret');
    const paths = Array.from({ length: 30 }, (_, index) => `/home/f${index}`);
    for (const path of paths) files.put(path, 'x');
    const results = await app.shareItems(paths, { copy: true });
    expect(new Set(results.map((result) => !result.ok && result.failure.code))).toEqual(
      new Set(['signature-rejected']),
    );
    expect(objects.calls.filter(({ operation }) => operation === 'put')).toHaveLength(30);
    expect(shown).toEqual([['30 files were not shared', expect.stringContaining('did not accept the signature')]]);
  });

  test('go on when one fails, and only that one is told', async () => {
    const { app, files, objects, shown, clipboard } = await start();
    for (const name of ['a', 'b', 'c']) files.put(`/home/${name}`, name);
    objects.fail('put', new Failure('storage-full'), { nth: 2 });
    const results = await app.shareItems(['/home/a', '/home/b', '/home/c'], { copy: true });
    expect(outcomes(results)).toEqual(['a', 'b: storage-full', 'c']);
    expect(clipboard.written[0]?.split('\n')).toEqual([urlOf(results[0]), urlOf(results[2])]);
    expect(shown.map(([title]) => title)).toEqual(['2 links copied', 'Not shared: b']);
    const [failed] = app.store.get().uploads;
    expect([failed?.name, failed?.phase.kind]).toEqual(['b', 'failed']);
    await app.retryUpload(failed?.id ?? '');
    expect([app.store.get().uploads, app.store.get().shares.length, clipboard.written.length]).toEqual([[], 3, 2]);
  });
});

test('at Tigris, which takes so much, a link lives for ninety days and is extended by as many', async () => {
  const day = 86_400_000;
  const prepare = ({ ports: { ledger } }: TestPorts) =>
    ledger.saveConnection({ ...sampleConnection, provider: 'tigris', endpoint: 'https://t3.storage.dev' });
  const { app, files, objects } = await start({ prepare });
  files.put('/home/a', 'a');
  const [shared] = await app.shareItems(['/home/a'], { copy: false, lifetimeSeconds: 7_776_000 });
  if (shared?.ok !== true) throw new Error(inspect(shared));
  const { id, createdAtMs, expiresAtMs, limitedBy } = shared.shared.share;
  expect([expiresAtMs - createdAtMs, limitedBy]).toEqual([90 * day, 'requested']);
  const { share } = await app.extend(id, 7_776_000, { copy: false });
  expect([share.expiresAtMs - (share.signedAtMs ?? 0), share.limitedBy]).toEqual([90 * day, 'requested']);
  const before = objects.calls.length;
  for (const asking of [
    app.extend(id, 7_776_001, { copy: false }),
    app.shareItems(['/home/a'], { copy: false, lifetimeSeconds: 7_776_001 }),
  ])
    expect((await rejected(asking)).code).toBe('expiry-out-of-range');
  expect(objects.calls.length).toBe(before);
});

test('elsewhere ninety days are refused with the limit there, whatever the connection is called', async () => {
  const prepare = ({ ports: { ledger } }: TestPorts) =>
    ledger.saveConnection({ ...sampleConnection, provider: 'tigris', name: 'Tigris' });
  const { app, files, objects } = await start({ prepare });
  files.put('/home/a', 'a');
  const failure = await rejected(app.shareItems(['/home/a'], { copy: false, lifetimeSeconds: 7_776_000 }));
  expect([failure.code, failure.detail.longestSeconds, objects.calls]).toEqual(['expiry-out-of-range', 604_800, []]);
});

describe('nothing is begun', () => {
  test.each([0, -1, 1.5, 604_801, Number.NaN])('for a lifetime of %d', async (lifetimeSeconds) => {
    const { app, files, objects } = await start();
    files.put('/home/a', 'a');
    expect((await rejected(app.shareItems(['/home/a'], { copy: true, lifetimeSeconds }))).code).toBe(
      'expiry-out-of-range',
    );
    expect([objects.calls, app.store.get().uploads]).toEqual([[], []]);
  });

  test.each(['a/b', '', 'a\nb', 'x'.repeat(256)])('for the name %j', async (name) => {
    const { app, files } = await start();
    files.put('/home/a', 'a');
    expect((await rejected(app.shareItems(['/home/a'], { copy: true, name }))).code).toBe('bad-request');
  });

  test('for a connection that is not there', async () => {
    const { app, files } = await start();
    files.put('/home/a', 'a');
    const connection = { kind: 'known', connectionId: 'c-nobody' } as const;
    expect((await rejected(app.shareItems(['/home/a'], { copy: true, connection }))).code).toBe('connection-unknown');
  });

  test('when there is nothing to upload: no keychain and no server is bothered', async () => {
    const { app, secrets, objects } = await start();
    secrets.answer = 'keychain-locked';
    expect(outcomes(await app.shareItems(['/home/none'], { copy: true }))).toEqual(['none: file-missing']);
    expect(await app.shareItems([], { copy: true })).toEqual([]);
    expect(objects.calls).toEqual([]);
  });
});

describe('the truth of a link', () => {
  test('one that does not open is not copied, not remembered, and its object does not stay', async () => {
    const { app, files, server, bucket, clipboard, ports } = await start();
    files.put('/home/a.txt', 'abc');
    server.intercept = { status: 403, headers: {}, body: Buffer.alloc(0) };
    const [result] = await app.shareItems(['/home/a.txt'], { copy: true });
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'link-unproven', detail: { status: 403, fileName: 'a.txt' } },
    });
    expect([clipboard.written, bucket.objects.size, app.store.get().shares, ports.ledger.shares()]).toEqual([
      [],
      0,
      [],
      [],
    ]);
  });

  test('a sign-in page that answers in its place is no proof', async () => {
    const { app, files, server, clipboard, bucket, ports } = await start();
    files.put('/home/a.txt', 'abc');
    server.intercept = { status: 200, headers: { 'content-length': '5120' }, body: Buffer.alloc(0) };
    expect(outcomes(await app.shareItems(['/home/a.txt'], { copy: true }))).toEqual(['a.txt: link-unproven']);
    expect([clipboard.written, bucket.objects.size, ports.ledger.shares()]).toEqual([[], 0, []]);
  });

  test('an empty file is proven as well', async () => {
    const { app, files } = await start();
    files.put('/home/empty', '');
    expect(outcomes(await app.shareItems(['/home/empty'], { copy: true }))).toEqual(['empty']);
  });
});

describe('a file that changes while it is uploaded', () => {
  test.each([
    ['grows before the only read', 1_000, 1, bytes(2_000)],
    ['shrinks before the only read', 1_000, 1, bytes(500)],
    ['is rewritten before the second part', 40 * mebibyte, 2, bytes(40 * mebibyte).reverse()],
    ['shrinks before the third part', 40 * mebibyte, 3, bytes(20 * mebibyte)],
  ])('%s is told, and neither object nor parts stay', async (_what, length, nth, content) => {
    const { app, files, bucket, clipboard } = await start();
    files.put('/home/a.bin', bytes(length));
    files.beforeRead('/home/a.bin', nth, (file) => rewrite(file, content));
    expect(outcomes(await app.shareItems(['/home/a.bin'], { copy: true }))).toEqual(['a.bin: file-changed']);
    expect([bucket.objects.size, bucket.uploads.size, app.store.get().shares]).toEqual([0, 0, []]);
    expect(clipboard.written).toEqual([]);
  });

  test('vanishes between being named and being opened', async () => {
    const { app, files, bucket } = await start();
    files.put('/home/a.bin', 'x');
    const find = files.find.bind(files);
    files.find = async (path) => {
      const found = await find(path);
      files.delete(path);
      return found;
    };
    expect(outcomes(await app.shareItems(['/home/a.bin'], { copy: true }))).toEqual(['a.bin: file-missing']);
    expect(bucket.objects.size).toBe(0);
  });

  test('on a disk that breaks is unreadable', async () => {
    const { app, files, bucket } = await start();
    files.put('/home/a.bin', bytes(40 * mebibyte));
    files.beforeRead('/home/a.bin', 2, (file) => {
      file.broken = new Failure('file-unreadable', { reason: 'the disk reports an error' });
    });
    expect(outcomes(await app.shareItems(['/home/a.bin'], { copy: true }))).toEqual(['a.bin: file-unreadable']);
    expect(bucket.objects.size).toBe(0);
  });
});

describe('a network that fails', () => {
  test.each(['connection-lost', 'server-failed', 'throttled'] as const)('with %s is asked again', async (code) => {
    const { app, files, objects } = await start();
    files.put('/home/a.txt', 'abc');
    objects.fail('put', new Failure(code));
    objects.fail('put', new Failure(code), { nth: 2 });
    expect(outcomes(await app.shareItems(['/home/a.txt'], { copy: false }))).toEqual(['a.txt']);
    expect(objects.calls.filter(({ operation }) => operation === 'put')).toHaveLength(3);
  });

  test.each(['access-denied', 'storage-full', 'token-expired', 'not-s3'] as const)('with %s is not', async (code) => {
    const { app, files, objects } = await start();
    files.put('/home/a.txt', 'abc');
    objects.fail('put', new Failure(code));
    expect(outcomes(await app.shareItems(['/home/a.txt'], { copy: false }))).toEqual([`a.txt: ${code}`]);
    expect(objects.calls.filter(({ operation }) => operation === 'put')).toHaveLength(1);
  });

  test('in one part sends that part again and no other', async () => {
    const { app, files, objects, bucket } = await start();
    const content = bytes(40 * mebibyte);
    files.put('/home/a.bin', content);
    objects.fail('putPart', new Failure('connection-lost'), { nth: 2 });
    expect(outcomes(await app.shareItems(['/home/a.bin'], { copy: false }))).toEqual(['a.bin']);
    const parts = objects.calls.filter(({ operation }) => operation === 'putPart').map(({ partNumber }) => partNumber);
    expect([parts.length, new Set(parts).size]).toEqual([4, 3]);
    expect([...bucket.objects.values()][0]?.body.equals(content)).toBe(true);
  });

  test('after the completion was done is settled by the object itself', async () => {
    const { app, files, objects, bucket } = await start();
    const content = bytes(20 * mebibyte);
    files.put('/home/a.bin', content);
    objects.fail('completeUpload', new Failure('connection-lost'), { afterwards: true });
    expect(outcomes(await app.shareItems(['/home/a.bin'], { copy: false }))).toEqual(['a.bin']);
    expect([bucket.objects.size, bucket.uploads.size]).toEqual([1, 0]);
    expect([...bucket.objects.values()][0]?.body.equals(content)).toBe(true);
  });

  test('before the completion is asked again', async () => {
    const { app, files, objects } = await start();
    files.put('/home/a.bin', bytes(20 * mebibyte));
    objects.fail('completeUpload', new Failure('server-failed'));
    expect(outcomes(await app.shareItems(['/home/a.bin'], { copy: false }))).toEqual(['a.bin']);
  });
});

describe('a cancel', () => {
  test('before anything travelled leaves nothing', async () => {
    const { app, files, bucket } = await start();
    files.put('/home/a', 'a');
    const results = await app.shareItems(['/home/a'], { copy: true, signal: AbortSignal.abort() });
    expect(outcomes(results)).toEqual(['a: cancelled']);
    expect([bucket.objects.size, app.store.get().uploads]).toEqual([0, []]);
  });

  test('of one upload leaves the others alone, and its parts are gone', async () => {
    const { app, files, objects, bucket, shown, ports } = await start();
    files.put('/home/a.bin', bytes(40 * mebibyte));
    files.put('/home/b.txt', 'b');
    const release = objects.hold('putPart');
    const sharing = app.shareItems(['/home/a.bin', '/home/b.txt'], { copy: true });
    await until(() => objects.calls.some(({ operation }) => operation === 'putPart'));
    const upload = app.store.get().uploads.find(({ name }) => name === 'a.bin');
    app.cancelUpload(upload?.id ?? '');
    app.dismissNotice(app.store.get().notices[0]?.id ?? '');
    expect(outcomes(await sharing)).toEqual(['a.bin: cancelled', 'b.txt']);
    release();
    await settle();
    expect([bucket.uploads.size, bucket.objects.size]).toEqual([0, 1]);
    expect([app.store.get().uploads, ports.ledger.unfinishedUploads(), files.openCount()]).toEqual([[], [], 0]);
    expect(shown.map(([title]) => title)).toEqual(['Link copied']);
  });

  test('while the link is proven still means: no link', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let asked = false;
    const { app, files, bucket, clipboard } = await start({
      ports: {
        probe: {
          ask: async () => {
            asked = true;
            await gate;
            return { status: 206, sizeBytes: 1 };
          },
        },
      },
    });
    files.put('/home/a', 'a');
    const sharing = app.shareItems(['/home/a'], { copy: true });
    await until(() => asked);
    app.cancelUpload(app.store.get().uploads[0]?.id ?? '');
    app.dismissNotice(app.store.get().notices[0]?.id ?? '');
    open();
    expect(outcomes(await sharing)).toEqual(['a: cancelled']);
    expect([bucket.objects.size, clipboard.written, app.store.get().shares]).toEqual([0, [], []]);
  });

  test('of everything ends everything', async () => {
    const { app, files, objects, bucket } = await start({ stays: true });
    for (let index = 0; index < 40; index += 1) files.put(`/home/f${index}`, 'x');
    const release = objects.hold('put');
    const sharing = app.shareItems(
      Array.from({ length: 40 }, (_, index) => `/home/f${index}`),
      { copy: true },
    );
    await until(() => objects.calls.length > 0);
    app.cancelAll();
    app.dismissNotice(app.store.get().notices[0]?.id ?? '');
    expect(new Set((await sharing).map((result) => !result.ok && result.failure.code))).toEqual(new Set(['cancelled']));
    release();
    await settle();
    expect([bucket.objects.size, app.store.get().uploads]).toEqual([0, []]);
  });
});

describe('a failed upload', () => {
  test('stays with its reason, and can be tried again under the same name', async () => {
    const { app, files, objects, clipboard } = await start({ stays: true });
    files.put('/home/a.txt', 'abc');
    objects.fail('put', new Failure('access-denied'));
    await app.shareItems(['/home/a.txt'], { copy: true, name: 'renamed.txt' });
    const [failed] = app.store.get().uploads;
    expect(failed?.phase).toMatchObject({ kind: 'failed', failure: { code: 'access-denied' } });
    expect(app.canRetry(failed?.id ?? '')).toBe(true);
    await app.retryUpload(failed?.id ?? '');
    expect(app.store.get().shares.map(({ name }) => name)).toEqual(['renamed.txt']);
    expect([app.store.get().uploads, clipboard.written.length]).toEqual([[], 1]);
  });

  test.each(['line\nbreak.txt', 'a\\b.txt', ' spaced ', '"quoted".txt'])(
    'of a file called %j can be tried again',
    async (name) => {
      const { app, files, objects } = await start({ stays: true });
      files.put(`/home/${name}`, 'abc');
      objects.fail('put', new Failure('access-denied'));
      await app.shareItems([`/home/${name}`], { copy: true });
      await app.retryUpload(app.store.get().uploads[0]?.id ?? '');
      expect(app.store.get().shares).toHaveLength(1);
    },
  );

  test('can be dismissed, and is then unknown', async () => {
    const { app, files, objects, ports } = await start({ stays: true });
    files.put('/home/a.txt', 'abc');
    objects.fail('put', new Failure('access-denied'));
    await app.shareItems(['/home/a.txt'], { copy: true });
    const id = app.store.get().uploads[0]?.id ?? '';
    app.dismissUpload(id);
    await until(() => ports.ledger.unfinishedUploads().length === 0);
    expect([app.store.get().uploads, app.canRetry(id)]).toEqual([[], false]);
    await expect(app.retryUpload(id)).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('a connection for once', () => {
  test('leaves a link and nothing else', async () => {
    const { app, files, ports, bucket, secrets } = await start({ fresh: true });
    files.put('/home/a.txt', 'abc');
    files.put('/home/large.bin', bytes(20 * mebibyte));
    const connection = { kind: 'ephemeral', connection: sampleConnection, credentials: sampleCredentials } as const;
    const results = await app.shareItems(['/home/a.txt', '/home/large.bin'], { copy: false, connection });
    expect(outcomes(results)).toEqual(['a.txt', 'large.bin']);
    expect(bucket.objects.size).toBe(2);
    const { ledger } = ports;
    expect([ledger.connections(), ledger.shares(), ledger.unfinishedUploads(), app.store.get().shares]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(secrets.entries.size).toBe(0);
  });

  test('that fails leaves nothing at all', async () => {
    const { app, files, ports, bucket, objects } = await start({ fresh: true });
    files.put('/home/large.bin', bytes(40 * mebibyte));
    objects.fail('putPart', new Failure('storage-full'), { nth: 2 });
    const connection = { kind: 'ephemeral', connection: sampleConnection, credentials: sampleCredentials } as const;
    expect(outcomes(await app.shareItems(['/home/large.bin'], { copy: false, connection }))).toEqual([
      'large.bin: storage-full',
    ]);
    expect([bucket.objects.size, bucket.uploads.size, ports.ledger.unfinishedUploads()]).toEqual([0, 0, []]);
  });
});

describe('a disk that refuses the ledger', () => {
  test('while uploads run is told for each of them, and nothing is left without a row', async () => {
    const { app, files, ledgerFile, objects, bucket, clipboard } = await start();
    for (const name of ['a', 'b', 'c']) files.put(`/home/${name}`, name);
    const release = objects.hold('put');
    const sharing = app.shareItems(['/home/a', '/home/b', '/home/c'], { copy: true });
    await until(() => objects.calls.some(({ operation }) => operation === 'put'));
    ledgerFile.refusing = new Failure('disk-full');
    release();
    expect(outcomes(await sharing)).toEqual(['a: disk-full', 'b: disk-full', 'c: disk-full']);
    expect([bucket.objects.size, clipboard.written, app.store.get().shares]).toEqual([0, [], []]);
    ledgerFile.refusing = undefined;
  });

  test('before they begin is told at once', async () => {
    const { app, files, ledgerFile, objects } = await start();
    files.put('/home/a', 'a');
    ledgerFile.refusing = new Failure('disk-full');
    expect((await rejected(app.shareItems(['/home/a'], { copy: true }))).code).toBe('disk-full');
    expect(objects.calls).toEqual([]);
    ledgerFile.refusing = undefined;
  });
});

test('a connection names its objects in its own way, and pages keep their folders', async () => {
  const keyTemplate = '{date}/{random}/{name}';
  const { app, files, bucket } = await startApp({
    prepare: ({ ports }) => ports.ledger.saveConnection({ ...sampleConnection, keyTemplate }),
  });
  files.put('/home/a b.txt', 'a');
  files.put('/home/c.txt', 'c');
  await app.shareItems(['/home/a b.txt'], { copy: false, page: 'never' });
  expect([...bucket.objects.keys()]).toEqual([expect.stringMatching(/2026-01-01\/[A-Za-z0-9_-]{22}\/a-b\.txt$/)]);
  await app.shareItems(['/home/a b.txt', '/home/c.txt'], { copy: false });
  const page = [...bucket.objects.keys()].find((key) => key.endsWith('index.html'));
  expect(page).toMatch(/(^|\/)p\/[A-Za-z0-9_-]{22}\/index\.html$/);
  await app.stop();
});
