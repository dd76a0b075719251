// Encrypted shares by the command line: opened by the `age` command alone, and nothing of them found where it does not belong.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLocalBucket } from '../../main/local-bucket/server/server';
import { createScanner, toldOf, type Canary } from '../canary/scan';
import { onPosix } from '../platform';
import { manifestBy, openedByAge, pageOf, secretOf, type Manifest } from './age-recipient';
import { cheapenKeys } from './cheap-keys';
import { filesUnder } from './request-secrets';
import { runCli, startCli, type Ended, type RunOptions } from './run-cli';
import { recordWire, type WireRecorder } from './wire-recorder';
import { isDeep } from '../volume';

const keys = { accessKeyId: 'TESTKEY', secretAccessKey: 'test-secret-of-the-suite' };
const place = { region: 'us-east-1', bucket: 'files' };
/** Composed in another way than NFC has it. */
const password = 'un mot de passe tre\u0300s long de la suite';
const contents = {
  'canary-name-of-a-file-in-the-folder.txt': 'the plain content of the first file, which nobody may read',
  'inner folder/another-canary-name-of-a-file.txt':
    'the plain content of the other file, which nobody may read\n'.repeat(2_000),
};

let folder: string;
let server: Awaited<ReturnType<typeof startLocalBucket>>;
let wire: WireRecorder;
const heard: (readonly [string, Buffer])[] = [];

const passphrase = 'correct horse battery';

const run = async (args: readonly string[], options: RunOptions = {}): Promise<Ended> => {
  const ended = await runCli([...args, '--profile-dir', join(folder, 'client')], {
    noTerminal: true,
    ...options,
    env: { MAYFLY_PASSPHRASE_FILE: join(folder, 'passphrase'), ...options.env },
  });
  await cheapenKeys(join(folder, 'client'), passphrase);
  // What prints the link is where it belongs.
  heard.push([`stderr of ${args[0]}`, Buffer.from(ended.stderr)], ['argv', Buffer.from(args.join('\n'))]);
  return ended;
};
const jsonOf = ({ stdout, stderr }: Ended): unknown => {
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
};
interface Made {
  readonly id: string;
  readonly url: string;
  readonly encrypted: boolean;
  readonly password: boolean;
}
const madeBy = (ended: Ended) => jsonOf(ended) as Made;
const codeOf = ({ stderr }: Ended) => (JSON.parse(stderr) as { error: { code: string } }).error.code;
const trip = () => join(folder, 'canary-name-of-the-shared-folder');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-cli-encrypted-'));
  for (const [name, text] of Object.entries(contents)) {
    await mkdir(dirname(join(trip(), name)), { recursive: true });
    await writeFile(join(trip(), name), text);
  }
  await writeFile(join(folder, 'passphrase'), passphrase, { mode: 0o600 });
  wire = await recordWire(() => server.port);
  server = await startLocalBucket(
    { dataDir: join(folder, 'server'), ...place, port: 0, ...keys },
    { now: Date.now, sweepIntervalMs: 60_000, namedPort: wire.port },
  );
  const there = ['--endpoint', `http://127.0.0.1:${wire.port}`, '--bucket', place.bucket, '--region', place.region];
  const adding = ['connections', 'add', 'Safe', ...there, '--access-key-id', keys.accessKeyId];
  const added = await run([...adding, '--store', 'file', '--encryption', 'demanded', '--no-test'], {
    stdin: `${keys.secretAccessKey}\n`,
  });
  if (added.code !== 0) throw new Error(added.stderr);
});
afterAll(async () => {
  wire.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe.runIf(onPosix('the age command and a terminal of its own'))('a folder with a password', () => {
  let made: Made;
  let manifest: Manifest;
  test('is opened by the age command, and the link alone opens nothing', async () => {
    made = madeBy(await run(['share', trip(), '--password-stdin', '--json'], { stdin: `${password}\nanother line\n` }));
    expect(made).toMatchObject({ encrypted: true, password: true });
    const passphrase = `${secretOf(made.url)}.${password.normalize('NFC')}`;
    const opened = await openedByAge(made.url, passphrase, await mkdtemp(join(folder, 'recipient-')));
    ({ manifest } = opened);
    const texts = Object.entries(opened.files).map(([name, bytes]) => [name, String(bytes)]);
    expect([manifest.title, Object.fromEntries(texts)]).toEqual(['canary-name-of-the-shared-folder', contents]);
    await expect(manifestBy(made.url, secretOf(made.url))).rejects.toThrow('no identity matched');
  });

  test('is extended without its password, keeps its secret, and takes another password', async () => {
    const extended = madeBy(await run(['extend', made.id, '--expires', '2d', '--json']));
    expect([secretOf(extended.url), (await pageOf(extended.url)).manifest]).toEqual([
      secretOf(made.url),
      (await pageOf(made.url)).manifest,
    ]);
    const copied = await run(['copy', made.id, '--print']);
    expect(secretOf(copied.stdout.trim())).toBe(secretOf(made.url));
    const changed = await run(['password', made.id, '--no-password']);
    const link = changed.stdout.trim();
    expect(changed.stderr).toContain('encrypted: the storage sees sizes and times');
    expect(await manifestBy(link, secretOf(link))).toEqual(manifest);
    expect((await fetch(extended.url)).status).toBe(404);
    const shown = await run(['show', made.id]);
    expect(shown.stdout).toMatch(/Encrypted +opens with the link\n/);
  });

  test('leaves no name, content, secret or password in bucket, ledger, log, argv, standard error or on the wire', async () => {
    const canaries: Canary[] = [
      ...Object.entries(contents).flatMap(([name, text]) => [
        { name: `the name ${name}`, value: name.slice(name.indexOf('/') + 1) },
        { name: `the content of ${name}`, value: text.slice(0, 58) },
      ]),
      { name: 'the title', value: manifest.title },
      { name: 'the identity', value: manifest.identity },
      { name: 'the password', value: password },
      { name: 'the password in NFC', value: password.normalize('NFC') },
      { name: 'the secret, as a fragment', value: `#${secretOf(made.url)}`.padEnd(32, '\0') },
    ];
    const inBucket = createScanner(canaries);
    const server = await filesUnder(join(folder, 'server'));
    // The history knows the names, and where the files are.
    const secrets = createScanner(canaries.filter(({ name }) => !/^the (name|title)/.test(name)));
    const client = await filesUnder(join(folder, 'client'));
    const ofShell = heard.filter(([where]) => where !== 'argv');
    const argv = heard.filter(([where]) => where === 'argv');
    const found = [
      ...server.map(([where, bytes]) => [where, inBucket.find(bytes)] as const),
      ['sent', inBucket.find(wire.sent())] as const,
      ['answered', inBucket.find(wire.answered())] as const,
      ...[...client, ...ofShell, ...argv].map(([where, bytes]) => [where, secrets.find(bytes)] as const),
    ].filter(([, finding]) => finding.length > 0);
    expect(found.flatMap(([where, finding]) => toldOf(where, finding))).toEqual([]);
    const all = Buffer.concat([...server, ...client, ...heard].map(([, bytes]) => bytes));
    for (const bytes of [all, wire.sent(), wire.answered()]) expect(bytes.includes(secretOf(made.url))).toBe(false);
    expect(
      createScanner(canaries).find(Buffer.from(JSON.stringify({ manifest, password, contents }))).length,
    ).toBeGreaterThan(6);
  });
});

test.runIf(isDeep && onPosix('the age command and a terminal of its own'))(
  'what a Node without the cipher shares is opened by the age command all the same',
  async () => {
    const env = { NODE_OPTIONS: `--require ${JSON.stringify(resolve('test/cli/no-cipher.cjs'))}` };
    const made = madeBy(await run(['share', trip(), '--json'], { env }));
    const opened = await openedByAge(made.url, secretOf(made.url), await mkdtemp(join(folder, 'recipient-')));
    expect(Object.entries(opened.files).map(([name, bytes]) => [name, String(bytes)])).toEqual(
      Object.entries(contents),
    );
  },
);

test('a connection that demands encryption shares nothing else, standard input neither, and links nothing that lies there', async () => {
  const refused = [
    ['share', trip(), '--no-encrypt', '--json'],
    ['link', `s3://${place.bucket}/old.txt`, '--json'],
  ];
  for (const args of refused) {
    const ended = await run(args);
    expect([ended.code, codeOf(ended)]).toEqual([2, 'encryption-demanded']);
  }
  const piped = await run(['share', '-', '--name', 'log.txt', '--json'], { stdin: 'from a pipe' });
  const made = madeBy(piped);
  expect(made).toMatchObject({ encrypted: true, password: false });
  expect((await manifestBy(made.url, secretOf(made.url))).files).toEqual([
    ['log.txt', 11, 'text/plain', expect.any(String), expect.stringMatching(/^[\w-]{43}$/)],
  ]);
  const listed = jsonOf(await run(['connections', 'list', '--json'])) as { encryption?: string }[];
  expect(listed.map(({ encryption }) => encryption)).toEqual(['demanded']);
});

test('a password that is none is refused before anything is sent', async () => {
  const before = wire.sent().length;
  const share = ['share', trip(), '--password-stdin', '--json'];
  for (const stdin of ['\n', `${'x'.repeat(1_025)}\n`]) {
    const ended = await run(share, { stdin });
    expect([ended.code, codeOf(ended)]).toEqual([2, 'bad-request']);
  }
  expect((await run(['share', '-', '--password-stdin'], { stdin: 'x' })).code).toBe(2);
  expect((await run(['password', 'none'])).code).toBe(2);
  expect(wire.sent().length).toBe(before);
});

test('a password of 1,024 characters is one, and the last of them counts', async ({ skip }) => {
  skip(!isDeep, 'held by npm run test:deep');
  const long = `${'é🔑'.repeat(511)}e\u0301x`;
  const made = madeBy(await run(['share', trip(), '--password-stdin', '--json'], { stdin: `${long}\n` }));
  const passphrase = `${secretOf(made.url)}.${long.normalize('NFC')}`;
  expect(Array.from(long.normalize('NFC'))).toHaveLength(1_024);
  expect((await manifestBy(made.url, passphrase)).title).toBe('canary-name-of-the-shared-folder');
  await expect(manifestBy(made.url, passphrase.slice(0, -1))).rejects.toThrow('no identity matched');
});

test('a share that was killed goes on with the same secret', async () => {
  const large = join(folder, 'large');
  await mkdir(large);
  for (const name of ['a', 'b']) await writeFile(join(large, `${name}.bin`), Buffer.alloc(12 * 1_048_576, name));
  const args = ['share', large, '--profile-dir', join(folder, 'client'), '--limit', '8MB'];
  const env = { MAYFLY_PASSPHRASE_FILE: join(folder, 'passphrase') };
  const killed = startCli([...args, '--password-stdin'], { env, stdin: 'pw\n', noTerminal: true });
  const begun = wire.sent().length;
  await expect.poll(() => wire.sent().length - begun).toBeGreaterThan(10 * 1_048_576);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const resumed = await run(['resume', '--json']);
  const made = madeBy(resumed);
  expect(made).toMatchObject({ encrypted: true, password: true });
  expect((await manifestBy(made.url, `${secretOf(made.url)}.pw`)).files.map(([name]) => name)).toEqual([
    'a.bin',
    'b.bin',
  ]);
});
