// From the test of a connection to the files in a folder, on servers of every kind that a guest may meet: each way that the test proves works whole,
// and nothing beyond a guest's slots is accepted.
import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CapabilityFacts } from '../../main/core/model/capabilities';
import { aboutOf, writeOf, type PageData } from '../core/requests/guest';
import { namedPlaces } from '../named-places';
import { visit } from '../request-page/node-guest';
import { someOf } from '../volume';
import { accepted, forbiddenReads, forbiddenWrites, originOf, pageOf, send } from './guest-of-link';
import { isAccepted, put } from './put-slot';
import { playBucket, type Place, type Play } from './played-bucket';
import { playedProfile } from './played-profile';
import { lines, openRequestProfile, type RequestProfile } from './request-profile';

interface Server {
  readonly name: string;
  readonly play: Play;
  readonly place?: Place;
  /** What the test of the connection finds. */
  readonly facts: CapabilityFacts;
  readonly way: 'forms' | 'put';
  readonly kept: readonly string[];
}

const puts = { way: 'put', kept: ['count', 'type'] } as const;
const playedServers: readonly Server[] = [
  {
    name: 'the embedded bucket',
    play: {},
    facts: { limitsForms: true, signsAmz: true, conditionalPut: true, limitsPuts: true },
    way: 'forms',
    kept: ['count', 'size', 'type'],
  },
  {
    name: 'a server without forms',
    play: { forms: 501 },
    facts: { limitsForms: false, signsAmz: true, conditionalPut: true },
    way: 'put',
    kept: ['count', 'type', 'overwrite'],
  },
  {
    name: 'a server without forms that refuses If-None-Match',
    play: { forms: 405, condition: 501 },
    facts: { limitsForms: false, signsAmz: true, conditionalPut: false },
    ...puts,
  },
  {
    name: 'a server without forms that ignores If-None-Match',
    play: { forms: 501, condition: 'ignored' },
    facts: { limitsForms: false, signsAmz: true, conditionalPut: false },
    ...puts,
  },
];

/** The embedded bucket, and one that ends differently. */
const servers: readonly Server[] = [
  ...someOf(playedServers, 3),
  ...namedPlaces.map((place): Server => ({
    name: place.name,
    play: {},
    place,
    facts: { limitsForms: true },
    way: 'forms',
    kept: ['count', 'size', 'type'],
  })),
];

const sha256 = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex');

/** A request, and its page as it was before the end. */
async function openedInTime(profile: RequestProfile, [life = '', ...longer]: readonly string[]) {
  try {
    const made = await profile.request('--expires', life);
    const page = await pageOf(made);
    expect(page.slots.length).toBeGreaterThan(1);
    return [made, page] as const;
  } catch (error) {
    if (longer.length === 0) throw error;
    return openedInTime(profile, longer);
  }
}

describe.concurrent.each(servers)('guests of $name', ({ play, place, facts, way, kept }) => {
  const own = playedProfile(play, place);

  test('three files arrive whole, a slot written twice is refused or seen, and what is too large is refused or removed', async () => {
    const { mayfly, home } = own.profile;
    const examination = lines((await mayfly('connections', 'test', 'Work', '--json')).stdout);
    expect(examination).toMatchObject([{ capabilities: facts }]);
    const [{ capabilities }] = examination as readonly [{ readonly capabilities: CapabilityFacts }];
    const made = await own.profile.request('--max-files', '4', '--max-size', '3MB');
    expect(made).toMatchObject({ way, keptByStorage: kept });
    const folder = join(home, 'in');
    const waiting = own.profile.start('receive', made.id, '--to', folder, '--wait', '--json');
    const page = await pageOf(made);
    // Only where it was proven: others refuse every write with it.
    const isKept = kept.includes('overwrite');
    const { conditionalPut, signsAmz, limitsPuts } = capabilities;
    const isClaimed = conditionalPut === true && signsAmz === true && (way === 'put' || limitsPuts === true);
    const isGuarded = ({ data, about }: PageData) =>
      [about, data].map((part) => JSON.stringify(part).toLowerCase().includes('if-none-match'));
    expect(isGuarded(page)).toEqual([isClaimed, isKept]);
    const files = [randomBytes(3_000_000), Buffer.from('hello'), Buffer.alloc(0)];
    const names = ['한글 사진.jpg', 'note.txt', 'empty'];
    for (const [index, file] of files.entries()) {
      await send(made, page, index, names[index] ?? '', file, { batch: 'one', count: 3 });
    }
    const { code, stdout, stderr } = await waiting.ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(lines(stdout)).toMatchObject(
      files.map((file, index) => ({ name: names[index], sizeBytes: file.length, sha256: sha256(file) })),
    );

    const write = (index: number, part: 'about' | 'data', body: Uint8Array) =>
      put(writeOf(page, originOf(made), index, part), body);
    const again = [await write(1, 'about', aboutOf('b.txt', 'b', 1)), await write(1, 'data', Buffer.from('second'))];
    const stored = way === 'forms' ? 201 : 200;
    expect(again).toEqual([isClaimed ? 412 : stored, isKept ? 412 : stored]);
    const second = isClaimed ? 'note.txt' : 'b.txt';
    const large = [await write(3, 'about', aboutOf('large', 'b', 1)), await write(3, 'data', Buffer.alloc(3_000_001))];
    expect(large.map(isAccepted)).toEqual([true, way === 'put']);
    const later = await mayfly('receive', made.id, '--to', folder, '--json');
    const printed = lines(later.stdout) as readonly { readonly name: string; readonly refusal?: string }[];
    const refused = way === 'put' ? ['large: too-large'] : [];
    expect([later.code, printed.map(({ name, refusal = 'saved' }) => `${name}: ${refusal}`).toSorted()]).toEqual([
      0,
      [...(isKept ? [] : [`${second}: saved`]), ...refused],
    ]);
    const there = isKept ? [] : [isClaimed ? 'note (2).txt' : 'b.txt'];
    expect((await readdir(folder)).toSorted()).toEqual([...names, ...there].toSorted());
    for (const [index, file] of files.entries()) {
      expect(sha256(await readFile(join(folder, names[index] ?? '')))).toBe(sha256(file));
    }
    const [told] = lines((await mayfly('requests', made.id, '--json')).stdout) as readonly {
      readonly files: readonly { readonly name: string; readonly refusal?: string }[];
    }[];
    expect(told?.files.filter(({ refusal }) => refusal !== undefined)).toMatchObject(
      way === 'put' ? [{ name: 'large', state: 'refused', refusal: 'too-large' }] : [],
    );
  });

  // Behind the other proxies stands the same server.
  const isAnother = play.condition === undefined;
  test.runIf(isAnother)('nothing beyond the slots is accepted, and no file of another guest is readable', async () => {
    const made = await own.profile.request('--max-files', '2', '--max-size', '5');
    const page = await pageOf(made);
    expect(await accepted(forbiddenWrites(made, page))).toEqual([]);
    await send(made, page, 1, 'secret', Buffer.from('12345'));
    expect(await accepted(forbiddenReads(made, page, 1))).toEqual([]);
  });

  test.runIf(isAnother)('after the end nothing is accepted', async () => {
    // With a clock of its own.
    const late = await playBucket(play, place);
    const its = await openRequestProfile(late);
    try {
      // Where the server's own clock has to be waited for, as short a life as lets the page be read before its end.
      const lives = place === undefined ? ['1h'] : ['2s', '8s', '30s'];
      const [made, page] = await openedInTime(its, lives);
      await late.pass(Date.parse(made.expiresAt) + 1_500 - Date.now());
      const answers = [0, 1].map((index) => put(writeOf(page, originOf(made), index, 'data'), Buffer.from('x')));
      expect(await Promise.all(answers)).toEqual([403, 403]);
      expect((await fetch(made.url)).status).toBe(403);
    } finally {
      await its.close();
      await late.close();
    }
  });
});

test.each<[what: string, play: Play, first: string, second: string]>([
  ['keeps a manifest', {}, 'received', 'full'],
  ['replaces it', { condition: 'ignored' }, 'full', 'received'],
])(
  'of two guests who take the only slot at once the one that is told so has its file in the folder: storage that %s',
  async (_what, play, first, second) => {
    const played = await playBucket(play);
    const profile = await openRequestProfile(played);
    try {
      const made = await profile.request('--max-files', '1');
      const guest = (name: string, delaysMs: number[]) =>
        visit(
          made.url,
          new Map([[name, new Uint8Array(Buffer.from(`by ${name}`))]]),
          name,
          () => delaysMs.shift() ?? 0,
        );
      // Both find it free. The second describes its file after the first has looked, and has sent it before the first one's bytes are there.
      const told = await Promise.all([guest('first', [0, 0, 0, 5_000]), guest('second', [0, 500])]);
      expect(told.flat().map(({ outcome }) => outcome)).toEqual([first, second]);
      const folder = join(profile.home, 'in');
      await profile.mayfly('receive', made.id, '--to', folder);
      const name = first === 'received' ? 'first' : 'second';
      expect(await readdir(folder)).toEqual([name]);
      expect(await readFile(join(folder, name), 'utf8')).toBe(`by ${name}`);
    } finally {
      await profile.close();
      await played.close();
    }
  },
);

// Of Ceph 18.2, whose links to write can be turned into reads (CVE-2026-54330).
describe.each(namedPlaces)('guests of $name without forms', (place) => {
  const own = playedProfile({ forms: 501 }, place);

  test('no way is proven: nothing is offered, and it is said why and what helps', async () => {
    // The connection was never tested, so that is done first.
    const { code, stdout, stderr } = await own.profile.mayfly('request', '--json');
    expect([code === 0, stdout]).toEqual([false, '']);
    expect(lines(stderr)).toMatchObject([{ error: { code: 'request-unsafe' } }]);
    const told = await own.profile.mayfly('request');
    expect(told.stderr).toContain('takes no upload forms and does not check what a link to write allows');
    expect(told.stderr).toContain('update the storage (Ceph: ');
    expect(lines((await own.profile.mayfly('requests', '--json')).stdout)).toEqual([]);
  });
});
