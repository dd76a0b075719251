// Pages of a saved connection through real processes: killed in the middle, shared again, prolonged, taken back.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { interrupt, runCli, startCli, type Running } from '../cli/run-cli';

const foreign = { AWS_ACCESS_KEY_ID: 'FOREIGNKEY', AWS_SECRET_ACCESS_KEY: 'foreign-secret' };
const mebibyte = 1_048_576;

let folder: string;
let server: Running;

const inProfile = (args: readonly string[]) => [...args, '--profile-dir', join(folder, 'profile')];
const cli = (...args: string[]) => runCli(inProfile(args), { keychain: true });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const contents = new Map<string, Buffer>([
  ['large.bin', randomBytes(20 * mebibyte)],
  ['middle.bin', randomBytes(2 * mebibyte)],
  ['day 1/words.txt', Buffer.from('words')],
  ['day 1/empty', Buffer.alloc(0)],
]);
const root = () => join(folder, 'trip');

/** What a recipient gets behind every link of the page, and the links. */
async function visit(url: string) {
  const html = await (await fetch(url)).text();
  const hrefs = Array.from(html.matchAll(/<a href="([^"]+)" download/g), ([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  const links = hrefs.map((href) => new URL(href, url).href);
  const hashes = await Promise.all(
    links.map(async (link) => sha256(Buffer.from(await (await fetch(link)).arrayBuffer()))),
  );
  return { links, hashes: new Set(hashes) };
}
const statuses = async (links: readonly string[]) =>
  new Set(await Promise.all(links.map(async (link) => (await fetch(link)).status)));
const wanted = () => new Set(Array.from(contents.values(), sha256));
const uploads = async () => JSON.parse((await cli('uploads', '--json')).stdout) as { id: string; kind: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-desktop-page-'));
  for (const [name, bytes] of contents) {
    await mkdir(join(root(), name, '..'), { recursive: true });
    await writeFile(join(root(), name), bytes);
  }
  server = startCli(['bucket', 'serve', '--profile-dir', join(folder, 'server')], { env: foreign });
  const { endpoint, bucket } = JSON.parse(await server.firstLine()) as { endpoint: string; bucket: string };
  const added = await runCli(
    inProfile([
      'connections',
      'add',
      'work',
      '--endpoint',
      endpoint,
      '--bucket',
      bucket,
      '--access-key-id',
      'FOREIGNKEY',
    ]),
    { keychain: true, stdin: `${foreign.AWS_SECRET_ACCESS_KEY}\n` },
  );
  if (added.code !== 0) throw new Error(added.stderr);
});

afterAll(async () => {
  await interrupt(server);
  await rm(folder, { recursive: true, force: true });
});

/** Kills a slow command once it has stored something; the page is not made then. */
async function killed(): Promise<void> {
  // Unknown to the bucket, so that it must travel.
  contents.set('large.bin', randomBytes(20 * mebibyte));
  await writeFile(join(root(), 'large.bin'), contents.get('large.bin') ?? '');
  // How soon a command has begun is the machine's affair: one that was killed before it had is started again, and lives longer.
  for (const livesMs of [2_500, 5_000, 10_000]) {
    const running = startCli(inProfile(['share', root(), '--limit', '1M']), { keychain: true });
    await wait(livesMs);
    running.child.kill('SIGKILL');
    expect((await running.ended).stdout).toBe('');
    if ((await uploads()).some(({ kind }) => kind === 'page')) return;
  }
  throw new Error('no killed command had begun its page');
}

test('killed with -9, the same command goes on, and the page holds every file', async () => {
  await killed();
  const { code, stdout } = await cli('share', root());
  expect(code).toBe(0);
  expect((await visit(stdout.trim())).hashes).toEqual(wanted());
  expect(await uploads()).toEqual([]);
});

test('killed with -9, resume goes on, and one link comes of it', async () => {
  await killed();
  const { code, stdout } = await cli('resume');
  expect([code, stdout.trim().split('\n').length]).toEqual([0, 1]);
  expect((await visit(stdout.trim())).hashes).toEqual(wanted());
});

test('killed with -9, cancel with the page’s id leaves nothing to go on with', async () => {
  await killed();
  const page = (await uploads()).find(({ kind }) => kind === 'page');
  expect((await cli('cancel', page?.id ?? '')).code).toBe(0);
  expect(await uploads()).toEqual([]);
});

test('shared again, what is large does not travel; prolonged, it has two ends; taken back, no link of either opens', async () => {
  await cli('share', root());
  const { stdout, stderr } = await cli('share', root(), '--expires', '1h');
  expect(stderr).toContain('mayfly: 2 unchanged files were copied within the bucket instead of being uploaded again.');
  const first = stdout.trim();
  const { links, hashes } = await visit(first);
  expect(hashes).toEqual(wanted());
  const [share] = JSON.parse((await cli('list', '--json')).stdout) as { id: string }[];
  const second = (await cli('extend', share?.id ?? '', '--expires', '2h')).stdout.trim();
  const again = await visit(second);
  expect([again.hashes, new URL(second).pathname === new URL(first).pathname]).toEqual([wanted(), false]);
  expect(await statuses([first, second, ...links, ...again.links])).toEqual(new Set([200]));
  expect((await cli('revoke', share?.id ?? '')).code).toBe(0);
  expect(await statuses([first, second, ...links, ...again.links])).toEqual(new Set([404]));
});
