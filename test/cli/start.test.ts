// What a command loads, counted: a start costs what it reads, compiles and runs, and counts are the same on a busy machine.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { interrupt, runCli, startCli, type Running } from './run-cli';

const keys = { AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test-secret-of-the-suite' };

interface Loaded {
  readonly scripts: readonly { readonly name: string; readonly bytes: number; readonly compiled: boolean }[];
  readonly packages: readonly string[];
  readonly builtins: readonly string[];
  readonly flags: readonly string[];
  readonly network: readonly string[];
}

let folder: string;
let server: Running;
let shareOne: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-start-'));
  server = startCli(['bucket', 'serve', '--profile-dir', join(folder, 'server')], { env: keys });
  const { endpoint, bucket } = JSON.parse(await server.firstLine()) as { endpoint: string; bucket: string };
  const small = join(folder, 'a.txt');
  await writeFile(small, 'small');
  const profile = join(folder, 'client');
  shareOne = ['share', small, '--endpoint', endpoint, '--bucket', bucket, '--profile-dir', profile];
});
afterAll(async () => {
  await interrupt(server);
  await rm(folder, { recursive: true, force: true });
});

/** Of its second run: the first compiles. */
async function loadedBy(args: readonly string[], code = 0): Promise<Loaded> {
  const report = join(folder, 'loaded.json');
  const env = {
    ...keys,
    XDG_CACHE_HOME: join(folder, 'cache'),
    LOCALAPPDATA: join(folder, 'cache'),
    NODE_OPTIONS: `--require ${JSON.stringify(resolve('test/cli/loaded-files.cjs'))}`,
    LOADED: report,
  };
  await runCli(args, { env });
  expect(await runCli(args, { env })).toMatchObject({ code });
  return JSON.parse(await readFile(report, 'utf8')) as Loaded;
}

interface Size {
  readonly scripts: number;
  readonly bytes: number;
}
const size = ({ scripts }: Loaded): Size => ({
  scripts: scripts.length,
  bytes: scripts.reduce((sum, { bytes }) => sum + bytes, 0),
});
const within = (most: Size) => (found: Size) => found.scripts <= most.scripts && found.bytes <= most.bytes;
const names = ({ scripts }: Loaded) => scripts.map(({ name }) => name);
const heavy = new Set(['http', 'https', 'tls', 'worker_threads', 'child_process', 'crypto']);

test('--version loads nothing behind the door', async () => {
  const loaded = await loadedBy(['--version']);
  expect(loaded).toMatchObject({ scripts: [], packages: [], flags: [] });
  expect(loaded.builtins.filter((name) => heavy.has(name))).toEqual([]);
});

test('--help loads words and grammar: no service, no library, no network', async () => {
  const loaded = await loadedBy(['--help']);
  expect(size(loaded)).toSatisfy(within({ scripts: 8, bytes: 450_000 }));
  expect(loaded.packages).toEqual([]);
  expect(loaded.builtins.filter((name) => heavy.has(name))).toEqual([]);
  expect(loaded.scripts.filter(({ compiled }) => !compiled)).toEqual([]);
});

test('a share of one small file loads no SDK, no keychain, no bucket, and compiles nothing', async () => {
  const loaded = await loadedBy(shareOne);
  expect(size(loaded)).toSatisfy(within({ scripts: 18, bytes: 900_000 }));
  expect(names(loaded).join(' ')).not.toMatch(/client|sdk|sso|keychain|dbus|any-ascii|server-|proxy-agents|s3-probe/);
  expect(loaded.builtins).not.toContain('child_process');
  expect(loaded.packages.filter((path) => !/photostructure|node-gyp-build/.test(path))).toEqual([]);
  expect(loaded.scripts.filter(({ compiled }) => !compiled)).toEqual([]);
});

test('a share of a large file loads no SDK either, and asks for nothing that an answer has told', async () => {
  const large = join(folder, 'large.bin');
  await writeFile(large, Buffer.alloc(9 * 1_048_576, 'large'));
  const loaded = await loadedBy(['share', large, ...shareOne.slice(2)]);
  expect(names(loaded).join(' ')).not.toMatch(/client|sdk|sso/);
  // Begun, one part, completed; then its link is opened.
  expect(loaded.network).toEqual(['connection', 'POST', 'PUT', 'POST', 'GET']);
});

test('no flag of V8 changes while something may still load: Node would compile its own modules anew', async () => {
  expect((await loadedBy(shareOne)).flags).toEqual([]);
});

test('of many files V8 optimises nothing, and the flags are as before when their compiled code is kept', async () => {
  const many = Array.from({ length: 30 }, (_, index) => join(folder, `${index}.txt`));
  await Promise.all(many.map((path) => writeFile(path, path)));
  const loaded = await loadedBy(['share', ...many, '--no-page', ...shareOne.slice(2)]);
  expect(loaded.flags).toEqual(['--no-opt', '--opt']);
  expect(loaded.scripts.filter(({ compiled }) => !compiled)).toEqual([]);
});

test('a share of one small file takes one connection and two requests', async () => {
  expect((await loadedBy(shareOne)).network).toEqual(['connection', 'PUT', 'GET']);
});

test('the connection is asked for before the file is looked at', async () => {
  const missing = [shareOne[0] ?? '', join(folder, 'nowhere'), ...shareOne.slice(2)];
  expect((await loadedBy(missing, 5)).network).toEqual(['connection']);
});
