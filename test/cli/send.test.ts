// `mayfly send`: a guest in a terminal, with nothing but the link of a real request; what comes is saved by `mayfly receive`.
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, heartbeatOf } from '../core/requests/guest';
import { openAnswer } from '../fakes/open-answer';
import { namedPlaces } from '../named-places';
import { originOf, pageOf } from './guest-of-link';
import { playBucket, type Place, type Play, type Played } from './played-bucket';
import { lines, openSealedProfile, type RequestProfile } from './request-profile';
import { content } from '../faults/sizes';
import { runCli, startCli, type RunOptions } from './run-cli';
import { isDeep } from '../volume';

interface Server {
  readonly name: string;
  readonly play: Play;
  readonly place?: Place;
}

const servers: readonly Server[] = [
  { name: 'the embedded bucket', play: {} },
  { name: 'a server without forms', play: { forms: 501 } },
  { name: 'a server without forms that ignores If-None-Match', play: { forms: 501, condition: 'ignored' } },
  ...namedPlaces.map((place): Server => ({ name: place.name, play: {}, place })),
];

const sha256 = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex');
const codesIn = (stderr: string) =>
  stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { error: { code: string } }).error.code);

const contents: Readonly<Record<string, Buffer>> = {
  'a.bin': randomBytes(3_000_000),
  'day 1/사진 "x".txt': Buffer.from('hi'),
  'day 1/inner/y': Buffer.from('y'),
  empty: Buffer.alloc(0),
};

interface Saved {
  readonly folder?: string;
  readonly path: string;
  readonly sha256: string;
}

/** Of a list of what was begun. */
interface Begun {
  readonly path: string;
  readonly slot: number;
  readonly key: string;
}

/** Two kinds of slots: by forms, and by a PUT for which the storage refuses another one. What they have in common is looked at on the first. */
const some = isDeep ? servers : servers.filter(({ play }) => play.condition === undefined);

describe.each(some)('sending to $name', ({ play, place }) => {
  const isFirst = play.forms === undefined;
  const isWhole = isDeep || isFirst;
  let played: Played;
  let profile: RequestProfile;
  let home: string;
  let folders = 0;
  let cutAfter: NonNullable<Play['cutAfter']> = () => undefined;
  let holds: NonNullable<Play['holds']> = () => false;
  const folder = async () => {
    const path = join(profile.home, `folder-${(folders += 1)}`);
    await mkdir(path);
    return path;
  };
  const filesIn = async (files: Readonly<Record<string, Uint8Array>>) => {
    const root = await folder();
    for (const [path, bytes] of Object.entries(files)) {
      await mkdir(join(root, dirname(path)), { recursive: true });
      await writeFile(join(root, path), bytes);
    }
    return root;
  };
  /** With a home of its own: what `send` would make of a profile, is seen there. */
  const send = (args: readonly string[], options: RunOptions = {}) =>
    runCli(['send', ...args], { ...options, env: { HOME: home, XDG_CACHE_HOME: join(home, 'cache'), ...options.env } });
  const start = (args: readonly string[]) =>
    startCli(['send', ...args], { env: { HOME: home, XDG_CACHE_HOME: join(home, 'cache') } });
  const receive = async (id: string, to?: string) => {
    to ??= await folder();
    const { code, stdout } = await profile.mayfly('receive', id, '--to', to, '--json');
    expect(code).toBe(0);
    return {
      to,
      arrivals: lines(stdout) as readonly Saved[],
    };
  };

  beforeAll(async () => {
    played = await playBucket(
      { ...play, cutAfter: (...request) => cutAfter(...request), holds: (...request) => holds(...request) },
      place,
    );
    profile = await openSealedProfile(played);
    home = await folder();
  });
  afterAll(async () => {
    await profile?.close();
    await played?.close();
  });

  afterEach(() => {
    cutAfter = () => undefined;
    holds = () => false;
  });

  const kinds = [['as they are'], ['encrypted', '--encrypt']];
  test.each(isWhole ? kinds : kinds.slice(0, 1))('a folder comes whole, %s', async (_how, ...options) => {
    const made = await profile.request('--max-files', '9', '--max-size', '5MB', ...options);
    const root = await filesIn(contents);
    const said = ['--name', 'Kim', '--note', 'two\nlines', '--json'];
    const { code, stdout, stderr } = await send(['-', join(root, 'a.bin'), root, ...said], { stdin: `${made.url}\n` });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lines(stdout)).toHaveLength(4);
    const { to, arrivals } = await receive(made.id);
    const sent = basename(root);
    expect(arrivals.map(({ folder = '' }) => folder).toSorted()).toEqual([
      sent,
      sent,
      `${sent}/day 1`,
      `${sent}/day 1/inner`,
    ]);
    expect(arrivals.map((one) => one.sha256).toSorted()).toEqual(Object.values(contents).map(sha256).toSorted());
    expect(arrivals).toMatchObject(arrivals.map(() => ({ sender: 'Kim' })));
    const paths = [['a.bin'], ['day 1', '사진 _x_.txt'], ['day 1', 'inner', 'y'], ['empty']];
    expect(arrivals.map(({ path }) => path).toSorted()).toEqual(
      paths.map((path) => join(to, sent, ...path)).toSorted(),
    );
    expect((await readFile(join(to, sent, 'a.bin'))).equals(contents['a.bin'] ?? Buffer.alloc(0))).toBe(true);
    expect((await readdir(home, { recursive: true })).filter((path) => path.endsWith('.jsonl'))).toEqual([]);
    expect(existsSync(join(home, '.local'))).toBe(false);
  });

  test.runIf(isDeep && play.condition === undefined)(
    'the limits are told before the first byte, and nothing is sent',
    async () => {
      const made = await profile.request('--max-files', '2', '--max-size', '100KB', '--types', 'pictures');
      const picture = Buffer.from('GIF89a of a kind');
      const root = await filesIn({
        'a.gif': picture,
        'b.gif': picture,
        'c.gif': picture,
        'd.txt': Buffer.from('text'),
      });
      const large = await filesIn({ 'e.gif': Buffer.concat([picture, Buffer.alloc(100_000)]) });
      const { code, stdout, stderr } = await send([made.url, root, large, '--json']);
      expect([code, stdout, codesIn(stderr)]).toEqual([2, '', ['send-not-taken', 'send-not-taken', 'send-not-taken']]);
      expect(stderr).toMatch(/c\.gif.*still takes: 2[^]*d\.txt.*pictures only[^]*e\.gif.*up to 100 kB/);
      const missing = await send([made.url, join(root, 'a.gif'), join(root, 'nothing'), '--json']);
      expect([missing.code, missing.stdout, codesIn(missing.stderr)]).toEqual([5, '', ['file-missing']]);
      const own = await send([made.url, root, '--json'], { env: { MAYFLY_PROFILE_DIR: root } });
      expect([own.code, own.stdout, codesIn(own.stderr)]).toEqual([5, '', ['file-of-mayfly']]);
      expect((await receive(made.id)).arrivals).toEqual([]);
    },
  );

  test.runIf(isWhole)('what was begun goes on after the network was cut, and in the same slot', async () => {
    const made = await profile.request('--max-files', '1', '--max-size', '10MB');
    const bytes = randomBytes(6_000_000);
    const root = await filesIn({ 'film.bin': bytes });
    let cuts = 0;
    cutAfter = (method, path) => {
      const isWrite = method === 'POST' || (method === 'PUT' && path.endsWith('/data'));
      return isWrite && (cuts += 1) <= 3 ? cuts * 1_000 : undefined;
    };
    const { code, stdout, stderr } = await send([made.url, join(root, 'film.bin')]);
    expect([code, stdout]).toEqual([0, 'film.bin\n']);
    expect(stderr).toBe('mayfly: the receiver’s storage does not answer; it is tried again.\n');
    expect(cuts).toBeGreaterThanOrEqual(4);
    expect((await receive(made.id)).arrivals).toMatchObject([{ name: 'film.bin', sha256: sha256(bytes) }]);
  });

  test.runIf(isWhole)('after a kill the rest of a folder comes to lie with what came before', async () => {
    const made = await profile.request('--max-files', '9', '--max-size', '5MB');
    const root = await filesIn({ a: Buffer.from('a'), b: Buffer.from('b'), c: Buffer.from('c'), d: Buffer.from('d') });
    let writes = 0;
    let first: ReturnType<typeof start> | undefined;
    cutAfter = (method) => {
      // Two files are on their way at once, each by two writes.
      if (method !== 'HEAD' && method !== 'GET' && (writes += 1) > 6) first?.child.kill('SIGKILL');
      return undefined;
    };
    first = start([made.url, root, '--json']);
    expect(await first.ended).toMatchObject({ code: null });
    cutAfter = () => undefined;
    const { to, arrivals: before } = await receive(made.id);
    expect(before.length).toBeGreaterThan(0);
    expect((await send([made.url, root, '--json'])).code).toBe(0);
    expect((await profile.mayfly('receive', made.id, '--to', to)).code).toBe(0);
    expect(await readdir(to)).toEqual([basename(root)]);
    expect(await readdir(join(to, basename(root)))).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
  });

  const moments = ['before it is received', 'after it was received'] as const;
  const twice = kinds.flatMap(([how = '', ...options]) => moments.map((when) => [how, when, options] as const));
  test.runIf(isDeep).each(twice)(
    'a file that was stored, %s, by a command that was killed before it knew, comes once where it is sent again %s',
    async (_how, when, options) => {
      const made = await profile.request('--max-files', '9', ...options);
      const root = await filesIn({ 'a.txt': Buffer.from('once') });
      const to = await folder();
      // What is said of the file may go in a form before it.
      let forms = 'policy' in (await pageOf(made)).about ? 2 : 1;
      let first: ReturnType<typeof start> | undefined;
      holds = (method, path) => {
        const isStored = (method === 'POST' && (forms -= 1) === 0) || (method === 'PUT' && path.endsWith('/data'));
        if (isStored) first?.child.kill('SIGKILL');
        return isStored;
      };
      first = start([made.url, root, '--json']);
      expect(await first.ended).toMatchObject({ code: null, stdout: '' });
      holds = () => false;
      const before = when === moments[1] ? (await receive(made.id, to)).arrivals : [];
      expect(await send([made.url, root])).toMatchObject({ code: 0, stdout: `${basename(root)}/a.txt\n` });
      expect([...before, ...(await receive(made.id, to)).arrivals]).toHaveLength(1);
      expect((await readdir(to, { recursive: true })).toSorted()).toEqual([
        basename(root),
        join(basename(root), 'a.txt'),
      ]);
    },
  );

  test.runIf(isDeep && play.condition === undefined)('a file that changes on its way does not come', async () => {
    const made = await profile.request('--max-files', '2', '--max-size', '10MB');
    const file = join(await filesIn({ 'log.txt': randomBytes(2_000_000) }), 'log.txt');
    cutAfter = (method, path) => {
      if (method !== 'POST' && !path.endsWith('/data')) return undefined;
      appendFileSync(file, 'more');
      return 1_000_000;
    };
    const { code, stdout, stderr } = await send([made.url, file, '--json']);
    expect([code, stdout, codesIn(stderr)]).toEqual([5, '', ['file-changed']]);
    expect((await receive(made.id)).arrivals).toEqual([]);
  });

  test.runIf(isDeep && isFirst)(
    'scripts read what was sent in the form that they ask for, and how far it is',
    async () => {
      const made = await profile.request('--max-files', '2');
      const root = await filesIn({ 'a.txt': Buffer.from('abc') });
      const list = join(root, 'sent.txt');
      const shape = ['--format', '{{.name}} {{.sizeBytes}}', '--output', list, '--progress', 'json'];
      const { code, stdout, stderr } = await send([made.url, join(root, 'a.txt'), ...shape]);
      const progress = { files: 1, doneBytes: 3, sizeBytes: 3 };
      expect([code, stdout, lines(stderr).at(-1)]).toEqual([0, '', { progress }]);
      expect(await readFile(list, 'utf8')).toBe('a.txt 3\n');
    },
  );

  test.runIf(isFirst)('what no request gives is told, and why', async () => {
    const root = await filesIn({ 'a.txt': Buffer.from('a') });
    const file = join(root, 'a.txt');
    const full = await profile.request('--max-files', '1');
    expect((await send([full.url, file])).code).toBe(0);
    expect((await receive(full.id)).arrivals).toHaveLength(1);
    const closed = await profile.request();
    await profile.mayfly('close', closed.id);
    const share = await profile.mayfly('share', file, '--quiet');
    const cases = [
      [full.url, 'request-full', 4],
      [closed.url, 'request-ended', 4],
      [full.url.replace(/X-Amz-Signature=../, 'X-Amz-Signature=00'), 'request-ended', 4],
      [share.stdout.trim(), 'link-not-request', 2],
      ['https://me@example.com/', 'link-not-ours', 2],
    ] as const;
    for (const [link, told, exit] of cases) {
      const { code, stdout, stderr } = await send([link, file, '--json']);
      expect([codesIn(stderr), code, stdout]).toEqual([[told], exit, '']);
      expect(stderr).not.toMatch(/X-Amz|Signature/);
    }
    const long = await send([full.url, file, '--name', 'x'.repeat(101), '--json']);
    expect([codesIn(long.stderr), long.code]).toEqual([['bad-request'], 2]);
  });

  test.runIf(isDeep && play.condition === undefined)(
    'a large file goes in parts, and after a kill on with those that are missing',
    async ({ skip }) => {
      const made = await profile.request('--max-files', '1', '--max-size', '100MB');
      // Where the storage takes parts of an upload that was given up, no page asks for links to parts (request-way.ts).
      skip(place !== undefined && (await pageOf(made)).ask === undefined, 'this storage is not asked for parts');
      const to = await folder();
      const receiving = profile.start('receive', made.id, '--to', to, '--wait', '--json');
      const page = await pageOf(made);
      // A guest asks while the receiving computer is on.
      await expect
        .poll(async () => (await fetch(heartbeatOf(page, originOf(made)), { method: 'HEAD' })).status)
        .toBe(200);
      const bytes = content(80_000_000, 7);
      const root = await filesIn({ 'film.bin': bytes });
      const parts: string[] = [];
      const half = new Promise<void>((resolve) => {
        cutAfter = (method, _path, query) => {
          const part = query.get('partNumber');
          if (method === 'PUT' && part !== null && parts.push(part) === 4) resolve();
          return undefined;
        };
      });
      const first = start([made.url, root, '--json']);
      await Promise.race([half, first.ended]);
      first.child.kill('SIGKILL');
      expect(await first.ended).toMatchObject({ code: null });
      const sentBefore = parts.length;
      // The receiving computer lists the parts, and tells a guest who comes again.
      const lists = (await readdir(home, { recursive: true })).filter((path) => path.endsWith('.jsonl'));
      const kept = await Promise.all(lists.map((path) => readFile(join(home, path), 'utf8')));
      const begun = kept.flatMap((list) => list.trim().split('\n')).map((line) => JSON.parse(line) as Begun);
      const { slot = -1, key = '' } = begun.find((one) => one.path.endsWith('film.bin') && one.key !== '') ?? {};
      const slotKey = `${page.folder}${String(slot).padStart(4, '0')}/data`;
      const partsTold = async () => {
        const answer = await fetch(answerOf(page, originOf(made), slot));
        const told = openAnswer(Buffer.from(await answer.arrayBuffer()), key, slotKey);
        return told.state === 'upload' ? Buffer.from(told.have, 'base64url').toString('hex') : told.state;
      };
      await expect.poll(partsTold).not.toBe('00');
      const { code, stdout, stderr } = await send([made.url, root, '--json']);
      expect([code, stderr, lines(stdout)]).toEqual([
        0,
        '',
        [{ name: expect.stringMatching(/film\.bin$/), sizeBytes: bytes.length }],
      ]);
      const sentTwice = parts.slice(sentBefore).filter((part) => parts.indexOf(part) < sentBefore);
      // Three at most were on their way.
      expect(sentTwice.length).toBeLessThanOrEqual(3);
      expect(parts.length - sentBefore).toBeLessThan(5);
      const ended = await receiving.ended;
      expect(lines(ended.stdout)).toMatchObject([{ name: 'film.bin', sha256: sha256(bytes) }]);
    },
    120_000,
  );
});
