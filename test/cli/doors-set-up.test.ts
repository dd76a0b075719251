// `mayfly connections doors` as a process on real servers: the bucket on this computer makes all by itself; elsewhere the place is proven first.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLocalBucket, type LocalBucket } from '../../main/local-bucket/server/server';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { openReal } from '../ports/real-servers';
import { cheapenKeys } from './cheap-keys';
import { runCli } from './run-cli';
import { parseLine } from '../schema-version';

let home: string;
let bucket: LocalBucket;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mayfly-doors-'));
  await writeFile(join(home, 'passphrase'), 'correct horse battery', { mode: 0o600 });
  bucket = await startLocalBucket(
    { dataDir: join(home, 'server'), bucket: 'files', region: 'us-east-1', port: 0, ...sampleCredentials },
    { now: Date.now, sweepIntervalMs: 60_000 },
  );
  const doors = openReal({ ...sampleConnection, endpoint: bucket.endpoint, bucket: 'doors' }, sampleCredentials);
  await doors.createBucket();
  doors.close();
});
afterAll(async () => {
  await bucket.close();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

const mayfly = (args: readonly string[], stdin?: string) =>
  runCli([...args, '--profile-dir', join(home, 'profile')], {
    noTerminal: true,
    env: { MAYFLY_PASSPHRASE_FILE: join(home, 'passphrase') },
    ...(stdin !== undefined && { stdin }),
  });

test('a place is shown its policy, made public, proven, saved and ended', async () => {
  const place = ['--endpoint', bucket.endpoint, '--bucket', 'files', '--region', 'us-east-1', '--no-test'];
  const keys = ['--access-key-id', sampleCredentials.accessKeyId, '--store', 'file'];
  await mayfly(['connections', 'add', 'Work', ...place, ...keys], `${sampleCredentials.secretAccessKey}\n`);

  await cheapenKeys(join(home, 'profile'), 'correct horse battery');
  const none = await mayfly(['connections', 'doors', 'Work', '--json']);
  expect([none.code, parseLine(none.stdout)]).toEqual([0, { connection: 'Work', state: 'none', doors: null }]);
  const refused = await mayfly(['share', join(home, 'passphrase'), '--connection', 'Work', '--door']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('mayfly connections doors NAME')]);

  const doors = ['connections', 'doors', 'Work', '--bucket', 'doors', '--address', `${bucket.endpoint}/doors`];
  const asked = await mayfly([...doors, '--make-public', '--json']);
  expect(asked.stderr).toBe('');
  expect(JSON.parse(asked.stdout)).toMatchObject({
    written: false,
    policy: { Statement: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::doors/*' }] },
  });
  const saved = await mayfly([...doors, '--make-public', '--yes', '--usual', '--json']);
  expect([saved.code, parseLine(saved.stdout)]).toMatchObject([
    0,
    { ok: true, doors: { bucket: 'doors', prefix: '', address: `${bucket.endpoint}/doors`, usual: true } },
  ]);
  const shown = await mayfly(['connections', 'doors', 'Work', '--json']);
  expect(JSON.parse(shown.stdout)).toMatchObject({ state: 'proven' });
  const off = await mayfly(['connections', 'doors', 'Work', '--off', '--json']);
  expect([off.code, parseLine(off.stdout)]).toEqual([
    0,
    { connection: 'Work', doors: null, left: { bucket: 'doors', prefix: '', state: 'private' } },
  ]);
});

test('the bucket on this computer has no short links without a keychain: it ends with the command', async () => {
  const there = ['--json', '--profile-dir', join(home, 'first-start')];
  const refused = await runCli(['connections', 'doors', 'This computer', ...there], { noTerminal: true });
  expect([refused.code, refused.stdout]).toEqual([6, '']);
  expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: expect.stringMatching(/^keychain-/) } });
  const { stdout } = await runCli(['connections', 'list', ...there]);
  expect(JSON.parse(stdout)).toMatchObject([{ name: 'This computer' }]);
  expect(stdout).not.toContain('mayfly-doors');
});
