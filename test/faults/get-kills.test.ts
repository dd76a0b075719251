// `mayfly get` killed -9 at its requests, at its acts on files and at any moment: nothing half is under its name, and the next run goes on with what is
// there, leaves nothing hidden and has the same bytes. On the embedded bucket, and on other people's servers.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCuttingBucket, type CuttingBucket } from '../cli/cutting-bucket';
import { runCli, startCli } from '../cli/run-cli';
import { namedPlaces } from '../named-places';
import { isDeep } from '../volume';
import { seeded } from './fault-plan';
import { content, isWhole, runSeed } from './sizes';

const mebibyte = 1_048_576;
type Contents = Readonly<Record<string, Buffer>>;
const single: Contents = { 'film.bin': content(9 * mebibyte + 5, runSeed) };
const tree: Contents = {
  'a.bin': content(6 * mebibyte + 17, runSeed + 1),
  'day 1/b.bin': content(2 * mebibyte, runSeed + 2),
  'day 1/inner/c.txt': content(10, runSeed + 3),
  'day 1/inner/empty': Buffer.alloc(0),
};
/** Of each kind of link. */
const kills = isWhole ? 70 : 20;

const servers = [
  { name: 'the embedded bucket', place: undefined },
  ...namedPlaces.map((place) => ({ name: place.name, place })),
];

type Kill =
  /** As test/faults/die-at-act.cjs names it. */
  | { readonly kind: 'act'; readonly name: string }
  | {
      readonly kind: 'request';
      readonly nth: number;
      readonly heldAfterBytes: number | undefined;
      readonly afterMs: number;
    }
  | { readonly kind: 'time'; readonly afterMs: number };

interface Kept {
  /** Paths of files under their names. */
  readonly saved: readonly string[];
  readonly parts: readonly string[];
  /** Bytes that the next run need not ask for. */
  readonly keptBytes: number;
}

async function keptIn(folder: string): Promise<Kept> {
  if (!existsSync(folder)) return { saved: [], parts: [], keptBytes: 0 };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((one) => !one.isDirectory())
    .map((one) => relative(folder, join(one.parentPath, one.name)));
  const isPart = (path: string) => basename(path).startsWith('.');
  const parts = paths.filter(isPart);
  const stats = await Promise.all(parts.map((part) => stat(join(folder, part))));
  // Two names: it was given its own already.
  const keptBytes = stats.reduce((sum, { size, nlink }) => sum + (nlink === 1 ? size : 0), 0);
  return { saved: paths.filter((path) => !isPart(path)).toSorted(), parts, keptBytes };
}

describe.runIf(isDeep).each(servers)('kill -9 of mayfly get, on $name', ({ place }) => {
  let home: string;
  let front: CuttingBucket;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mayfly-get-kills-'));
    front = await startCuttingBucket(place);
  });
  afterAll(async () => {
    await front.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  async function share(name: string, contents: Contents, options: readonly string[]): Promise<string> {
    const folder = join(home, name);
    for (const [path, bytes] of Object.entries(contents)) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    const given = contents === single ? Object.keys(contents).map((path) => join(folder, path)) : [folder];
    const there = ['--endpoint', front.endpoint, '--bucket', front.bucket, '--region', front.region];
    const env = { AWS_ACCESS_KEY_ID: front.accessKeyId, AWS_SECRET_ACCESS_KEY: front.secretAccessKey };
    const args = ['share', ...given, ...options, ...there, '--profile-dir', join(home, 'profile'), '--quiet'];
    const { code, stdout, stderr } = await runCli(args, { env });
    if (code !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  const hook = resolve('test/faults/die-at-act.cjs');
  const counts = () => join(home, 'acts');
  const start = (link: string, to: string, dieAt = '') =>
    startCli(['get', link, '--to', to], {
      env: {
        HOME: home,
        NODE_OPTIONS: `--require ${JSON.stringify(hook)}`,
        MAYFLY_ACTS_IN: to,
        MAYFLY_ACTS_TO: counts(),
        MAYFLY_DIE_AT: dieAt,
      },
    });

  /** Gives false where it ended before its moment. */
  async function killed(link: string, to: string, kill: Kill): Promise<boolean> {
    const running = start(link, to, kill.kind === 'act' ? kill.name : '');
    const { child } = running;
    const end = () => void child.kill('SIGKILL');
    let asked = 0;
    front.decide(() => {
      asked += 1;
      if (kill.kind !== 'request' || asked !== kill.nth) return undefined;
      if (kill.afterMs === 0) end();
      else setTimeout(end, kill.afterMs);
      const { heldAfterBytes: afterBytes } = kill;
      return afterBytes === undefined ? undefined : { kind: 'held', afterBytes };
    });
    if (kill.kind === 'time') setTimeout(end, kill.afterMs);
    await running.ended;
    front.decide(() => undefined);
    return child.signalCode === 'SIGKILL';
  }

  /** What of `to` is under a name and is not the whole file of that name. */
  async function wrongIn(to: string, contents: Contents, saved: readonly string[]): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const path of saved) {
      const bytes = contents[path] ?? contents[path.replace(' (2)', '').replace(' (3)', '')];
      if (bytes?.equals(await readFile(join(to, path))) !== true) wrong.push(path);
    }
    return wrong;
  }

  it.each([
    ['a file', single, ['--no-page']],
    ['a page with folders', tree, []],
    ['an encrypted page', tree, ['--encrypt']],
  ] as const)(
    '%s',
    async (kind, contents, options) => {
      const link = await share(`source of ${kind}`, contents, options);
      const names = Object.keys(contents).toSorted();
      const total = Object.values(contents).reduce((sum, { length }) => sum + length, 0);
      const before = front.asked.length;
      const beganMs = performance.now();
      const first = join(home, `first of ${kind}`);
      expect(await start(link, first).ended).toMatchObject({ code: 0, stderr: '' });
      const wholeMs = performance.now() - beganMs;
      const requests = front.asked.length - before;
      const acts = Object.entries(JSON.parse(await readFile(counts(), 'utf8')) as Readonly<Record<string, number>>);
      await rm(first, { recursive: true });

      const random = seeded(runSeed + names.length + options.length);
      const upTo = (count: number) => 1 + Math.floor(random() * count);
      const request = (): Kill => ({
        kind: 'request',
        nth: upTo(requests),
        heldAfterBytes: random() < 0.6 ? Math.floor(random() * mebibyte) : undefined,
        afterMs: random() < 0.3 ? 0 : upTo(60),
      });
      const act = (named?: string): Kill => {
        const [name, count] = acts.find(([one]) => one === named) ??
          acts[Math.floor(random() * acts.length)] ?? ['', 0];
        return { kind: 'act', name: `${name} ${upTo(count)}` };
      };
      const anyKill = (index: number): Kill => {
        if (index === 0) return act('after link');
        if (index === 2) return act('in a write');
        if (index % 3 === 1) return request();
        return index % 6 === 5 ? { kind: 'time', afterMs: Math.floor(random() * wholeMs) } : act();
      };
      let met = 0;
      for (let index = 0; index < kills; index += 1) {
        const to = join(home, `${index} of ${kind}`);
        const moments = [anyKill(index), ...(random() < 0.4 ? [anyKill(upTo(6))] : [])];
        const found: string[] = [];
        for (const moment of moments) {
          if (await killed(link, to, moment)) met += 1;
          const { saved } = await keptIn(to);
          found.push(...(await wrongIn(to, contents, saved)));
        }
        const { saved, keptBytes } = await keptIn(to);
        const asked = front.asked.length;
        const { code, stderr } = await start(link, to).ended;
        const after = await keptIn(to);
        found.push(...(await wrongIn(to, contents, after.saved)));
        // Of a single file nothing but its own bytes says whether it is there: it may have been given its name before.
        const isTwice = contents === single && saved.length > 0;
        const missing = names.filter((name) => !after.saved.includes(name));
        const more = after.saved.filter((name) => !names.includes(name) && !isTwice);
        const ranges = front.asked.slice(asked).map(({ range }) => /bytes=(\d+)-(\d+)/.exec(range ?? ''));
        const askedBytes = ranges.reduce(
          (sum, range) => sum + (range ? Number(range[2]) + 1 - Number(range[1]) : 0),
          0,
        );
        const there = isTwice ? 0 : saved.reduce((sum, name) => sum + (contents[name]?.length ?? 0), 0);
        // The first look at each object, and the chunk that an encrypted file goes on at.
        const needed = total - there - keptBytes + names.length * (mebibyte + 200_000);
        const isTooMuch = askedBytes > needed;
        const said = stderr.split('\n').filter((line) => !/^$|is there already, byte for byte\.$/.test(line));
        const seen = { code, said, found, missing, more, parts: after.parts, isTooMuch };
        const none = { code: 0, said: [], found: [], missing: [], more: [], parts: [], isTooMuch: false };
        expect([moments, seen]).toEqual([moments, none]);
        await rm(to, { recursive: true });
      }
      expect(met).toBeGreaterThanOrEqual(Math.ceil(kills / 2));
    },
    1_800_000,
  );
});
