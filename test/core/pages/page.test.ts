// Files that are shared together get one link to a page of all of them, or the reason why there is none yet.
import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { Share } from '../../../main/core/model/share';
import { rejected } from '../../fakes/failing';
import { uploadLines } from '../../../main/core/uploads/rules/upload-lines';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { settle, until, type RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import type { ItemResult, ShareOptions } from '../../../main/core/model/share-request';

const start = startsApps();

const quiet: ShareOptions = { copy: false };
const outcome = (result: ItemResult | undefined) =>
  result?.ok === true ? result.shared.share.name : result && `${result.name}: ${result.failure.code}`;
const urlOf = (result: ItemResult | undefined) => (result?.ok === true ? result.shared.url : '');
function shareOf(result: ItemResult | undefined): Share {
  if (result?.ok !== true) throw new Error(`no share: ${outcome(result)}`);
  return result.shared.share;
}

interface Opened {
  readonly html: string;
  /** Name on the page, and what its link gives a recipient. */
  readonly files: readonly (readonly [name: string, content: string])[];
}

/** What a recipient finds behind the link. */
function open({ server }: RunningApp, url: string): Opened {
  const html = gunzipSync(server.get(url).body).toString();
  const links = [...html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g)];
  const files = links.map(([, href = '', name = '']) => {
    const { status, body } = server.get(new URL(href.replaceAll('&amp;', '&'), url).href);
    return [name, status === 200 ? body.toString() : String(status)] as const;
  });
  return { html, files };
}

const trip = ({ files }: RunningApp) => {
  files.put('/home/trip/a.txt', 'first');
  files.put('/home/trip/day 1/b.txt', 'second');
  files.put('/home/trip/day 1/c.svg', '<svg/>');
};

describe('a folder', () => {
  test('becomes one link to a page that gives every file, with its tree', async () => {
    const here = await start();
    trip(here);
    const results = await here.app.shareItems(['/home/trip'], { copy: true, lifetimeSeconds: 600, message: 'Enjoy' });
    expect(results).toHaveLength(1);
    const share = shareOf(results[0]);
    expect(share).toMatchObject({
      kind: 'page',
      origin: 'uploaded',
      name: 'trip',
      message: 'Enjoy',
      sizeBytes: 17,
      fileCount: 3,
      contentType: 'text/html',
      disposition: 'inline',
      verified: true,
      limitedBy: 'requested',
      storedCheck: 'crc32',
      source: { path: '/home/trip' },
    });
    expect(share.expiresAtMs - share.createdAtMs).toBe(600_000);
    const { html, files } = open(here, urlOf(results[0]));
    expect(files).toEqual([
      ['a.txt', 'first'],
      ['day 1/b.txt', 'second'],
      ['day 1/c.svg', '<svg/>'],
    ]);
    expect(html).toContain('Enjoy');
    expect(here.clipboard.written).toEqual([urlOf(results[0])]);
    expect(here.shown.map(([title]) => title)).toEqual(['Link copied']);
  });

  test('is remembered with its files, their hashes and their page, and leaves no draft and no upload', async () => {
    const here = await start();
    trip(here);
    const share = shareOf((await here.app.shareItems(['/home/trip'], quiet))[0]);
    const { ledger } = here.ports;
    expect(ledger.shares()).toEqual([share]);
    expect(here.app.store.get()).toMatchObject({ shares: [share], uploads: [] });
    const items = ledger.items(share.id);
    expect(items.map(({ role, path, sizeBytes }) => [role, path, sizeBytes])).toEqual([
      ['file', 'a.txt', 5],
      ['file', 'day 1/b.txt', 6],
      ['file', 'day 1/c.svg', 6],
      ['page', 'trip', expect.any(Number)],
    ]);
    expect(items[0]?.sha256).toBe(createHash('sha256').update('first').digest('hex'));
    expect(items[0]?.source?.path).toBe('/home/trip/a.txt');
    expect(items[3]?.key).toBe(share.key);
    expect([ledger.pageDrafts(), ledger.unfinishedUploads()]).toEqual([[], []]);
  });

  test('has its files in one folder of the bucket and its page in another that no file can be in', async () => {
    const here = await start();
    trip(here);
    await here.app.shareItems(['/home/trip'], quiet);
    const keys = [...here.bucket.objects.keys()].sort();
    expect(keys).toEqual([
      expect.stringMatching(/^f\/[A-Za-z0-9_-]{22}\/0\/a\.txt$/),
      expect.stringMatching(/^f\/[A-Za-z0-9_-]{22}\/1\/b\.txt$/),
      expect.stringMatching(/^f\/[A-Za-z0-9_-]{22}\/2\/c\.svg$/),
      expect.stringMatching(/^p\/[A-Za-z0-9_-]{22}\/index\.html$/),
    ]);
    expect(new Set(keys.map((key) => key.slice(2, 24))).size).toBe(2);
  });
});

describe('several files', () => {
  test('keep their names, and equal ones are told apart', async () => {
    const here = await start();
    here.files.put('/a/report.pdf', 'mine');
    here.files.put('/b/report.pdf', 'yours');
    const [result] = await here.app.shareItems(['/a/report.pdf', '/b/report.pdf'], quiet);
    expect(shareOf(result)).toMatchObject({ name: 'report.pdf and 1 more', fileCount: 2 });
    expect(shareOf(result).source).toBeUndefined();
    expect(open(here, urlOf(result)).files).toEqual([
      ['report.pdf', 'mine'],
      ['report (2).pdf', 'yours'],
    ]);
  });

  test('of which some cannot be taken become a page of the rest, and those are told', async () => {
    const here = await start();
    here.files.put('/home/a', 'a');
    here.files.refused.set('/home/pipe', new Failure('file-not-regular', { fileName: 'pipe', reason: 'a named pipe' }));
    const results = await here.app.shareItems(['/home/none', '/home/a', '/home/pipe'], { copy: true });
    expect(results.map(outcome)).toEqual(['a', 'none: file-missing', 'pipe: file-not-regular']);
    expect(shareOf(results[0])).toMatchObject({ kind: 'page', fileCount: 1 });
    expect(here.shown.map(([title]) => title)).toEqual(['Link copied', '2 files were not shared']);
  });

  test('of which none can be taken become nothing', async () => {
    const here = await start();
    const results = await here.app.shareItems(['/home/a', '/home/b'], quiet);
    expect(results.map(outcome)).toEqual(['a: file-missing', 'b: file-missing']);
    expect([here.objects.calls, here.ports.ledger.pageDrafts()]).toEqual([[], []]);
  });

  test.each(['/home/a', '/home/a /home/b'])('%s: a habit decides, an option overrules it', async (named) => {
    const here = await start();
    const paths = named.split(' ');
    for (const path of paths) here.files.put(path, 'x');
    const kinds = async (options: Partial<ShareOptions> = {}) =>
      (await here.app.shareItems(paths, { copy: false, ...options })).map((result) => shareOf(result).kind);
    const separate = paths.map(() => 'file');
    expect(await kinds()).toEqual(paths.length > 1 ? ['page'] : ['file']);
    expect(await kinds({ page: 'never' })).toEqual(separate);
    expect(await kinds({ page: 'always' })).toEqual(['page']);
    here.app.saveSettings({ pages: 'never' });
    expect(await kinds()).toEqual(separate);
    // Only a page can say them.
    expect(await kinds({ title: 'For you' })).toEqual(['page']);
    here.app.saveSettings({ pages: 'always' });
    expect(await kinds()).toEqual(['page']);
  });

  test('a thousand are one page, at most sixteen files open', async () => {
    const here = await start();
    const paths = Array.from({ length: 1_000 }, (_, index) => `/home/f${index}.txt`);
    for (const path of paths) here.files.put(path, `content of ${path}`);
    const [result] = await here.app.shareItems(paths, { copy: true });
    const { files } = open(here, urlOf(result));
    expect([files.length, files[999]]).toEqual([1_000, ['f999.txt', 'content of /home/f999.txt']]);
    expect([here.bucket.objects.size, here.clipboard.written.length, here.files.openCount()]).toEqual([1_001, 1, 0]);
    expect(here.app.store.get().uploads).toEqual([]);
  });
});

describe('the words of a page', () => {
  test('are those that were given', async () => {
    const here = await start();
    trip(here);
    const options = { copy: false, title: ' Für Anna ', message: 'Zeile 1\r\nZeile 2\n' };
    const [result] = await here.app.shareItems(['/home/trip'], options);
    expect(shareOf(result)).toMatchObject({ name: 'Für Anna', message: 'Zeile 1\nZeile 2' });
    expect(open(here, urlOf(result)).html).toContain('<h1>Für Anna</h1>');
  });

  test.each<Partial<ShareOptions>>([
    { title: '' },
    { title: 'x'.repeat(201) },
    { message: 'x'.repeat(2_001) },
    { title: 'x', page: 'never' },
    { message: 'x', page: 'never' },
    { keepUntilMs: 1 },
  ])('are refused before anything begins: %j', async (options) => {
    const here = await start();
    trip(here);
    expect((await rejected(here.app.shareItems(['/home/trip'], { copy: false, ...options }))).code).toBe('bad-request');
    expect([here.objects.calls, here.ports.ledger.pageDrafts()]).toEqual([[], []]);
  });

  test('an only file is called as was chosen', async () => {
    const here = await start();
    here.files.put('/home/a.txt', 'a');
    const [result] = await here.app.shareItems(['/home/a.txt'], { copy: false, page: 'always', name: 'b.txt' });
    expect([shareOf(result).name, open(here, urlOf(result)).files]).toEqual(['b.txt', [['b.txt', 'a']]]);
  });
});

test('a page never outlives temporary credentials, and no link in it does', async () => {
  const here = await start();
  trip(here);
  const credentials = { ...sampleCredentials, expiresAtMs: here.clock.now() + 600_000 };
  const connection = { kind: 'ephemeral', connection: sampleConnection, credentials } as const;
  const [result] = await here.app.shareItems(['/home/trip'], { copy: false, connection, lifetimeSeconds: 3_600 });
  expect(shareOf(result)).toMatchObject({ limitedBy: 'credentials', expiresAtMs: here.clock.now() + 540_000 });
  const url = urlOf(result);
  const { html } = open(here, url);
  here.clock.advance(540_000);
  const hrefs = Array.from(html.matchAll(/href="([^"]+)"/g), ([, href = '']) => href.replaceAll('&amp;', '&'));
  expect([url, ...hrefs].map((href) => here.server.get(new URL(href, url).href).status)).toEqual([403, 403, 403, 403]);
});

describe('a file that fails', () => {
  test('holds the page back, is told with its reason, and is all that travels again', async () => {
    const here = await start({ stays: true });
    trip(here);
    here.objects.fail('put', new Failure('access-denied'), { nth: 2 });
    const [result] = await here.app.shareItems(['/home/trip'], { copy: true });
    expect(result).toMatchObject({
      ok: false,
      name: 'trip',
      failure: { code: 'page-incomplete', detail: { storedCount: 2, fileCount: 3 } },
      causes: [{ code: 'access-denied' }],
    });
    expect([here.clipboard.written, here.app.store.get().shares]).toEqual([[], []]);
    expect(here.shown).toEqual([['Not shared: trip', '2 of 3 files are stored, so the page is not finished yet.']]);
    const [failed] = here.app.store.get().uploads;
    expect(failed?.name).toBe('day 1/b.txt');
    const before = here.objects.calls.length;
    await here.app.retryUpload(failed?.id ?? '');
    const puts = here.objects.calls.slice(before).filter(({ operation }) => operation === 'put');
    expect(puts.map(({ key }) => key?.slice(-5))).toEqual(['b.txt', '.html']);
    const [share] = here.app.store.get().shares;
    expect([share?.fileCount, here.app.store.get().uploads, here.clipboard.written.length]).toEqual([3, [], 1]);
    expect(open(here, here.clipboard.written[0] ?? '').files).toHaveLength(3);
  });

  test('and is dismissed leaves a page of the rest', async () => {
    const here = await start({ stays: true });
    trip(here);
    here.objects.fail('put', new Failure('access-denied'), { nth: 2 });
    await here.app.shareItems(['/home/trip'], { copy: true });
    here.app.dismissUpload(here.app.store.get().uploads[0]?.id ?? '');
    await until(() => here.clipboard.written.length === 1);
    expect(open(here, here.clipboard.written[0] ?? '').files.map(([name]) => name)).toEqual(['a.txt', 'day 1/c.svg']);
    await until(() => here.ports.ledger.unfinishedUploads().length === 0);
    expect([here.bucket.objects.size, here.ports.ledger.pageDrafts()]).toEqual([3, []]);
  });

  test('in a command leaves what is stored for the next one', async () => {
    const here = await start();
    trip(here);
    here.objects.fail('put', new Failure('access-denied'), { nth: 2 });
    await here.app.shareItems(['/home/trip'], quiet);
    expect(here.app.pagesLeftBehind()).toEqual([]);
    expect([here.bucket.objects.size, here.ports.ledger.pageDrafts().length]).toEqual([2, 1]);
  });

  test('on a connection for once leaves nothing, and its own reason is the page’s', async () => {
    const here = await start({ fresh: true });
    trip(here);
    here.objects.fail('put', new Failure('storage-full'), { nth: 2 });
    const connection = { kind: 'ephemeral', connection: sampleConnection, credentials: sampleCredentials } as const;
    const results = await here.app.shareItems(['/home/trip'], { copy: false, connection });
    expect(results.map(outcome)).toEqual(['trip: storage-full']);
    const { ledger } = here.ports;
    expect([here.bucket.objects.size, ledger.pageDrafts(), ledger.unfinishedUploads()]).toEqual([0, [], []]);
  });
});

describe('a cancel', () => {
  /** Four files are stored, and one hangs. */
  const sharing = async (options: Partial<ShareOptions> = {}, stays = false) => {
    const here = await start({ stays });
    here.files.put('/home/d/large.bin', Buffer.alloc(20 * 1_048_576));
    for (let index = 0; index < 4; index += 1) here.files.put(`/home/d/f${index}`, 'x');
    const release = here.objects.hold('putPart');
    const done = here.app.shareItems(['/home/d'], { copy: true, ...options });
    await until(() => here.bucket.objects.size === 4 && here.bucket.uploads.size === 1);
    return { here, done, release };
  };

  test('of everything removes everything, also what was stored already', async () => {
    const { here, done, release } = await sharing({}, true);
    here.app.cancelAll();
    here.app.dismissNotice(here.app.store.get().notices[0]?.id ?? '');
    expect(outcome((await done)[0])).toBe('d: cancelled');
    release();
    await until(() => here.ports.ledger.unfinishedUploads().length === 0);
    expect([here.bucket.objects.size, here.bucket.uploads.size, here.ports.ledger.pageDrafts()]).toEqual([0, 0, []]);
    expect([here.clipboard.written, here.app.store.get().uploads, here.shown]).toEqual([[], [], []]);
  });

  test('of one upload that runs makes a page of the others', async () => {
    const here = await start({ stays: true });
    here.files.put('/home/d/a.bin', Buffer.alloc(20 * 1_048_576));
    here.files.put('/home/d/b.txt', 'b');
    const release = here.objects.hold('putPart');
    const done = here.app.shareItems(['/home/d'], { copy: false });
    await until(() => here.objects.calls.some(({ operation }) => operation === 'putPart'));
    here.app.cancelUpload(here.app.store.get().uploads.find(({ name }) => name === 'a.bin')?.id ?? '');
    here.app.dismissNotice(here.app.store.get().notices[0]?.id ?? '');
    const [result] = await done;
    release();
    expect(open(here, urlOf(result)).files).toEqual([['b.txt', 'b']]);
  });

  test.each([true, false])(
    'of one file is not counted by the title of the next start, the cancel final: %s',
    async (final) => {
      const here = await start({ stays: true });
      for (const name of ['a.bin', 'b.bin']) here.files.put(`/home/${name}`, Buffer.alloc(20 * 1_048_576));
      for (const name of ['c.txt', 'd.txt']) here.files.put(`/home/${name}`, name);
      here.objects.hold('putPart');
      const paths = ['a.bin', 'b.bin', 'c.txt', 'd.txt'].map((name) => `/home/${name}`);
      const done = here.app.shareItems(paths, { copy: false });
      const rows = () => {
        const { uploads, pages } = here.app.store.get();
        return uploads.map(({ name, pageId }) => `${name}: ${pages.find(({ id }) => id === pageId)?.title}`);
      };
      await until(() => rows().length === 2 && here.bucket.uploads.size === 2);
      expect(rows()).toEqual(['a.bin: a.bin and 3 more', 'b.bin: a.bin and 3 more']);
      here.app.cancelUpload(here.app.store.get().uploads.find(({ name }) => name === 'a.bin')?.id ?? '');
      expect(here.app.store.get().notices[0]?.content).toMatchObject({ name: 'a.bin', ofPage: true });
      if (final) {
        here.app.dismissNotice(here.app.store.get().notices[0]?.id ?? '');
        await until(() => here.bucket.uploads.size === 1);
      }
      expect(rows()).toEqual([`b.bin: ${final ? 'b.bin and 2 more' : 'a.bin and 3 more'}`]);
      await here.app.stop();
      await done;
      const next = await start({ stays: true, shared: here });
      await until(() => next.app.store.get().shares.length === 1);
      expect(next.app.store.get().shares[0]).toMatchObject({ name: 'b.bin and 2 more', fileCount: 3 });
    },
  );

  test.each([true, false])('by a signal keeps what it has to go on later: %s', async (keepWhenStopped) => {
    const stopping = new AbortController();
    const { here, done, release } = await sharing({ signal: stopping.signal, keepWhenStopped });
    stopping.abort();
    expect(outcome((await done)[0])).toBe(keepWhenStopped ? 'd: paused' : 'd: cancelled');
    release();
    await settle();
    expect(here.ports.ledger.pageDrafts()).toHaveLength(keepWhenStopped ? 1 : 0);
    expect([here.bucket.objects.size, here.bucket.uploads.size]).toEqual(keepWhenStopped ? [4, 1] : [0, 0]);
  });
});

describe('a page as a whole', () => {
  /** `a.bin` hangs until `release`; `b.txt` is refused; `c.txt` is stored. */
  const threeFiles = async () => {
    const here = await start({ stays: true });
    here.files.put('/home/a.bin', Buffer.alloc(20 * 1_048_576));
    here.files.put('/home/b.txt', 'b');
    here.files.put('/home/c.txt', 'c');
    here.objects.fail('put', new Failure('access-denied'));
    const release = here.objects.hold('putPart');
    const done = here.app.shareItems(['/home/a.bin', '/home/b.txt', '/home/c.txt'], { copy: false });
    await until(() => here.bucket.objects.size === 1 && here.bucket.uploads.size === 1);
    const line = () => {
      const { uploads, pages } = here.app.store.get();
      return uploadLines(uploads, pages)[0];
    };
    await until(() => line()?.page?.failed.length === 1);
    return { ...here, release, done, line, id: line()?.id ?? '' };
  };

  test('is one line with all its files, paused and resumed, and made without the failed ones', async () => {
    const { app, line, id, release } = await threeFiles();
    expect(line()).toMatchObject({ phase: { kind: 'uploading' }, page: { fileCount: 3, storedCount: 1 } });
    app.pauseUpload(id);
    await until(() => line()?.phase.kind === 'paused');
    app.resumeUpload(id);
    expect([line()?.phase.kind, line()?.page?.failed.length]).toEqual(['waiting', 1]);
    release();
    await until(() => line()?.phase.kind === 'failed');
    expect([line()?.page?.storedCount, app.canRetry(id)]).toEqual([2, true]);
    app.dismissUpload(id);
    await until(() => app.store.get().shares.length === 1);
    expect(app.store.get().shares[0]).toMatchObject({ fileCount: 2 });
    expect([app.store.get().uploads, app.store.get().pages]).toEqual([[], []]);
  });

  test('tries its failed files again', async () => {
    const { app, line, id, release } = await threeFiles();
    release();
    await until(() => line()?.phase.kind === 'failed');
    await app.retryUpload(id);
    expect(app.store.get().shares[0]).toMatchObject({ fileCount: 3 });
  });

  test('is cancelled with all its files, and comes back with them', async () => {
    const { app, line, id, release, done, bucket } = await threeFiles();
    const one = app.store.get().uploads.find(({ name }) => name === 'b.txt')?.id ?? '';
    app.cancelUpload(one);
    app.cancelUpload(id);
    // The cancel of the one file is final now.
    expect(app.store.get().notices.map(({ content }) => content)).toEqual([
      { kind: 'cancelled', count: 1, name: expect.stringContaining('a.bin') },
    ]);
    expect(line()).toBeUndefined();
    app.undoCancel(app.store.get().notices[0]?.id ?? '');
    expect(line()).toMatchObject({ id, page: { fileCount: 2, storedCount: 1, failed: [] } });
    app.cancelUpload(id);
    app.dismissNotice(app.store.get().notices[0]?.id ?? '');
    release();
    await done;
    await until(() => bucket.objects.size === 0 && bucket.uploads.size === 0);
    expect([app.store.get().pages, app.store.get().pendingCancel, app.store.get().shares]).toEqual([[], [], []]);
  });
});

describe('a page that cannot be written', () => {
  test('on a storage that shows no pages says so, keeps the files, and can be given up', async () => {
    const here = await start({ stays: true });
    trip(here);
    here.server.hidesPages = true;
    const [result] = await here.app.shareItems(['/home/trip'], { copy: true });
    expect(outcome(result)).toBe('trip: page-not-shown');
    const [shown] = here.app.store.get().uploads;
    expect(shown).toMatchObject({ name: 'trip', phase: { kind: 'failed', failure: { code: 'page-not-shown' } } });
    expect([here.bucket.objects.size, here.app.canRetry(shown?.id ?? '')]).toEqual([3, true]);
    here.app.dismissUpload(shown?.id ?? '');
    await until(() => here.ports.ledger.pageDrafts().length === 0);
    expect([here.bucket.objects.size, here.app.store.get().uploads]).toEqual([0, []]);
  });

  test('can be tried again', async () => {
    const here = await start({ stays: true });
    trip(here);
    here.server.hidesPages = true;
    await here.app.shareItems(['/home/trip'], { copy: true });
    here.server.hidesPages = false;
    await here.app.retryUpload(here.app.store.get().uploads[0]?.id ?? '');
    expect([here.app.store.get().uploads, here.clipboard.written.length]).toEqual([[], 1]);
    expect(open(here, here.clipboard.written[0] ?? '').files).toHaveLength(3);
  });

  test('because the network went away is written when it is back', async () => {
    let reachable = false;
    const here = await start({ stays: true, ports: { isReachable: async () => reachable } });
    trip(here);
    // The fourth is the page; asked three times.
    for (const nth of [4, 5, 6]) here.objects.fail('put', new Failure('connection-lost'), { nth });
    const done = here.app.shareItems(['/home/trip'], { copy: true });
    await until(() => here.app.store.get().uploads[0]?.phase.kind === 'offline');
    expect(here.app.store.get().uploads).toMatchObject([{ name: 'trip' }]);
    reachable = true;
    expect(outcome((await done)[0])).toBe('trip');
    expect(here.clipboard.written).toHaveLength(1);
  });
});
