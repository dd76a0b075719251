// Why this exists: the one use case behind window, tray and command line, over twins that fail exactly where a test says.
import { describe, expect, test } from 'vitest';
import { createApp } from '../../main/compose';
import { Failure } from '../../main/domain/failure';
import type { App, ItemResult } from '../../main/services/app';
import { createTestPorts, type TestPorts } from '../fakes/test-ports';

interface World extends TestPorts {
  readonly app: App;
}

/** An app in memory whose bucket on this computer serves, as at the first run. */
async function begin(overrides: Parameters<typeof createTestPorts>[0] = {}): Promise<World> {
  const world = createTestPorts(overrides);
  const app = createApp(world.ports, { stays: false });
  await app.start();
  return { ...world, app };
}

const codes = (results: readonly ItemResult[]) => results.map((result) => (result.ok ? 'ok' : result.failure.code));
const storedKeys = ({ server }: TestPorts) =>
  [...server.buckets.values()].flatMap(({ objects }) => [...objects.keys()]);

describe('share', () => {
  test('gives one result per file in the order of the paths, and copies the links together', async () => {
    const world = await begin();
    for (const name of ['c', 'a', 'b']) world.files.put(`/f/${name}.txt`, name);
    const results = await world.app.shareItems(['/f/c.txt', '/f/a.txt', '/f/b.txt'], { copy: true });
    expect(results.map((result) => (result.ok ? result.shared.share.name : ''))).toEqual(['c.txt', 'a.txt', 'b.txt']);
    const urls = results.map((result) => (result.ok ? result.shared.url : ''));
    expect(world.clipboard.written).toEqual([urls.join('\n')]);
    expect(world.server.get(urls[1] ?? '').body.toString()).toBe('a');
    expect(world.app.store.get().uploads).toEqual([]);
  });

  test('a thousand files at once are a thousand objects and as many rows', async () => {
    const world = await begin();
    const paths = Array.from({ length: 1_000 }, (_, index) => `/many/${index}.txt`);
    for (const path of paths) world.files.put(path, path);
    const results = await world.app.shareItems(paths, { copy: true });
    expect(new Set(codes(results))).toEqual(new Set(['ok']));
    expect([storedKeys(world).length, world.ports.ledger.shares().length]).toEqual([1_000, 1_000]);
    expect(world.ports.ledger.unfinishedUploads()).toEqual([]);
    expect(world.files.openCount()).toBe(0);
  });

  test('a link that does not open is not copied, and its object does not stay', async () => {
    const world = await begin();
    world.files.put('/f/a.txt', 'a');
    world.server.intercept = { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('sign in') };
    const results = await world.app.shareItems(['/f/a.txt'], { copy: true });
    expect(codes(results)).toEqual(['link-unproven']);
    expect([world.clipboard.written, storedKeys(world), world.ports.ledger.shares()]).toEqual([[], [], []]);
  });

  test('a file that changes while it is read is a failure, and nothing of it stays', async () => {
    const world = await begin();
    world.files.put('/f/a.txt', 'first');
    world.files.beforeRead('/f/a.txt', 1, (file) => {
      file.content = Buffer.from('longer');
      file.mtimeNs += 1n;
    });
    expect(codes(await world.app.shareItems(['/f/a.txt'], { copy: true }))).toEqual(['file-changed']);
    expect([world.clipboard.written, storedKeys(world)]).toEqual([[], []]);
  });

  test('one failure does not stop the others, and can be tried again', async () => {
    const world = await begin();
    world.files.put('/f/a.txt', 'a');
    world.files.put('/f/b.txt', 'b');
    world.objects.fail('put', new Failure('access-denied'), { nth: 1 });
    const results = await world.app.shareItems(['/f/a.txt', '/f/b.txt'], { copy: true });
    expect(codes(results).toSorted()).toEqual(['access-denied', 'ok']);
    const [failed] = world.app.store.get().uploads;
    expect(failed).toMatchObject({ phase: { kind: 'failed' } });
    await world.app.retryUpload(failed?.id ?? '');
    expect(world.app.store.get().uploads).toEqual([]);
    expect([world.app.store.get().shares.length, world.clipboard.written.length]).toEqual([2, 2]);
  });

  test('what the server damages is no link', async () => {
    const world = await begin();
    world.files.put('/f/a.txt', 'precious');
    world.objects.damaging = true;
    expect(codes(await world.app.shareItems(['/f/a.txt'], { copy: true }))).toEqual(['stored-differs']);
    expect([world.clipboard.written, storedKeys(world)]).toEqual([[], []]);
  });

  test.each([0, -1, 1.5, 604_801, Number.NaN])(
    'a lifetime of %d seconds is refused before anything is asked',
    async (lifetimeSeconds) => {
      const world = await begin();
      world.files.put('/f/a.txt', 'a');
      const sharing = world.app.shareItems(['/f/a.txt'], { copy: true, lifetimeSeconds });
      await expect(sharing).rejects.toMatchObject({ code: 'expiry-out-of-range' });
      expect(world.objects.calls).toEqual([]);
    },
  );

  test('a clipboard that cannot be written is told; the link is made all the same', async () => {
    const world = await begin();
    world.files.put('/f/a.txt', 'a');
    world.clipboard.broken = true;
    expect(codes(await world.app.shareItems(['/f/a.txt'], { copy: true }))).toEqual(['ok']);
    expect(world.app.store.get().notices.map(({ content }) => content)).toMatchObject([
      { kind: 'failure', failure: { code: 'clipboard-unavailable' } },
    ]);
  });
});

describe('the clipboard', () => {
  test.each([
    ['text', { kind: 'text', text: 'note' } as const, /^Text .+\.txt$/, 'text/plain'],
    ['a picture', { kind: 'image', png: Buffer.from('png') } as const, /^Picture .+\.png$/, 'image/png'],
  ])('%s becomes a file of its kind, and the private file is gone afterwards', async (_what, content, name, type) => {
    const world = await begin();
    world.clipboard.content = content;
    expect(codes(await world.app.shareClipboard())).toEqual(['ok']);
    expect(world.app.store.get().shares[0]).toMatchObject({ name: expect.stringMatching(name), contentType: type });
    expect(world.files.paths).toEqual([]);
  });

  test('empty is a failure with words, not silence', async () => {
    const world = await begin();
    await expect(world.app.shareClipboard()).rejects.toMatchObject({ code: 'clipboard-empty' });
  });
});

describe('a link that was made', () => {
  async function made(): Promise<World & { readonly shareId: string; readonly url: string }> {
    const world = await begin();
    world.files.put('/f/a.txt', 'a');
    const [result] = await world.app.shareItems(['/f/a.txt'], { copy: false, lifetimeSeconds: 60 });
    if (result?.ok !== true) throw new Error('not shared');
    return { ...world, shareId: result.shared.share.id, url: result.shared.url };
  }

  test('is copied again without an upload, for the time it has left', async () => {
    const world = await made();
    const uploads = world.objects.calls.filter(({ operation }) => operation === 'put').length;
    world.clock.advance(20_000);
    await world.app.copyLink(world.shareId);
    expect(world.objects.calls.filter(({ operation }) => operation === 'put')).toHaveLength(uploads);
    const [again = ''] = world.clipboard.written;
    expect(world.server.get(again).status).toBe(200);
    world.clock.advance(40_001);
    expect(world.server.get(again).status).toBe(403);
    await expect(world.app.copyLink(world.shareId)).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('is taken back: the object goes, and the link itself was asked', async () => {
    const world = await made();
    expect(await world.app.revoke(world.shareId)).toBe(404);
    expect([world.server.get(world.url).status, storedKeys(world)]).toEqual([404, []]);
    expect(world.app.store.get().shares[0]?.revokedAtMs).toBeDefined();
    expect(world.app.store.get().notices.at(-1)?.content).toEqual({ kind: 'revoked', name: 'a.txt', status: 404 });
  });

  test('that still opens after its object was deleted is told so, and not called taken back', async () => {
    const world = await made();
    world.server.intercept = { status: 206, headers: { 'content-range': 'bytes 0-0/1' }, body: Buffer.from('a') };
    await expect(world.app.revoke(world.shareId)).rejects.toMatchObject({ code: 'revoke-unproven' });
    expect(world.app.store.get().shares[0]?.revokedAtMs).toBeUndefined();
  });

  test('is forgotten only when it has ended', async () => {
    const world = await made();
    await expect(world.app.removeShare(world.shareId)).rejects.toMatchObject({ code: 'bad-request' });
    world.clock.advance(61_000);
    await world.app.removeShare(world.shareId);
    expect([world.app.store.get().shares, storedKeys(world)]).toEqual([[], []]);
  });
});

test('without a keychain the bucket’s links end with the process, and the ledger says so', async () => {
  const world = await begin();
  world.secrets.answer = 'keychain-no-bus';
  world.files.put('/f/a.txt', 'a');
  await world.app.shareItems(['/f/a.txt'], { copy: false });
  expect(world.app.embeddedIsSessionOnly()).toBe(true);
  expect(world.app.store.get().notices.map(({ content }) => content.kind)).toContain('session-only');
  const ledger = world.ledgerFile.open();
  expect(ledger.shares()[0]?.revokedAtMs).toBeUndefined();
  await world.app.stop();
  expect(world.ledgerFile.open().shares()[0]?.revokedAtMs).toBeDefined();
});
