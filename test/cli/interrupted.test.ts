// Whatever a server does, Ctrl-C and a shutdown end every command, and what was done is said. How soon: interruption.test.ts.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFiles } from '../../main/adapters/files/files';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { givenOf } from '../../main/core/model/given-file';
import { sampleConnection, sampleShare, sampleUnfinished } from '../fakes/samples';
import { startScripted, type ScriptedServer } from '../ports/scripted-server';
import { onPosix } from '../platform';
import { cliPath, startCli } from './run-cli';
import { someOf } from '../volume';

const keys = { AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test-secret-of-the-suite' };
const connection = { ...sampleConnection, prefix: 'p/', credentials: { kind: 'profile', profile: 'suite' } as const };
const signals = { SIGINT: 130, SIGTERM: 143 } as const;

let folder: string;
let env: NodeJS.ProcessEnv;

/** A profile with a connection, a share, an upload that was cut off, and nothing in a keychain. */
async function profile(server: ScriptedServer): Promise<string> {
  const dir = await mkdtemp(join(folder, 'profile-'));
  const { ledger } = openLedger(dir);
  const place = { endpoint: server.endpoint, connectionId: connection.id };
  ledger.saveConnection({ ...connection, endpoint: server.endpoint });
  const expiresAtMs = Date.now() + 3_600_000;
  ledger.saveShare({ ...sampleShare, ...place, createdAtMs: Date.now(), expiresAtMs });
  const path = join(folder, 'file.txt');
  const [found] = (await createFiles().find(path)).files;
  if (found === undefined) throw new Error('the file of the suite is not there');
  ledger.saveUpload({ ...sampleUnfinished, path, name: 'file.txt', sizeBytes: 5, given: givenOf(found) });
  ledger.close();
  return dir;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-cli-interrupted-'));
  await writeFile(join(folder, 'file.txt'), 'hello');
  const credentials = join(folder, 'credentials');
  await writeFile(credentials, '[suite]\naws_access_key_id = TESTKEY\naws_secret_access_key = test-secret\n');
  env = { ...keys, AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: join(folder, 'config') };
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Every request is read, and answered with spaces for ever. */
async function startEndless(): Promise<ScriptedServer> {
  const server = await startScripted();
  server.script = (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/xml' });
    const drip = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(drip));
  };
  return server;
}

/** Starts it, waits until it asks the server, and gives how it ended. */
async function interrupted(args: readonly string[], by: keyof typeof signals, server: ScriptedServer) {
  const running = startCli([...args, '--profile-dir', await profile(server)], { env });
  const { ended } = running;
  const asked = new Promise<void>((resolve) => {
    const { script } = server;
    server.script = (request, response) => {
      script(request, response);
      resolve();
    };
  });
  const early = await Promise.race([asked.then(() => false), ended.then(() => true)]);
  running.child.kill(by);
  const { code, stdout, stderr } = await ended;
  return { early, code, said: stdout + stderr };
}

const share = sampleShare.id;
describe.concurrent('a server that never ends its answer', () => {
  const commands: readonly (readonly [keyof typeof signals, readonly string[]])[] = [
    ['SIGTERM', ['share', 'FILE']],
    ['SIGINT', ['resume']],
    ['SIGTERM', ['cancel', sampleUnfinished.id]],
    ['SIGINT', ['sweep']],
    ['SIGINT', ['revoke', share]],
    ['SIGINT', ['link', 's3://files/folder/']],
    ['SIGINT', ['extend', share, '--expires', '1h']],
    ['SIGINT', ['connections', 'test', 'Work', '--report']],
    ['SIGTERM', ['connections', 'lifecycle', 'Work', '--yes']],
    ['SIGTERM', ['connections', 'add', 'New', '--endpoint', 'ENDPOINT', '--bucket', 'files', '--aws-profile', 'suite']],
    ['SIGINT', ['connections', 'edit', 'Work', '--bucket', 'files', '--aws-profile', 'suite']],
  ];
  test.each(someOf(commands, 4))('%s ends %j', async (by, given) => {
    const there = given[1] === 'FILE' && given.length === 2;
    const server = await startEndless();
    const args = [
      ...given.map((one) => ({ FILE: join(folder, 'file.txt'), ENDPOINT: server.endpoint })[one] ?? one),
      ...(there ? ['--endpoint', server.endpoint, '--bucket', 'files', '--region', 'us-east-1'] : []),
    ];
    const ended = await interrupted(args, by, server);
    await server.close();
    expect(ended).toEqual({ early: false, code: signals[by], said: expect.stringMatching(/\S/) });
  });

  test('is told in words for programs too', async () => {
    const server = await startEndless();
    const { said } = await interrupted(['link', 's3://files/k', '--json'], 'SIGINT', server);
    await server.close();
    expect(JSON.parse(said)).toMatchObject({ error: { code: 'interrupted' } });
  });
});

// Once it went on after Mayfly, for as long as it liked.
test.runIf(onPosix('a shell and ps'))('the credential_process of a profile ends with Mayfly', async () => {
  const config = join(folder, 'slow-config');
  await writeFile(config, '[profile slow]\ncredential_process = sleep 60.0532; echo never\n');
  const running = startCli(
    ['share', join(folder, 'file.txt'), '--bucket', 'files', '--endpoint', 'http://127.0.0.1:9', '--profile', 'slow'],
    { env: { ...env, AWS_CONFIG_FILE: config, MAYFLY_PROFILE_DIR: join(folder, 'slow-profile') } },
  );
  const programs = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).match(/^sleep 60\.0532$/gm) ?? [];
  await expect.poll(programs).toHaveLength(1);
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBe(143);
  await expect.poll(programs).toHaveLength(0);
});

test('a reader that does not read keeps no command alive', async () => {
  const server = await startEndless();
  const dir = await profile(server);
  const { ledger } = openLedger(dir);
  // More than a pipe and both its ends hold.
  ledger.together(() => {
    for (let n = 0; n < 4_000; n += 1) ledger.saveShare({ ...sampleShare, id: `s-${n}`, connectionId: connection.id });
  });
  ledger.close();
  const child = spawn(process.execPath, [cliPath, 'list', '--json', '--profile-dir', dir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'readable');
  child.kill('SIGTERM');
  const [code] = (await ended) as [number];
  await server.close();
  expect(code).toBe(143);
});
