// A link that comes before its files, grows, and tells when it is opened, on servers of each kind: every page of it has the same mark, and offers only
// what is whole.
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { markWay } from '../../main/core/model/receipts/mark-way';
import type { PageMark } from '../../main/core/pages/rules/page-mark';
import { readLive, watchLive, type Contents } from '../faults/live-reader';
import { namedPlaces } from '../named-places';
import { sendMark } from './guest-of-link';
import { someOf } from '../volume';
import { type Place, type Play } from './played-bucket';
import { playedProfile } from './played-profile';
import { lines } from './request-profile';

interface Server {
  readonly name: string;
  readonly play: Play;
  readonly place?: Place;
  /** Whether pages are rewritten with `If-Match`; `undefined`: as the test of the connection finds it. */
  readonly guards?: boolean;
}

const playedServers: readonly Server[] = [
  { name: 'the embedded bucket', play: {}, guards: true },
  { name: 'a server that takes one write of a key in a second', play: { writeEveryMs: 1_000 }, guards: true },
  { name: 'a server that stores a status after a later one', play: { lateMs: 1_500 } },
  { name: 'a server that ignores conditions', play: { condition: 'ignored' }, guards: false },
  { name: 'a server that refuses conditions', play: { condition: 501, match: 501 }, guards: false },
  { name: 'a server that refuses If-Match alone', play: { match: 501 }, guards: true },
];

const servers: readonly Server[] = [
  ...someOf(playedServers, playedServers.length),
  ...namedPlaces.map((place): Server => ({ name: place.name, play: {}, place })),
];

/** What the test of the connection found of links to write. A server that checks none of them has no marks. */
function tellsOpenings(home: string): boolean {
  const { ledger } = openLedger(join(home, 'profile'));
  const [connection] = ledger.connections();
  ledger.close();
  return connection !== undefined && markWay(connection) !== undefined;
}

describe.each(servers)('a link that lives, on $name', ({ play, place, guards }) => {
  const own = playedProfile(play, place);

  test('is given first, grows, and is taken back', async () => {
    const { mayfly, start, home } = own.profile;
    const folder = join(home, 'trip');
    await mkdir(folder);
    const contents = { 'a.txt': randomBytes(10), 'b.bin': randomBytes(7_000_000) };
    const files = Object.keys(contents).map((name) => join(folder, name));
    for (const [name, bytes] of Object.entries(contents)) await writeFile(join(folder, name), bytes);
    expect((await mayfly('connections', 'test', 'Work', '--json')).code).toBe(0);
    const tells = tellsOpenings(home);
    const words = ['--link-first', '--json', '--limit', '4MB/s', ...(tells ? ['--tell-when-opened'] : [])];
    const running = start('share', ...files, ...words);
    const [{ url, id }] = lines(await running.firstLine()) as [{ url: string; id: string }];
    const watch = watchLive(url, contents, play.lateMs !== undefined);
    const first = await readLive(url, contents);
    expect([first.names.length, first.status?.state]).toEqual([2, 'sending']);
    const { code, stderr } = await running.ended;
    expect([code, stderr]).toEqual([0, '']);
    const whole = await readLive(url, contents);
    expect([whole.wrong, whole.offered.length, whole.status]).toEqual([[], 2, undefined]);

    // What the first page wrote is told of the last one.
    const keyOf = (mark: PageMark | undefined) => mark?.fields?.['key'] ?? mark?.url.replace(/\?.*/, '');
    const key = keyOf(first.times.mark);
    const opened = async () => {
      const [{ receipts }] = lines((await mayfly('show', id, '--json')).stdout) as [{ receipts?: { opened: number } }];
      return receipts?.opened;
    };
    if (first.times.mark !== undefined) await sendMark(url, first.times.mark, '1');
    expect([key !== undefined, await opened()]).toEqual([tells, tells ? 1 : undefined]);

    const change = async (after: Contents, ...command: readonly string[]) => {
      const done = await mayfly(...command);
      expect([...command, done.code === 0 || done.stderr].join(' ')).toBe([...command, true].join(' '));
      const seen = await readLive(url, after);
      expect([seen.wrong, seen.offered.toSorted(), keyOf(seen.times.mark)]).toEqual([
        [],
        Object.keys(after).toSorted(),
        key,
      ]);
      return seen;
    };
    expect(await watch.end()).toEqual([]);
    const c = randomBytes(100);
    const added = join(folder, 'c.txt');
    await writeFile(added, c);
    const grown = await change({ ...contents, 'c.txt': c }, 'share', '--into', id, added);
    const replaced = await change({ ...contents, 'a.txt': c, 'c.txt': c }, 'replace', id, 'a.txt', added);
    const left = await change({ 'a.txt': c, 'c.txt': c }, 'remove', id, 'b.bin');
    expect([replaced.revision, left.revision]).toEqual([grown.revision + 1, grown.revision + 2]);
    expect(await opened()).toBe(tells ? 1 : undefined);
    expect((await mayfly('revoke', id)).code).toBe(0);
    expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
    const { guarded, throttled, late } = own.played.met();
    expect([place !== undefined || tells, guarded > 0, throttled > 0, late > 0]).toEqual([
      true,
      guards ?? guarded > 0,
      play.writeEveryMs !== undefined,
      play.lateMs !== undefined,
    ]);
  }, 120_000);
});
