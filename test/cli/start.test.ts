// What a command loads, counted: a start costs what it reads, compiles and runs, and counts are the same on a busy machine.
import { readFileSync } from 'node:fs';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages, type Language } from '../../resources/words/languages';
import { setLanguage } from '../../resources/words/messages';
import { threadAhead } from '../../main/cli/thread-ahead';
import { helpFile, helpFor, type HelpTexts } from '../../main/cli/help-texts';
import { readArguments } from '../../main/terminal/arguments/arguments';
import { commandNames, groups } from '../../main/terminal/arguments/grammar';
import { help } from '../../main/terminal/arguments/help';
import { layOut } from '../../main/terminal/output/help-layout';
import { runCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';
import { isDeep } from '../volume';

interface Loaded {
  readonly scripts: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly compiled: boolean;
    /** Whether the process had loaded what begins threads. */
    readonly threads: boolean;
  }[];
  readonly packages: readonly string[];
  readonly builtins: readonly string[];
  readonly flags: readonly string[];
  readonly network: readonly string[];
}

let folder: string;
let served: ServedBucket;
let shareOne: readonly string[];

beforeAll(async () => {
  served = await serveBucket();
  ({ folder } = served);
  const { endpoint, bucket } = served.place;
  const small = join(folder, 'a.txt');
  await writeFile(small, 'small');
  const profile = join(folder, 'client');
  shareOne = ['share', small, '--endpoint', endpoint, '--bucket', bucket, '--profile-dir', profile];
});
afterAll(() => served.close());

const before = (script: string) => `--require ${JSON.stringify(resolve('test/cli', script))}`;

/** Of its second run: the first compiles. */
async function loadedBy(
  args: readonly string[],
  code = 0,
  more: readonly string[] = [],
  environment: NodeJS.ProcessEnv = keys,
): Promise<Loaded> {
  const report = join(folder, 'loaded.json');
  const env = {
    ...environment,
    XDG_CACHE_HOME: join(folder, 'cache'),
    LOCALAPPDATA: join(folder, 'cache'),
    NODE_OPTIONS: ['loaded-files.cjs', ...more].map(before).join(' '),
    LOADED: report,
  };
  await runCli(args, { env });
  expect(await runCli(args, { env })).toMatchObject({ code });
  return JSON.parse(await readFile(report, 'utf8')) as Loaded;
}

/** A share of one small file, once for all that is asked about it. */
let ofShare: Promise<Loaded> | undefined;
const loadedByShare = () => (ofShare ??= loadedBy(shareOne));

const names = ({ scripts }: Loaded) => scripts.map(({ name }) => name);
const heavy = new Set([
  'http',
  'https',
  'tls',
  'worker_threads',
  'child_process',
  'crypto',
  'readline',
  'dns/promises',
]);

test('--version loads nothing behind the door', async () => {
  const loaded = await loadedBy(['--version']);
  expect(loaded).toMatchObject({ scripts: [], packages: [], flags: [] });
  expect(loaded.builtins.filter((name) => heavy.has(name))).toEqual([]);
});

test('--help of the first file loads nothing behind the door either', async () => {
  for (const args of [['--help'], ['connections', 'add', '-h']]) {
    const loaded = await loadedBy(args);
    expect(loaded).toMatchObject({ scripts: [], packages: [], flags: [] });
    expect(loaded.builtins.filter((name) => heavy.has(name))).toEqual([]);
  }
});

test('--help is in every language what words and grammar say', () => {
  const typed = ['', ...commandNames, ...groups];
  try {
    for (const language of Object.keys(languages) as Language[]) {
      setLanguage(language);
      const kept = JSON.parse(readFileSync(join('out/main', helpFile(language)), 'utf8')) as HelpTexts;
      expect(Object.keys(kept)).toEqual(typed);
      for (const words of typed) {
        const args = [...words.split(' ').filter((word) => word !== ''), '--help'];
        const command = readArguments(args);
        const text = command.kind === 'help' ? `${layOut(help(command.about), 80).join('\n')}\n` : 'no help';
        expect(helpFor(args, 'out/main', () => language, 80)).toBe(text);
        expect(helpFor(['help', ...args.slice(0, -1)], 'out/main', () => language, 80)).toBe(text);
      }
    }
  } finally {
    setLanguage('en');
  }
});

test('a usage error loads words and grammar: no service, no library, no network', async () => {
  const loaded = await loadedBy(['share'], 2);
  expect(loaded.scripts.length).toBeLessThanOrEqual(8);
  expect(loaded.packages).toEqual([]);
  expect(loaded.builtins.filter((name) => heavy.has(name))).toEqual([]);
});

test('a share of one small file loads no SDK, no zod, no keychain, no bucket, nothing for TLS, and compiles nothing', async () => {
  const loaded = await loadedByShare();
  expect(loaded.scripts.length).toBeLessThanOrEqual(18);
  expect(names(loaded).join(' ')).not.toMatch(
    /client|sdk|sso|keychain|dbus|any-ascii|server-|proxy-agents|s3-probe|schemas|age-files|encrypt-files|sodium/,
  );
  // The server speaks http. Hashes and signatures need crypto.
  expect(loaded.builtins.filter((name) => heavy.has(name))).toEqual(['crypto']);
  expect(loaded.packages).toEqual([]);
  expect(loaded.scripts.filter(({ compiled }) => !compiled)).toEqual([]);
});

test('a share with the keys of an AWS profile loads what reads its files, and neither the resolver of other profiles nor what it sends by', async () => {
  const environment = await served.awsProfile();
  const loaded = await loadedBy([...shareOne, '--profile', 'suite'], 0, [], environment);
  expect(loaded.builtins.filter((name) => heavy.has(name))).toEqual(['crypto']);
  expect(names(loaded).join(' ')).not.toMatch(/client|sdk|sso-|sts-|signin|Provider|resolve/);
});

test.runIf(isDeep)(
  'libsodium is loaded by what encrypts on a Node without the cipher, and by nothing else',
  async () => {
    const encrypted = [...shareOne, '--encrypt'];
    const loads = async (...more: readonly string[]) =>
      names(await loadedBy(encrypted, 0, more)).filter((name) => /^(encrypt-files|sodium-cipher)-/.test(name));
    expect(await loads()).toEqual([expect.stringMatching(/^encrypt-files-/)]);
    expect((await loads('no-cipher.cjs')).toSorted()).toEqual([
      expect.stringMatching(/^encrypt-files-/),
      expect.stringMatching(/^sodium-cipher-/),
    ]);
  },
);

test('a command keeps compiled no other language than its own', async () => {
  const kept = (language: string) => join(folder, language, 'mayfly', 'compiled', 'list.bin');
  const sizes: number[] = [];
  for (const locale of ['C.UTF-8', 'ko_KR.UTF-8']) {
    const caches = join(folder, locale);
    const env = { LC_ALL: locale, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches };
    const { stdout, stderr } = await runCli(['list', '--profile-dir', join(folder, 'empty')], { env });
    expect(/[가-힣]/.test(stdout + stderr)).toBe(locale.startsWith('ko'));
    sizes.push((await stat(kept(locale))).size);
  }
  const [english = 0, korean = 0] = sizes;
  expect(korean - english).toBeGreaterThan(100_000);
});

test('a share of a large file loads no SDK either, and asks for nothing that an answer has told', async () => {
  const large = join(folder, 'large.bin');
  await writeFile(large, Buffer.alloc(9 * 1_048_576, 'large'));
  const loaded = await loadedBy(['share', large, ...shareOne.slice(2)]);
  expect(names(loaded).join(' ')).not.toMatch(/client|sdk|sso/);
  // Begun, one part, completed; then its link is opened.
  expect(loaded.network).toEqual(['connection', 'POST', 'PUT', 'POST', 'GET']);
});

test('a share of much begins a thread before its first script, and ends as ever where it sends nothing', async () => {
  const huge = join(folder, 'huge.bin');
  await writeFile(huge, '');
  await truncate(huge, 32 * 1_048_576);
  const refused = [huge, join(folder, 'nowhere'), ...shareOne.slice(2)];
  const beginsFirst = async (...more: readonly string[]) =>
    (await loadedBy(['share', ...more, ...refused], 5)).scripts[0]?.threads;
  expect(await beginsFirst()).toBe(true);
  // The look at a file waits for its drive, however long.
  expect(await beginsFirst('--timeout', '1h')).toBe(false);
});

test('many small files are much too, what is no file is nothing, and no other command looks', () => {
  const small = shareOne[1] ?? '';
  const typed = (count: number) => Array.from({ length: count }, () => small);
  expect(threadAhead(['share', '--no-page', folder, join(folder, 'nowhere'), ...typed(128)])).toEqual({
    mayUseTls: true,
  });
  expect(threadAhead(['share', '--no-page', folder, join(folder, 'nowhere'), ...typed(127)])).toBeUndefined();
  expect(threadAhead(['show', ...typed(128)])).toBeUndefined();
  expect(threadAhead(['share', ...typed(128), '--endpoint', 'http://127.0.0.1:1'])).toEqual({ mayUseTls: false });
});

test('no flag of V8 changes while something may still load: Node would compile its own modules anew', async () => {
  expect((await loadedByShare()).flags).toEqual([]);
});

test.runIf(isDeep)(
  'of many files V8 optimises nothing, and the flags are as before when their compiled code is kept',
  async () => {
    const many = Array.from({ length: 30 }, (_, index) => join(folder, `${index}.txt`));
    await Promise.all(many.map((path) => writeFile(path, path)));
    const loaded = await loadedBy(['share', ...many, '--no-page', ...shareOne.slice(2)]);
    expect(loaded.flags).toEqual(['--no-opt', '--opt']);
    expect(loaded.scripts.filter(({ compiled }) => !compiled)).toEqual([]);
  },
);

test('a share of one small file takes one connection and two requests', async () => {
  expect((await loadedByShare()).network).toEqual(['connection', 'PUT', 'GET']);
});

test('the connection is asked for before the file is looked at', async () => {
  const missing = [shareOne[0] ?? '', join(folder, 'nowhere'), ...shareOne.slice(2)];
  expect((await loadedBy(missing, 5)).network).toEqual(['connection']);
});
