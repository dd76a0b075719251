// A process that is killed while it makes a page leaves something to go on with, whenever that happens.
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../../main/core/app/compose';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import { createMortalPorts } from '../../fakes/mortal-ports';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { createTestPorts, type TestPorts } from '../../fakes/test-ports';
import { secretEntry, until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import type { ItemResult } from '../../../main/core/model/share-request';

const contents = { 'a.txt': 'first', 'b.txt': 'second', 'day 1/c.txt': 'third' };

const startOne = startsApps();

/** Shares the folder in a process that is killed after `lives` acts; `undefined` when it came to its end before. */
async function killed(lives: number): Promise<TestPorts | undefined> {
  const twins = createTestPorts({ pid: 4_000_000 });
  const { server, secrets, files, ports } = twins;
  server.createBucket(sampleConnection.bucket);
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  ports.ledger.saveConnection(sampleConnection);
  secrets.entries.set(secretEntry(sampleConnection), credentialsText(sampleCredentials));
  for (const [name, content] of Object.entries(contents)) files.put(`/home/trip/${name}`, content);
  const mortal = createMortalPorts(twins, lives);
  const app = createApp({ ...ports, ...mortal.ports }, { stays: false });
  await app.start();
  let over = false;
  app.shareItems(['/home/trip'], { copy: true }).then(
    () => {
      over = true;
    },
    () => undefined,
  );
  await until(() => over || mortal.isDead());
  // What was begun before the last act comes to its end.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return mortal.isDead() ? twins : undefined;
}

const after = async (
  { clock, server, secrets, files, ledgerFile }: TestPorts,
  { ports, ...options }: Start,
): Promise<RunningApp> => {
  let ids = 0;
  return startOne({
    shared: { clock, server, secrets, files, ledgerFile },
    ports: { pid: 2_000, isAlive: (pid) => pid === 2_000, newId: () => `next-${(ids += 1)}`, ...ports },
    ...options,
  });
};

/** Every act after which a kill is tried. */
async function eachKill(body: (twins: TestPorts, lives: number) => Promise<void>): Promise<number> {
  for (let lives = 0; ; lives += 1) {
    const twins = await killed(lives);
    if (twins === undefined) return lives;
    await body(twins, lives);
  }
}

function expectWholePage({ app, server, bucket, ports }: RunningApp, url: string): void {
  const html = gunzipSync(server.get(url).body).toString();
  const links = [...html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g)];
  const given = links.map(([, href = '', name = '']) => [
    name,
    server.get(new URL(href.replaceAll('&amp;', '&'), url).href).body.toString(),
  ]);
  expect(given).toEqual(Object.entries(contents));
  const shares = ports.ledger.shares();
  expect(shares).toHaveLength(1);
  expect([ports.ledger.pageDrafts(), ports.ledger.unfinishedUploads(), app.store.get().uploads]).toEqual([[], [], []]);
  // Whatever lies in the bucket is known, so that revoking removes it.
  const known = new Set(ports.ledger.items(shares[0]?.id ?? '').map(({ key }) => key));
  expect([...bucket.objects.keys()].filter((key) => !known.has(key))).toEqual([]);
}

describe('a process that is killed after any of its acts', () => {
  test('leaves what a window finishes by itself, once', async () => {
    const kills = await eachKill(async (twins) => {
      if (twins.ports.ledger.pageDrafts().length === 0) return;
      const next = await after(twins, { stays: true });
      await until(() => next.clipboard.written.length === 1);
      expectWholePage(next, next.clipboard.written[0] ?? '');
    });
    expect(kills).toBeGreaterThan(15);
  });

  test('leaves nothing unless it has begun, and then what it left is written down', async () => {
    const states = new Set<string>();
    await eachKill(async ({ ports: { ledger }, server }) => {
      const objects = server.buckets.get(sampleConnection.bucket)?.objects.size ?? 0;
      const [drafts, shares] = [ledger.pageDrafts().length, ledger.shares().length];
      states.add(`${drafts} drafts, ${shares} shares`);
      expect(drafts + shares > 0 || objects + ledger.unfinishedUploads().length === 0).toBe(true);
    });
    expect(states).toEqual(new Set(['0 drafts, 0 shares', '1 drafts, 0 shares']));
  });

  test('leaves what the same command finishes, without sending again what is stored', async () => {
    await eachKill(async (twins) => {
      if (twins.ports.ledger.shares().length > 0) return;
      const waiting = twins.ports.ledger.unfinishedUploads().length;
      const begun = twins.ports.ledger.pageDrafts().length === 1;
      const next = await after(twins, {});
      const results: readonly ItemResult[] = await next.app.shareItems(['/home/trip'], { copy: false });
      const [result] = results;
      expectWholePage(next, result?.ok === true ? result.shared.url : '');
      const sent = next.objects.calls.filter(({ operation, key }) => operation === 'put' && key?.startsWith('f/'));
      expect(sent).toHaveLength(begun ? waiting : 3);
    });
  });

  test('leaves what resume finishes', async () => {
    await eachKill(async (twins) => {
      if (twins.ports.ledger.pageDrafts().length === 0) return;
      const next = await after(twins, {});
      const results = await next.app.resume(undefined, false);
      expect(results).toMatchObject([{ ok: true, shared: { share: { name: 'trip', fileCount: 3 } } }]);
      const [result] = results;
      expectWholePage(next, result?.ok === true ? result.shared.url : '');
    });
  });

  test('leaves what can be given up without a trace', async () => {
    await eachKill(async (twins) => {
      const [draft] = twins.ports.ledger.pageDrafts();
      if (draft === undefined) return;
      const next = await after(twins, {});
      await next.app.discard(draft.id);
      const { ledger } = next.ports;
      expect([
        next.bucket.objects.size,
        ledger.pageDrafts(),
        ledger.unfinishedUploads(),
        ledger.items(draft.id),
      ]).toEqual([0, [], [], []]);
    });
  });
});

describe('the same command later', () => {
  test('sends again what changed since, and takes along what came', async () => {
    const twins = await killed(12);
    if (twins === undefined) throw new Error('it came to its end');
    const [stored] = twins.ports.ledger.items(twins.ports.ledger.pageDrafts()[0]?.id ?? '');
    const path = stored?.source?.path ?? '';
    expect(path).toMatch(/^\/home\/trip\//);
    twins.files.put(path, 'other words');
    twins.files.put('/home/trip/z.txt', 'new');
    const next = await after(twins, {});
    const [result] = await next.app.shareItems(['/home/trip'], { copy: false, title: 'Again', lifetimeSeconds: 60 });
    if (result?.ok !== true) throw new Error('no page');
    expect(result.shared.share).toMatchObject({ name: 'Again', fileCount: 4 });
    expect(result.shared.share.expiresAtMs - result.shared.share.createdAtMs).toBe(60_000);
    const bodies = [...next.bucket.objects].filter(([key]) => key.startsWith('f/')).map(([, { body }]) => String(body));
    const unchanged = Object.entries(contents).filter(([name]) => `/home/trip/${name}` !== path);
    expect(new Set(bodies)).toEqual(new Set([...unchanged.map(([, content]) => content), 'other words', 'new']));
    expect(bodies).toHaveLength(4);
  });

  test('for other files begins a page of its own, and leaves the first for resume', async () => {
    const twins = await killed(12);
    if (twins === undefined) throw new Error('it came to its end');
    twins.files.put('/home/other/x.txt', 'x');
    const next = await after(twins, {});
    expect(await next.app.shareItems(['/home/other'], { copy: false })).toMatchObject([{ ok: true }]);
    expect(next.app.pagesLeftBehind().map(({ draft }) => draft.title)).toEqual(['trip']);
  });

  test('while the process lives begins a page of its own', async () => {
    const twins = await killed(12);
    if (twins === undefined) throw new Error('it came to its end');
    const next = await after(twins, { ports: { isAlive: () => true } });
    expect(await next.app.shareItems(['/home/trip'], { copy: false })).toMatchObject([{ ok: true }]);
    expect(next.app.pagesLeftBehind()).toEqual([]);
    expect(next.ports.ledger.pageDrafts()).toHaveLength(1);
  });
});

test('a page that was given up while the network was away is removed at the next start', async () => {
  const twins = await killed(12);
  if (twins === undefined) throw new Error('it came to its end');
  const [draft] = twins.ports.ledger.pageDrafts();
  if (draft !== undefined) twins.ports.ledger.savePageDraft({ ...draft, abandoned: true });
  const next = await after(twins, { stays: true });
  await until(() => next.ports.ledger.pageDrafts().length === 0);
  expect([next.bucket.objects.size, next.ports.ledger.unfinishedUploads(), next.clipboard.written]).toEqual([
    0,
    [],
    [],
  ]);
});
