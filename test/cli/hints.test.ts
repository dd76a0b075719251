// Hints of the command line: for people alone, so programs that read standard error as JSON, and `--quiet`, get none.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleConnection } from '../fakes/samples';
import { parseLine } from '../schema-version';
import { runCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';

let served: ServedBucket;
let paths: readonly string[];

const share = (...more: readonly string[]) =>
  runCli(['share', ...paths, ...served.there, '--profile-dir', join(served.folder, 'client'), ...more], { env: keys });

describe.runIf(process.platform === 'linux')('a symbolic link, and a name that is no UTF-8', () => {
  beforeAll(async () => {
    served = await serveBucket();
    const folder = join(served.folder, 'raw');
    await mkdir(folder);
    await writeFile(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), 'raw');
    await writeFile(join(served.folder, 'a.txt'), 'a');
    await symlink('a.txt', join(served.folder, 'link.txt'));
    paths = [folder, join(served.folder, 'link.txt')];
  });
  afterAll(() => served.close());

  test('are told', async () => {
    const { code, stderr } = await share();
    expect(code).toBe(0);
    expect(stderr).toContain('link.txt is a symbolic link');
    expect(stderr).toContain('shared as caf_');
  });

  test.each(['--json', '--quiet', '--format={{.url}}'])('are not told with %s', async (option) => {
    const { code, stderr } = await share(option);
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('a link that ends sooner than was asked for', () => {
  beforeAll(async () => {
    served = await serveBucket();
    await writeFile(join(served.folder, 'a.txt'), 'a');
    const { ledger } = openLedger(join(served.folder, 'cut'));
    const credentials = { kind: 'profile', profile: 'suite' } as const;
    ledger.saveConnection({ ...sampleConnection, ...served.place, credentials, maxExpirySeconds: 600 });
    ledger.close();
  });
  afterAll(() => served.close());

  test.each([
    ['share', () => ['share', join(served.folder, 'a.txt')]],
    ['request', () => ['request']],
  ])('is told: %s', async (_what, command) => {
    const cut = ['--expires', '1h', '--profile-dir', join(served.folder, 'cut')];
    const { code, stderr } = await runCli([...command(), ...cut], { env: await served.awsProfile() });
    expect([code, stderr]).toEqual([0, expect.stringContaining('(cut short: the longest time of this storage)')]);
  });
});

describe('with --json no words stand beside the objects', () => {
  beforeAll(async () => {
    served = await serveBucket();
    const { ledger } = openLedger(join(served.folder, 'json'));
    const credentials = { kind: 'profile', profile: 'suite' } as const;
    ledger.saveConnection({ ...sampleConnection, ...served.place, credentials });
    ledger.close();
  });
  afterAll(() => served.close());

  const mayfly = async (...args: readonly string[]) =>
    runCli([...args, '--json', '--profile-dir', join(served.folder, 'json')], { env: await served.awsProfile() });

  test('of a server that is spoken to over plain http', async () => {
    const place = ['--endpoint', 'http://192.0.2.1:9', '--region', 'us-east-1', '--content-length', '1', '--i-know'];
    const { code, stdout, stderr } = await runCli(['sign', 'put', 's3://files/a', ...place, '--json'], { env: keys });
    expect([code, stderr]).toEqual([0, '']);
    expect(parseLine(stdout)).toMatchObject({ method: 'PUT' });
  });

  test('where no guest has sent anything', async () => {
    const { id } = parseLine((await mayfly('request')).stdout) as { readonly id: string };
    expect(await mayfly('receive', id, '--to', served.folder)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each(['allow', 'deny'])('of what agents may: mcp %s', async (action) => {
    const path = join(served.folder, 'site');
    await mkdir(path, { recursive: true });
    const { code, stdout, stderr } = await mayfly('mcp', action, path);
    const folders = action === 'allow' ? [{ path, asks: true }] : [];
    expect([code, stderr]).toEqual([0, '']);
    expect(parseLine(stdout)).toMatchObject({ folders });
  });
});
