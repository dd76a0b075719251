// `... | mayfly share -`: the link gives exactly the bytes of the pipe, and a stream that does not get to its end leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storedBytes } from '../e2e/stored-bytes';
import { onPosix } from '../platform';
import { cliPath, interrupt, runCli, startCli, type Running } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';
import { isDeep } from '../volume';

const mebibyte = 1_048_576;

let served: ServedBucket;
let folder: string;
const profile = (name: string) => join(folder, name);
const stored = () => storedBytes(join(profile('server'), 'bucket'));
/** A profile with a saved connection. */
let saved: readonly string[];
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  served = await serveBucket();
  ({ folder } = served);
  env = await served.awsProfile();
  served.connect('saved');
  saved = ['--profile-dir', profile('saved')];
});
afterAll(() => served.close());

const share = (stdin: string | Uint8Array, more: readonly string[] = []) =>
  runCli(['share', '-', ...served.there, '--profile-dir', profile('client'), ...more], { env: keys, stdin });

describe('gives the bytes of the pipe', () => {
  test.each([0, 5 * mebibyte - 1, 5 * mebibyte + 1, ...(isDeep ? [64 * mebibyte] : [])])(
    '%i of them',
    async (length) => {
      const content = randomBytes(length);
      const { code, stdout, stderr } = await share(content, ['--name', 'Протокол.log']);
      expect([code, stderr.includes('empty file')]).toEqual([0, length === 0]);
      const answer = await fetch(stdout.trim());
      expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
      expect(answer.headers.get('content-disposition')).toContain(
        `filename*=UTF-8''${encodeURIComponent('Протокол.log')}`,
      );
    },
  );

  test.runIf(onPosix('a shell'))('of a shell and of a file too, and names what nobody named by its bytes', async () => {
    const path = join(folder, 'input');
    await writeFile(path, 'hello\0');
    const shell = (line: string) => {
      const command = [cliPath, 'share', '-', '--json', ...served.there, '--profile-dir', profile('client')];
      const { stdout } = spawnSync('sh', ['-c', line, path, process.execPath, ...command], {
        env: { ...process.env, ...keys },
        encoding: 'utf8',
      });
      return (JSON.parse(stdout) as { files: readonly { name: string; sizeBytes: number }[] }).files[0];
    };
    const named = (ending: string) => expect.stringMatching(`^stdin-\\d{4}(-\\d\\d){3}\\.\\d\\d\\.\\d\\d\\.${ending}$`);
    expect(shell('echo hello | "$@"')).toMatchObject({ name: named('txt'), sizeBytes: 6 });
    expect(shell('"$@" < "$0"')).toMatchObject({ name: named('bin'), sizeBytes: 6 });
  });
});

test('stands in the history like a file', async () => {
  const { stdout } = await runCli(['share', '-', '--name', '기록.txt', '--json', ...saved], { env, stdin: 'hello' });
  const { id, url, key } = JSON.parse(stdout) as { id: string; url: string; key: string };
  expect(key).toMatch(/\/GiLog\.txt$/);
  expect(await (await fetch(url)).text()).toBe('hello');
  const shown = await runCli(['show', id, '--json', ...saved], { env });
  expect(JSON.parse(shown.stdout)).toMatchObject({ id, files: [{ name: '기록.txt', sizeBytes: 5 }] });
  expect((await runCli(['revoke', id, ...saved], { env })).code).toBe(0);
  expect((await fetch(url)).status).toBe(404);
});

/** Writes 20 MiB and stays silent; resolves when two parts are in the bucket. */
async function halfWay(args: readonly string[], by: NodeJS.ProcessEnv): Promise<Running> {
  const before = await stored();
  const running = startCli(['share', '-', ...args], { env: by, openInput: true });
  running.child.stdin?.write(randomBytes(20 * mebibyte));
  while ((await stored()) < before + 16 * mebibyte) await wait(50);
  return running;
}

describe('a stream that is cut off', () => {
  test('by Ctrl-C ends without a link, and leaves nothing in the bucket', async () => {
    const before = await stored();
    const running = await halfWay([...served.there, '--profile-dir', profile('client')], keys);
    const { code, stdout, stderr } = await interrupt(running);
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(/cancelled|interrupted/);
    expect(await stored()).toBeLessThan(before + mebibyte);
  });

  test('by the end of its process is resumed by nobody: the next command that resumes removes its parts', async () => {
    const before = await stored();
    const { child } = await halfWay(saved, env);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const unfinished = async () => JSON.parse((await runCli(['uploads', '--json', ...saved])).stdout) as unknown;
    expect(await unfinished()).toMatchObject([{ state: 'abandoned', name: expect.stringMatching(/^stdin-/) }]);
    await runCli(['resume', ...saved], { env });
    expect(await unfinished()).toEqual([]);
    expect(await stored()).toBeLessThan(before + mebibyte);
  });
});

test.runIf(onPosix('a terminal of script(1)'))('a terminal in place of a pipe is refused in words', () => {
  // Not on the profile of whoever runs this.
  const typed = `'${process.execPath}' '${cliPath}' share - --profile-dir '${join(folder, 'terminal')}'`;
  const { stdout, status } = spawnSync('script', ['-qec', typed, '/dev/null'], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([2, expect.stringContaining('dmesg | mayfly share -')]);
});
