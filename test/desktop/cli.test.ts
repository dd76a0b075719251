import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interrupt, runCli, startCli, type Running } from '../cli/run-cli';

const foreign = { AWS_ACCESS_KEY_ID: 'FOREIGNKEY', AWS_SECRET_ACCESS_KEY: 'foreign-secret-canary' };

let folder: string;
let server: Running;
let place: { endpoint: string; bucket: string };

const cli = (profile: string, ...args: string[]) =>
  runCli([...args, '--profile-dir', join(folder, profile)], { keychain: true });
const begin = (profile: string, ...args: string[]) =>
  startCli([...args, '--profile-dir', join(folder, profile)], { keychain: true });

async function everyFile(path: string): Promise<Buffer> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name)));
  return Buffer.concat(await Promise.all(files));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-desktop-cli-'));
  server = startCli(['bucket', 'serve', '--profile-dir', join(folder, 'server')], { env: foreign });
  place = JSON.parse(await server.firstLine()) as typeof place;
});

afterAll(async () => {
  await interrupt(server);
  await rm(folder, { recursive: true, force: true });
});

describe('a connection', () => {
  const add = (secret: string, name = 'work') =>
    runCli(
      [
        'connections',
        'add',
        name,
        '--endpoint',
        place.endpoint,
        '--bucket',
        place.bucket,
        '--access-key-id',
        'FOREIGNKEY',
        '--profile-dir',
        join(folder, 'account'),
      ],
      { keychain: true, stdin: `${secret}\n` },
    );

  test('its secret goes from standard input into the keychain and nowhere else', async () => {
    expect(await add(foreign.AWS_SECRET_ACCESS_KEY)).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await cli('account', 'connections', 'list', '--json');
    const [connection] = JSON.parse(stdout) as { id: string; name: string; default: boolean }[];
    expect(connection).toMatchObject({ name: 'work', bucket: place.bucket, default: true });
    const kept = execFileSync(
      'secret-tool',
      ['lookup', 'service', 'Mayfly', 'account', `connection:${connection?.id}`],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(kept)).toEqual({ accessKeyId: 'FOREIGNKEY', secretAccessKey: 'foreign-secret-canary' });
    const disk = await everyFile(join(folder, 'account'));
    expect(disk.includes('foreign-secret-canary')).toBe(false);
    expect(stdout).not.toContain('canary');
  });

  test('its test finds every right it needs', async () => {
    const { code, stdout } = await cli('account', 'connections', 'test', 'work', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      capabilities: { writes: true, reads: true, removes: true, multipart: true, pages: true },
    });
  });

  test('a wrong secret is told by test, with exit code 3', async () => {
    expect((await add('not-the-secret', 'broken')).code).toBe(0);
    const { code, stdout } = await cli('account', 'connections', 'test', 'broken', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'signature-rejected' } });
    expect((await cli('account', 'connections', 'remove', 'broken')).code).toBe(0);
  });

  test('pasted keys with a token of 4 KiB are sealed: neither disk nor keychain shows it, and both end with the connection', async () => {
    const token = 'CANARY'.padEnd(4_096, 't');
    const text = `export AWS_ACCESS_KEY_ID=ASIACANARY\nexport AWS_SECRET_ACCESS_KEY=CANARY-secret\nexport AWS_SESSION_TOKEN=${token}`;
    const args = [
      'connections',
      'add',
      'long',
      '--paste',
      '--endpoint',
      place.endpoint,
      '--bucket',
      place.bucket,
      '--json',
    ];
    const added = await runCli([...args, '--profile-dir', join(folder, 'account')], { keychain: true, stdin: text });
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const { id } = JSON.parse(added.stdout) as { id: string };
    const look = ['lookup', 'service', 'Mayfly', 'account', `connection:${id}`];
    const kept = execFileSync('secret-tool', look, { encoding: 'utf8' });
    expect(kept.length).toBeLessThan(256);
    const disk = await everyFile(join(folder, 'account'));
    expect([disk.includes('CANARY'), kept.includes('CANARY'), added.stdout.includes('CANARY')]).toEqual([
      false,
      false,
      false,
    ]);
    const sealed = join(folder, 'account', 'sealed');
    expect((await readdir(sealed)).length).toBe(1);
    expect((await cli('account', 'connections', 'remove', 'long')).code).toBe(0);
    expect(await readdir(sealed)).toEqual([]);
  });

  test('a second connection of the same name is refused', async () => {
    expect(await add('x')).toMatchObject({ code: 3, stderr: expect.stringContaining('already a connection “work”') });
  });

  test('share, list, revoke: the link opens, is remembered without its signature, and dies', async () => {
    const path = join(folder, 'plan.txt');
    await writeFile(path, 'the plan');
    const { stdout } = await cli('account', 'share', path, '--connection', 'work', '--expires', '1h');
    const url = stdout.trim();
    expect(await (await fetch(url)).text()).toBe('the plan');
    const listed = JSON.parse((await cli('account', 'list', '--json')).stdout) as { id: string }[];
    expect(listed).toMatchObject([{ name: 'plan.txt', state: 'live', connection: 'work', verified: true }]);
    const disk = await everyFile(join(folder, 'account'));
    for (const secret of ['X-Amz-Signature', new URL(url).searchParams.get('X-Amz-Signature') ?? '', '?X-Amz']) {
      expect(disk.includes(secret)).toBe(false);
    }
    const revoked = await cli('account', 'revoke', listed[0]?.id ?? '', '--json');
    expect(JSON.parse(revoked.stdout)).toMatchObject({ id: listed[0]?.id, revoked: true, status: 404 });
    expect((await fetch(url)).status).toBe(404);
  });

  test('removing it removes its secret from the keychain', async () => {
    const [connection] = JSON.parse((await cli('account', 'connections', 'list', '--json')).stdout) as { id: string }[];
    expect((await cli('account', 'connections', 'remove', 'work')).code).toBe(0);
    expect(() =>
      execFileSync('secret-tool', ['lookup', 'service', 'Mayfly', 'account', `connection:${connection?.id}`], {
        stdio: 'pipe',
      }),
    ).toThrow('Command failed');
    const { code, stderr } = await cli('account', 'share', join(folder, 'plan.txt'), '--connection', 'work', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'connection-unknown' } });
  });
});

describe('this computer’s bucket with a keychain', () => {
  test('one command serves, the next returns at once, and links outlive both when served again', async () => {
    const [first, second] = [join(folder, 'first.txt'), join(folder, 'second.txt')];
    await Promise.all([writeFile(first, '1'), writeFile(second, '2')]);
    const serving = begin('own', 'share', first);
    const firstUrl = await serving.firstLine();
    const returned = await cli('own', 'share', second);
    expect(returned.code).toBe(0);
    const secondUrl = returned.stdout.trim();
    expect(await (await fetch(secondUrl)).text()).toBe('2');
    expect((await interrupt(serving)).code).toBe(130);
    await expect(fetch(firstUrl)).rejects.toThrow('fetch failed');

    const again = begin('own', 'bucket', 'serve');
    await again.firstLine();
    expect([await (await fetch(firstUrl)).text(), await (await fetch(secondUrl)).text()]).toEqual(['1', '2']);
    expect((await interrupt(again)).code).toBe(130);
  });

  test('a command that was using another one’s server takes over when that ends', async () => {
    const path = join(folder, 'kept.txt');
    await writeFile(path, 'kept');
    const owner = begin('own', 'bucket', 'serve');
    await owner.firstLine();
    const heir = begin('own', 'bucket', 'serve');
    await heir.firstLine();
    const url = (await cli('own', 'share', path)).stdout.trim();
    owner.child.kill('SIGKILL');
    await owner.ended;
    let status = 0;
    for (let look = 0; look < 50 && status !== 200; look += 1) {
      await wait(200);
      status = await fetch(url).then(
        (answer) => answer.status,
        () => 0,
      );
    }
    expect(status).toBe(200);
    expect((await interrupt(heir)).code).toBe(130);
  });

  test('the profile is its owner’s alone', async () => {
    const mode = async (...parts: string[]) => ((await stat(join(folder, 'own', ...parts))).mode & 0o777).toString(8);
    expect([await mode(), await mode('mayfly.db'), await mode('bucket'), await mode('logs')]).toEqual([
      '700',
      '600',
      '700',
      '700',
    ]);
  });
});

test('short links of the bucket on this computer need no place', async () => {
  const saved = await cli('own-doors', 'connections', 'doors', 'This computer', '--json');
  expect([saved.code, JSON.parse(saved.stdout.trim().split('\n').at(-1) ?? '')]).toMatchObject([
    0,
    {
      ok: true,
      connection: 'This computer',
      doors: { bucket: 'mayfly-doors', address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/mayfly-doors$/) },
    },
  ]);
});
