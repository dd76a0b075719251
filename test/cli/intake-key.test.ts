// An intake key on the command line, on a real server that has a second key: its secret is read, its rights are proven, and guests write by it.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLocalBucket, type LocalBucket } from '../../main/local-bucket/server/server';
import { createScanner, toldOf } from '../canary/scan';
import { writeOf } from '../core/requests/guest';
import { sampleCredentials } from '../fakes/samples';
import { pageOf, type Made } from './guest-of-link';
import { cheapenKeys } from './cheap-keys';
import { filesUnder, secretsOf } from './request-secrets';
import { runCli, type Ended } from './run-cli';

const intake = { accessKeyId: 'INTAKEKEY', secretAccessKey: randomBytes(30).toString('base64') };

let home: string;
let bucket: LocalBucket;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mayfly-intake-'));
  await writeFile(join(home, 'passphrase'), 'correct horse battery', { mode: 0o600 });
  bucket = await startLocalBucket(
    { dataDir: join(home, 'server'), bucket: 'files', region: 'us-east-1', port: 0, ...sampleCredentials },
    { now: Date.now, sweepIntervalMs: 60_000, writer: { ...intake, below: 'mine/in/' } },
  );
});
afterAll(async () => {
  await bucket.close();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

const said: Ended[] = [];
async function mayfly(args: readonly string[], stdin?: string): Promise<Ended> {
  const ended = await runCli([...args, '--profile-dir', join(home, 'profile')], {
    noTerminal: true,
    env: { MAYFLY_PASSPHRASE_FILE: join(home, 'passphrase') },
    ...(stdin !== undefined && { stdin }),
  });
  said.push(ended);
  return ended;
}

test('is added, tested, used for a request, and taken away', async () => {
  const place = ['--endpoint', bucket.endpoint, '--bucket', 'files', '--region', 'us-east-1', '--prefix', 'mine'];
  const keys = ['--access-key-id', sampleCredentials.accessKeyId, '--intake-key-id', intake.accessKeyId];
  const added = await mayfly(
    ['connections', 'add', 'Work', ...place, ...keys, '--store', 'file', '--json'],
    `${sampleCredentials.secretAccessKey}\n${intake.secretAccessKey}\n`,
  );
  expect([added.code, added.stderr, JSON.parse(added.stdout)]).toMatchObject([0, '', { verdict: 'works' }]);
  await cheapenKeys(join(home, 'profile'), 'correct horse battery');
  const list = async () => (JSON.parse((await mayfly(['connections', 'list', '--json'])).stdout) as object[])[0];
  expect(await list()).toMatchObject({ intakeKey: 'proven', keys: 'file' });

  const made = await mayfly(['request', '--title', 'Photos', '--max-files', '1', '--json']);
  const request = JSON.parse(made.stdout) as Made;
  const { url } = request;
  const page = await pageOf(request);
  const write = writeOf(page, new URL(url).origin, 0, 'data');
  expect(write).toMatchObject({ kind: 'form' });
  expect(JSON.stringify(write)).toContain(`"x-amz-credential":"${intake.accessKeyId}/`);
  expect(url).toContain(sampleCredentials.accessKeyId);

  const scanner = createScanner([
    { name: 'the secret of the intake key', value: intake.secretAccessKey },
    ...secretsOf(request, page),
  ]);
  const found = async () => {
    const outputs = said.map(({ stdout, stderr }) => ['output', Buffer.from(`${stdout}\n${stderr}`)] as const);
    const files = await filesUnder(join(home, 'profile'));
    return [...outputs, ...files].flatMap(([where, bytes]) => toldOf(where, scanner.find(bytes)));
  };
  expect(scanner.find(Buffer.from(`${intake.secretAccessKey}\n`))).not.toEqual([]);
  expect(await found()).toEqual([]);

  const gone = await mayfly(['connections', 'edit', 'Work', '--intake-key-id', 'none', '--json']);
  expect([gone.code, JSON.parse(gone.stdout)]).toMatchObject([0, { verdict: 'works' }]);
  expect(await list()).not.toHaveProperty('intakeKey');
  expect(await readdir(join(home, 'profile', 'secrets'))).toHaveLength(1);
  expect(await found()).toEqual([]);
});
