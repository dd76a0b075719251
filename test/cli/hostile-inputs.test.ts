// Files, options and an old database that were made to harm, given to the real program: it takes nothing on trust, hangs on
// nothing, and writes nothing that a terminal obeys.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleConnection, sampleShare } from '../fakes/samples';
import { runCli } from './run-cli';

const obeyed = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

let folder: string;
let trap: Server;
let asked = 0;
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-inputs-'));
  trap = createServer((_request, response) => {
    asked += 1;
    response.writeHead(403).end();
  });
  await new Promise<void>((done) => trap.listen(0, '127.0.0.1', done));
  endpoint = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
});
afterAll(async () => {
  trap.close();
  await rm(folder, { recursive: true, force: true });
});

const env = () => ({
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  AWS_CONFIG_FILE: join(folder, 'config'),
});
const run = (profile: string, args: readonly string[]) =>
  runCli([...args, '--profile-dir', join(folder, profile)], { env: env() });

test('an imported file gets neither the files nor the keys of this computer before somebody says so', async () => {
  await writeFile(join(folder, 'credentials'), '[prod]\naws_access_key_id=AKIDVICTIM\naws_secret_access_key=canary\n');
  await writeFile(join(folder, 'config'), '');
  const one = { name: 'Team', provider: 'aws', endpoint, bucket: 'files', profile: 'prod' };
  const open = { ...one, name: 'Open', endpoint: 'http://evil.example' };
  const path = join(folder, 'team.json');
  await writeFile(path, JSON.stringify({ mayfly: 'connections', version: 1, connections: [one, open] }));
  const imported = await run('fresh', ['connections', 'import', path]);
  expect(imported.code).toBe(0);
  expect(imported.stderr).toContain('evil.example is asked without encryption');
  expect(imported.stderr).toMatch(/“Team” asks for the keys of the AWS profile “prod”, for 127\.0\.0\.1:\d+\./);
  const listed = JSON.parse((await run('fresh', ['connections', 'list', '--json'])).stdout) as readonly object[];
  expect(listed).toMatchObject([
    { name: 'Team', provider: 'other', default: false, awsProfileConfirmed: false },
    { name: 'Open', default: false },
    { name: 'This computer', default: true },
  ]);
  const refused = await run('fresh', ['share', path, '--connection', 'Team']);
  expect([refused.code, refused.stdout, asked]).toEqual([3, '', 0]);
  expect(refused.stderr).toContain('mayfly connections edit NAME --aws-profile PROFILE');
  expect((await run('fresh', ['connections', 'edit', 'Team', '--aws-profile', 'prod', '--no-test'])).code).toBe(0);
  const agreed = await run('fresh', ['share', path, '--connection', 'Team']);
  expect([agreed.code !== 0, asked > 0]).toEqual([true, true]);
});

test.runIf(process.platform !== 'win32')('no pipe and no device holds a command up', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const path of [pipe, '/dev/zero']) {
    const wrong = await run('fresh', ['connections', 'import', path]);
    expect([wrong.code, wrong.stdout]).toEqual([5, '']);
    const { ledger } = openLedger(join(folder, 'devices'));
    const credentials = { kind: 'profile', profile: 'prod' } as const;
    ledger.saveConnection({ ...sampleConnection, endpoint: 'https://127.0.0.1:1', caFile: path, credentials });
    ledger.close();
    const tested = await run('devices', ['connections', 'test', 'Work']);
    expect([tested.code, tested.stderr]).toEqual([3, expect.stringContaining('it is no ordinary file')]);
  }
});

test('an old database full of sequences is shown, and nothing in it is obeyed', async () => {
  const bad = 'eu\u001b]52;c;eA==\u0007\u009b2J\u202e\n\u200b';
  const { ledger } = openLedger(join(folder, 'old'));
  const place = { region: bad, bucket: bad, endpoint: `https://h.example/${bad}` };
  ledger.saveConnection({ ...sampleConnection, ...place, name: bad, prefix: bad, provider: bad });
  ledger.saveShare({ ...sampleShare, ...place, id: 'abcd-1', name: bad, key: bad });
  ledger.close();
  const commands = [
    ['connections', 'list'],
    ['connections', 'list', '--json'],
    ['connections', 'export'],
    ['connections', 'policy', bad],
    ['connections', 'test', bad],
    ['connections', 'test', bad, '--report'],
    ['list'],
    ['show', 'abcd'],
    ['show', 'abcd', '--json'],
    ['copy', 'abcd', '--print'],
  ];
  for (const { stdout, stderr } of await Promise.all(commands.map((command) => run('old', command)))) {
    expect(`${stdout}${stderr}`).not.toBe('');
    for (const line of `${stdout}${stderr}`.split('\n')) expect(line).not.toMatch(obeyed);
  }
});
