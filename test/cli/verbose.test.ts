// `--verbose` and MAYFLY_LOG=debug tell what a command does; what programs read on standard output stays as it is.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli';
import { serveBucket, type ServedBucket } from './served-bucket';
import { isDeep } from '../volume';

let served: ServedBucket;
let folder: string;
let env: NodeJS.ProcessEnv;
const profile = () => join(folder, 'profile');
const logged = () => readFile(join(profile(), 'logs', 'mayfly.log'), 'utf8');
const share = (...rest: readonly string[]) => ['share', join(folder, 'diary.txt'), '--profile-dir', profile(), ...rest];

const keys = { AWS_ACCESS_KEY_ID: 'AKIDVERBOSE', AWS_SECRET_ACCESS_KEY: 'CANARYsecretaccesskey' };

beforeAll(async () => {
  served = await serveBucket(keys);
  ({ folder } = served);
  await writeFile(join(folder, 'diary.txt'), 'abc');
  env = await served.connectSealed('profile');
});
afterAll(() => served.close());

/** Nothing that opens the link, and no name. */
const hidesAll = (text: string, link: string) => {
  const { pathname, searchParams } = new URL(link);
  for (const hidden of [
    'X-Amz',
    '?',
    'diary',
    searchParams.get('X-Amz-Signature') ?? '?',
    pathname.split('/')[2] ?? '?',
  ])
    expect(text).not.toContain(hidden);
};

test('--verbose tells on standard error what is done and each request, and the log file of no request', async () => {
  const { code, stdout, stderr } = await runCli(share('--verbose', '--quiet'), { env });
  expect([code, stdout.trim().split('\n').length]).toEqual([0, 1]);
  expect(stderr).toMatch(/^mayfly: upload [\w-]+: waiting, 3 bytes, connection [\w-]+$/m);
  expect(stderr).toMatch(/^mayfly: share [\w-]+: made, files 1, 3 bytes, until \S+Z, verified$/m);
  expect(stderr).toMatch(/^mayfly: PUT 127\.0\.0\.1:\d+ 200, \d+ ms, path of \d+ characters$/m);
  expect(stderr).toMatch(/^mayfly: GET 127\.0\.0\.1:\d+ 206, \d+ ms, path of \d+ characters$/m);
  hidesAll(stderr, stdout.trim());
  const log = await logged();
  expect(log).toMatch(/ info share [\w-]+: made, /);
  expect(log).not.toMatch(/ debug /);
});

test('with --json each line of it is JSON', async ({ skip }) => {
  skip(!isDeep, 'held by npm run test:deep');
  const { code, stdout, stderr } = await runCli(share('--verbose', '--quiet', '--json'), { env });
  const [link = '', ...more] = stdout.trim().split('\n');
  expect([code, more]).toEqual([0, []]);
  expect(JSON.parse(link)).toMatchObject({ schemaVersion: 1, kind: 'file' });
  const said = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { log?: string });
  expect(said.filter(({ log }) => log?.startsWith('PUT ') === true)).toHaveLength(1);
});

test('MAYFLY_LOG=debug tells of each request in the log file alone', async () => {
  const { code, stdout, stderr } = await runCli(share('--quiet'), { env: { ...env, MAYFLY_LOG: 'debug' } });
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/PUT|upload/);
  const log = await logged();
  expect(log).toMatch(/ debug PUT 127\.0\.0\.1:\d+ 200, \d+ ms, path of \d+ characters$/m);
  hidesAll(log, stdout.trim());
});
