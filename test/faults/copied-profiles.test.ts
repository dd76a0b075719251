// Two computers with one profile, which was copied after a share was made: both change it at the same time, by real processes over a real bucket.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection } from '../../main/core/model/connection';
import { isDeep, volume } from '../volume';
import { buildChild } from './child-program';
import { startKillFront } from './kill-front';
import { begin, connectionBy, mustRun, newPlace, rowsOf, run, type Killing } from './kill-place';

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
}, 60_000);
afterAll(() => {
  killing.front.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  rmSync(dirname(killing.program), { recursive: true, force: true });
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
    const there = { ...here, folder: mkdtempSync(join(home, 'there-')) };
    mkdirSync(join(there.folder, 'profile'));
    cpSync(join(here.folder, 'profile'), join(there.folder, 'profile'), { recursive: true });

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
