// What a link opens is saved by its recipient: whole or not at all, without a profile, and on where it was cut.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { doorPage, type DoorLink } from '../../main/core/given/door-page';
import { startCuttingBucket, type Asked, type CuttingBucket, type Fate } from './cutting-bucket';
import { openDoorProfile, type DoorProfile } from './door-profile';
import { lines } from './request-profile';
import { interrupt, runCli, startCli, type RunOptions } from './run-cli';
import { isDeep, someOf } from '../volume';

const keys = { AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test-secret-of-the-suite' };
const mebibyte = 1_048_576;

let folder: string;
let front: CuttingBucket;
let home: string;
let folders = 0;

/** With a home of its own: what `get` would make of a profile, is seen there. */
const get = (args: readonly string[], options: RunOptions = {}) =>
  runCli(['get', ...args], { ...options, env: { HOME: home, XDG_DATA_HOME: join(home, 'data'), ...options.env } });
const startGet = (args: readonly string[]) => startCli(['get', ...args], { env: { HOME: home } });
const out = () => join(folder, `out-${(folders += 1)}`);
const share = async (args: readonly string[], stdin?: string): Promise<string> => {
  const there = ['--endpoint', front.endpoint, '--bucket', front.bucket, '--region', front.region];
  const options = { env: keys, ...(stdin !== undefined && { stdin }) };
  const { code, stdout, stderr } = await runCli(
    ['share', ...args, ...there, '--profile-dir', join(folder, 'client'), '--quiet'],
    options,
  );
  if (code !== 0) throw new Error(stderr);
  return stdout.trim();
};
const codeIn = (stderr: string) => (JSON.parse(stderr) as { error: { code: string } }).error.code;
const all = async (root: string) => {
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  return names
    .filter((one) => !one.isDirectory())
    .map((one) => join(one.parentPath, one.name).slice(root.length + 1))
    .sort();
};
const partsIn = async (root: string) =>
  existsSync(root) ? (await all(root)).filter((name) => name.includes('.part')) : [];

/** Files with folders; `name` of the whole folder. */
async function filesIn(name: string, contents: Readonly<Record<string, Uint8Array>>): Promise<string> {
  for (const [path, bytes] of Object.entries(contents)) {
    await mkdir(join(folder, name, dirname(path)), { recursive: true });
    await writeFile(join(folder, name, path), bytes);
  }
  return join(folder, name);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-cli-get-'));
  home = join(folder, 'home');
  await mkdir(home);
  front = await startCuttingBucket();
});
afterEach(() => front.decide(() => undefined));
afterAll(async () => {
  await front.close();
  await rm(folder, { recursive: true, force: true });
});

const contents: Readonly<Record<string, Buffer>> = {
  'a.bin': randomBytes(3 * mebibyte + 17),
  'day 1/사진 x.txt': Buffer.from('hi'),
  'day 1/inner/y': Buffer.from('y'),
  empty: Buffer.alloc(0),
};

describe('what every kind of link gives', () => {
  test('a file, under a name that nothing has', async () => {
    const source = await filesIn('one', { 'report ü.txt': Buffer.from('words') });
    const link = await share([join(source, 'report ü.txt')]);
    const to = out();
    expect((await get([link, '--list'])).stdout).toBe('5 bytes  report ü.txt\n');
    expect(existsSync(to)).toBe(false);
    expect(await get([link, '--to', to])).toMatchObject({
      code: 0,
      stdout: `${join(to, 'report ü.txt')}\n`,
      stderr: '',
    });
    const again = await get(['-', '--to', to, '--json'], { stdin: `${link}\n` });
    expect(lines(again.stdout)).toEqual([{ name: 'report ü.txt', sizeBytes: 5, path: join(to, 'report ü (2).txt') }]);
    expect(await readFile(join(to, 'report ü (2).txt'), 'utf8')).toBe('words');
    // Neither a profile nor a cache of a service was made.
    expect(await all(home)).toEqual((await all(home)).filter((name) => name.includes('cache')));
  });

  const trees = [
    ['a page', [], undefined, []],
    ['an encrypted page', ['--encrypt'], undefined, []],
    ['one with a password', ['--encrypt', '--password-stdin'], 'correct horse\n', ['--password-stdin']],
  ] as const;
  test.each(someOf(trees, 2))(
    '%s, with its folders; what is there already is left',
    async (what, options, stdin, asked) => {
      const source = await filesIn(`tree of ${what}`, contents);
      const link = await share([source, ...options], stdin);
      const to = out();
      const given = stdin === undefined ? {} : { stdin };
      const first = await get([link, '--to', to, ...asked], given);
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(await all(to)).toEqual(Object.keys(contents).sort());
      for (const [path, bytes] of Object.entries(contents))
        expect(bytes.equals(await readFile(join(to, path)))).toBe(true);
      const second = await get([link, '--to', to, '--json', ...asked], given);
      expect(lines(second.stdout)).toHaveLength(4);
      for (const line of lines(second.stdout)) expect(line).toMatchObject({ there: true });
      expect(await all(to)).toEqual(Object.keys(contents).sort());
    },
  );

  test('what no link of Mayfly’s gives', async () => {
    const link = await share(
      [await filesIn('sealed', { 'a.txt': Buffer.from('a') }), '--encrypt', '--password-stdin'],
      'pw\n',
    );
    const plain = await share([join(folder, 'sealed', 'a.txt'), '--expires', '1s', '--no-page']);
    front.pass(2_000);
    const cases: readonly (readonly [readonly string[], string, number])[] = [
      [[link], 'password-needed', 2],
      [[link.split('#')[0] ?? ''], 'link-incomplete', 2],
      [[`${link.split('#')[0]}#${'A'.repeat(22)}`, '--password-stdin'], 'password-wrong', 2],
      [[plain], 'link-over', 4],
      [[plain.replace(/X-Amz-Signature=./, 'X-Amz-Signature=0')], 'link-over', 4],
      [['https://me@example.com/'], 'link-not-ours', 2],
      [[`${front.endpoint}/`], 'link-over', 4],
    ];
    for (const [args, code, exit] of cases) {
      const ended = await get([...args, '--to', join(folder, 'never'), '--json'], { stdin: 'another\n' });
      expect([codeIn(ended.stderr), ended.code, ended.stdout]).toEqual([code, exit, '']);
      expect(ended.stderr).not.toMatch(/X-Amz|Signature/);
    }
    front.pass(-2_000);
    expect(existsSync(join(folder, 'never'))).toBe(false);
    const page = Buffer.from('<!doctype html><title>Mayfly</title><a id=b href="https://example.com">x</a>');
    front.decide(() => ({ kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: page }));
    expect(codeIn((await get([`${front.endpoint}/any`, '--json'])).stderr)).toBe('link-not-ours');
  }, 120_000);
});

describe('what breaks off goes on', () => {
  const big = randomBytes(24 * mebibyte + 5);
  const isPage = ({ path }: { readonly path: string }) => /\/p\/|index\.html/.test(path);

  const ways = isDeep ? ['', '--encrypt'] : ['--encrypt'];

  test.each(ways)('cut every time, in one run %s', async (option) => {
    const link = await share([await filesIn('cut', { 'big.bin': big }), ...[option].filter(Boolean)]);
    let cuts = 0;
    front.decide((asked) => {
      cuts += 1;
      return isPage(asked) || cuts % 3 !== 0 ? undefined : { kind: 'cut', afterBytes: 300_000 };
    });
    const to = out();
    expect(await get([link, '--to', to])).toMatchObject({ code: 0, stderr: '' });
    expect(big.equals(await readFile(join(to, 'big.bin')))).toBe(true);
    expect(await partsIn(to)).toEqual([]);
  });

  test.each(ways)('killed, and run again %s', async (option) => {
    const link = await share([await filesIn('killed', { 'd/big.bin': big }), ...[option].filter(Boolean)]);
    const to = out();
    front.decide((asked) => {
      const from = Number(/bytes=(\d+)-/.exec(asked.range ?? '')?.[1] ?? 0);
      return isPage(asked) || from < 8 * mebibyte ? undefined : { kind: 'held', afterBytes: 10 };
    });
    const running = startGet([link, '--to', to]);
    for (let tries = 0; tries < 1_000; tries += 1) {
      const [part] = await partsIn(to);
      if (part !== undefined && (await stat(join(to, part))).size >= 3 * mebibyte) break;
      await sleep(20);
    }
    running.child.kill('SIGKILL');
    await running.ended;
    expect(await all(to)).toEqual(await partsIn(to));
    const [left = ''] = await partsIn(to);
    const kept = (await stat(join(to, left))).size;
    const before = front.asked.length;
    front.decide(() => undefined);
    expect(await get([link, '--to', to])).toMatchObject({ code: 0, stderr: '' });
    expect(big.equals(await readFile(join(to, 'd/big.bin')))).toBe(true);
    expect(await all(to)).toEqual(['d/big.bin']);
    const froms = front.asked.slice(before).flatMap(({ range }) => Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0));
    // Behind the first look at the object only what was missing.
    expect(Math.min(...froms.filter((from) => from > 0))).toBeGreaterThan(kept - mebibyte);
  });

  test('interrupted: the part is kept, and nothing stands under the name', async () => {
    const link = await share([await filesIn('stopped', { 'big.bin': big }), '--page']);
    const to = out();
    front.decide((asked) =>
      isPage(asked) || asked.range === 'bytes=0-1048575' ? undefined : { kind: 'held', afterBytes: 10 },
    );
    const running = startGet([link, '--to', to]);
    for (let tries = 0; tries < 1_000 && (await partsIn(to)).length === 0; tries += 1) await sleep(20);
    const { code, stderr } = await interrupt(running);
    expect([code, stderr]).toEqual([130, 'mayfly: stopped; the same command goes on where it was.\n']);
    expect(await all(to)).toEqual(await partsIn(to));
    const before = front.asked.length;
    const again = startGet([link, '--to', to, '--json']);
    const asksForFile = () => front.asked.slice(before).some((asked) => !isPage(asked));
    for (let tries = 0; tries < 1_000 && !asksForFile(); tries += 1) await sleep(20);
    expect(await interrupt(again)).toMatchObject({ code: 130, stderr: '' });
  }, 120_000);
});

describe('what is not as it was sent is not saved', () => {
  const isFile = ({ path }: { readonly path: string }) => path.endsWith('.bin');

  const pages = [
    ['of a page', []],
    ['of an encrypted page', ['--encrypt']],
  ] as const;
  test.each(someOf(pages, 2))('other bytes %s', async (what, options) => {
    const link = await share([
      await filesIn(`other ${what}`, { 'a.bin': randomBytes(900), 'b.txt': Buffer.from('b') }),
      ...options,
      '--page',
    ]);
    let first = '';
    front.decide((asked) => {
      if (!isFile(asked) || (first ||= asked.path) !== asked.path) return undefined;
      const size = options.length === 0 ? 900 : 900 + 200;
      const headers = { etag: '"x"', 'content-range': `bytes 0-${size - 1}/${size}` };
      return { kind: 'answer', status: 206, headers, body: randomBytes(size) };
    });
    const to = out();
    const ended = await get([link, '--to', to, '--json']);
    expect([codeIn(ended.stderr), ended.code]).toEqual(['got-differs', 4]);
    expect(lines(ended.stdout)).toHaveLength(1);
    expect(await all(to)).toHaveLength(1);
  });

  test('an object that is replaced while it comes', async () => {
    const link = await share([join(await filesIn('replaced', { 'a.bin': randomBytes(3 * mebibyte) }), 'a.bin')]);
    front.decide(({ ifMatch }) => (ifMatch === undefined ? undefined : { kind: 'answer', status: 412 }));
    const to = out();
    const ended = await get([link, '--to', to, '--json']);
    expect([codeIn(ended.stderr), ended.code]).toEqual(['got-replaced', 4]);
    expect(await all(to)).toEqual([]);
  });

  test('a folder that is a link to elsewhere takes nothing', async () => {
    const link = await share([await filesIn('climbing', { 'in/a.txt': Buffer.from('a'), 'b.txt': Buffer.from('b') })]);
    const [to, elsewhere] = [out(), out()];
    await mkdir(to);
    await mkdir(elsewhere);
    await symlink(elsewhere, join(to, 'in'));
    const ended = await get([link, '--to', to, '--json']);
    expect([codeIn(ended.stderr), ended.code]).toEqual(['folder-unusable', 5]);
    expect(await all(elsewhere)).toEqual([]);
    expect(lines(ended.stdout)).toMatchObject([
      { name: 'b.txt', sha256: createHash('sha256').update('b').digest('hex') },
    ]);
  });
});

describe('the page of a short link', () => {
  /** Shorter than what `front.pass` lets pass, and longer than a busy machine needs for two thirds of a file, seconds. */
  const soon = 55;
  const bytes = randomBytes(12 * mebibyte);
  let client: S3Client;
  beforeAll(async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = front;
    client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    await client.send(new PutObjectCommand({ Bucket: front.bucket, Key: 'any/film.mp4', Body: bytes }));
  });
  afterAll(() => client.destroy());
  const linkFor = (expiresIn: number) =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: front.bucket, Key: 'any/film.mp4' }), { expiresIn });
  const door = (url: string, more: Partial<DoorLink> = {}): Fate => {
    const far = Date.now() + 1_000_000;
    const html = doorPage({ url, signedAtMs: 0, linkEndsAtMs: far, untilMs: far, ...more });
    return { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from(html) };
  };
  const isDoor = ({ path }: Asked) => path === '/door';

  test('gives a later link of the same object once the first has ended, in the middle of a file', async () => {
    const [first, later] = [await linkFor(soon), await linkFor(3_600)];
    let hasEnded = false;
    front.decide((asked) => {
      if (isDoor(asked)) return door(hasEnded ? later : first);
      if (Number(/bytes=(\d+)-/.exec(asked.range ?? '')?.[1]) > 2 * mebibyte && !hasEnded) {
        hasEnded = true;
        front.pass(60_000);
      }
      return undefined;
    });
    const to = out();
    expect(await get([`${front.endpoint}/door`, '--to', to])).toMatchObject({ code: 0, stderr: '' });
    expect(hasEnded).toBe(true);
    expect(bytes.equals(await readFile(join(to, 'film.mp4')))).toBe(true);
    front.pass(-60_000);
  });

  test('that waits for its sender, that is over, and that leads to no link', async () => {
    const url = await linkFor(60);
    for (const [more, code] of [
      [{ linkEndsAtMs: 1 }, 'link-waits'],
      [{ linkEndsAtMs: 1, untilMs: 1 }, 'link-over'],
      [{ url: 'https://example.com/' }, 'link-not-ours'],
      [{ url: `${front.endpoint}/door` }, 'link-not-ours'],
    ] as const) {
      front.decide((asked) => (isDoor(asked) ? door(url, more) : undefined));
      expect(codeIn((await get([`${front.endpoint}/door`, '--json'])).stderr)).toBe(code);
    }
  });
});

describe('short links', () => {
  let doors: DoorProfile;
  beforeAll(async () => {
    doors = await openDoorProfile();
  }, 120_000);
  afterAll(() => doors.close());

  test('lead to files and pages, carry the secret along, and end', async () => {
    for (const options of someOf([['--encrypt'], []], 2)) {
      const { url, door } = await doors.json('share', 'trip', '--door', ...options);
      const to = out();
      expect(await get([url, '--to', to])).toMatchObject({ code: 0, stderr: '' });
      expect(await readFile(join(to, 'note.txt'), 'utf8')).toBe('hello from the trip');
      await doors.mayfly('close', door);
      expect(codeIn((await get([url, '--json'])).stderr)).toBe('link-over');
    }
    const { url } = await doors.json('share', 'other.txt', '--no-page', '--door');
    const to = out();
    expect((await get([url, '--to', to])).stdout).toBe(`${join(to, 'other.txt')}\n`);
  }, 120_000);

  test.runIf(isDeep)(
    'that lead to a file request give nothing, and say so',
    async () => {
      const made = await doors.json('request', '--door');
      expect(codeIn((await get([made.url, '--json'])).stderr)).toBe('link-is-request');
    },
    120_000,
  );
});
