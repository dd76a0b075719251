// What scripts and services add to commands: a program for each file, a look before a deletion, and defaults of the environment.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storedBytes } from '../e2e/stored-bytes';
import { onPosix } from '../platform';
import { parseLine } from '../schema-version';
import { pageOf, send } from './guest-of-link';
import { lines, openRequestProfile, type RequestProfile } from './request-profile';
import { interrupt, runCli, startCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';
import { isDeep, someOf } from '../volume';

let served: ServedBucket;
let place: ServedBucket['place'];
let profile: RequestProfile;
const at = (...names: readonly string[]) => join(profile.home, ...names);
const errorCode = (stderr: string) =>
  (JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') as { error: { code: string } }).error.code;

beforeAll(async () => {
  served = await serveBucket();
  ({ place } = served);
  profile = await openRequestProfile({
    ...place,
    accessKeyId: keys.AWS_ACCESS_KEY_ID,
    secretAccessKey: keys.AWS_SECRET_ACCESS_KEY,
  });
  await writeFile(at('a.txt'), 'abc');
  await writeFile(at('b.txt'), 'abcd');
});
afterAll(async () => {
  await served.close();
  await profile.close();
});

/** Of a port where nobody listens. */
async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  taken.close();
  await once(taken, 'close');
  return port;
}

/** A program that notes what it is told, and ends with `code`. */
async function noting(name: string, code = 0) {
  const [program, log] = [at(`${name}.sh`), at(`${name}.log`)];
  const noted = '"$#" "$MAYFLY_NAME" "$MAYFLY_PATH" "$MAYFLY_REQUEST" "${MAYFLY_URL-no url}" "$(cat)"';
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' ${noted} >> '${log}'\necho printed\nexit ${code}\n`, {
    mode: 0o755,
  });
  return { program, noted: async () => (await readFile(log, 'utf8')).trimEnd().split('\n') };
}

test.runIf(onPosix('scripts of sh'))(
  'receive --exec runs a program for each file, whatever its name says to a shell',
  async () => {
    const made = await profile.request();
    await send(made, await pageOf(made), 0, '$(touch pwned); `id`.txt', Buffer.from('hello'), { batch: 'b', count: 1 });
    const { program, noted } = await noting('each');
    const { code, stdout, stderr } = await profile.mayfly(
      'receive',
      made.id,
      '--to',
      at('in'),
      '--json',
      '--exec',
      program,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'printed\n' });
    const [file] = lines(stdout) as { name: string; path: string }[];
    const [count, name, path, request, url, json = ''] = await noted();
    expect([count, name, path, request, url]).toEqual(['0', file?.name, file?.path, made.id, 'no url']);
    expect(parseLine(json)).toEqual(file);
    expect(await readFile(file?.path ?? '', 'utf8')).toBe('hello');
    expect([existsSync('pwned'), existsSync(at('in', 'pwned'))]).toEqual([false, false]);
  },
);

test.runIf(onPosix('scripts of sh'))(
  'a program that fails is said and is the exit code, and the files stay and come once',
  async () => {
    const made = await profile.request();
    const page = await pageOf(made);
    for (const index of [0, 1])
      await send(made, page, index, `${index}.txt`, Buffer.from('hello'), { batch: 'b', count: 2 });
    const { program, noted } = await noting('failing', 7);
    const failed = await profile.mayfly('receive', made.id, '--to', at('kept'), '--exec', program);
    expect({ code: failed.code, stdout: failed.stdout }).toEqual({
      code: 1,
      stdout: `${at('kept', '0.txt')}\n${at('kept', '1.txt')}\n`,
    });
    expect(failed.stderr).toContain(
      'The program of --exec failed for “0.txt”: it ended with 7. What the command did is done.',
    );
    expect((await noted()).filter((line) => line.endsWith('.txt') && !line.startsWith('/'))).toEqual([
      '0.txt',
      '1.txt',
    ]);
    expect(await readFile(at('kept', '1.txt'), 'utf8')).toBe('hello');
    expect(await profile.mayfly('receive', made.id, '--to', at('kept'), '--exec', program)).toMatchObject({
      code: 0,
      stdout: '',
    });

    await send(made, page, 2, 'c.txt', Buffer.from('hello'), { batch: 'c', count: 1 });
    const missing = await profile.mayfly('receive', made.id, '--to', at('kept'), '--json', '--exec', at('nowhere'));
    expect([missing.code, errorCode(missing.stderr)]).toEqual([1, 'exec-failed']);
  },
);

test.runIf(onPosix('scripts of sh'))(
  'watch --exec gives the link on standard input, and not in the environment',
  async () => {
    await mkdir(at('out'));
    await writeFile(at('out', 'before.txt'), 'x');
    const { program, noted } = await noting('watched');
    const first = profile.start('watch', at('out'), '--exec', program);
    await expect.poll(() => first.said()).toContain('Ctrl-C');
    await writeFile(at('out', 'new.txt'), 'new');
    const url = await first.firstLine();
    await expect.poll(() => existsSync(at('watched.log'))).toBe(true);
    await expect.poll(async () => (await noted()).length).toBe(6);
    expect((await interrupt(first)).code).toBe(130);
    const [, name, path, , told, json = ''] = await noted();
    expect([name, path, told]).toEqual(['new.txt', at('out', 'new.txt'), 'no url']);
    expect(parseLine(json)).toMatchObject({ url, kind: 'file' });
  },
);

/** All that a command could change: the history, and what the bucket holds. */
async function everything() {
  const list = await profile.mayfly('list', '--json');
  const [{ id = '' } = {}] = JSON.parse(list.stdout) as { id?: string }[];
  const shown = await profile.mayfly('show', id, '--json');
  const uploads = await profile.mayfly('uploads', '--json');
  return {
    list: list.stdout,
    shown: shown.stdout,
    uploads: uploads.stdout,
    stored: await storedBytes(join(served.folder, 'server', 'bucket')),
  };
}

test('--dry-run tells what would be deleted, and changes neither history nor bucket', async () => {
  const shared = await profile.mayfly('share', at('a.txt'), at('b.txt'), '--json');
  const { id, url, key, bucket, files } = JSON.parse(shared.stdout) as {
    readonly [Field in 'id' | 'url' | 'key' | 'bucket']: string;
  } & { readonly files: readonly { readonly key: string }[] };
  const before = await everything();
  const all = [key, ...files.map((file) => file.key)].toSorted();

  const told = await profile.mayfly('revoke', id, '--dry-run', '--json');
  const [would] = lines(told.stdout) as { keys: string[] }[];
  expect([told.code, { ...would, keys: would?.keys.toSorted() }]).toEqual([0, { id, bucket, keys: all, dryRun: true }]);
  const inWords = await profile.mayfly('revoke', id, '--dry-run');
  expect(inWords.stdout.split('\n').slice(1, -1).toSorted()).toEqual(all.map((one) => `s3://${bucket}/${one}`));
  expect(inWords.stdout).toContain('3 objects would be deleted');

  const there = ['--endpoint', place.endpoint, '--region', place.region];
  const byAddress = await runCli(
    ['revoke', `s3://${bucket}/${key}`, ...there, '--dry-run', '--json', '--profile-dir', at('none')],
    { env: keys },
  );
  expect([byAddress.code, lines(byAddress.stdout)]).toEqual([0, [{ bucket, keys: [key], dryRun: true }]]);
  expect((await profile.mayfly('sweep', '--dry-run')).code).toBe(0);
  expect((await profile.mayfly('sweep', '--dry-run', '--yes')).code).toBe(2);

  expect(await everything()).toEqual(before);
  expect((await fetch(url)).status).toBe(200);
  const done = await profile.mayfly('revoke', id, '--json');
  expect(lines(done.stdout)).toMatchObject([{ id, revoked: true, objectsRemoved: all.length }]);
});

test('what is not typed comes from the environment, and what is typed comes before it', async () => {
  const share = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
    runCli(['share', at('a.txt'), ...args], { env: { ...env, ...profile.env } });
  const lifetime = ({ stdout }: { readonly stdout: string }) =>
    new URL(stdout.trim()).searchParams.get('X-Amz-Expires');
  const environment = { MAYFLY_PROFILE_DIR: at('profile'), MAYFLY_EXPIRES: '15m', MAYFLY_CONNECTION: 'Work' };
  expect(lifetime(await share(environment))).toBe('900');
  expect(lifetime(await share(environment, '--expires', '1h'))).toBe('3600');
  expect(lifetime(await share({ ...environment, MAYFLY_EXPIRES: '' }))).toBe('86400');
  expect((await share({ ...environment, MAYFLY_EXPIRES: 'soon' })).code).toBe(2);
  const unknown = await share({ ...environment, MAYFLY_CONNECTION: 'None' }, '--json');
  expect([unknown.code, errorCode(unknown.stderr)]).toEqual([2, 'connection-unknown']);
  expect((await share({ ...environment, MAYFLY_CONNECTION: 'None' }, '--connection', 'Work')).code).toBe(0);
  // A place that is typed takes the place of a connection that is not.
  expect((await share({ ...environment, ...keys, MAYFLY_CONNECTION: 'None' }, ...served.there)).code).toBe(0);
  // A list is of all connections, whatever the usual one is.
  expect((await runCli(['list'], { env: { ...environment, MAYFLY_CONNECTION: 'None' } })).code).toBe(0);
});

describe('share --idempotency-key', () => {
  const share = async (key: string, ...args: readonly string[]) => {
    const { code, stdout, stderr } = await profile.mayfly('share', ...args, '--idempotency-key', key, '--json');
    return code === 0
      ? (JSON.parse(stdout) as { id: string; url: string; fileCount: number })
      : { code, error: errorCode(stderr) };
  };
  const made = async (search: string) =>
    (JSON.parse((await profile.mayfly('list', '--json', '--search', search)).stdout) as { id: string }[]).map(
      ({ id }) => id,
    );

  test('gives the same share again, and other or changed files under the key are refused', async () => {
    await writeFile(at('once.txt'), 'once');
    const first = await share('build-1', at('once.txt'));
    expect(await share('build-1', at('once.txt'))).toMatchObject({ id: (first as { id: string }).id });
    expect(await share('build-1', at('a.txt'))).toEqual({ code: 2, error: 'key-used' });
    const other = await share('build-2', at('once.txt'));
    expect(await made('once.txt')).toEqual([(other as { id: string }).id, (first as { id: string }).id]);
    await writeFile(at('once.txt'), 'more');
    expect(await share('build-1', at('once.txt'))).toEqual({ code: 2, error: 'key-used' });
    expect(await share('build-1', '-')).toEqual({ code: 2, error: 'bad-request' });
  });

  test('two processes at once make one share, of a file and of a page', async () => {
    await writeFile(at('race.txt'), 'race');
    const races = [
      ['race-2', at('race.txt'), at('b.txt')],
      ['race-1', at('race.txt')],
    ] as const;
    for (const [key, ...paths] of someOf(races, 2)) {
      const before = await made('race');
      const runs = await Promise.all([1, 2, 3].map(() => share(key, ...paths)));
      const ids = new Set(runs.map((run) => ('id' in run ? run.id : JSON.stringify(run))));
      expect([ids.size, (await made('race')).length]).toEqual([1, before.length + 1]);
    }
  });

  test('a run that was killed goes on with its share', async () => {
    await writeFile(at('large.bin'), Buffer.alloc(24_000_000, 'x'));
    const slowly = ['--limit', '2MB/s', '--json', '--progress', 'json'];
    const killed = profile.start('share', at('large.bin'), '--idempotency-key', 'large', ...slowly);
    await expect.poll(() => killed.said()).toMatch(/"doneBytes":[1-9]/);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const uploads = async () => JSON.parse((await profile.mayfly('uploads', '--json')).stdout) as object[];
    expect(await uploads()).toHaveLength(1);
    const { id } = (await share('large', at('large.bin'))) as { id: string };
    expect(await share('large', at('large.bin'))).toMatchObject({ id });
    expect(await uploads()).toEqual([]);
    expect(await made('large.bin')).toEqual([id]);
  });
});

test.runIf(isDeep)(
  'config shows and changes the settings that options have as defaults, and refuses what is none',
  async () => {
    const own = ['--profile-dir', at('configured')];
    const config = (...args: readonly string[]) => runCli(['config', ...args, ...own]);
    const changes = {
      expires: ['2h', '7200'],
      page: ['always', 'always'],
      inline: ['true', 'true'],
      form: ['markdown', 'markdown'],
      limit: ['2MB/s', '2000000B'],
      parallel: ['3', '3'],
    };
    for (const [key, [typed = '', shown = '']] of Object.entries(changes)) {
      expect((await config('set', key, typed)).code).toBe(0);
      const got = await config('get', key);
      expect([key, got.stdout]).toEqual([key, `${shown}\n`]);
      expect((await config('set', key, got.stdout.trim())).code).toBe(0);
    }
    expect(lines((await config('list', '--json')).stdout)).toEqual([
      { connection: '', expires: 7200, page: 'always', inline: true, form: 'markdown', limit: '2000000B', parallel: 3 },
    ]);
    for (const wrong of [
      ['get', 'colour'],
      ['set', 'page', 'often'],
      ['set', 'expires', 'soon'],
      ['set', 'parallel', '0'],
      ['set', 'connection', 'None'],
      ['set', 'limit'],
    ])
      expect([wrong, (await config(...wrong)).code]).toEqual([wrong, 2]);
    const shared = await runCli(['share', at('a.txt'), ...served.there, '--json', ...own], { env: keys });
    expect(lines(shared.stdout)).toMatchObject([{ kind: 'page', url: expect.stringContaining('X-Amz-Expires=7200') }]);
  },
);

test('share --retries tries again until the server is there, and no longer than it may', async () => {
  const port = await freePort();
  const there = ['--endpoint', `http://127.0.0.1:${port}`, '--region', 'us-east-1', '--bucket', place.bucket];
  const share = ['share', at('a.txt'), ...there, '--json', '--profile-dir', at('retrying'), '--retries'];
  const given = await runCli([...share, '1'], { env: keys });
  const told = lines(given.stderr) as object[];
  expect([given.code, given.stdout]).toEqual([4, '']);
  expect(told).toMatchObject([{ warning: { code: 'connection-refused' } }, { error: { code: 'connection-refused' } }]);

  const patient = startCli([...share, '9'], { env: keys });
  await expect.poll(() => patient.said()).toContain('connection-refused');
  const late = startCli(['bucket', 'serve', '--port', String(port), '--profile-dir', at('late')], { env: keys });
  expect(JSON.parse(await late.firstLine())).toMatchObject({ bucket: place.bucket });
  const { code, stdout } = await patient.ended;
  expect([code, lines(stdout)]).toMatchObject([0, [{ name: 'a.txt', verified: true }]]);
  await interrupt(late);
});
