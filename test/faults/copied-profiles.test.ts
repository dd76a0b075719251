// Two computers with one profile, which was copied after a share was made: both change it at the same time, by real processes over a real bucket.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection } from '../../main/core/model/connection';
import { isDeep, volume } from '../volume';
import { buildChild } from './child-program';
import type { GrowAct } from './grow-child';
import { startKillFront } from './kill-front';
import { readLive } from './live-reader';
import { content, runSeed } from './sizes';
import { begin, connectionBy, mustRun, newPlace, rowsOf, run, type Killing, type Place } from './kill-place';

let home: string;
let killing: Killing;
let connection: Connection;
const file = (name: string) => join(home, name);
const contentOf = (name: string) => `the content of ${name}`;
const many = (who: string) => Array.from({ length: volume(50) }, (_, index) => `${who}${index}.txt`);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'mayfly-copied-'));
  for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt', ...many('one'), ...many('two')])
    writeFileSync(file(name), contentOf(name));
  killing = { program: await buildChild('grow-child'), front: await startKillFront() };
  connection = connectionBy(killing.front);
});
afterAll(() => {
  killing.front.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function offeredBy(url: string): Promise<Readonly<Record<string, string>>> {
  const html = await (await fetch(url)).text();
  const found: Record<string, string> = {};
  for (const [, href = '', name = ''] of html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g)) {
    const answer = await fetch(new URL(href.replaceAll('&amp;', '&'), url));
    found[name] = answer.ok ? await answer.text() : `status ${answer.status}`;
  }
  return found;
}

function copyOf(here: Place): Place {
  const there = { ...here, folder: mkdtempSync(join(home, 'there-')) };
  mkdirSync(join(there.folder, 'profile'));
  cpSync(join(here.folder, 'profile'), join(there.folder, 'profile'), { recursive: true });
  return there;
}

it.runIf(isDeep).each([
  ['with conditional writes', true],
  ['without', false],
])(
  'what two computers add and take out at once is all there, %s, and either takes it back whole',
  async (_how, conditionalPut) => {
    const to = { ...connection, capabilities: { madeAtMs: Date.now(), conditionalPut } };
    const here = await newPlace(killing, mkdtempSync(join(home, 'here-')), to);
    killing.front.watch();
    const paths = [file('a.txt'), file('b.txt')];
    const { shareId, url } = await mustRun(killing, here, { kind: 'share', paths, encrypt: false });
    const there = copyOf(here);

    const adding = (place: typeof here, who: string) =>
      begin(killing.program, place, { kind: 'add-each', shareId, paths: many(who).map(file) }).told;
    expect(await Promise.all([adding(here, 'one'), adding(there, 'two')])).toEqual([{}, {}]);
    const offered = async () => Object.entries(await offeredBy(url)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const contents = (...names: readonly string[]) => names.toSorted().map((name) => [name, contentOf(name)]);
    expect(await offered()).toEqual(contents('a.txt', 'b.txt', ...many('one'), ...many('two')));

    // One takes out what the other added, which it knows since it wrote the page.
    await mustRun(killing, here, { kind: 'add', shareId, paths: [file('d.txt')] });
    const removed = many('two').slice(1);
    await mustRun(killing, here, { kind: 'remove', shareId, names: ['a.txt', ...removed] });
    await mustRun(killing, there, { kind: 'add', shareId, paths: [file('c.txt')] });
    const left = ['b.txt', 'c.txt', 'd.txt', 'two0.txt', ...many('one')];
    expect(await offered()).toEqual(contents(...left));
    const { names, unknown, drafts } = await rowsOf(there, shareId, connection);
    expect([names.toSorted(), unknown, drafts]).toEqual([left.toSorted(), [], 0]);

    expect(await run(killing, here, { kind: 'revoke', shareId })).toEqual({});
    expect((await fetch(url)).status).toBe(404);
    expect((await rowsOf(here, shareId, connection)).unknown).toEqual([]);
    await here.bucket.close();
  },
  300_000,
);

interface Later {
  readonly shared: Partial<Extract<GrowAct, { kind: 'share' }>>;
  /** What the one computer does, which gives the share another page. */
  readonly later: (shareId: string) => GrowAct;
  /** What the other one can do with its files then. */
  readonly grows: boolean;
}

const laterPages: readonly (readonly [string, Later])[] = [
  ['a later end', { shared: {}, later: (shareId) => ({ kind: 'extend', shareId, seconds: 200_000 }), grows: true }],
  [
    'no password any more',
    { shared: { encrypt: true, password: 'before' }, later: (shareId) => ({ kind: 'password', shareId }), grows: true },
  ],
  [
    'another password',
    {
      shared: { encrypt: true },
      later: (shareId) => ({ kind: 'password', shareId, password: 'another' }),
      grows: false,
    },
  ],
  [
    'a second file, and by that a page',
    {
      shared: { isFile: true },
      later: (shareId) => ({ kind: 'add', shareId, paths: [file('b.txt')] }),
      grows: true,
    },
  ],
];

it.runIf(isDeep).each(laterPages)(
  'the other computer finds the page of a share that got %s, adds to it where it can, and takes all of it back',
  async (_what, { shared, later, grows }) => {
    const here = await newPlace(killing, mkdtempSync(join(home, 'here-')), connection);
    const share = { kind: 'share', paths: [file('a.txt')], encrypt: false, ...shared } as const;
    const { shareId } = await mustRun(killing, here, share);
    const there = copyOf(here);
    const { url } = await mustRun(killing, here, later(shareId));
    // Twice, so that the pages in between may be gone.
    const again = share.encrypt ? await mustRun(killing, here, later(shareId)) : { url };
    await mustRun(killing, here, { kind: 'add', shareId, paths: [file('c.txt')] });

    const added = await run(killing, there, { kind: 'add', shareId, paths: [file('d.txt')] });
    expect(added?.failure).toBe(grows ? undefined : 'share-unchangeable');
    const placeOf = (link: string) => new URL(link).pathname;
    const copied = await mustRun(killing, there, { kind: 'link', shareId });
    expect([placeOf(copied.url), new URL(copied.url).hash]).toEqual([placeOf(again.url), new URL(again.url).hash]);
    const names = ['a.txt', ...(share.isFile === true ? ['b.txt'] : []), 'c.txt', 'd.txt'];
    // The page of an encrypted share names nothing.
    const offered = share.encrypt ? [] : names.map((name) => [name, contentOf(name)]);
    expect(await offeredBy(again.url)).toEqual(Object.fromEntries(offered));
    expect((await rowsOf(there, shareId, connection)).names.toSorted()).toEqual(grows ? names : ['a.txt']);

    expect(await run(killing, there, { kind: 'revoke', shareId })).toEqual({});
    expect((await fetch(again.url)).status).toBe(404);
    expect((await rowsOf(there, shareId, connection)).stored).toBe(0);
    await here.bucket.close();
  },
  300_000,
);

it('a computer that knows only the former end of a page leaves its files where they are', async () => {
  const here = await newPlace(killing, mkdtempSync(join(home, 'here-')), connection);
  const share = { kind: 'share', paths: [file('a.txt')], encrypt: false, seconds: 3 } as const;
  const { shareId, url: former } = await mustRun(killing, here, share);
  const there = copyOf(here);
  const { url } = await mustRun(killing, here, { kind: 'extend', shareId, seconds: 200_000 });
  await expect.poll(async () => (await fetch(former)).status).toBe(403);
  expect(await run(killing, there, { kind: 'upkeep' })).toEqual({});
  expect(await offeredBy(url)).toEqual({ 'a.txt': contentOf('a.txt') });
  await here.bucket.close();
});

it.runIf(isDeep)(
  'both computers of a profile that was copied while a share was sent send it, and its finished page stays whole',
  async () => {
    const contents = { 'a.txt': Buffer.from(contentOf('a.txt')), 'big.bin': content(17 * 1_048_576, runSeed) };
    writeFileSync(file('big.bin'), contents['big.bin']);
    const here = await newPlace(killing, mkdtempSync(join(home, 'here-')), connection);
    const paths = Object.keys(contents).map(file);
    let url = '';
    const share = { kind: 'share-first', paths, encrypt: false, bytesPerSecond: 8 * 1_048_576 } as const;
    await run(killing, here, share, undefined, (given, child) => {
      url = given;
      child.kill('SIGKILL');
    });
    const there = copyOf(here);
    expect(await run(killing, here, { kind: 'upkeep' })).toEqual({});
    const known = new Set<string>();
    const said = new Set<string>();
    const over = new AbortController();
    const next = run(killing, there, { kind: 'upkeep' }).finally(() => over.abort());
    while (!over.signal.aborted) {
      const { status, wrong } = await readLive(url, contents, known);
      for (const one of [...wrong, ...(status === undefined ? [] : [status.state])]) said.add(one);
    }
    expect([await next, [...said]]).toEqual([{}, []]);
    const { offered, wrong } = await readLive(url, contents);
    expect([offered, wrong]).toEqual([Object.keys(contents), []]);
    await here.bucket.close();
  },
  120_000,
);
