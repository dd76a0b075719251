// `mayfly send` killed -9 at its requests, in the bodies of its writes and at any moment: no half file is ever received under its name, and the next
// run of the same command sends what is missing. On the embedded bucket, and on other people's servers.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playBucket, type Play, type Played } from '../cli/played-bucket';
import { openSealedProfile, type RequestProfile } from '../cli/request-profile';
import { startCli } from '../cli/run-cli';
import { namedPlaces } from '../named-places';
import { isDeep } from '../volume';
import { seeded } from './fault-plan';
import { content, isWhole, runSeed } from './sizes';

const contents: Readonly<Record<string, Buffer>> = {
  'a.bin': content(3_000_017, runSeed),
  'day 1/b.txt': content(10, runSeed + 1),
  'day 1/inner/c.bin': content(400_000, runSeed + 2),
  empty: Buffer.alloc(0),
};
const names = ['a.bin', 'b.txt', 'c.bin', 'empty'];
/** Of each kind of request. */
const kills = isWhole ? 40 : isDeep ? 20 : 1;

const servers = [
  { name: 'the embedded bucket', play: {}, place: undefined },
  { name: 'a server without forms', play: { forms: 501 }, place: undefined },
  ...namedPlaces.map((place) => ({ name: place.name, play: {}, place })),
];

interface Kill {
  /** Of its requests; undefined: after a time alone. */
  readonly nth: number | undefined;
  /** Of the body: the connection is cut behind them, and the process ended. */
  readonly afterBytes: number | undefined;
  readonly afterMs: number;
}

// At a tenth the kills of one kind are those of the whole of it: encrypted, on the server that has all abilities.
describe.each(isDeep || isWhole ? servers : servers.slice(0, 1))(
  'kill -9 of mayfly send, on $name',
  ({ play, place }) => {
    let played: Played;
    let profile: RequestProfile;
    let source: string;
    let ask: NonNullable<Play['cutAfter']> = () => undefined;
    beforeAll(async () => {
      played = await playBucket({ ...play, cutAfter: (...asked) => ask(...asked) }, place);
      profile = await openSealedProfile(played);
      source = join(profile.home, 'source');
      for (const [path, bytes] of Object.entries(contents)) {
        await mkdir(join(source, dirname(path)), { recursive: true });
        await writeFile(join(source, path), bytes);
      }
    });
    afterAll(async () => {
      await profile?.close();
      await played?.close();
    });

    const start = (link: string) =>
      startCli(['send', link, source, '--json'], {
        env: { HOME: profile.home, XDG_CACHE_HOME: join(profile.home, 'cache') },
      });

    /** `isMet`: it did not end before its moment. `isDone`: it had said of every file that it was received. */
    async function killed(link: string, { nth, afterBytes, afterMs }: Kill) {
      const { child, ended } = start(link);
      const end = () => void child.kill('SIGKILL');
      let asked = 0;
      ask = () => {
        asked += 1;
        if (asked !== nth) return undefined;
        if (afterMs === 0) end();
        else setTimeout(end, afterMs);
        return afterBytes;
      };
      if (nth === undefined) setTimeout(end, afterMs);
      const { stdout } = await ended;
      ask = () => undefined;
      return { isMet: child.signalCode === 'SIGKILL', isDone: stdout.split('\n').length > names.length };
    }

    /** The names of what was received, without the numbers of second files, and of those that are not whole. */
    async function received(id: string, to: string) {
      await profile.mayfly('receive', id, '--to', to, '--json');
      const entries = await readdir(to, { recursive: true, withFileTypes: true }).catch(() => []);
      const found = entries.filter((entry) => entry.isFile());
      const own = found.map((entry) => ({
        file: relative(to, join(entry.parentPath, entry.name)),
        name: entry.name.replace(/ \(\d\)/, ''),
      }));
      const bytesOf = (name: string) =>
        Object.entries(contents).find(([path]) => path === name || path.endsWith(`/${name}`))?.[1];
      const wrong: string[] = [];
      for (const { file, name } of own)
        if (bytesOf(name)?.equals(await readFile(join(to, file))) !== true) wrong.push(file);
      return { names: [...new Set(own.map(({ name }) => name))].toSorted(), count: found.length, wrong };
    }

    const kinds = [['as they are', []] as const, ['encrypted', ['--encrypt']] as const];
    it.each(isDeep || isWhole ? kinds : kinds.slice(1))(
      '%s',
      async (kind, options) => {
        const whole = await profile.request('--max-files', '9', ...options);
        let requests = 0;
        const beganMs = performance.now();
        ask = () => {
          requests += 1;
          return undefined;
        };
        expect(await start(whole.url).ended).toMatchObject({ code: 0, stderr: '' });
        const wholeMs = performance.now() - beganMs;
        const random = seeded(runSeed + options.length);
        const upTo = (count: number) => 1 + Math.floor(random() * count);
        let met = 0;
        for (let index = 0; index < kills; index += 1) {
          const kill: Kill = {
            nth: index % 5 === 4 ? undefined : upTo(requests),
            afterBytes: random() < 0.5 ? upTo(1_000_000) : undefined,
            afterMs: index % 5 === 4 ? upTo(wholeMs) : random() < 0.4 ? 0 : upTo(60),
          };
          const made = await profile.request('--max-files', '12', ...options);
          const to = join(profile.home, `${index} ${kind}`);
          const moments = random() < 0.4 ? [kill, { ...kill, nth: upTo(requests) }] : [kill];
          let again = 0;
          for (const moment of moments) {
            const { isMet, isDone } = await killed(made.url, moment);
            if (isMet) met += 1;
            // Whoever sends again what was sent wants it twice.
            if (isDone) again += names.length;
          }
          const between = await received(made.id, to);
          const { code, stderr } = await start(made.url).ended;
          const after = await received(made.id, to);
          expect([moments, { code, stderr, wrong: [...between.wrong, ...after.wrong], names: after.names }]).toEqual([
            moments,
            { code: 0, stderr: '', wrong: [], names },
          ]);
          expect(after.count).toBeLessThanOrEqual(names.length + again);
          const left = (await readdir(join(profile.home, 'cache'), { recursive: true })).filter((path) =>
            path.endsWith('.jsonl'),
          );
          expect(left).toEqual([]);
          await rm(to, { recursive: true, force: true });
        }
        expect(met).toBeGreaterThanOrEqual(Math.ceil(kills / 2));
      },
      1_800_000,
    );
  },
);
