// From the test of a connection to the files in a folder, on servers of every kind that a guest may meet: each way that the test proves works whole,
// and nothing beyond a guest's slots is accepted.
import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CapabilityFacts } from '../../main/core/model/capabilities';
import { aboutOf, writeOf, type PageData } from '../core/requests/guest';
import { namedPlaces } from '../named-places';
import { accepted, forbiddenReads, forbiddenWrites, originOf, pageOf, put, send, type Made } from './guest-of-link';
import { playBucket, type Place, type Play, type Played } from './played-bucket';
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
const servers: readonly Server[] = [
  {
    name: 'the embedded bucket',
    play: {},
    facts: { limitsForms: true, signsAmz: true, conditionalPut: true },
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

describe.concurrent.each(servers)('guests of $name', ({ play, place, facts, way, kept }) => {
  let played: Played;
  let profile: RequestProfile;
  let examination: unknown;
  let made: Made;
  let page: PageData;
  const receive = async (id: string, folder: string) => {
    const { code, stderr } = await profile.mayfly('receive', id, '--to', join(profile.home, folder));
    if (code !== 0) throw new Error(`receive ended with ${code}: ${stderr}`);
  };

  beforeAll(async () => {
    played = await playBucket(play, place);
    profile = await openRequestProfile(played);
    [examination] = lines((await profile.mayfly('connections', 'test', 'Work', '--json')).stdout);
    made = await profile.request('--max-files', '2', '--max-size', '5');
    page = await pageOf(made);
  });
  afterAll(async () => {
    await profile?.close();
    await played?.close();
  });

  test('a guest sends three files, and receive --wait gives them whole', async () => {
    expect(examination).toMatchObject({ capabilities: facts });
    const three = await profile.request('--max-files', '3', '--max-size', '4MB');
    expect(three).toMatchObject({ way, keptByStorage: kept });
    const waiting = profile.start('receive', three.id, '--to', join(profile.home, 'three'), '--wait', '--json');
    const its = await pageOf(three);
    const files = [randomBytes(3_000_000), Buffer.from('hello'), Buffer.alloc(0)];
    const names = ['한글 사진.jpg', 'note.txt', 'empty'];
    for (const [index, file] of files.entries()) {
      await send(three, its, index, names[index] ?? '', file, { batch: 'one', count: 3 });
    }
    const { code, stdout, stderr } = await waiting.ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(lines(stdout)).toMatchObject(
      files.map((file, index) => ({ name: names[index], sizeBytes: file.length, sha256: sha256(file) })),
    );
    for (const [index, file] of files.entries()) {
      expect(sha256(await readFile(join(profile.home, 'three', names[index] ?? '')))).toBe(sha256(file));
    }
  });

  // Behind the other proxies stands the same server.
  test.runIf(play.condition === undefined)(
    'nothing beyond the slots is accepted, and a file of another guest is out of reach',
    async () => {
      expect(await accepted(forbiddenWrites(made, page))).toEqual([]);
      await send(made, page, 1, 'secret', Buffer.from('12345'));
      expect(await accepted(forbiddenReads(made, page, 1))).toEqual([]);
    },
  );

  test.runIf(play.condition === undefined)('after the end nothing is accepted', async () => {
    const short = await profile.request('--expires', '6s');
    const copied = await pageOf(short);
    await new Promise((resolve) => setTimeout(resolve, Date.parse(short.expiresAt) + 1_500 - Date.now()));
    const late = [0, 1].map((index) => put(writeOf(copied, originOf(short), index, 'data'), Buffer.from('x')));
    expect(await Promise.all(late)).toEqual([403, 403]);
    expect((await fetch(short.url)).status).toBe(403);
    expect((await profile.mayfly('requests', short.id)).stdout).toContain('ended');
  });

  test('the same slot a second time is refused, or seen: what was saved stays', async () => {
    const once = await profile.request('--max-files', '1');
    const copied = await pageOf(once);
    await send(once, copied, 0, 'a.txt', Buffer.from('first'));
    await receive(once.id, 'twice');
    const again = [
      await put(writeOf(copied, originOf(once), 0, 'about'), aboutOf('b.txt', 'b', 1)),
      await put(writeOf(copied, originOf(once), 0, 'data'), Buffer.from('second')),
    ];
    const isKept = kept.includes('overwrite');
    expect(again).toEqual(isKept ? [412, 412] : way === 'forms' ? [201, 201] : [200, 200]);
    await receive(once.id, 'twice');
    expect((await readdir(join(profile.home, 'twice'))).toSorted()).toEqual(isKept ? ['a.txt'] : ['a.txt', 'b.txt']);
    expect(await readFile(join(profile.home, 'twice', 'a.txt'), 'utf8')).toBe('first');
    // Only where it was proven: others refuse every write with it.
    expect(JSON.stringify(copied.data).toLowerCase().includes('if-none-match')).toBe(isKept);
  });

  test.runIf(way === 'put')('a file that is too large, which the storage takes, is removed and said', async () => {
    await put(writeOf(page, originOf(made), 0, 'about'), aboutOf('large', 'b', 1));
    await put(writeOf(page, originOf(made), 0, 'data'), Buffer.from('123456'));
    await receive(made.id, 'large');
    const [told] = lines((await profile.mayfly('requests', made.id, '--json')).stdout);
    expect(told).toMatchObject({
      files: expect.arrayContaining([
        expect.objectContaining({ name: 'large', state: 'refused', refusal: 'too-large' }),
      ]),
    });
    expect(await readdir(join(profile.home, 'large')).catch(() => [])).not.toContain('large');
  });
});

// Of Ceph 18.2, whose links to write can be turned into reads (CVE-2026-54330).
describe.each(namedPlaces)('guests of $name without forms', (place) => {
  let played: Played;
  let profile: RequestProfile;
  beforeAll(async () => {
    played = await playBucket({ forms: 501 }, place);
    profile = await openRequestProfile(played);
  });
  afterAll(async () => {
    await profile?.close();
    await played?.close();
  });

  test('no way is proven: nothing is offered, and it is said why and what helps', async () => {
    // The connection was never tested, so that is done first.
    const { code, stdout, stderr } = await profile.mayfly('request', '--json');
    expect([code === 0, stdout]).toEqual([false, '']);
    expect(lines(stderr)).toMatchObject([{ error: { code: 'request-unsafe' } }]);
    const told = await profile.mayfly('request');
    expect(told.stderr).toContain('takes no upload forms and does not check what a link to write allows');
    expect(told.stderr).toContain('Update the storage');
    expect(lines((await profile.mayfly('requests', '--json')).stdout)).toEqual([]);
  });
});
