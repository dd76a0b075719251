// The examples of docs/api.md, run as they stand: real scripts, the real command, a real bucket.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onPosix } from '../platform';
import { isDeep } from '../volume';
import { cliPath, runCli } from './run-cli';
import { serveBucket, type ServedBucket } from './served-bucket';

const run = promisify(execFile);

let served: ServedBucket;
let folder: string;
let env: NodeJS.ProcessEnv;
let blocks: readonly (readonly [language: string, text: string])[];

beforeAll(async () => {
  served = await serveBucket();
  ({ folder } = served);
  const document = await readFile(resolve('docs/api.md'), 'utf8');
  blocks = [...document.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => [
    language,
    text.replaceAll('s3://files/', `s3://${served.place.bucket}/`),
  ]);
  await script('mayfly', `#!/bin/sh\nexec '${process.execPath}' '${cliPath}' "$@"\n`);
  env = {
    MAYFLY_PROFILE_DIR: join(folder, 'client'),
    ...(await served.awsProfile('inbox')),
    PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
    DBUS_SESSION_BUS_ADDRESS: undefined,
    XDG_RUNTIME_DIR: undefined,
  };
});
afterAll(() => served.close());

async function script(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

async function file(bytes: number): Promise<{ readonly path: string; readonly content: Buffer }> {
  const [path, content] = [join(folder, `${bytes}.bin`), randomBytes(bytes)];
  await writeFile(path, content);
  return { path, content };
}

const blockWith = (text: string): string => blocks.find(([, block]) => block.includes(text))?.[1] ?? '';
const sign = (...args: readonly string[]) => runCli(['sign', ...args], { env });
const address = (key: string) => `s3://${served.place.bucket}/${key}`;

async function stored(key: string): Promise<Buffer> {
  const { stdout } = await sign('get', address(key));
  return Buffer.from(await (await fetch(stdout.trim())).arrayBuffer());
}

describe.runIf(onPosix('shell scripts'))('an untested connection', () => {
  beforeAll(async () => {
    const added = ['connections', 'add', 'Inbox', ...served.there, '--aws-profile', 'inbox', '--no-test'];
    const { code, stderr } = await runCli(added, { env });
    if (code !== 0) throw new Error(stderr);
  });

  test('signs no link to write before the test of it, and says what to do', async () => {
    const refused = await sign('put', address('in/a'), '--json');
    expect([refused.code, refused.stdout]).toEqual([3, '']);
    const { error } = JSON.parse(refused.stderr) as { error: { code: string; next: string } };
    expect([error.code, error.next]).toEqual(['signing-unproven', expect.stringContaining('connections test NAME')]);
    const known = await sign('put', address('in/a'), '--i-know');
    expect([known.code, known.stdout]).toEqual([0, expect.stringContaining('X-Amz-Signature')]);
  });

  test('that was tested signs, and nothing of it is on standard error, in the profile or for another bucket', async () => {
    expect(await runCli(['connections', 'test', 'Inbox'], { env })).toMatchObject({ code: 0 });
    const signed = await sign('post', address('in/a'), '--max-size', '3');
    expect([signed.code, signed.stdout]).toEqual([0, expect.stringContaining('x-amz-signature=')]);
    expect(signed.stderr).not.toMatch(/signature|policy|credential/i);
    expect((await sign('put', 's3://elsewhere/in/a', '--json')).stderr).toContain('bad-request');
    await expect(run('grep', ['-rlaiE', 'x-amz-signature', join(folder, 'client')])).rejects.toMatchObject({ code: 1 });
  });
});

describe.runIf(isDeep && onPosix('shell scripts'))('docs/api.md', () => {
  test('has the blocks that are run here and on the share page', () => {
    expect(blocks.map(([language]) => language)).toEqual(['sh', 'sh', 'python', 'html']);
  });

  test('a shell script uploads a file by a form, and fails with one that is too large', async () => {
    const path = await script('upload.sh', blockWith('# upload.sh'));
    const { path: small, content } = await file(200_000);
    await run(path, [small], { env: { ...process.env, ...env } });
    expect((await stored('inbox/report.pdf')).equals(content)).toBe(true);
    const { path: large } = await file(10_000_001);
    await expect(run(path, [large], { env: { ...process.env, ...env } })).rejects.toMatchObject({ code: 22 });
    expect((await stored('inbox/report.pdf')).equals(content)).toBe(true);
  });

  test('a shell script uploads a large file in parts', async () => {
    const path = await script('upload-large.sh', blockWith('# upload-large.sh'));
    const { path: large, content } = await file(20_000_000);
    await run(path, [large], { env: { ...process.env, ...env } });
    expect((await stored('inbox/film.mov')).equals(content)).toBe(true);
  });

  test('a program in Python writes and reads an object', async () => {
    const path = await script('upload.py', blockWith('# upload.py'));
    const { path: picture } = await file(50_000);
    const { stdout } = await run('python3', [path, picture], { env: { ...process.env, ...env } });
    expect(stdout).toMatch(/^the same until \d{4}-\d\d-\d\dT[\d:.]+Z\n$/);
  });
});
