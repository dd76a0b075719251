import { randomBytes } from 'node:crypto';
import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storedBytes } from '../e2e/stored-bytes';
import { startProxy } from '../ports/proxy-server';
import { interrupt, runCli, startCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';
import { isDeep, someOf } from '../volume';
import { parseLine } from '../schema-version';

let served: ServedBucket;
let folder: string;
let place: ServedBucket['place'];

const profile = (name: string) => join(folder, 'profiles', name);
const share = (paths: readonly string[], more: readonly string[] = []) =>
  runCli(['share', ...paths, ...served.there, '--profile-dir', profile('client'), ...more], { env: keys });

async function file(name: string, content: string | Uint8Array = 'hello'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

beforeAll(async () => {
  served = await serveBucket();
  ({ folder, place } = served);
});

afterAll(() => served.close());

describe('share', () => {
  test('prints the link alone on a line, and the link gives the same bytes and the name', async () => {
    const bytes = randomBytes(100_000);
    const { code, stdout, stderr } = await share([await file('holiday photo é.jpg', bytes)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'mayfly: the link opens on this computer only.\n' });
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\S+\n$/);
    const answer = await fetch(stdout.trim());
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="holiday photo e.jpg"; filename*=UTF-8''holiday%20photo%20%C3%A9.jpg`,
    );
  });

  test('--json prints exactly the fields of the contract', async () => {
    const beganMs = Date.now();
    const { code, stdout } = await share([await file('a.txt', 'abc')], ['--json', '--expires', '1h']);
    expect(code).toBe(0);
    const json = parseLine(stdout) as { url: string; expiresAt: string; key: string };
    expect(json).toEqual({
      url: expect.stringContaining('X-Amz-Expires=3600'),
      name: 'a.txt',
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      limitedBy: 'requested',
      reach: 'loopback',
      connection: new URL(place.endpoint).host,
      bucket: place.bucket,
      key: expect.stringMatching(/^[A-Za-z0-9_-]{22}\/a\.txt$/),
      verified: true,
      kind: 'file',
      fileCount: 1,
      files: [{ name: 'a.txt', sizeBytes: 3, contentType: 'text/plain', key: json.key }],
    });
    const signedAtMs = Date.parse(json.expiresAt) - 3_600_000;
    // A signature has whole seconds.
    expect([signedAtMs > beganMs - 1_000, signedAtMs <= Date.now()]).toEqual([true, true]);
  });

  test('what was shared without a trace is taken back by where it lies, every version of it', async () => {
    const { stdout } = await share([await file('back.txt', 'abc')], ['--json']);
    const { url, key, bucket } = JSON.parse(stdout) as { url: string; key: string; bucket: string };
    const revoke = (...addresses: readonly string[]) =>
      runCli(
        [
          'revoke',
          ...addresses,
          '--endpoint',
          place.endpoint,
          '--region',
          place.region,
          '--profile-dir',
          profile('client'),
        ],
        { env: keys },
      );
    expect((await fetch(url)).status).toBe(200);
    const { code, stdout: said } = await revoke(`s3://${bucket}/${key}`, '--json');
    expect([code, parseLine(said)]).toEqual([
      0,
      { bucket, key, revoked: true, status: 404, objectsRemoved: 1, linksAsked: 1 },
    ]);
    expect((await fetch(url)).status).toBe(404);
    // A typing error is no success, and what others keep in the bucket is left alone.
    expect(JSON.parse((await revoke(`s3://${bucket}/${key}`, '--json')).stderr)).toMatchObject({
      error: { code: 'object-not-found', dataSafe: true },
    });
    const nobody = ['--endpoint', 'http://127.0.0.1:1', '--region', place.region, '--profile-dir', profile('client')];
    const { stderr } = await runCli(['revoke', `s3://${bucket}/${key}`, ...nobody], { env: keys });
    expect(stderr).toContain('nothing listens there. Treat the link as still alive.');
    expect(await revoke(`s3://${bucket}/backup/all.sql`)).toMatchObject({ code: 2, stdout: '' });
  });

  test('a large file travels in parts and comes back the same', async () => {
    const bytes = randomBytes(40 * 1_048_576 + 17);
    const { stdout } = await share([await file('large.bin', bytes)]);
    const answer = await fetch(stdout.trim());
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('etag')).toMatch(/-\d+"$/);
  });

  test.runIf(isDeep)('an empty file works', async () => {
    const { code, stdout } = await share([await file('empty.txt', '')], ['--json']);
    expect(code).toBe(0);
    const answer = await fetch((JSON.parse(stdout) as { url: string }).url);
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });

  test('several paths with --no-page are several links in order, and one bad file does not stop the others', async () => {
    const paths = [await file('1.txt', 'one'), join(folder, 'missing.txt'), await file('3.txt', 'three')];
    const { code, stdout, stderr } = await share(paths, ['--json', '--no-page']);
    expect(code).toBe(5);
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { files: { name: string }[] }).files[0]?.name);
    expect(names).toEqual(['1.txt', '3.txt']);
    expect(parseLine(stderr)).toEqual({
      error: { code: 'file-missing', message: expect.any(String), next: expect.any(String), dataSafe: true },
    });
  });

  test('a folder is walked: links not followed, junk left out, special files refused', async () => {
    const root = join(folder, 'album');
    await mkdir(join(root, 'inner'), { recursive: true });
    await writeFile(join(root, 'b.txt'), 'b');
    await writeFile(join(root, 'inner', 'a.txt'), 'a');
    await writeFile(join(root, '.DS_Store'), 'junk');
    await symlink('/etc/hostname', join(root, 'link'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const { code, stdout, stderr } = await share([root], ['--no-page']);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(stderr).toContain('“pipe” is a named pipe');
    expect(stderr).toContain('1 symbolic link in the folder was not followed');
    expect(code).toBe(5);
  });

  test('--inline opens safe types and never what can run', async () => {
    const picture = await share([await file('p.png', 'x')], ['--inline']);
    const page = await share([await file('p.html', '<script>1</script>')], ['--inline']);
    const inline = await fetch(picture.stdout.trim());
    const attached = await fetch(page.stdout.trim());
    expect(inline.headers.get('content-disposition')).toMatch(/^inline;/);
    expect(attached.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(attached.headers.get('content-type')).toBe('application/octet-stream');
  });

  test('--name is what the recipient sees', async () => {
    const { stdout } = await share([await file('x.pdf', 'x')], ['--name', 'Bericht “März”.pdf']);
    const answer = await fetch(stdout.trim());
    expect(answer.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''Bericht%20%E2%80%9CM%C3%A4rz%E2%80%9D.pdf",
    );
  });

  test.each(someOf(['0', '-1', '1.5', '604801', 'abc', '8d', '']))(
    '--expires %j is refused before anything is sent',
    async (text) => {
      const { code, stdout, stderr } = await share([await file('e.txt')], ['--expires', text, '--json']);
      expect([code, stdout]).toEqual([2, '']);
      expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'expiry-out-of-range' } });
    },
  );

  const failures: readonly [string, readonly string[], NodeJS.ProcessEnv, number, string][] = [
    ['wrong secret', [], { AWS_SECRET_ACCESS_KEY: 'wrong' }, 3, 'signature-rejected'],
    ['unknown key', [], { AWS_ACCESS_KEY_ID: 'NOBODY' }, 3, 'access-key-unknown'],
    ['missing bucket', ['--bucket', 'nothing-here'], {}, 3, 'bucket-missing'],
    ['wrong region', ['--region', 'eu-west-9'], {}, 3, 'region-wrong'],
    ['nobody listens', ['--endpoint', 'http://127.0.0.1:1'], {}, 4, 'connection-refused'],
    [
      'a proxy that is not there',
      [],
      { http_proxy: 'http://me:test-secret-of-the-suite@127.0.0.1:1', no_proxy: '<-loopback>' },
      4,
      'proxy-unreachable',
    ],
    ['user information', ['--endpoint', 'http://me:pw@127.0.0.1:1'], {}, 3, 'endpoint-invalid'],
    ['no keys', [], { AWS_ACCESS_KEY_ID: '' }, 2, 'bad-request'],
  ];
  test.each(someOf(failures, 3))('%s: exit code and words', async (_name, more, env, exitCode, code) => {
    const args = ['share', await file('f.txt'), ...served.there, ...more, '--profile-dir', profile('client'), '--json'];
    const { code: got, stdout, stderr } = await runCli(args, { env: { ...keys, ...env } });
    expect([got, stdout]).toEqual([exitCode, '']);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code } });
    expect(stderr).not.toContain('test-secret-of-the-suite');
  });

  test('goes through the proxy of the environment, with its password, and past it to this computer', async () => {
    const proxy = await startProxy({ password: 'me:p@ss' });
    const environment = { http_proxy: `http://me:p%40ss@${proxy.host}`, HTTP_PROXY: '', no_proxy: '' };
    const args = ['share', await file('p.txt', 'abc'), ...served.there, '--profile-dir', profile('client')];
    expect((await runCli(args, { env: { ...keys, ...environment } })).code).toBe(0);
    expect(proxy.seen).toEqual([]);
    const { code, stdout } = await runCli(args, { env: { ...keys, ...environment, no_proxy: '<-loopback>' } });
    expect([code, await (await fetch(stdout.trim())).text()]).toEqual([0, 'abc']);
    expect(proxy.seen.map(({ method, password }) => `${method} ${password}`)).toEqual(['PUT me:p@ss', 'GET me:p@ss']);
    await proxy.close();
  });

  test('failures in words: what happened, data safe, next step', async () => {
    const { stderr } = await share(['/dev/null']);
    expect(stderr).toBe(
      'mayfly: “/dev/null” is a device, and only ordinary files and folders can be shared. Nothing was sent. Choose an ordinary file.\n',
    );
  });

  test('nothing of an ephemeral connection is stored', async () => {
    await share([await file('secretive.txt')]);
    const db = await readFile(join(profile('client'), 'mayfly.db'));
    for (const word of ['secretive.txt', keys.AWS_ACCESS_KEY_ID, 'X-Amz-Signature', place.endpoint]) {
      expect(db.includes(word)).toBe(false);
    }
    const { stdout } = await runCli(['list', '--json', '--profile-dir', profile('client')]);
    expect(JSON.parse(stdout)).toEqual([]);
  });

  test('Ctrl-C during an upload ends with 130 and leaves nothing behind', async () => {
    const stored = () => storedBytes(join(folder, 'server', 'bucket'));
    const before = await stored();
    const huge = await file('huge.bin');
    // The file system keeps no zeros that were never written.
    await truncate(huge, 300 * 1_048_576);
    const running = startCli(['share', huge, ...served.there, '--profile-dir', profile('client')], { env: keys });
    // However busy this computer is: bytes are on their way, and most of them are not there yet.
    while ((await stored()) < before + 20 * 1_048_576) await wait(5);
    const { code, stdout } = await interrupt(running);
    expect([code, stdout]).toEqual([130, '']);
  });
});

describe('this computer’s bucket', () => {
  test('share without an account serves until the last link has expired, then ends by itself', async () => {
    const running = startCli([
      'share',
      await file('own.txt', 'mine'),
      '--expires',
      '5s',
      '--json',
      '--profile-dir',
      profile('own'),
    ]);
    const { connection, expiresAt } = JSON.parse(await running.firstLine()) as Record<
      'connection' | 'expiresAt',
      string
    >;
    expect(connection).toBe('This computer');
    const { code } = await running.ended;
    expect([code, Date.now() >= Date.parse(expiresAt)]).toEqual([0, true]);
    const { stdout } = await runCli(['list', '--json', '--profile-dir', profile('own')]);
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'own.txt', state: 'expired' }]);
  });

  test('without a keychain its links end with the command, and the list says so', async () => {
    const running = startCli(['share', await file('gone.txt'), '--profile-dir', profile('session')]);
    const url = await running.firstLine();
    expect((await fetch(url)).status).toBe(200);
    const { code, stderr } = await interrupt(running);
    expect(code).toBe(130);
    expect(stderr).toContain('there is no keychain here, so the link ends when this command ends');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    const { stdout } = await runCli(['list', '--json', '--profile-dir', profile('session')]);
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'gone.txt', state: 'revoked' }]);
  });
});

describe('the rest', () => {
  test('--help and --version print to standard output and end with 0', async () => {
    expect(await runCli(['--help'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('mayfly share PATH'),
    });
    expect(await runCli(['--version'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test('the language is that of the environment; codes and JSON are the same in every language', async () => {
    const env = { LC_ALL: 'ko_KR.UTF-8' };
    const args = ['share', './no/nowhere.txt', '--profile-dir', profile('usage')];
    expect(await runCli(args, { env })).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringContaining(
        'mayfly: “./no/nowhere.txt” 파일을 찾을 수 없어요. 아무것도 보내지 않았어요. 경로를 확인하고 다시 공유해 주세요.\n',
      ),
    });
    const { code, stderr } = await runCli([...args, '--json'], { env });
    expect([code, JSON.parse(stderr.split('\n')[0] ?? '')]).toMatchObject([
      5,
      { error: { code: 'file-missing', dataSafe: true } },
    ]);
  });

  test('usage errors end with 2', async () => {
    const wrong = [
      [],
      ['frob'],
      ['share'],
      ['share', 'x', '--frob'],
      ['revoke'],
      ['bucket'],
      ['list', 'x'],
      ['connections', 'add', 'x'],
    ];
    for (const args of someOf(wrong, 3)) {
      expect(await runCli([...args, '--profile-dir', profile('usage')])).toMatchObject({ code: 2, stdout: '' });
    }
  });

  test('revoking an unknown share says so', async () => {
    const { code, stderr } = await runCli(['revoke', 'nope', '--json', '--profile-dir', profile('usage')]);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'share-not-found' } });
  });

  test('adding a connection without a keychain is refused: never plaintext', async () => {
    const args = [
      'connections',
      'add',
      'mine',
      ...served.there,
      '--access-key-id',
      'A',
      '--json',
      '--profile-dir',
      profile('add'),
    ];
    const { code, stderr } = await runCli(args, { stdin: 'top-secret\n' });
    expect(code).toBe(6);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'keychain-no-bus' } });
    expect((await readFile(join(profile('add'), 'mayfly.db'))).includes('top-secret')).toBe(false);
  });
});
